"""What a page is cited as: the essay, the edition, or the page itself."""

from __future__ import annotations

from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import first_day
from reading_edition.model.edition import Edition, Page
from reading_edition.render.generated.book import has_book

_DAY = len("2010-03-05")


def kind_of_work(edition: Edition, page: Page) -> str:
    """What a page is cited as: the ``essay``, the ``edition``, or a ``page`` of it."""
    if edition.part_of(page) is not None:
        return "essay"
    is_front = page.url in ("", "index.html")
    return "edition" if is_front or has_book(page) else "page"


def essay_address(edition: Edition, *, origin: str) -> str:
    """The address under which the essay begins."""
    return address_of(edition, edition.parts[0].page.url if edition.parts else "", origin=origin)


def scholar_date(text: str) -> str:
    """A day as 2010/3/5, or else the year alone: no other date is read by Google Scholar."""
    day = first_day(text)
    if "/" in text or len(day) != _DAY:
        return day[:4]
    year, month, number = (int(part) for part in day.split("-"))
    return f"{year:04}/{month}/{number}"
