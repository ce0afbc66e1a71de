"""Pages: their Markdown, their rendered content, and their links."""

import zlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from link_checks.elements import INLINE, VERBATIM, linking_elements, redirect_of
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.problem import Problem, problem_in
from link_checks.site_paths import relative

# Without huge_tree, the parser would silently drop elements that are nested more than 255 levels deep.
DEEP = lxml.html.HTMLParser(huge_tree=True)
# The placeholder for code, formulas, links and images in a text.
THING = "\ufffc"
_T = TypeVar("_T")


class Target(NamedTuple):
    """The target of a link: a page or file of the site (``path``), an address outside the site, or nothing.

    ``kind`` is ``page``, ``file``, ``outside``, ``missing``, ``above`` (above the site's root) or ``unpublished`` (a
    draft or excluded file). ``path`` is relative to the documents' folder if a page or file exists, or else as
    written. ``fragment`` is None if the link has no ``#``. ``address`` is the address of a missing target from the
    site's root, or None if it would be outside the site.
    """

    kind: str
    path: str
    fragment: str | None = None
    address: str | None = None

    @property
    def exists(self) -> bool:
        return self.kind in ("page", "file")

    @property
    def anchor(self) -> str:
        """The anchor in the page, without the text fragment (``:~:`` and the text to highlight)."""
        return (self.fragment or "").partition(":~:")[0]


NOWHERE = Target("missing", "")


class Written(NamedTuple):
    """The location and syntax of a rendered link in its Markdown, or empty values if it was not found there."""

    location: Location | None = None
    syntax: str = ""  # see WrittenLink
    defined: Location | None = None  # for a reference link: the location of its definition


class Link(NamedTuple):
    """A link in the rendered content of a page. ``find`` finds its location in the Markdown on demand."""

    page: "Page"
    element: HtmlElement
    attribute: str
    address: str
    target: Target
    find: Callable[[], Written] = Written

    @property
    def location(self) -> Location | None:
        return self.find().location

    @property
    def syntax(self) -> str:
        return self.find().syntax

    @property
    def defined(self) -> Location | None:
        return self.find().defined

    @property
    def shown(self) -> str:
        """The address as its writer knows it: a file path in Markdown, or a URL in raw HTML."""
        return self.address if self.syntax == "html" or not self.target.exists else self.target.path

    def problem(self, key: str, **details: Any) -> Problem:
        return self.page.problem(self.location, key, link=self, address=self.address, **details)


@dataclass
class Page:
    """A page: its Markdown file and its rendered HTML.

    ``path`` is relative to the documents' folder (``essay/part-1.md``), and ``file`` is the same path with the
    folder's name (``docs/essay/part-1.md``). ``url`` is relative to the site's root (``essay/part-1/``). ``tree`` is
    the parsed content in one ``div``; renderers change it in place. ``foot`` is markup that follows the content and is
    not parsed again. ``inside`` maps comments in the content to the compressed markup that replaces them.
    """

    path: str
    file: str
    url: str
    title: str
    source: MarkdownSource
    tree: HtmlElement | None = None
    foot: str = ""
    inside: dict[str, Sequence[bytes]] = field(default_factory=dict)
    is_generated: bool = False  # whether a plugin generates the page, which is not a file of the project
    rendered: str = ""  # the HTML from which ``tree`` is parsed, if known
    marked: str = ""  # the same HTML with the marks that were added to ``tree``

    @property
    def root(self) -> HtmlElement:
        """The tree, parsed on demand, and again after :meth:`release`."""
        if self.tree is None:
            self.tree = parse_content(self.marked or self.rendered)
        return self.tree

    @property
    def content(self) -> str:
        """The HTML of the content in its current state, with the markup of ``inside``."""
        content = self.outer_content
        for mark, pieces in self.inside.items():
            content = content.replace(mark, "".join(map(decompressed, pieces)), 1)
        return content

    @property
    def outer_content(self) -> str:
        """The HTML of the content with the comments that ``inside`` replaces."""
        return write_content(self.root) + self.foot

    def release(self) -> None:
        """Release the tree, and the large values that were computed from the tree and from the Markdown."""
        self.foot, self.inside = "", {}
        if self.rendered:
            _ = self.base, self.redirect, self.anchors, self.names  # compute these first, from the tree
            self.tree = None
            for name in ("ids", "link_elements", "words", "texts", "bare_addresses"):
                self.__dict__.pop(name, None)
        self.source.release()

    @cached_property
    def base(self) -> str | None:
        """The address in the page's own ``<base>`` element, to which its links are relative, or None."""
        found = self.root.find(".//base[@href]")
        return None if found is None else found.get("href")

    @cached_property
    def redirect(self) -> str:
        """The address to which the page redirects, or an empty string."""
        return redirect_of(self.root)

    @cached_property
    def words(self) -> str:
        """All text of the rendered page, including code."""
        return str(self.root.text_content())

    @cached_property
    def texts(self) -> list[str]:
        """The text of each block of the rendered page, for several checks."""
        return list(texts_of(self.root))

    @cached_property
    def bare_addresses(self) -> set[str]:
        """The texts of links that show their own address."""
        return {link.text or "" for link in self.root.iter("a") if is_bare(link)}

    @cached_property
    def anchors(self) -> set[str]:
        """The anchors to which a browser scrolls in this page: its ids, and the names of ``<a name>`` elements."""
        return {*self.ids, *(name for name in self.root.xpath(".//a/@name") if name)}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.ids)

    @cached_property
    def link_elements(self) -> list[tuple[HtmlElement, str]]:
        """The elements that link to or load a resource, each with its attribute, in the unchanged tree."""
        return [(element, attribute) for element, attribute, _ in linking_elements(self.root)]

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        """The elements of the content outside ``<template>`` by id; of several with the same id, the first."""
        found: dict[str, HtmlElement] = {}
        for element in self.root.xpath("descendant-or-self::*[@id != ''][not(ancestor::template)]"):
            found.setdefault(element.get("id"), element)
        return found

    def has_anchor(self, anchor: str) -> bool:
        """Return whether a browser scrolls to an anchor. ``top`` is the top of every page."""
        return not anchor or anchor in self.anchors or anchor.lower() == "top"

    def problem(self, location: Location | None, key: str, **details: Any) -> Problem:
        return problem_in(self.file, location, key, **details)


