"""The pages of a site, as values: what was written, what was rendered, and where links lead."""

from __future__ import annotations

import html
import posixpath
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

from link_checks.addresses import WHITE_SPACE, host_of, is_own_machine, leads_outside
from link_checks.elements import FOOTNOTE_CLASSES, as_browsers_read, linking_elements
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource, WrittenLink
from link_checks.texts import is_bare, texts_of

__all__ = [
    "FOOTNOTE_CLASSES",
    "Link",
    "Page",
    "Site",
    "Target",
    "file_addresses",
    "linking_elements",
    "parse_content",
    "write_content",
]

NOT_FOUND = "404.html"  # the page that servers show for whatever is missing


@dataclass
class Page:
    """One page: its Markdown file and the HTML that was made of it.

    ``path`` is relative to the documents' folder (``essay/part-1.md``), ``file`` the same as a
    contributor names it (``docs/essay/part-1.md``), ``url`` relative to the site's root
    (``essay/part-1/``). ``root`` is the rendered content in one ``div``, parsed once; who weaves
    changes it in place. ``foot`` is markup that comes after it and need not be read again.
    """

    path: str
    file: str
    url: str
    title: str
    source: MarkdownSource
    root: HtmlElement
    foot: str = ""

    @property
    def content(self) -> str:
        """The HTML of the content as it is by now."""
        return write_content(self.root) + self.foot

    @cached_property
    def base(self) -> str | None:
        """The address from which a page's own ``<base>`` makes its links count."""
        found = self.root.find(".//base[@href]")
        return None if found is None else found.get("href")

    @cached_property
    def texts(self) -> list[str]:
        """The texts of the page as it was rendered; several checks read them."""
        return list(texts_of(self.root))

    @cached_property
    def bare_addresses(self) -> set[str]:
        """The addresses that are shown as such, and are links."""
        return {link.text or "" for link in self.root.iter("a") if is_bare(link)}

    @cached_property
    def anchors(self) -> set[str]:
        """The names at which a browser stops in this page: its ids, and the names of old anchors."""
        return {*self.ids, *(name for name in self.root.xpath(".//a/@name") if name)}

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        """The elements of the content that have an id, the first of each."""
        found: dict[str, HtmlElement] = {}
        inert = {element for template in self.root.iter("template") for element in template.iterdescendants()}
        for element in self.root.iter():
            if isinstance(element.tag, str) and element.get("id") and element not in inert:
                found.setdefault(element.get("id"), element)
        return found


# Without huge_tree, what is nested more than 255 deep would be lost without a word.
DEEP = lxml.html.HTMLParser(huge_tree=True)


def parse_content(markup: str) -> HtmlElement:
    """The content of a page as one ``div``."""
    return lxml.html.fragment_fromstring(markup, create_parent="div", parser=DEEP)


def write_content(root: HtmlElement) -> str:
    """The HTML inside the ``div`` that :func:`parse_content` made."""
    inner = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(inner)


class Target(NamedTuple):
    """Where a link leads: a page or file of the site (``path``), somewhere outside, or nowhere.

    ``kind`` is ``page``, ``file``, ``outside``, ``missing``, ``above`` (over the root of the site) or
    ``unpublished`` (a draft, or left out); ``path`` is relative to the documents' folder for a page or file
    that exists, else as written. ``fragment`` is None without a ``#``.
    """

    kind: str
    path: str
    fragment: str | None = None


class Link(NamedTuple):
    """A link of the rendered content, with the place where it was written (None if it was not found)."""

    element: HtmlElement
    address: str
    target: Target
    location: Location | None
    attribute: str = "href"
    syntax: str = ""  # as WrittenLink says it; empty if the writing was not found
    defined: Location | None = None  # of a reference link: where its address stands

    @property
    def shown(self) -> str:
        """The address as its writer knows it: Markdown names files, raw HTML addresses."""
        if self.syntax == "html" or self.target.kind not in ("page", "file"):
            return self.address
        return self.target.path


