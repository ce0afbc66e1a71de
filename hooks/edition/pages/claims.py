"""Claims and the record: what the essay says, what the record shows, and the sources."""

from __future__ import annotations

from lxml.html import HtmlElement

from linkcheck.site import Page

from ..markup import render
from ..model import Edition
from .notes_listed import listed_notes

NAME = "claims"


def claims(edition: Edition, page: Page) -> HtmlElement:
    """The notes that hold a claim against the record, in reading order."""
    return render("listed-notes.html", kind=NAME, items=listed_notes(edition, page, NAME))
