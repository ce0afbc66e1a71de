"""Proposals: from each paragraph, note and entry, the way to where it is written.

They are apparatus of the page alone: no part of the essay's words, of search, of the book or of what is
published for other programs.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from reading_edition.model.addresses import address_of
from reading_edition.model.code_host import CodeHost
from reading_edition.model.edition import Edition, Entry, Note, Page, Passage
from reading_edition.model.messages import Translator
from reading_edition.render.markup import render
from reading_edition.render.notes import continuation
from reading_edition.render.words import passage_words

_WORDS = 8  # of a paragraph, which stand for the words that the reader has in mind


def weave_proposals(edition: Edition) -> None:
    """Gives each paragraph, note and entry its way to be mended, if it is known where the sources are."""
    host = edition.host
    if host is None:
        return
    translate = edition.settings.translate
    notes = {element.get("id"): element for page in edition.pages for element in page.root.iter("aside")}
    for part in edition.parts:
        for passage in part.paragraphs:
            last = list(_block(passage))[-1]
            last.addnext(_paragraph(edition, host, passage))
    for note in edition.notes:
        last = notes[note.id].findall(".//p")[-1]
        last.append(
            _link(
                host.line(*_written(note.page, note)),
                translate("note {number}", number=note.number),
                translate,
            )
        )
    for entry in edition.entries:
        address = host.line(*_entry(edition, entry))
        entry.element.getparent().append(_link(address, entry.title, translate, is_block=True))


def _block(passage: Passage) -> Iterator[HtmlElement]:
    """What stands together with a paragraph: its frame with its notes, or else itself and its list."""
    frame = passage.element.getparent()
    if "passage" in (frame.get("class") or "").split():
        yield frame
    else:
        yield passage.element
        yield from continuation(passage.element)


def _paragraph(edition: Edition, host: CodeHost, passage: Passage) -> HtmlElement:
    words = passage_words(passage.element).split()
    element = render(
        "proposals.html",
        translate=edition.settings.translate,
        number=passage.number,
        suggestion=host.suggestion(
            paragraph=passage.number,
            words=" ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else ""),
            address=address_of(edition, passage.page.url, passage.id, origin=""),
        )
        if host.form
        else "",
        source=host.line(passage.page.path, _line_of_passage(passage)),
    )
    element.tail = "\n"
    return element


def _line_of_passage(passage: Passage) -> int:
    source = passage.page.source
    locations = [named.location for named in source.ids if named.name == passage.id]
    return source.block_start(locations[0]).line if locations else 0


def _written(page: Page, item: Note | Entry) -> tuple[str, int]:
    return page.path, item.location.line if item.location else 0


def _entry(edition: Edition, entry: Entry) -> tuple[str, int]:
    path, line = _written(entry.page, entry)
    return (edition.settings.sources if entry.kind == "source" else path), line


def _link(address: str, what: str, translate: Translator, *, is_block: bool = False) -> HtmlElement:
    return render("proposal.html", address=address, what=what, translate=translate, is_block=is_block)
