"""Find the fault of a link and the target that was probably meant. Every guess is checked like the link itself."""

import mimetypes
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatch

import lxml.html

from link_checks.addresses import fault_of, leads_outside, scheme_of
from link_checks.elements import HEADINGS, is_hint, is_image
from link_checks.invisible_characters import invisible_in, without_invisible
from link_checks.page import NOWHERE, Link, Page, Written, is_bare
from link_checks.site import NOT_FOUND, Site
from link_checks.site_paths import MARKDOWN, joined, relative
from link_checks.suggestions import closest, closest_path

# The faults of links without an existing target in the site, by the kind of target.
_FAULTS_OF_TARGETS = {"missing": "missing-page", "above": "above-root", "unpublished": "unpublished-page"}
# Names in a long list are similar, so a guess must be closer: an unknown name is more likely missing than mistyped.
_LIKE, _IN_A_LIST = 0.6, 0.85
_HOSTS = (".com", ".org", ".net", ".edu", ".gov", ".info", ".io", ".eu", ".int", ".ru", ".de", ".uk", ".fr")
_AROUND = "()<>\"'“”‘’"
_SCHEME_MISTYPED = re.compile(r"^(?:(https?);?|:)//")
_TITLE = re.compile(r"[ \"'“”‘’]+")
_RELATIVE = "write the path relative to this file"


def link_fault(site: Site, link: Link) -> str:
    """Return the key of the message for the fault of a link, or an empty string.

    The key is ``malformed-address`` if the address itself is invalid: ``fault_of`` returns the details.
    """
    if not link.address:
        return "" if link.element.tag in ("form", "button") or is_anchor(link) or _is_of_plugin(link) else "empty-link"
    if link.address == "#":  # the top of the page
        return ""
    if link.target.kind == "outside":
        return _outside_fault(site, link)
    own = site.own_path(link.address)
    if own is None and "\\" in link.address:
        return "malformed-address/link"
    if not link.target.exists:
        return _FAULTS_OF_TARGETS[link.target.kind]
    if own is not None and site.portable:
        return "own-address"
    if link.address.startswith("/") and link.page.url != NOT_FOUND and _breaks_elsewhere(site, link):
        return "absolute-link"
    return _image_fault(link) or _anchor_fault(site, link)


def _outside_fault(site: Site, link: Link) -> str:
    if is_hint(link.element) and link.address.startswith("//"):
        return ""
    fault = None if link.address in site.reported else fault_of(link.address)
    if fault is None or fault.code != "own-address":
        return "malformed-address" if fault else ""
    if site.preview_path(link.address):
        return "own-address/preview"
    return "" if is_bare(link.element) else "malformed-address"


def is_anchor(link: Link) -> bool:
    """Return whether a link is only a target for other links, such as ``[](){ #name }``."""
    names = {link.element.get("id"), link.element.get("name")} - {None, ""}
    return bool(names) and (link.address.removeprefix("#") in {"", *names}) and not link.element.text_content().strip()


def _is_of_plugin(link: Link) -> bool:
    """Return whether a plugin wrote an element, such as a notebook's script. Links are excluded: macros write them."""
    return not link.syntax and link.element.tag not in ("a", "area")


def _breaks_elsewhere(site: Site, link: Link) -> bool:
    """Return whether an address from the host's root is a mistake.

    It is on a portable site, and in Markdown on a site without a subpath. In raw HTML, authors mean URL paths.
    """
    return site.portable or (site.base == "/" and link.syntax not in ("html", "wiki", ""))


def _image_fault(link: Link) -> str:
    if not is_image(link.element, link.attribute):
        return ""
    if link.target.kind == "page":
        return "no-image"
    kind, _ = mimetypes.guess_type(link.target.path)
    return "no-image/file" if kind and not kind.startswith("image/") else ""


def _anchor_fault(site: Site, link: Link) -> str:
    target = link.target
    other = linked_page(site, link)
    if other is None or other.has_anchor(target.anchor):
        return ""
    # A browser also finds an anchor that equals the fragment as written, without decoding it.
    is_as_written = target.kind == "page" and link.address.partition("#")[2] in other.anchors
    return "" if is_as_written else "missing-anchor"