@dataclass
class Site:
    """All pages, and the other files of the documents' folder by path and by address."""

    pages: list[Page]
    file_addresses: dict[str, str]  # address in the site -> path in the documents' folder
    folder: str = "docs"  # the documents' folder as a contributor names it
    address: str = ""  # where the site is to live, if that is known
    unpublished: Mapping[str, str] = field(default_factory=dict)  # path -> why readers do not get it
    unpublished_addresses: Mapping[str, str] = field(default_factory=dict)  # address -> path
    absolute_is_docs: bool = False  # whether Markdown's /path means the documents' folder
    portable: bool = False  # whether the site is to work at whatever address
    has_footnotes: bool = True  # whether Markdown's footnotes are switched on
    static_pages: list[Page] = field(default_factory=list)  # of HTML, published as they stand
    drawings: list[Page] = field(default_factory=list)  # of SVG
    of_theme: frozenset[str] = frozenset()  # the paths of files that the theme brings
    reported: frozenset[str] = frozenset()  # addresses of which something was said before they were rendered
    how_to_add: Mapping[str, str] = field(
        default_factory=dict
    )  # patterns of pages made of a list -> how to add to it
    _targets: dict[tuple[str, str], Target] = field(default_factory=dict, init=False, repr=False)
    _resolved: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict, init=False, repr=False)
    _written: dict[tuple[str, str], tuple[str, str] | None] = field(
        default_factory=dict, init=False, repr=False
    )
    _links: dict[str, list[Link]] = field(default_factory=dict, init=False, repr=False)

    def file(self, path: str) -> str:
        """A path in the documents' folder as a contributor names it."""
        return f"{self.folder}/{path}"

    @cached_property
    def by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    def page_at(self, path: str) -> Page | None:
        """The page of a path, be it of Markdown or of HTML."""
        return self.by_path.get(path) or next((page for page in self.static_pages if page.path == path), None)

    def drawing_at(self, path: str) -> Page | None:
        """The drawing of a path."""
        return next((page for page in self.drawings if page.path == path), None)

    @cached_property
    def by_url(self) -> dict[str, Page]:
        return {_normal(page.url): page for page in self.pages}

    @cached_property
    def file_paths(self) -> set[str]:
        return set(self.file_addresses.values())

    @cached_property
    def own_files(self) -> set[str]:
        """The files of the documents' folder: what a writer may have meant."""
        return self.file_paths - self.of_theme

    @cached_property
    def base(self) -> str:
        """The path under which the site lives at its host, with a slash at both ends."""
        return f"/{urlsplit(self.address).path.strip('/')}/".replace("//", "/")

    def own_path(self, address: str) -> str | None:
        """The path from the host's root of an address that is the site's own, with either scheme."""
        if not self.address or address[:4].lower() != "http":
            return None
        own, other = _split_url(self.address), _split_url(address)
        if own is None or other is None or host_of(own) != host_of(other):
            return None
        path = _without_dots(other.path or "/")
        if not f"{path}/".startswith(self.base):
            return None
        query = f"?{other.query}" if other.query else ""
        return path + query + (f"#{other.fragment}" if "#" in address else "")

    def preview_path(self, address: str) -> str:
        """The page or file that is meant by an address of the preview on its writer's machine, or nothing.

        The front page is none: a machine without a path may well be that of a program.
        """
        parts = _split_url(address)
        if (
            parts is None
            or not is_own_machine(parts)
            or parts.path.rstrip("/") in ("", self.base.rstrip("/"))
        ):
            return ""
        kind, found = self._resolve("", unquote(parts.path))
        return found if kind in ("page", "file") else ""

    def resolve(self, page: Page, address: str) -> Target:
        """Where an address in the rendered HTML of a page leads."""
        if page.base is not None:
            based = self._from_base(page, address)
            return Target("missing", address) if based is None else self.resolve_from("", based)
        if address[:1] in ("", "#", "?"):
            return self.resolve_from(page.url, address, page.path)
        key = page.url.rpartition("/")[0], address
        if key not in self._targets:  # the pages of a folder have many addresses in common
            self._targets[key] = self.resolve_from(page.url, address)
        return self._targets[key]

    def _from_base(self, page: Page, address: str) -> str | None:
        """An address as it counts by a page's own ``<base>``, or None where that cannot be taken apart."""
        if page.base is None or leads_outside(address):
            return address
        try:
            return urljoin(urljoin(f"{self.base}{page.url}", page.base), address)
        except ValueError:
            return None

    def resolve_from(self, url: str, address: str, own_path: str = "") -> Target:
        """Where an address leads that stands at an address of the site (in a page, or in a template)."""
        own = self.own_path(address)
        parts = _split(address if own is None else own)
        if parts is None:
            return Target("outside", address)
        path, fragment = parts
        if not path:
            return Target("page", own_path, fragment)
        key = (posixpath.dirname(f"{url}x"), path)
        if key not in self._resolved:  # many links of a folder lead to few pages, at different anchors
            self._resolved[key] = self._resolve(*key)
        kind, found = self._resolved[key]
        return Target(kind, found, fragment)

    def _resolve(self, folder: str, path: str) -> tuple[str, str]:
        """The kind of a target, and its path, from a path as it stands in a folder of the site."""
        if path.startswith("/"):
            if not f"{_without_dots(path)}/".startswith(self.base):
                return "missing", path
            joined = _without_dots(path)[len(self.base) :]
        else:
            joined = posixpath.join(folder, path)
        if f"{posixpath.normpath(joined)}/".startswith("../"):
            return "above", path
        return self._at(joined, path)

    def published_from(self, page: Page, address: str) -> str:
        """The address from the site's root that is meant by an address in a page, or nothing."""
        based = self._from_base(page, address)
        return "" if based is None else self.published_at(page.url, based)

    def published_at(self, url: str, address: str) -> str:
        """The address from the site's root that is meant by an address at one of the site, or nothing."""
        own = self.own_path(address)
        parts = _split(own if own is not None else address)
        if parts is None:
            return ""
        path, fragment = parts
        if path.startswith("/"):
            return f"{path[len(self.base) :]}#{fragment or ''}" if f"{path}/".startswith(self.base) else ""
        joined = posixpath.join(posixpath.dirname(f"{url}x"), path) if path else url
        return f"{joined}#{fragment or ''}"

    def url_of(self, path: str) -> str:
        """The address of a page or file that exists."""
        page = self.by_path.get(path)
        if page is not None:
            return page.url
        return next((url for url, other in self.file_addresses.items() if other == path), path)

    def _at(self, joined: str, path: str) -> tuple[str, str]:
        """What lives at an address from the site's root, as a kind of target and its path."""
        url = _normal(joined)
        is_folder = joined.endswith("/") or posixpath.basename(joined) in (".", "..")
        page = self.by_url.get(url)
        found = page.path if page else self.file_addresses.get(url) or self.unpublished_addresses.get(url)
        if found is None or f"/{joined}".endswith("/index.html/"):
            return "missing", path
        if found in self.unpublished:
            return "unpublished", found
        is_index = posixpath.basename(page.url if page else found) in ("", "index.html")
        if is_folder and not is_index:
            return "missing", path
        return "page" if page else "file", found

    def resolve_written(self, page: Page, target: str) -> Target:
        """Where a target written in Markdown, relative to the page's file, leads."""
        parts = _split(target)
        if parts is not None:
            path, fragment = parts
            if not path:
                return Target("page", page.path, fragment)
            key = (posixpath.dirname(page.path), path)
            if key not in self._written:
                self._written[key] = self._find(*key)
            if (found := self._written[key]) is not None:
                return Target(*found, fragment)
        return self.resolve(page, as_browsers_read(html.unescape(target)))

    def _find(self, folder: str, path: str) -> tuple[str, str] | None:
        """The kind and path of the file that a path in a folder of the documents names, if it is one."""
        if path.startswith("/") and not self.absolute_is_docs:
            return None
        joined = posixpath.normpath(posixpath.join(folder, path).lstrip("/"))
        if joined in self.unpublished:
            return "unpublished", joined
        if joined in self.by_path:
            return "page", joined
        return ("file", joined) if joined in self.file_paths else None

    def links(self, page: Page) -> list[Link]:
        """The links and images of a page, each with its place in the Markdown.

        The n-th link to a target in the HTML is the n-th link to it in the Markdown; this is the one
        place where the two are joined.
        """
        if page.path not in self._links:
            self._links[page.path] = list(self._join(page))
        return self._links[page.path]

    def _join(self, page: Page) -> Iterator[Link]:
        locations = self._locations(page)
        wiki = _WikiLinks(page)
        for element, attribute, address in linking_elements(page.root):
            target = self.resolve(page, address)
            waiting = locations.get(target)
            if waiting:
                written = waiting.popleft()
                yield Link(
                    element, address, target, written.location, attribute, written.syntax, written.defined
                )
            elif element.get("class") == "wikilink":
                location = next(wiki[element.text or ""], None)
                yield Link(element, address, target, location, attribute, "wiki")
            else:
                location = (
                    page.source.in_styles(address) if element.tag == "style" else _location_of(page, address)
                )
                yield Link(element, address, target, location, attribute)

    def _locations(self, page: Page) -> dict[Target, deque[WrittenLink]]:
        locations: dict[Target, deque[WrittenLink]] = defaultdict(deque)
        for written in page.source.links:
            locations[self._written_target(page, written)].append(written)
        return locations

    def _written_target(self, page: Page, written: WrittenLink) -> Target:
        target = written.target.strip(WHITE_SPACE)
        if written.syntax == "html":
            return self.resolve(page, target)
        return self.resolve_written(page, target)


