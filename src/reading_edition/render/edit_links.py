"""Edit links: from each paragraph, note and entry to where it is written.

They are for the page alone: neither the book nor search nor the exports have them.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from reading_edition.model.addresses import address_of
from reading_edition.model.code_host import CodeHost
from reading_edition.model.edition import Edition, Note, Passage
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.last_changes import path_of
from reading_edition.render.notes import continuation
from reading_edition.render.templating import render_element

_WORDS = 8  # of a paragraph, for the words that the reader has in mind


def render_edit_links(edition: Edition, elements: Elements, asides: Mapping[Note, HtmlElement]) -> None:
    """Gives each paragraph, note and entry an edit link, if it is known where the sources are."""
    host, translate = edition.host, edition.settings.translate
    if host is None:
        return
    for part in edition.parts:
        for passage in part.paragraphs:
            links = _links(passage, edition, host)
            links.tail = "\n"
            _end_of(elements.of(passage)).addnext(links)
    for note, aside in asides.items():
        address = host.line(note.page.path, note.location.line if note.location else 0)
        what = translate("note {number}", number=note.number)
        aside.findall(".//p")[-1].append(_link(edition, address, what))
    for entry in edition.entries:
        address = host.line(path_of(entry, edition), entry.location.line if entry.location else 0)
        section_of(elements.of(entry)).append(_link(edition, address, entry.title, is_block=True))


def _end_of(element: HtmlElement) -> HtmlElement:
    """The last of what belongs to a paragraph: the frame with its notes, or else itself or its list."""
    frame = element.getparent()
    if frame is not None and frame.get("class") == "passage":
        return frame
    return [element, *continuation(element)][-1]


def _links(passage: Passage, edition: Edition, host: CodeHost) -> HtmlElement:
    words = passage.words.split()
    suggestion = host.suggestion(
        paragraph=passage.number,
        words=" ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else ""),
        address=address_of(edition, passage.page.url, passage.id, origin=""),
    )
    return render_element(
        "edit-links.html",
        translate=edition.settings.translate,
        number=passage.number,
        suggestion=suggestion if host.form else "",
        source=host.line(passage.page.path, passage.location.line if passage.location else 0),
    )


def _link(edition: Edition, address: str, what: str, *, is_block: bool = False) -> HtmlElement:
    translate = edition.settings.translate
    return render_element("edit-link.html", address=address, what=what, translate=translate, is_block=is_block)
