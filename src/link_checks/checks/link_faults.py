"""What is wrong with a link, apart from the words in which it is reported."""

import mimetypes

from link_checks.addresses import fault_of
from link_checks.elements import is_hint, is_image
from link_checks.page import Link, Page
from link_checks.site import NOT_FOUND, Site

# What is wrong with a link that leads nowhere in the site, by the kinds of targets.
_NOWHERE = {"missing": "missing-page", "above": "above-root", "unpublished": "unpublished-page"}


def link_fault(site: Site, page: Page, link: Link) -> str:
    """The key of the message for what is wrong with a link in a page, or nothing.

    It is ``malformed-address`` for any address that is wrong in itself; ``fault_of`` says how.
    """
    if link.address in ("", "#"):
        tag = link.element.tag
        needs_address = tag in ("a", "area") or (not link.address and tag not in ("form", "button"))
        return "empty-link" if needs_address else ""
    if link.target.kind == "outside":
        return _outside_fault(site, link)
    own = site.own_path(link.address)
    if own is None and "\\" in link.address:
        return "malformed-address/link"
    if not link.target.exists:
        return _NOWHERE[link.target.kind]
    if own is not None and site.portable:
        return "own-address"
    if link.address.startswith("/") and page.url != NOT_FOUND and _breaks_elsewhere(site, link):
        return "absolute-link"
    return _image_fault(link) or _anchor_fault(site, page, link)


def _outside_fault(site: Site, link: Link) -> str:
    if is_hint(link.element) and link.address.startswith("//"):
        return ""
    if link.address not in site.reported and fault_of(link.address) is not None:
        return "malformed-address"
    return "own-address/preview" if site.preview_path(link.address) else ""


def _breaks_elsewhere(site: Site, link: Link) -> bool:
    """Whether an address from the host's root is a mistake: in Markdown always, if the site has no subpath.

    People who write raw HTML mean addresses as the reader's browser reads them.
    """
    return site.portable or (site.base == "/" and link.syntax not in ("html", "wiki", ""))


def _image_fault(link: Link) -> str:
    if not is_image(link.element, link.attribute):
        return ""
    if link.target.kind == "page":
        return "no-image"
    kind, _ = mimetypes.guess_type(link.target.path)
    return "no-image/file" if kind and not kind.startswith("image/") else ""


def _anchor_fault(site: Site, page: Page, link: Link) -> str:
    target = link.target
    if target.kind == "page" and target.fragment == "":
        return "empty-link/anchor"
    other = linked_page(site, page, link)
    if other is None or other.has_anchor(target.anchor):
        return ""
    # A browser also stops at an anchor as it is written, without decoding it.
    is_as_written = target.kind == "page" and link.address.partition("#")[2] in other.anchors
    return "" if is_as_written else "missing-anchor"


def linked_page(site: Site, page: Page, link: Link) -> Page | None:
    """The page, or the drawing, to which a link leads; None for another file."""
    if link.element.tag == "use" and link.target.kind == "file":
        return site.drawing_at(link.target.path)
    return site.page_at(link.target.path) or (page if link.target.kind == "page" else None)
