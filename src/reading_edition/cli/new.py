"""New: asks for a note, a term, a person, an event or a source, and writes its skeleton where it belongs.

Before anything is written the edition is built as it would be; what would not pass is not written.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from link_checks.problem import Problem
from reading_edition.build import EditionBuild
from reading_edition.cli.scaffold.edits import Edit, RefusedError, apply_edits
from reading_edition.cli.scaffold.entries import NewEntry, write_entry
from reading_edition.cli.scaffold.notes import NewNote, write_note
from reading_edition.cli.scaffold.questions import QUESTIONS, SEPARATOR, collect_answers, find_where
from reading_edition.cli.scaffold.sources import NewSource, write_source
from reading_edition.model.edition import Edition
from reading_edition.model.permalinks import HEAD, with_added
from reading_edition.model.placeholders import MARK

if TYPE_CHECKING:
    from link_checks.mkdocs_build import Build

_NOTHING = "Nothing was written."
_MARK_OF_ENCODING = "\ufeff"
_SHOWN = 90  # characters of what was written that are shown


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options: each answers a question beforehand."""
    parser.add_argument("what", nargs="?", choices=list(QUESTIONS), help="what is new; asked for if left out")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--paragraph", dest="where", metavar="NUMBER", help="the paragraph, by its number")
    place.add_argument("--in", dest="where", metavar="NAME", help="a note or entry, by its name")
    for option, help_text in _OPTIONS.items():
        parser.add_argument(f"--{option}", help=help_text)
    parser.add_argument("--source", action="append", metavar="ID", help="a source; as often as there are any")
    parser.add_argument("--author", action="append", help="'Family, Given', or a body's name")


_OPTIONS = {
    "words": "the words after which a note stands, or which lead to an entry",
    "kind": "the kind of the note, or of the source",
    "id": "its id or name; made of its words if left out",
    "title": "the heading of an entry, or the title of a source",
    "text": "what the note says, or the gist of the entry",
    "date": "when it happened or was published, in EDTF",
    "theme": "the theme of an event",
    "page": "the page of an entry, where more than one fits",
    "label": "what citations of a source say",
    "type": "the CSL type of a source",
    "container": "what a source was published in",
    "url": "where a source can be read",
}


def new(config_file: str, options: argparse.Namespace) -> int:
    """Runs the command, on the terminal."""
    try:
        return _new(config_file, options, ask=_ask)
    except RefusedError as error:
        sys.stderr.write(f"{error}\n{_NOTHING}\n")
        return 1
    except EOFError:
        sys.stderr.write(f"\n{_NOTHING}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{_NOTHING}\n")
        return 130  # as shells say of an interrupted command


def _ask(text: str) -> str:
    sys.stdout.write(text)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _new(config_file: str, options: argparse.Namespace, ask: Callable[[str], str]) -> int:
    what = options.what or _ask_what(ask)
    with tempfile.TemporaryDirectory() as folder:
        built = _build(config_file, folder)
    build: EditionBuild | None = built.hook_data.get("edition")
    if build is None or build.edition is None:
        raise RefusedError(f"{config_file}: this is no edition")
    answers = collect_answers(build.edition, what, _given(options), ask, _say)
    texts = _Texts(build.folder)
    edits = _edits(build.edition, answers, texts)
    changed = texts.changed(edits)
    listed = _try(config_file, built, changed, has_sources=bool(answers.get("source")))
    for path, content in {**changed, **listed}.items():
        (build.folder / path).write_bytes(content)
    sys.stdout.write(_report(build.edition, edits, changed, listed))
    return 0


def _ask_what(ask: Callable[[str], str]) -> str:
    kinds = list(QUESTIONS)
    while True:
        answer = ask(f"What is new: {', '.join(kinds)}? ").strip().casefold()
        if answer in kinds:
            return answer
        _say(f"'{answer}' is none of them" if answer else "Name one of them (Ctrl-C ends this).")


def _given(options: argparse.Namespace) -> dict[str, str]:
    """The answers that stand on the command line."""
    given = {
        name: SEPARATOR.join(value) if isinstance(value, list) else value
        for name, value in vars(options).items()
        if value is not None
    }
    return {name: value for name, value in given.items() if name in {"where", "source", "author", *_OPTIONS}}


