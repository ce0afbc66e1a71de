"""Reads from git when files, notes, entries and sources were written and changed.

The history is empty without git, or in a shallow clone, whose oldest commit seems to have added everything. Changes
have the author date, which a rebase keeps. Moving a note, entry or source, or changing only its markup, is no change.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import Path

from reading_edition.model.history import Change, History
from reading_edition.store import Store

_FORM = 5  # version of the cached history; a new number invalidates the cache
_COMMIT, _BETWEEN = "\x01", "\x02"
_LOG = f"--format=format:{_COMMIT}%aI{_BETWEEN}%H{_BETWEEN}%aN{_BETWEEN}%s"
_WRITTEN = (".md", ".yaml")
# Git sets these variables for its hooks; they can point to another repository.
_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_PIECE = re.compile(r"\n(?=\[\^|#|- id:)")  # splits before a note, an entry or a source; "^" is slower
_NAME = re.compile(r"\[\^([^\]\s]+)\]:|#+ .*\{[^}]*#([\w-]+)|- id: *[\"']?([\w-]+)")
_MARKUP = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|<[^<>]*>")
_WORD = re.compile(r"\w+")


class _NoHistoryError(Exception):
    """An error for a missing git or a failed git command."""


def read_history(folder: Path, cache: Path) -> History:
    """Return the history of a folder; ``cache`` is a folder that may be emptied at any time."""
    try:
        is_shallow, head = _git(folder, "rev-parse", "--is-shallow-repository", "HEAD").decode().split()
        if is_shallow != "false":
            return History()
        key = f"{head}-{_FORM}"
        history = Store(cache).cached(key, partial(_read, folder))
        for other in set(cache.glob("*-*")) - {cache / key}:  # histories of earlier commits
            other.unlink(missing_ok=True)
    except _NoHistoryError:
        return History()
    return history


def _git(folder: Path, *arguments: str, given: str = "") -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    try:
        result = subprocess.run(  # noqa: S603 (our own arguments)
            ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607 (git is on the PATH)
            cwd=folder,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
            input=given.encode(),
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise _NoHistoryError from error
    return result.stdout


def _read(folder: Path) -> History:
    log = _git(folder, "log", "--reverse", _LOG, "--raw", "--no-abbrev", "--no-renames", "--relative", "--", ".")
    commits = [commit.splitlines() for commit in log.decode(errors="replace").split(_COMMIT)[1:]]
    files: dict[str, str] = {}
    found: list[tuple[Change, list[list[str]]]] = []
    for heading, *lines in commits:
        change, changed = Change(*heading.split(_BETWEEN)), [line.split("\t", 1) for line in lines if line]
        files |= {path: max(files.get(path, ""), change.day) for _, path in changed}
        found.append((change, [line.split()[2:4] for line, path in changed if path.endswith(_WRITTEN)]))
    pieces = _pieces(folder, {blob for _, changed in found for pair in changed for blob in pair})
    changes: dict[str, list[Change]] = {}
    for change, changed in found:
        before, after = (set().union(*(pieces.get(pair[side], ()) for pair in changed)) for side in (0, 1))
        old, new = dict(map(_words, sorted(before - after))), dict(map(_words, sorted(after - before)))
        for name in sorted(name for name, words in new.items() if name and old.get(name) != words):
            changes.setdefault(name, []).append(change)
    return History(files, changes)


def _pieces(folder: Path, blobs: Iterable[str]) -> dict[str, set[str]]:
    """Return the pieces of each blob: its text, split before each note, entry and source."""
    output, found = BytesIO(_git(folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs))), {}
    for heading in output:
        blob, kind, *size = heading.decode().split()
        if kind == "blob":  # git calls the null blob of an added or deleted file "missing"
            found[blob] = set(_PIECE.split(output.read(int(size[0]) + 1).decode(errors="replace")))
    return found


def _words(piece: str) -> tuple[str, str]:
    """Return the id of a note (``fn:name``), entry or source, and its words; two empty strings for any other piece."""
    match = _NAME.match(piece)
    if match is None:
        return "", ""
    note, *other = match.groups()
    words = piece.partition("\n\n")[0] if note else piece
    return f"fn:{note}" if note else "".join(filter(None, other)), " ".join(_WORD.findall(_MARKUP.sub(" ", words)))
