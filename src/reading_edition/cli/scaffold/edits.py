"""Edits of files in the documents' folder, and a trial build that shows whether they cause problems."""

import codecs
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from link_checks.problem import Problem
from reading_edition.cli import BuiltEdition, CommandError, built_edition
from reading_edition.model.permalinks import HEAD, with_added

AS_READ = "utf-8-sig"  # decodes without the byte order mark, as MarkdownSource does


class RefusedError(CommandError, click.UsageError):
    """A request is invalid; the message gives the reason, what was probably meant, and what would be valid."""

    def __init__(self, message: str, guess: str = "", hint: str = "") -> None:
        more = " ".join(filter(None, [f"did you mean '{guess}'?" if guess else "", hint]))
        super().__init__(f"{message} ({more})" if more else message)


class Edit(NamedTuple):
    """A replacement of the text between two offsets of a file; ``path`` is relative to the documents' folder."""

    path: str
    start: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.text + text[self.end :]


def edited_files(folder: Path, edits: Iterable[Edit]) -> dict[str, str]:
    """Return the new texts of files by path. Edits do not overlap; two at the same offset keep their order."""
    files: dict[str, str] = {}
    for edit in sorted(edits, key=lambda edit: edit.start)[::-1]:
        text = files[edit.path] if edit.path in files else (folder / edit.path).read_text(AS_READ)
        files[edit.path] = edit.applied(text)
    return files


def write_if_valid(before: BuiltEdition, edits: Iterable[Edit], allowed: Collection[str] = ()) -> dict[str, str]:
    """Write edits, add new addresses to the list of permalinks, and return the new texts by path.

    Raise :class:`RefusedError`, and write nothing, if a build has new problems with codes that are not ``allowed``.
    """
    files, permalinks = edited_files(before.folder, edits), before.edition.settings.permalinks
    known = {_key(problem) for problem in before.problems}
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, before.folder.name)
        shutil.copytree(before.folder, documents, symlinks=True)
        _write(documents, files)
        with built_edition(before.config_file, docs_dir=str(documents)) as after:
            for problem in after.problems:
                if problem.code not in allowed and _key(problem) not in known:
                    raise RefusedError(f"this would not pass: {problem}")
            list_file = documents / permalinks
            listed = list_file.read_text(AS_READ) if list_file.is_file() else HEAD
            text, added = with_added(listed, after.edition.addresses)
    if permalinks and not set(added) <= set(before.edition.addresses.all_promised):
        files[permalinks] = text
    _write(before.folder, files)
    return files


def _key(problem: Problem) -> tuple[str, str, str]:
    """Return the key that a problem has in both builds, in which its line and its folder may differ."""
    return Path(problem.file).name, problem.code, problem.message


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts with the byte order marks and line endings of their files."""
    for path, text in files.items():
        file = folder / path
        raw = file.read_bytes() if file.is_file() else b""
        encoding = AS_READ if raw.startswith(codecs.BOM_UTF8) else "utf-8"
        file.write_text(text, encoding, newline="\r\n" if b"\r\n" in raw else "\n")