def needed_anchors(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the existing anchors of other pages to which the links of a page lead, as path and name."""
    for link in site.links(page):
        other = linked_page(site, link) if link.target.anchor else None
        if other is not None and other is not page and other is site.by_path.get(other.path):
            is_decoded = other.has_anchor(link.target.anchor)
            yield other.path, link.target.anchor if is_decoded else link.address.partition("#")[2]


def linked_page(site: Site, link: Link) -> Page | None:
    """Return the page or drawing to which a link leads, after any redirects, or None for another file."""
    if link.element.tag == "use" and link.target.kind == "file":
        return site.drawings.get(link.target.path)
    found = site.page_at(link.target.path) or (link.page if link.target.kind == "page" else None)
    return site.redirects_from(found)[-1] if found and found.redirect and link.element.tag != "meta" else found


def suggest(site: Site, link: Link, fault: str) -> tuple[str, str]:
    """Return the whole address that was probably meant, and a hint on how to fix the link. Either may be empty."""
    guess, hint = _suggest(site, link, fault)
    if guess and _is_right(site, link, guess):
        return guess, hint
    return "", hint or (_RELATIVE if guess and fault not in ("malformed-address/link", "missing-page") else "")


def corrected_target(site: Site, page: Page, target: str, syntax: str = "inline") -> str:
    """Return a target as written if a link in the page can lead there, or else the probable target, or ``""``."""
    written = Written(syntax=syntax)
    link = _with_address(site, Link(page, lxml.html.Element("a"), "href", "", NOWHERE, lambda: written), target)
    fault = link_fault(site, link)
    return suggest(site, link, fault)[0] if fault else target


def _with_address(site: Site, link: Link, address: str) -> Link:
    resolve = site.resolve if link.syntax == "html" else site.resolve_written
    return link._replace(address=address, target=resolve(link.page, address))


def _is_right(site: Site, link: Link, address: str) -> bool:
    if link.syntax == "wiki":
        return True  # a wiki link contains the name of a page, not an address
    return address != link.address and not link_fault(site, _with_address(site, link, address))


def _suggest(site: Site, link: Link, fault: str) -> tuple[str, str]:
    path = link.target.path
    match fault:
        case "malformed-address" if found := fault_of(link.address):
            return found.guess, found.hint
        case "own-address/preview":
            return _first_right(site, link, site.preview_path(link.address), link.address.partition("#")[2]), ""
        case "malformed-address/link":
            return link.address.replace("\\", "/"), ""
        case "above-root":
            guess = _near(site, link, posixpath.basename(path.rstrip("/")))
            return guess, "" if guess else f"only files in {site.folder}/ are published"
        case "own-address" | "absolute-link":
            return _first_right(site, link, path, link.target.anchor), ""
        case "missing-anchor":
            return _anchor(site, link)
        case "missing-page":
            return _missing(site, link)
    return "", ""


def _first_right(site: Site, link: Link, path: str, anchor: str) -> str:
    """Return the first valid address of a path: with its anchor, with a similar one, or without any; or ``""``."""
    if not path:
        return ""
    address = _address(site, link, path)
    other = site.page_at(path)
    near = _closest_anchor(other, anchor, _LIKE) if other and anchor else ""
    choices = [f"{address}#{each}" for each in (anchor, near) if each] + [address]
    return next((each for each in choices if _is_right(site, link, each)), "")


def _address(site: Site, link: Link, path: str) -> str:
    """Return the address of a page or file in the form of this link: a file path in Markdown, a URL in raw HTML."""
    if link.syntax != "html":
        return relative(path, link.page.path)
    url = site.url_of(path)
    address = relative(url or ".", f"{link.page.url}x")
    return f"{address}/" if url.endswith("/") or (not url and address != ".") else address


def kind_of_file(link: Link) -> str:
    """Return the kind of a missing file: ``image``, ``page``, or ``file`` for any other file."""
    if is_image(link.element, link.attribute):
        return "image"
    name = posixpath.basename(link.target.path.rstrip("/"))
    return "file" if "." in name.strip(".") and not name.endswith((".md", ".html")) else "page"


def _near(site: Site, link: Link, written: str, what: str = "page") -> str:
    near = _closest(site, link, written, what)
    return _first_right(site, link, near, link.target.anchor)


def _closest(site: Site, link: Link, written: str, what: str) -> str:
    pages = [*site.by_path, *site.static_pages]
    path = joined(link.page.path, written.rstrip("/")).lstrip("/")
    others = site.own_files.union(page for page in site.by_path if not page.endswith(MARKDOWN))  # such as notebooks
    return closest_path(path, pages if what == "page" else others)


def _missing(site: Site, link: Link) -> tuple[str, str]:
    path, what = link.target.path, kind_of_file(link)
    in_documents = joined(link.page.path, path)
    if link.syntax == "wiki":
        near = _closest(site, link, path, what)
        name = posixpath.basename(near).removesuffix(".md")
        return f"[[{name}]]" if near else "", "the extension wikilinks makes this address of it"
    if hidden := invisible_in(path):
        return _near(site, link, without_invisible(path), what), f"it contains {hidden}"
    if link.syntax != "html" and in_documents.startswith("../"):
        guess = _near(site, link, posixpath.basename(path), what)
        return guess, f"only files in {site.folder}/ are published"
    if "&" in path and in_documents in {*site.by_path, *site.own_files}:
        return "", "write & itself, not &amp;"
    folder = f"{in_documents.lstrip('/')}/"
    if what == "page" and any(other.startswith(folder) for other in (*site.by_path, *site.file_paths)):
        return "", "this folder has no index.md; link to a page in it"
    if guess := _near(site, link, path, what):
        is_named = link.syntax == "html" and not path.endswith("/")
        is_file = is_named and f"{_closest(site, link, path, what)}/" == folder
        return guess, "raw HTML needs the address of the built page, not the path of the file" if is_file else ""
    for outside in _outside_addresses(path):
        if outside and _is_right(site, link, outside):
            return outside, ""
    return _without_signs(site, link)


def _outside_addresses(path: str) -> Iterator[str]:
    """Yield external addresses that the author of a path may have meant. Some may be empty."""
    if "@" in path and "/" not in path:
        yield f"mailto:{path}"
    yield address_meant(path)
    plain = unicodedata.normalize("NFKC", path)
    if leads_outside(plain) and scheme_of(plain):
        yield plain


def address_meant(path: str) -> str:
    """Return the external address that was meant if a path looks like one without a valid scheme, or ``""``."""
    guess = _SCHEME_MISTYPED.sub(lambda match: f"{match[1] or 'https'}://", path)
    if path.startswith("www.") or path.split("/")[0].lower().endswith(_HOSTS):
        guess = f"https://{path}"
    return guess if guess != path and fault_of(guess) is None else ""


def _without_signs(site: Site, link: Link) -> tuple[str, str]:
    """Return a guess and a hint for a path in brackets or quotation marks, or with a title after it."""
    path, *title = _TITLE.split(link.target.path.strip(_AROUND), maxsplit=1)
    if path == link.target.path:
        return "", ""
    guess = _near(site, link, path, "page" if path.endswith(".md") else "file")
    return guess, 'a title is written in quotes: [text](target "title")' if guess and title else ""


def _anchor(site: Site, link: Link) -> tuple[str, str]:
    other, anchor = linked_page(site, link), link.target.anchor
    assert other is not None
    how_to_add = next((how for pattern, how in site.how_to_add.items() if fnmatch(other.path, pattern)), "")
    near = _closest_anchor(other, anchor, _IN_A_LIST if how_to_add else _LIKE)
    around = list(link.element.iterancestors())  # a link does not lead to itself
    elsewhere = next((each for each in site.pages if each.ids.get(anchor) not in (None, *around)), None)
    guess = f"{link.address.partition('#')[0]}#{near}" if near else ""
    if elsewhere and near.casefold() != anchor.casefold():
        path = "" if elsewhere is link.page else _address(site, link, elsewhere.path)
        guess = f"{path}#{anchor}"
    if hidden := invisible_in(anchor):
        return guess, f"it contains {hidden}"
    return guess, "" if guess else how_to_add or "no heading or paragraph there has this id"


def _closest_anchor(page: Page, anchor: str, cutoff: float) -> str:
    """Return the id that was probably meant: of a heading with this text, or a similar one, or ``""``."""
    for heading in page.root.iter(*HEADINGS):
        words = "-".join("".join(c if c.isalnum() else " " for c in heading.text_content()).split())
        if heading.get("id") and words.casefold() == anchor.casefold():
            return str(heading.get("id"))
    bare = without_invisible(anchor)
    return bare if bare in page.ids else closest(bare, page.ids, cutoff=cutoff)
