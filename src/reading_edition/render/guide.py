"""The guide on the pages of the essay: a title and a headnote for each part, and a sentence above each paragraph."""

from reading_edition.model.edition import Edition
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
    last = next((each.number for each in reversed(edition.passages) if each.is_paragraph), "")
    for part in elements.shown(edition.parts):
        blocks = [elements.block_of(passage) for passage in part.passages if passage.kind]
        if text := [block for block in blocks if block.tag != "h1"]:
            before = text[0].getprevious()
            has_line = before is not None and "guide-line" in before.classes
            headnote = render_element("headnote.html", edition=edition, part=part, last=last)
            (before if has_line else text[0]).addprevious(headnote)
