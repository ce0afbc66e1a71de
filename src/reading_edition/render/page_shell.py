"""The finished page: what the edition adds outside a page's content, whichever generator made the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reading_edition.model.edition import Edition, Page
from reading_edition.render.colophon import add_colophon
from reading_edition.render.content_security_policy import add_policy
from reading_edition.render.head import add_head
from reading_edition.render.style_attributes import link_style_sheet

Finisher = Callable[[Edition, Page | None, str], str]

# What is done to a finished page, in order.
FINISHERS: Sequence[Finisher] = (add_head, add_colophon)


def finish_page(edition: Edition, page: Page | None, html: str, *, is_preview: bool = False) -> str:
    """A whole page as text, after every finisher; ``page`` is None for one that the theme makes by itself.

    A preview has no policy: its server adds a script to each page.
    """
    for finisher in FINISHERS:
        html = finisher(edition, page, html)
    html = link_style_sheet(page, html)
    return html if is_preview else add_policy(html)
