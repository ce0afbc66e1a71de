"""What is later than the text, on the pages: readers can hide it, and a quiet line says where all is hidden.

The sentences are marked already (``load/later.py``); here entries, sources, pictures and references are.
"""

from collections.abc import Container, Mapping

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Note
from reading_edition.model.later import LATER, is_all_later, is_later, later_sources
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.entries import is_list_of_sources
from reading_edition.render.templating import render_element

_TO_LATER = "data-to-later"  # of a link to a later event


def render_later(edition: Edition, elements: Elements, asides: Mapping[Note, HtmlElement]) -> None:
    """Marks what is later as a whole; after the entries got their sections, before books are copied."""
    for note, aside in asides.items():
        if is_later(note):
            aside[0][0].addnext(_line("This note is about later years.", edition))
    for source in later_sources(edition):
        section_of(elements.of(source)).set(LATER, "")
    for entry in edition.entries:
        if is_later(entry):
            section_of(elements.of(entry)).set(LATER, "")
        elif is_all_later([block for block in entry.blocks if not is_list_of_sources(block, edition)]):
            elements.of(entry).addnext(_line("This entry is about later years.", edition))
            for block in section_of(elements.of(entry)).find_class("entry-sources"):
                block.set(LATER, "")
    for page in edition.pages:
        entries = edition.entries_on(page)
        if entries and all(map(is_later, entries)):
            message = "Everything on this page is about later years."
            section_of(elements.of(entries[0])).addprevious(_line(message, edition))
    _mark_links(edition, elements)


def _line(message: str, edition: Edition) -> HtmlElement:
    return render_element("all-later.html", words=edition.settings.translate(message))


def _mark_links(edition: Edition, elements: Elements) -> None:
    """Marks the links to later events, and in pictures and their tables what they stand for."""
    for reference in edition.references:
        if is_later(reference.target):
            elements.link(reference).set(_TO_LATER, "")
    events = list(filter(is_later, edition.of_kind("event")))
    for page in edition.pages if events else ():
        addresses = {relative_url(page.url, event.page.url, event.id) for event in events}
        for picture in elements.root(page).find_class("picture"):
            for link in [link for link in picture.iter("a") if link.get("href") in addresses]:
                _mark_in_picture(link, addresses)


def _mark_in_picture(link: HtmlElement, addresses: Container[str]) -> None:
    """Marks a row of a table if it is about nothing else, or else a link with the words after it."""
    row = next(link.iterancestors("tr"), None)
    if row is None:
        link.set(LATER, "")
    elif all(other.get("href") in addresses for other in row.iter("a")):
        row.set(LATER, "")
    else:
        words = lxml.html.Element("span", {LATER: ""})
        link.addprevious(words)
        words.append(link)
