"""The page about the text: what was restored, and the notes on what was left as it is."""

from __future__ import annotations

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition, Page
from reading_edition.render.generated.listed_notes import listed_notes
from reading_edition.render.markup import relative_url, render

NAME = "text-notes"


def emendations_table(edition: Edition, page: Page) -> HtmlElement:
    """The table of the restorations: where, as received, as read, and why."""
    passages = {passage.id: passage for passage in edition.passages}
    rows = [
        (emendation, passages[emendation.paragraph].number or emendation.paragraph, address)
        for emendation in edition.emendations
        if emendation.paragraph in passages
        for address in [relative_url(page.url, passages[emendation.paragraph].page.url, emendation.paragraph)]
    ]
    return render("emendations.html", rows=rows, translate=edition.settings.translate)


def text_notes(edition: Edition, page: Page) -> HtmlElement:
    """The notes on the wording, each with the words on which it stands."""
    return render("listed-notes.html", kind="text", items=listed_notes(edition, page, NAME))
