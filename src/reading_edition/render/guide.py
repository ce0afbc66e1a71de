"""The guide on the pages of the essay: a title and a headnote for each part, and a sentence above each paragraph."""

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.items import Part
from reading_edition.render.elements import Elements
from reading_edition.render.html import html_of
from reading_edition.render.templating import render_element, render_elements


def render_guide(edition: Edition, elements: Elements) -> None:
    """Insert a headnote before each part, a sentence before each paragraph; runs after notes get their frames."""
    sentences = edition.guide.sentences
    lines = {
        passage: {"sentence": html_of(sentences[passage.id], passage.page.url, edition)}
        for passage in elements.shown(edition.passages)
        if passage.is_paragraph and passage.id in sentences
    }
    for passage, line in render_elements("guide-line.html", lines).items():
        elements.block_of(passage).addprevious(line)
    for part in elements.shown(edition.parts):
        blocks = [elements.block_of(passage) for passage in part.passages if passage.kind]
        if text := [block for block in blocks if block.tag != "h1"]:
            before = text[0].getprevious()
            has_line = before is not None and "guide-line" in before.classes
            (before if has_line else text[0]).addprevious(_headnote(part, edition))


def _headnote(part: Part, edition: Edition) -> HtmlElement:
    """Return the element with the editors' title and headnote of a part, and the number of its notes."""
    section = edition.guide.section_of(part)
    headnote = section.headnote.runs if section and section.headnote else ()
    words = html_of(headnote, part.page.url, edition)
    last = next((each.number for each in reversed(edition.passages) if each.is_paragraph), "")
    values = {"section": section, "words": words, "last": last, "notes": edition.notes_on(part.page)}
    return render_element("headnote.html", translate=edition.settings.translate, **values)
