"""The addresses of pages and files of the site, as they stand in what is published."""

from __future__ import annotations

from reading_edition.model.edition import Edition, Owner, Page
from reading_edition.render.markup import relative_url


def address_of(edition: Edition, url: str, fragment: str = "", *, origin: str) -> str:
    """The address of a page or file, from its path under the site's root.

    Where nobody said where the site lives, it is relative to ``origin``, the file in which it is to stand.
    """
    if not edition.address:
        return relative_url(origin, url, fragment)
    return f"{edition.address}{url}#{fragment}" if fragment else f"{edition.address}{url}"


def address_of_aim(edition: Edition, aim: Owner, *, origin: str) -> str:
    """The address of what a cross-reference leads to."""
    if isinstance(aim, Page):
        return address_of(edition, aim.url, origin=origin)
    return address_of(edition, aim.page.url, aim.id, origin=origin)