def _edits(edition: Edition, answers: Mapping[str, str], texts: _Texts) -> list[Edit]:
    what, sources = answers["what"], _several(answers.get("source", ""))
    if what == "note":
        return write_note(
            edition,
            NewNote(
                answers["id"], answers["kind"], answers["where"], answers["words"], answers["text"], sources
            ),
        )
    where = find_where(edition, answers["where"])
    if what == "source":
        new_source = NewSource(
            name=answers["id"],
            label=answers["label"],
            kind=answers["kind"],
            type=answers["type"],
            title=answers["title"],
            authors=_several(answers["author"]),
            container=answers["container"],
            issued=answers["date"],
            url=answers["url"],
        )
        return write_source(edition, new_source, where, texts.text(edition.settings.sources))
    new_entry = NewEntry(
        kind=what,
        name=answers["id"],
        title=answers["title"],
        page=answers["page"],
        words=answers["words"],
        text=answers["text"],
        sources=sources,
        date=answers.get("date", ""),
        theme=answers.get("theme", ""),
    )
    return write_entry(edition, new_entry, where)


def _several(answer: str) -> list[str]:
    return [each.strip() for each in answer.split(SEPARATOR.strip()) if each.strip()]


@dataclass(frozen=True)
class _Texts:
    """The files of the documents' folder as they are written: their mark of encoding and line breaks stay."""

    folder: Path

    def _raw(self, path: str) -> str:
        return (self.folder / path).read_bytes().decode("utf-8")

    def text(self, path: str) -> str:
        return self._raw(path).removeprefix(_MARK_OF_ENCODING).replace("\r\n", "\n")

    def changed(self, edits: Iterable[Edit]) -> dict[str, bytes]:
        """The new contents of the files that some edits change, by their paths."""
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.path, []).append(edit)
        return {path: self._changed(path, some) for path, some in by_path.items()}

    def _changed(self, path: str, edits: Sequence[Edit]) -> bytes:
        raw, text = self._raw(path), apply_edits(self.text(path), edits)
        if "\r\n" in raw:
            text = text.replace("\n", "\r\n")
        return (_MARK_OF_ENCODING * raw.startswith(_MARK_OF_ENCODING) + text).encode()


def _try(
    config_file: str, before: Build, changed: Mapping[str, bytes], *, has_sources: bool
) -> dict[str, bytes]:
    """Builds the edition with the changes in a folder of its own; the list of permalinks as it must then be.

    Raises :class:`RefusedError` for a problem that the changes would make, their placeholders left aside.
    """
    old: EditionBuild = before.hook_data["edition"]
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, old.folder.name)
        shutil.copytree(old.folder, documents, symlinks=True)
        for path, content in changed.items():
            (documents / path).write_bytes(content)
        after = _build(config_file, str(Path(folder, "site")), docs_dir=str(documents))
    known = {_key(before, problem) for problem in before.problems.in_file_order()}
    expected = {"placeholder"} if has_sources else {"placeholder", "unsourced"}
    for problem in after.problems.in_file_order():
        if problem.code not in expected and _key(after, problem) not in known:
            raise RefusedError(f"This would not pass: {problem}")
    return _listed(after, old)


def _build(config_file: str, site: str, **settings: str) -> Build:
    from link_checks.mkdocs_build import build_quietly  # other commands do without MkDocs

    return build_quietly(config_file, site, **settings)


def _key(build: Build, problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same in two builds, in which its line may differ."""
    return problem.file.removeprefix(f"{build.documents}/"), problem.code, problem.message


def _listed(after: Build, old: EditionBuild) -> dict[str, bytes]:
    edition: Edition | None = after.hook_data["edition"].edition
    path = old.settings.permalinks
    if not path or edition is None:
        return {}
    file = old.folder / path
    text = file.read_text(encoding="utf-8") if file.is_file() else HEAD
    known = set(old.edition.addresses.all_promised) if old.edition else set()
    text, added = with_added(text, edition.addresses)
    return {path: text.encode()} if set(added) - known else {}


def _report(
    edition: Edition, edits: Sequence[Edit], changed: Mapping[str, bytes], listed: Mapping[str, bytes]
) -> str:
    """What was written, and where; and what is to be done next."""
    lines = []
    for path in sorted({edit.path for edit in edits}):
        shift, after = 0, changed[path].decode("utf-8").removeprefix(_MARK_OF_ENCODING).replace("\r\n", "\n")
        for edit in sorted((edit for edit in edits if edit.path == path), key=lambda edit: edit.start):
            start = edit.start + shift + len(edit.text) - len(edit.text.lstrip())
            line = after.count("\n", 0, start) + 1
            shown = shorten(edit.text, _SHOWN, placeholder=" ...")
            lines.append(f"{edition.file(path)}:{line}: {shown}")
            shift += len(edit.text) - (edit.end - edit.start)
    lines += [f"{edition.file(path)}: its address" for path in listed]
    if any(MARK in edit.text for edit in edits):
        lines.append(f"Write the words in place of each '{MARK} ...', and look at them with 'make serve'.")
    else:
        lines.append("Look at it with 'make serve'.")
    return "".join(f"{line}\n" for line in lines)