class _WikiLinks(dict[str, Iterator[Location]]):
    """The places of ``[[words]]``, which are links by the extension wikilinks alone, by their words."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._source = page.source

    def __missing__(self, words: str) -> Iterator[Location]:
        self[words] = iter(self._source.find_all(f"[[{words}]]"))
        return self[words]


def _location_of(page: Page, address: str) -> Location | None:
    """Where an address stands in a page's Markdown, for links that Markdown makes in other ways."""
    if len(address) < 2:
        return None
    return (
        page.source.find(address) or page.source.find(unquote(address)) or page.source.find_anywhere(address)
    )


def _split_url(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _without_dots(path: str) -> str:
    """A path from the host's root without ``.`` and ``..``, which browsers take out of it."""
    if "/." not in path:
        return path
    is_folder = path.endswith(("/", "/.", "/.."))
    return posixpath.normpath(path).rstrip("/") + ("/" if is_folder else "")


def _split(address: str) -> tuple[str, str | None] | None:
    """Path and fragment of an address inside the site, or None for one that leads outside."""
    if leads_outside(address):
        return None
    rest, mark, fragment = address.partition("#")
    path = unquote(rest.partition("?")[0]).replace("\\", "/")
    return path, (unquote(fragment) if mark else None)


def _normal(url: str) -> str:
    """An address relative to the site's root, in the one form under which pages and files are kept.

    Percent-encoding is undone, an index is its folder, and no slash is at either end.
    """
    normal = posixpath.normpath("/" + unquote(url)).lstrip("/")
    folder = normal.removesuffix("index.html") if normal.split("/")[-1] == "index.html" else normal
    return folder.rstrip("/")


def file_addresses(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """``{address: path}`` from pairs of address and path, addresses in their normal form."""
    return {_normal(address): path for address, path in pairs}
