"""When files and their lines were last changed, according to git.

Without git or with only a piece of a history (a shallow clone, whose oldest commit seems to have every line)
nothing is known. A line's day is its author's own: it stays when a change is rebased, on any machine.
"""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from reading_edition.model.history import History

_FORM = 2  # of what is kept; another number makes what was kept before useless
_COMMIT = "\x01"
# Git sets these around its hooks, for another folder.
_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class _NoHistoryError(Exception):
    """Git is not there, or has no answer."""


def read_history(folder: Path, paths: Iterable[str], cache: Path) -> History:
    """The history of a folder; ``paths``, relative to it, are the files of which the lines are wanted.

    ``cache`` is a folder that may be emptied at any time.
    """
    try:
        if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
            return History()
        commits = _last_commits(folder)
        files = {path: day for path, (_, day) in commits.items()}
        wanted = [path for path in paths if path in commits and (folder / path).is_file()]
        return History(files, {path: _lines(folder, path, commits[path][0], cache) for path in wanted})
    except _NoHistoryError:
        return History()


def _git(folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    try:
        result = subprocess.run(  # noqa: S603 (our own arguments)
            ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607 (git is where it is)
            cwd=folder,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise _NoHistoryError from error
    return result.stdout.decode(errors="replace")


def _last_commits(folder: Path) -> dict[str, tuple[str, str]]:
    """The last commit that touched each file of a folder, and the latest day of any that did."""
    found: dict[str, tuple[str, str]] = {}
    commit = day = ""
    form = f"--format=format:{_COMMIT}%H %ad"
    log = _git(folder, "log", form, "--date=short", "--name-only", "--no-renames", "--relative", "--", ".")
    for line in log.splitlines():
        if line.startswith(_COMMIT):
            commit, _, day = line.removeprefix(_COMMIT).partition(" ")
        elif line:
            last, latest = found.get(line, (commit, day))
            found[line] = (last, max(latest, day))
    return found


def _lines(folder: Path, path: str, commit: str, cache: Path) -> list[str]:
    content = (folder / path).read_bytes()
    key = hashlib.sha256(b"\0".join([f"{_FORM} {commit} {path}".encode(), content])).hexdigest()
    kept = cache / f"{key}.json"
    if kept.is_file():
        return list(json.loads(kept.read_text(encoding="utf-8")))
    days = list(_days(_git(folder, "-c", "blame.coloring=none", "annotate", "-e", "--", path)))
    cache.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(days), encoding="utf-8")
    part.replace(kept)
    return days


def _days(annotated: str) -> Iterator[str]:
    """The day of each line, as ``git annotate`` has it; nothing for an empty line, or one not committed yet.

    An empty line between two entries counts for neither.
    """
    for line in annotated.rstrip("\n").split("\n"):
        commit, _, moment, rest = line.split("\t", 3)
        is_known = commit.strip("0") and rest.partition(")")[2].strip()
        yield moment[: len("2010-03-05")] if is_known else ""
