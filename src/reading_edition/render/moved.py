"""What was renamed or moved: its old address still leads to it."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.edition import Edition, Page
from reading_edition.model.permalinks import Moves, id_of, page_of
from reading_edition.render.markup import relative_url, render


def weave_moved(edition: Edition) -> None:
    """Puts the old ids where they lead: into their element, or into a notice on the page that they left.

    An old id of the same page is an empty element inside what it names. One that leads to another page
    stands on a line at the foot of its own page, which says where its reader is to go; no script is needed.
    """
    for page, name, aim in moved_places(edition):
        target = edition.addresses.pages[page_of(aim)]
        element = find_id(page.root, id_of(aim)) if target is page and id_of(aim) else None
        if element is not None:
            anchor = render("old-id.html", id=name)
            anchor.tail, element.text = element.text, None
            element.insert(0, anchor)
        else:
            title = title_of(edition, aim)
            address = relative_url(page.url, target.url, id_of(aim))
            notice = {"title": title, "address": address, "page": target.title}
            page.root.append(render("moved.html", id=name, translate=edition.settings.translate, **notice))


def moved_places(edition: Edition) -> Iterator[tuple[Page, str, str]]:
    """The ids that moved away from a page that is still there: the page, the id, and where it leads."""
    moves = Moves(edition.permalinks, edition.addresses)
    for permalink in edition.permalinks:
        page, name = edition.addresses.pages.get(permalink.page), id_of(permalink.address)
        aim = moves.target_of(permalink.address)
        has_moved = permalink.target and aim != permalink.address and page_of(aim) in edition.addresses.pages
        if page is not None and name and has_moved:
            yield page, name, aim


def find_id(root: HtmlElement, name: str) -> HtmlElement | None:
    """The element with an id, in a page as it is by now."""
    return next((element for element in root.iter() if element.get("id") == name), None)


def title_of(edition: Edition, address: str) -> str:
    """What a reader calls the place at an address: its heading's words, or else its page's title."""
    page = edition.addresses.pages[page_of(address)]
    element = page.rendered.ids.get(id_of(address))
    if element is not None and element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        copy = lxml.html.fragment_fromstring(lxml.html.tostring(element, encoding="unicode", with_tail=False))
        return " ".join(copy.text_content().split())
    return page.title
