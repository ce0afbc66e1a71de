"""Old addresses: keeps links to renamed or moved elements working, without scripts."""

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.permalinks import id_of, page_of
from reading_edition.model.runs import HEADINGS, words_of
from reading_edition.render.elements import Elements, prepend
from reading_edition.render.templating import render_element


def render_moved(edition: Edition, elements: Elements) -> None:
    """Add the old ids to the pages: in the element that each now means, or in a notice on its old page.

    If the new address is an element of the same page, the old id gets an empty element at the start of that element.
    Otherwise it gets a line at the foot of its old page, which links to the new address.
    """
    pages, translate = edition.addresses.pages, edition.settings.translate
    for permalink in (each for each in edition.permalinks if each.target):
        page, name = pages.get(permalink.page), id_of(permalink.address)
        address = edition.moves.target_of(permalink.address)
        target = pages.get(page_of(address))
        if address != permalink.address and name and page and target and elements.shown([page]):
            element = _element(elements, page, id_of(address)) if target is page else None
            if element is not None:
                prepend(element, render_element("old-id.html", id=name))
            else:
                url = relative_url(page.url, target.url, id_of(address))
                values = {"id": name, "address": url, "title": title_of(edition, address), "page": target.title}
                elements.root(page).append(render_element("moved.html", translate=translate, **values))


def _element(elements: Elements, page: Page, name: str) -> HtmlElement | None:
    """Return the element with an id; notes are looked up in the tree, because rendering replaced their elements."""
    if name.startswith("fn:"):
        return elements.root(page).get_element_by_id(name, None)
    return elements.page(page).ids.get(name)


def title_of(edition: Edition, address: str) -> str:
    """Return the title of an address for readers: the words of its heading, or else the title of its page."""
    page = edition.addresses.pages[page_of(address)]
    run = page.block_with_id(id_of(address)) if id_of(address) else None
    return words_of([run]) if run is not None and run.kind in HEADINGS else page.title
