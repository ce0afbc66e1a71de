"""When files and their lines were last changed, as git tells it.

Two questions are asked of the whole history, and one of each file whose lines matter; the answer to that
one is kept under the file's content and its last commit. Where there is no git, no history (an archive) or
only a piece of it (a shallow clone, in which every line seems to come from the oldest commit there is),
nothing is known, and nothing is said.

A line's day is its author's own: it stays when a change is rebased, and does not depend on where one builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from reading_edition.model.history import History

_FORM = 1  # of what is kept; another number makes what was kept before useless
_COMMIT = "\x01"
# Set by git around its hooks, for another folder than the one that is asked about.
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
    days = list(_days(_git(folder, "blame", "--porcelain", "--", path)))
    cache.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(days), encoding="utf-8")
    part.replace(kept)
    return days


def _days(porcelain: str) -> Iterator[str]:
    """The day of each line, from git's own account; nothing for an empty line, or one not committed yet.

    An empty line between two entries counts for neither. See git-blame(1), "The porcelain format".
    """
    times: dict[str, dict[str, str]] = {}
    commit = ""
    for line in porcelain.split("\n"):
        if line.startswith("\t"):
            is_known = commit.strip("0") and line.strip()
            yield _day(times[commit]) if is_known else ""
            commit = ""
        elif not commit:
            commit = line.partition(" ")[0]
            times.setdefault(commit, {})
        else:
            name, _, value = line.partition(" ")
            times[commit][name] = value


def _day(commit: Mapping[str, str]) -> str:
    offset = commit["author-tz"]
    minutes = int(offset[1:3]) * 60 + int(offset[3:5])
    zone = timezone(timedelta(minutes=-minutes if offset.startswith("-") else minutes))
    return datetime.fromtimestamp(int(commit["author-time"]), zone).date().isoformat()
