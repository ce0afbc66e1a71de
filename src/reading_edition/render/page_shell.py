"""The finished page: what the edition adds outside a page's content, whichever generator made the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reading_edition.model.edition import Edition, Page
from reading_edition.render.colophon import add_colophon
from reading_edition.render.content_security_policy import add_policy
from reading_edition.render.head import add_head

Finisher = Callable[[Edition, Page | None, str], str]

# What is done to a finished page, in order. What hashes the page's scripts comes last.
FINISHERS: Sequence[Finisher] = (add_head, add_colophon, add_policy)


def finish_page(edition: Edition, page: Page | None, html: str) -> str:
    """A whole page as text, after every finisher; ``page`` is None for one that the theme makes by itself."""
    for finisher in FINISHERS:
        html = finisher(edition, page, html)
    return html
