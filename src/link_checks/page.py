"""A page, as values: what was written, what was rendered, and its links."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from link_checks.elements import INLINE, VERBATIM, linking_elements, redirect_of
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.problem import Problem, problem_in
from link_checks.site_paths import relative

# Without huge_tree, what is nested more than 255 deep would be lost silently.
DEEP = lxml.html.HTMLParser(huge_tree=True)
# Replaces code and links in a text, which are not words of it.
THING = "\ufffc"


class Target(NamedTuple):
    """Where a link leads: a page or file of the site (``path``), somewhere outside, or nowhere.

    ``kind`` is ``page``, ``file``, ``outside``, ``missing``, ``above`` (over the root of the site) or
    ``unpublished`` (a draft, or left out); ``path`` is relative to the documents' folder for a page or file
    that exists, else as written. ``fragment`` is None without a ``#``.
    """

    kind: str
    path: str
    fragment: str | None = None

    @property
    def exists(self) -> bool:
        return self.kind in ("page", "file")

    @property
    def anchor(self) -> str:
        """The anchor in the page; what follows ``:~:`` in a fragment is text to highlight."""
        return (self.fragment or "").partition(":~:")[0]


NOWHERE = Target("missing", "")


class Written(NamedTuple):
    """Where and how a rendered link was written; empty if it was not found."""

    location: Location | None = None
    syntax: str = ""  # of the WrittenLink
    defined: Location | None = None  # of a reference link: the location of its address


class Link(NamedTuple):
    """A link of the rendered content. Where it was written is looked for when somebody asks (``find``)."""

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
        """The address as its writer knows it: Markdown names files, raw HTML addresses."""
        return self.address if self.syntax == "html" or not self.target.exists else self.target.path


@dataclass
class Page:
    """One page: its Markdown file and the HTML that was made of it.

    ``path`` is relative to the documents' folder (``essay/part-1.md``), ``file`` the same as a
    contributor names it (``docs/essay/part-1.md``), ``url`` relative to the site's root
    (``essay/part-1/``). ``tree`` is the rendered content in one ``div``, once it is parsed; renderers change it in
    place. ``foot`` is markup that comes after it and need not be read again, ``inside`` is such markup, packed, in
    place of comments.
    """

    path: str
    file: str
    url: str
    title: str
    source: MarkdownSource
    tree: HtmlElement | None = None
    foot: str = ""
    inside: dict[str, Sequence[bytes]] = field(default_factory=dict)
    is_generated: bool = False  # a plugin writes it: it is no file of the project
    rendered: str = ""  # the HTML of which ``tree`` is made, if it is known
    marked: str = ""  # the same, with what was marked in ``tree`` since then

    @property
    def root(self) -> HtmlElement:
        """The tree, which is parsed when somebody asks for it, and again if it was let go."""
        if self.tree is None:
            self.tree = parse_content(self.marked or self.rendered)
        return self.tree

    @property
    def content(self) -> str:
        """The HTML of the content in its present state."""
        content = self.outer_content
        for mark, pieces in self.inside.items():
            content = content.replace(mark, "".join(map(unpacked, pieces)), 1)
        return content

    @property
    def outer_content(self) -> str:
        """The content with comments in place of what is ``inside``."""
        return write_content(self.root) + self.foot

    def release(self) -> None:
        """Forgets the tree, and what is large of what was read from it and from the Markdown."""
        self.foot, self.inside = "", {}
        if self.rendered:
            _ = self.base, self.redirect, self.anchors, self.names  # these stay
            self.tree = None
            for name in ("ids", "link_elements", "words", "texts", "bare_addresses"):
                self.__dict__.pop(name, None)
        self.source.release()

    @cached_property
    def base(self) -> str | None:
        """The address of the page's own ``<base>``, to which its links are relative."""
        found = self.root.find(".//base[@href]")
        return None if found is None else found.get("href")

    @cached_property
    def redirect(self) -> str:
        """The address to which the page sends its readers before they can read it, or nothing."""
        return redirect_of(self.root)

    @cached_property
    def words(self) -> str:
        """All text of the page as it was rendered, code included."""
        return str(self.root.text_content())

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
    def names(self) -> frozenset[str]:
        return frozenset(self.ids)

    @cached_property
    def link_elements(self) -> list[tuple[HtmlElement, str]]:
        """The elements that lead to, or load, something else, each with its attribute, as they were at first."""
        return [(element, attribute) for element, attribute, _ in linking_elements(self.root)]

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        """The elements of the content that have an id, the first of each."""
        found: dict[str, HtmlElement] = {}
        for element in self.root.xpath("descendant-or-self::*[@id != ''][not(ancestor::template)]"):
            found.setdefault(element.get("id"), element)
        return found

    def has_anchor(self, anchor: str) -> bool:
        """Whether a browser stops at an anchor; ``top`` is the top of every page."""
        return not anchor or anchor in self.anchors or anchor.lower() == "top"

    def problem(self, location: Location | None, key: str, **details: Any) -> Problem:
        """A problem in the file of this page; see :func:`problem_in`."""
        return problem_in(self.file, location, key, **details)

    def link_problem(self, link: Link, key: str, **details: Any) -> Problem:
        return problem_in(self.file, link.location, key, link=link, address=link.address, **details)


def written_path(page: Page, target: Target) -> str:
    """How a target that exists is written in a page's Markdown, or nothing."""
    anchor = f"#{target.fragment}" if target.fragment else ""
    return f"{relative(target.path, page.path)}{anchor}" if target.exists and target.path != page.path else ""


def packed(markup: str) -> bytes:
    """Some markup in a tenth of the memory."""
    return zlib.compress(markup.encode(errors="surrogatepass"), 1)


def unpacked(markup: bytes) -> str:
    return zlib.decompress(markup).decode(errors="surrogatepass")


def parse_content(markup: str) -> HtmlElement:
    """The content of a page as one ``div``."""
    return lxml.html.fragment_fromstring(markup, create_parent="div", parser=DEEP)


def write_content(root: HtmlElement) -> str:
    """The HTML inside the ``div`` that :func:`parse_content` made."""
    inner = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(inner)


def is_bare(link: HtmlElement) -> bool:
    """Whether an ``<a>`` shows its own address: extensions make one of an address in the text."""
    words = link.text or ""
    own = (words, f"http://{words}", f"mailto:{words}")
    return bool(words) and len(link) == 0 and link.get("href") in own


def texts_of(root: HtmlElement) -> Iterator[str]:
    """The texts of a page, one for each block, with a sign in place of code and of links.

    Emphasis inside a text does not end it, and an address that was made a link is text.
    """
    text: list[str] = []
    depth = 0  # of elements that are not text
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            text.append("" if depth else element.tail or "")
            continue
        tag = element.tag
        is_thing = _is_thing(element)
        if event == "start":
            if not depth and tag not in INLINE and tag not in VERBATIM and text:
                yield "".join(text)
                text = []
            depth += is_thing
            if not depth:
                text.append(element.text or ("\n" if tag == "br" else ""))
            continue
        depth -= is_thing
        if depth:
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


class LinkFinder:
    """Finds where text is written for the n-th time when it is shown for the n-th time."""

    def __init__(self, page: Page) -> None:
        self._source = page.source
        self._found: dict[tuple[str, ...], Iterator[Location]] = {}

    def location(self, words: str) -> Location | None:
        return self.next(self._source.find_all, words)

    def next(self, find: Callable[..., list[Location]], *words: str) -> Location | None:
        """The next location, by a method that finds all."""
        key = (find.__name__, *words)
        if key not in self._found:
            self._found[key] = iter(find(*words))
        return next(self._found[key], None)
