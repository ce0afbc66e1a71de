"""The table of the restored words."""

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition, Page
from reading_edition.render.templating import render_element


def emendations(edition: Edition, page: Page) -> HtmlElement:
    """The table of the emendations: where, as received, as read, and why."""
    passages = {passage.id: passage for passage in edition.passages}
    rows = [
        (emendation, passage.number or passage.id, relative_url(page.url, passage.page.url, passage.id))
        for emendation in edition.emendations
        if (passage := passages.get(emendation.paragraph)) is not None
    ]
    return render_element("emendations.html", rows=rows, translate=edition.settings.translate)
