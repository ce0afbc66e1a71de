"""Generates the table of contents: each part by name, with the numbers of its paragraphs and its headings."""

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.items import Page, Part, Passage
from reading_edition.model.runs import HEADINGS
from reading_edition.render.templating import render_element


def contents(edition: Edition, page: Page) -> HtmlElement:
    return render_element("text-contents.html", edition=edition, page=page, headings_of=_headings_of)


def _headings_of(part: Part, name: str) -> list[tuple[str, Passage]]:
    """Return the headings of a part, each with its level, except one that repeats the name of the part."""
    levels = {run.get("id"): run.kind for run in part.page.blocks if run.kind in HEADINGS}
    headings = (each for each in part.passages if each.kind == "h" and each.words != name)
    return [(levels.get(each.id, "h2"), each) for each in headings]
