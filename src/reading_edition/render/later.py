"""Marks entries and sources that are later than the essay, so that readers can hide them.

``load/later.py`` marks sentences. Where hiding leaves nothing, a line says so.
"""

from collections.abc import Mapping

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.items import Note
from reading_edition.model.later import LATER, is_all_later, is_later
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.entries import is_list_of_sources
from reading_edition.render.templating import render_element


def render_later(edition: Edition, elements: Elements, asides: Mapping[Note, HtmlElement]) -> None:
    """Mark what is later as a whole; runs after the entries get their sections, and before books are copied."""
    for note, aside in asides.items():
        if is_later(note):
            aside[0][0].addnext(_line("This note is about later years.", edition))
    for entry in elements.shown([*elements.index.later_sources, *filter(is_later, edition.entries)]):
        section_of(elements.of(entry)).set(LATER, "")
    for entry in elements.shown(edition.entries):
        said = [block for block in entry.blocks if not is_list_of_sources(block, edition)]
        if not is_later(entry) and is_all_later(said):
            elements.of(entry).addnext(_line("This entry is about later years.", edition))
            for block in section_of(elements.of(entry)).find_class("entry-sources"):
                block.set(LATER, "")
    for page in elements.shown(edition.pages):
        entries = edition.entries_on(page)
        if entries and all(map(is_later, entries)):
            line = _line("Everything on this page is about later years.", edition)
            section_of(elements.of(entries[0])).addprevious(line)


def _line(message: str, edition: Edition) -> HtmlElement:
    return render_element("all-later.html", words=edition.settings.translate(message))
