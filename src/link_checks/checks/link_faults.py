"""What is wrong with a link, apart from the words in which it is reported."""

import mimetypes
from enum import StrEnum

from link_checks.addresses import fault_of
from link_checks.elements import is_hint, is_image
from link_checks.page import Link, Page
from link_checks.site import NOT_FOUND, Site


class LinkFault(StrEnum):
    """The ways in which a link can be wrong, each with the key of its message."""

    EMPTY = "empty-link"  # it has no address
    ADDRESS = "malformed-address"  # its address is wrong in itself; fault_of() says how
    PREVIEW = "own-address/preview"  # it leads to the preview on the writer's machine
    BACKSLASH = "malformed-address/link"
    ABOVE = "above-root"  # it leads out of the site
    UNPUBLISHED = "unpublished-page"  # it leads to a page that readers do not get
    MISSING = "missing-page"  # nothing is there
    OWN_ADDRESS = "own-address"  # it spells out the address of a site that is to work anywhere
    ABSOLUTE = "absolute-link"  # it begins at the root of the host
    PAGE_AS_IMAGE = "no-image"
    FILE_AS_IMAGE = "no-image/file"
    EMPTY_ANCHOR = "empty-link/anchor"  # it ends in #
    ANCHOR = "missing-anchor"  # the page has no such anchor


def link_fault(site: Site, page: Page, link: Link) -> LinkFault | None:
    """What is wrong with a link in a page, or None."""
    if link.address in ("", "#"):
        return LinkFault.EMPTY if _needs_address(link) else None
    if link.target.kind == "outside":
        return _outside_fault(site, link)
    own = site.own_path(link.address)
    if own is None and "\\" in link.address:
        return LinkFault.BACKSLASH
    if not link.target.exists:
        return LinkFault[link.target.kind.upper()]
    if own is not None and site.portable:
        return LinkFault.OWN_ADDRESS
    if link.address.startswith("/") and page.url != NOT_FOUND and _breaks_elsewhere(site, link):
        return LinkFault.ABSOLUTE
    return _image_fault(link) or _anchor_fault(site, page, link)


def _needs_address(link: Link) -> bool:
    tag = link.element.tag
    return tag in ("a", "area") or (not link.address and tag not in ("form", "button"))


def _outside_fault(site: Site, link: Link) -> LinkFault | None:
    if is_hint(link.element) and link.address.startswith("//"):
        return None
    if link.address not in site.reported and fault_of(link.address) is not None:
        return LinkFault.ADDRESS
    return LinkFault.PREVIEW if site.preview_path(link.address) else None


def _breaks_elsewhere(site: Site, link: Link) -> bool:
    """Whether an address from the host's root is a mistake: in Markdown always, if the site has no subpath.

    People who write raw HTML mean addresses as the reader's browser reads them.
    """
    return site.portable or (site.base == "/" and link.syntax not in ("html", "wiki", ""))


def _image_fault(link: Link) -> LinkFault | None:
    if not is_image(link.element, link.attribute):
        return None
    if link.target.kind == "page":
        return LinkFault.PAGE_AS_IMAGE
    kind, _ = mimetypes.guess_type(link.target.path)
    return LinkFault.FILE_AS_IMAGE if kind and not kind.startswith("image/") else None


def _anchor_fault(site: Site, page: Page, link: Link) -> LinkFault | None:
    target = link.target
    if target.kind == "page" and target.fragment == "":
        return LinkFault.EMPTY_ANCHOR
    other = linked_page(site, page, link)
    if other is None or other.has_anchor(target.anchor):
        return None
    # A browser also stops at an anchor as it is written, without decoding it.
    is_as_written = target.kind == "page" and link.address.partition("#")[2] in other.anchors
    return None if is_as_written else LinkFault.ANCHOR


def linked_page(site: Site, page: Page, link: Link) -> Page | None:
    """The page, or the drawing, to which a link leads; None for another file."""
    if link.element.tag == "use" and link.target.kind == "file":
        return site.drawing_at(link.target.path)
    return site.page_at(link.target.path) or (page if link.target.kind == "page" else None)
