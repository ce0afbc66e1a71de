"""Edits of files in the documents' folder, and their trial: a build that shows whether they would pass."""

import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from link_checks.problem import Problem
from reading_edition.cli.built_edition import BuiltEdition, built_edition
from reading_edition.cli.errors import CommandError
from reading_edition.model.edition import Edition
from reading_edition.model.permalinks import HEAD, with_added

_BYTE_ORDER_MARK = "\ufeff"


class RefusedError(CommandError):
    """What was asked for would not pass; the message says why, and what would."""


@dataclass(frozen=True)
class Edit:
    """A text in place of what is between two offsets of a file; ``path`` is relative to the folder."""

    path: str
    start: int
    end: int
    text: str


def insertion(path: str, offset: int, text: str) -> Edit:
    return Edit(path, offset, offset, text)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A text after its edits, which do not overlap. Of two at one offset the first comes first."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def plain_text(raw: str) -> str:
    """The text of a file as a MarkdownSource has it."""
    return raw.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")


def edited_files(folder: Path, edits: Iterable[Edit]) -> dict[str, str]:
    """The new contents of files, by path; byte order marks and line breaks stay as they are."""
    files, edits = {}, list(edits)
    for path in {edit.path for edit in edits}:
        raw = (folder / path).read_bytes().decode("utf-8")
        text = apply_edits(plain_text(raw), [edit for edit in edits if edit.path == path])
        mark = _BYTE_ORDER_MARK if raw.startswith(_BYTE_ORDER_MARK) else ""
        files[path] = mark + (text.replace("\n", "\r\n") if "\r\n" in raw else text)
    return files


def write_if_valid(
    config_file: str, before: BuiltEdition, edits: Iterable[Edit], allowed: Collection[str] = ()
) -> dict[str, str]:
    """Writes edits, and the new addresses into the list of permalinks; returns the new contents by path.

    Raises :class:`RefusedError`, and writes nothing, if a build with the edits has new problems, apart from
    those with ``allowed`` codes.
    """
    files = edited_files(before.folder, edits)
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, before.folder.name)
        shutil.copytree(before.folder, documents, symlinks=True)
        _write(documents, files)
        with built_edition(config_file, docs_dir=str(documents)) as after:
            known = {_key(before.edition, problem) for problem in before.problems}
            for problem in after.problems:
                if problem.code not in allowed and _key(after.edition, problem) not in known:
                    raise RefusedError(f"this would not pass: {problem}")
            files |= _new_permalinks(before, after.edition, documents)
    _write(before.folder, files)
    return files


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).write_bytes(text.encode())


def _key(edition: Edition, problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same in two builds, in which its line may differ."""
    return problem.file.removeprefix(f"{edition.folder}/"), problem.code, problem.message


def _new_permalinks(before: BuiltEdition, after: Edition, documents: Path) -> dict[str, str]:
    """The list of permalinks, if the edits made new addresses."""
    path, file = before.settings.permalinks, documents / before.settings.permalinks
    if not path:
        return {}
    known = set(before.edition.addresses.all_promised)
    text, added = with_added(file.read_text("utf-8") if file.is_file() else HEAD, after.addresses)
    return {path: text} if set(added) - known else {}
