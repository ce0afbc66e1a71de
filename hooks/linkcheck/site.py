"""The pages of a site, as values: what was written, what was rendered, and where links lead."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import HtmlElement

from .source import MarkdownSource, Place, WrittenLink


@dataclass
class Page:
    """One page: its Markdown file and the HTML that was made of it.

    ``path`` is relative to the documents' folder (``essay/part-1.md``), ``file`` the same as a
    contributor names it (``docs/essay/part-1.md``), ``url`` relative to the site's root
    (``essay/part-1/``). ``root`` is the rendered content in one ``div``, parsed once; who weaves
    changes it in place.
    """

    path: str
    file: str
    url: str
    title: str
    source: MarkdownSource
    root: HtmlElement

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        """The elements of the content that have an id, the first of each."""
        found: dict[str, HtmlElement] = {}
        for element in self.root.iter():
            if isinstance(element.tag, str) and element.get("id"):
                found.setdefault(element.get("id"), element)
        return found


def parse_content(html: str) -> HtmlElement:
    """The content of a page as one ``div``."""
    return lxml.html.fragment_fromstring(html, create_parent="div")


def write_content(root: HtmlElement) -> str:
    """The HTML inside the ``div`` that :func:`parse_content` made."""
    inner = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(inner)


@dataclass(frozen=True)
class Target:
    """Where a link leads: a page or file of the site (``path``), somewhere outside, or nowhere.

    ``kind`` is ``page``, ``file``, ``outside`` or ``missing``; ``path`` is relative to the documents'
    folder for a page or file, else as written. ``fragment`` is None without a ``#``.
    """

    kind: str
    path: str
    fragment: str | None = None


@dataclass(frozen=True)
class Link:
    """A link of the rendered content, with the place where it was written (None if it was not found)."""

    element: HtmlElement = field(compare=False)
    address: str
    target: Target
    place: Place | None


@dataclass
class Site:
    """All pages, and the other files of the documents' folder by path and by address."""

    pages: list[Page]
    file_addresses: dict[str, str]  # address in the site -> path in the documents' folder
    folder: str = "docs"  # the documents' folder as a contributor names it
    _links: dict[str, list[Link]] = field(default_factory=dict, init=False, repr=False)

    def file(self, path: str) -> str:
        """A path in the documents' folder as a contributor names it."""
        return f"{self.folder}/{path}"

    @cached_property
    def by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def by_url(self) -> dict[str, Page]:
        return {_normal(page.url): page for page in self.pages}

    @cached_property
    def file_paths(self) -> set[str]:
        return set(self.file_addresses.values())

    def resolve(self, page: Page, address: str) -> Target:
        """Where an address in the rendered HTML of a page leads."""
        parts = _split(address)
        if parts is None:
            return Target("outside", address)
        path, fragment = parts
        if not path:
            return Target("page", page.path, fragment)
        url = _normal(posixpath.join(posixpath.dirname(page.url + "x"), path))
        if url in self.by_url:
            return Target("page", self.by_url[url].path, fragment)
        if url in self.file_addresses:
            return Target("file", self.file_addresses[url], fragment)
        return Target("missing", path, fragment)

    def resolve_written(self, page: Page, target: str) -> Target:
        """Where a target written in Markdown, relative to the page's file, leads."""
        parts = _split(target)
        if parts is None:
            return Target("outside", target)
        path, fragment = parts
        if not path:
            return Target("page", page.path, fragment)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        if joined in self.by_path:
            return Target("page", joined, fragment)
        if joined in self.file_paths:
            return Target("file", joined, fragment)
        return self.resolve(page, target)

    def links(self, page: Page) -> list[Link]:
        """The links and images of a page, each with its place in the Markdown.

        The n-th link to a target in the HTML is the n-th link to it in the Markdown; this is the one
        place where the two are joined.
        """
        if page.path not in self._links:
            self._links[page.path] = list(self._join(page))
        return self._links[page.path]

    def _join(self, page: Page) -> Iterator[Link]:
        places = self._places(page)
        for element, address in linking_elements(page.root):
            target = self.resolve(page, address)
            waiting = places.get(target)
            place = waiting.pop(0) if waiting else None
            yield Link(element, address, target, place)

    def _places(self, page: Page) -> dict[Target, list[Place]]:
        places: dict[Target, list[Place]] = defaultdict(list)
        for written in page.source.links:
            places[self._written_target(page, written)].append(written.place)
        return places

    def _written_target(self, page: Page, written: WrittenLink) -> Target:
        if written.syntax in ("html", "autolink"):
            return self.resolve(page, written.target)
        return self.resolve_written(page, written.target)


def linking_elements(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The elements that lead to, or load, something else, each with its address.

    What the footnotes extension writes by itself (marks and ways back) is not a written link.
    """
    for element in root.iter("a", "area", "img", "source", "video", "audio", "iframe", "link", "script"):
        if not FOOTNOTE_CLASSES.isdisjoint((element.get("class") or "").split()):
            continue
        for attribute in ("href", "src"):
            address = element.get(attribute)
            if address is not None:
                yield element, address.strip()


FOOTNOTE_CLASSES = frozenset({"footnote-ref", "footnote-backref"})


def _split(address: str) -> tuple[str, str | None] | None:
    """Path and fragment of an address inside the site, or None for one that leads outside."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    fragment = unquote(parts.fragment) if "#" in address else None
    return unquote(parts.path), fragment


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