def written_path(page: Page, target: Target) -> str:
    """Return a link to a target as written in a page's Markdown, or nothing if it is missing or on the same page."""
    anchor = f"#{target.fragment}" if target.fragment else ""
    return f"{relative(target.path, page.path)}{anchor}" if target.exists and target.path != page.path else ""


def compressed(markup: str) -> bytes:
    """Compress markup to a tenth of its size in memory."""
    return zlib.compress(markup.encode(errors="surrogatepass"), 1)


def decompressed(markup: bytes) -> str:
    return zlib.decompress(markup).decode(errors="surrogatepass")


def parse_content(markup: str) -> HtmlElement:
    """Parse the content of a page into one ``div``."""
    return lxml.html.fragment_fromstring(markup, create_parent="div", parser=DEEP)


def write_content(root: HtmlElement) -> str:
    """Return the HTML inside the ``div`` that :func:`parse_content` created."""
    inner = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(inner)


def is_bare(link: HtmlElement) -> bool:
    """Return whether an ``<a>`` shows its own address: Markdown extensions turn bare addresses into links."""
    words = link.text or ""
    own = (words, f"http://{words}", f"mailto:{words}")
    return bool(words) and len(link) == 0 and link.get("href") in own


def texts_of(root: HtmlElement) -> Iterator[str]:
    """Yield the text of each block of a page, with ``THING`` in place of code, formulas, links and images.

    Inline elements such as emphasis do not split a text. A link that shows its own address is text.
    """
    text: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in ("comment", "pi"):
            text.append(element.tail or "")
            continue
        tag, is_thing = element.tag, _is_thing(element)
        if event == "start":
            if tag not in INLINE and tag not in VERBATIM and text:
                yield "".join(text)
                text = []
            if is_thing:
                walker.skip_subtree()
            else:
                text.append(element.text or ("\n" if tag == "br" else ""))
            continue
        if is_thing or tag == "img":
            text.append(THING)
        elif tag not in INLINE:
            yield "".join(text)
            text = []
        if element is not root:
            text.append(element.tail or "")


def _is_thing(element: HtmlElement) -> bool:
    is_formula = "arithmatex" in element.get("class", "").split()  # of pymdownx.arithmatex
    is_link = element.tag == "a" and element.get("href") is not None and not is_bare(element)
    return element.tag in VERBATIM or is_formula or is_link


class Finder:
    """A finder of equal texts on a page: the n-th call finds the n-th location."""

    def __init__(self, page: Page) -> None:
        self._source = page.source
        self._found: dict[tuple[Hashable, ...], Iterator[Any]] = {}

    def location(self, words: str) -> Location | None:
        return self.next(self._source.find_all, words)

    def next(self, find: Callable[..., list[_T]], *words: Hashable) -> _T | None:
        """Return the next result of a method of the source for these words, or None."""
        key = (find.__name__, *words)
        if key not in self._found:
            self._found[key] = iter(find(*words))
        return next(self._found[key], None)
