"""The edition as plain text: the essay in numbered paragraphs, the notes, the entries, the sources.

The essay comes first and carries no marks, so that the place of each of its words, counted in
characters (code points of Unicode), changes only if the essay does. Notes say on which words they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import lxml.html
from lxml.html import HtmlElement

from reading_edition.export.spans import is_apparatus, passage_text
from reading_edition.model.edition import Edition, Entry, Note, Passage
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.names import owner_name
from reading_edition.model.runs import plain
from reading_edition.render.words import passage_words

PATH = "data/edition.txt"


@dataclass
class PlainText:
    """A text as it grows, with the places at which passages begin."""

    lines: list[str] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    length: int = 0

    def add(self, line: str = "") -> None:
        self.lines.append(line)
        self.length += len(line) + 1

    def add_passage(self, passage: Passage) -> None:
        number = f"[{passage.number}] " if passage.number else ""
        self.starts.setdefault(passage.id, self.length + len(number))
        self.add(f"{number}{passage_words(passage.element)}")

    def add_section(self, title: str) -> None:
        self.add()
        self.add()
        self.add(title.upper())
        self.add()


def text_edition(edition: Edition) -> str:
    """The plain text."""
    text = essay(edition)
    _add_rights(text, edition)
    _add_notes(text, edition)
    _add_entries(text, edition)
    return "\n".join(text.lines) + "\n"


def essay(edition: Edition) -> PlainText:
    """The essay alone, with the place at which each passage begins; the plain text opens with it."""
    text = PlainText()
    for part in edition.parts:
        if part.number > 1:
            text.add()
        for passage in part.passages:
            if passage.is_numbered and text.lines and "-" not in passage.id:
                text.add()
            text.add_passage(passage)
    return text


def _add_rights(text: PlainText, edition: Edition) -> None:
    facts = edition.settings.facts
    lines = [facts.rights.essay, facts.original, facts.rights.notes, facts.rights.notes_url]
    text.add_section(edition.settings.translate("Rights"))
    for line in filter(None, lines):
        text.add(line)
    if facts.version or facts.date:
        text.add(" ".join(filter(None, [edition.settings.translate("Edition"), facts.version, facts.date])))


def _add_notes(text: PlainText, edition: Edition) -> None:
    if not edition.notes:
        return
    translate = edition.settings.translate
    text.add_section(translate("Notes"))
    labels = {kind.id: kind.label for kind in edition.settings.notes}
    for note in edition.notes:
        where = (
            f" {owner_name(note.passage, translate)}, "
            f"{translate('at “{words}”', words=anchor_words(note, note.passage))}."
            if note.passage
            else ""
        )
        label = f" {labels[note.kind]}." if note.kind else ""
        text.add(f"{note.number}.{where}{label} {note_words(note)}")
        text.add()


def anchor_words(note: Note, passage: Passage) -> str:
    """The words of a passage on which a note stands."""
    found = passage_text(passage.element)
    stretch = found.stretch_before(found.marks.get(note.name, len(found.text)))
    return plain(found.text[stretch.start : stretch.end])


def note_words(note: Note) -> str:
    """A note's words without the kind with which it opens; the sources that it cites in brackets."""
    words = apparatus_words(note.element)
    opening = next(note.element.iter("strong"), None)
    if not note.kind or opening is None:
        return words
    return words.removeprefix(plain(opening.text_content())).lstrip()


def apparatus_words(element: HtmlElement) -> str:
    """The words of a note or entry; a source that it cites stands in brackets."""
    return plain("".join(_apparatus_texts(element)))


def _apparatus_texts(element: HtmlElement) -> Iterator[str]:
    is_source = "ref-source" in (element.get("class") or "").split()
    yield f"[{element.text or ''}" if is_source else element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not is_apparatus(child):
            yield from _apparatus_texts(child)
        yield child.tail or ""
    if is_source:
        yield "]"


def _add_entries(text: PlainText, edition: Edition) -> None:
    for kind in ENTRY_KINDS:
        pages: dict[str, list[Entry]] = {}
        for entry in edition.of_kind(kind):
            pages.setdefault(entry.page.path, []).append(entry)
        for entries in pages.values():
            text.add_section(entries[0].page.title)
            for entry in entries:
                _add_entry(text, edition, entry)


def _add_entry(text: PlainText, edition: Edition, entry: Entry) -> None:
    text.add(owner_name(entry, edition.settings.translate))
    for block in entry.block_elements:
        text.add(apparatus_words(block))
    if entry.kind == "source":
        _add_source(text, edition, entry)
    text.add()


def _add_source(text: PlainText, edition: Edition, entry: Entry) -> None:
    source = edition.source(entry.id)
    if source is None:
        return
    facts = [
        _plain_html(edition.citations_html.get(source.id, "")),
        source.identifier,
        str(source.csl.get("URL", "")),
        source.remark,
    ]
    for fact in filter(None, facts):
        text.add(fact)


@cache
def _plain_html(html: str) -> str:
    element: HtmlElement = lxml.html.fragment_fromstring(html, create_parent="span")
    return plain(element.text_content())
