"""Claims and the record: what the essay says, what the record shows, and the sources."""

from __future__ import annotations

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition, Page
from reading_edition.render.generated.listed_notes import listed_notes
from reading_edition.render.markup import render

NAME = "claims"


def claims(edition: Edition, page: Page) -> HtmlElement:
    """The notes that hold a claim against the record, in reading order."""
    return render("listed-notes.html", kind=NAME, items=listed_notes(edition, page, NAME))
