"""Generates the table of contents: each part by name, with the numbers of its paragraphs and its headings."""

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page, Part
from reading_edition.model.names import part_name
from reading_edition.model.runs import HEADINGS
from reading_edition.render.templating import render_element


def contents(edition: Edition, page: Page) -> HtmlElement:
    return render_element("text-contents.html", parts=[_values(edition, part, page) for part in edition.parts])


def _values(edition: Edition, part: Part, page: Page) -> dict[str, object]:
    name = part_name(part, edition.settings.translate)
    numbers = [each.number for each in part.paragraphs if each.number]
    levels = {run.get("id"): run.kind for run in part.page.blocks if run.kind in HEADINGS}
    return {
        "name": name,
        "address": relative_url(page.url, part.page.url),
        "numbers": "–".join(dict.fromkeys([*numbers[:1], *numbers[-1:]])),
        "headings": [
            (levels.get(each.id, "h2"), each.words, relative_url(page.url, part.page.url, each.id))
            for each in part.passages
            if each.kind == "h" and each.words != name
        ],
    }
