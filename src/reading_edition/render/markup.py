"""Markup of more than an element, from templates; and the addresses that stand in it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import lxml.html
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.load.runs import is_footnote_link


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept between builds; a folder that cannot be written to is no fault."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> _Compiled | None:
    try:
        return _Compiled()  # in the user's own temporary folder
    except (OSError, RuntimeError):  # there is none that is safe
        return None


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _piece(name: str) -> Callable[[Mapping[str, object]], str]:
    """A template of a piece: a macro, for to call one costs less than to render a template."""
    piece = _template(name).module.piece  # type: ignore[attr-defined]
    names: tuple[str, ...] = piece.arguments
    return lambda values: str(piece(*[values[name] for name in names])).strip()


def parse(html: str) -> HtmlElement:
    """The one element that some HTML is."""
    return lxml.html.fragment_fromstring(html)


def render(name: str, **values: object) -> HtmlElement:
    """The one element that a template makes."""
    return parse(_piece(name)(values))


def render_all(name: str, many: Iterable[Mapping[str, object]]) -> list[HtmlElement]:
    """The one element that a template makes of each of many values."""
    return parse_all(map(_piece(name), many))


def parse_all(many: Iterable[str]) -> list[HtmlElement]:
    """The one element that each of many HTMLs is; they are parsed all at once."""
    return list(lxml.html.fragment_fromstring("".join(many), create_parent="div"))


def render_page(name: str, **values: object) -> str:
    """What a template makes, as text: a whole page."""
    return _template(name).render(**values)


def inner_html(element: HtmlElement) -> Markup:
    """What stands inside an element, as markup for a template."""
    text = str(Markup.escape(element.text or ""))
    return Markup(text + "".join(lxml.html.tostring(child, encoding="unicode") for child in element))  # noqa: S704


def relative_url(here: str, there: str, fragment: str = "") -> str:
    """The address of a page (``there``) as written in another (``here``); both relative to the root."""
    if here == there and fragment:
        return f"#{fragment}"
    path = _relative_path(here.rpartition("/")[0], there)
    return f"{path}#{fragment}" if fragment else path


@lru_cache(maxsize=1 << 16)
def _relative_path(folder: str, there: str) -> str:
    path = posixpath.relpath("/" + there, "/" + folder)
    path = path + "/" if there.endswith("/") or not there else path
    return "./" if path in ("./", ".//") else path


def rebase(address: str, origin: str, here: str) -> str:
    """An address written in the page ``origin`` as it must be written in the page ``here``."""
    if address.startswith("#"):
        return relative_url(here, origin, address[1:])
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme or parts.netloc or address.startswith("/"):
        return address
    if not parts.path:
        return relative_url(here, origin, parts.fragment)
    there = posixpath.normpath(f"/{origin.rpartition('/')[0]}/{parts.path}").lstrip("/")
    there = there + "/" if parts.path.endswith("/") and there else there
    return relative_url(here, there, parts.fragment)


def copied(element: HtmlElement) -> HtmlElement:
    """A copy of an element without the text that follows it."""
    copy = deepcopy(element)
    copy.tail = None
    return copy


def remove(element: HtmlElement) -> None:
    """Takes an element out of its tree; the text that follows it stays."""
    element.drop_tree()


def add_class(element: HtmlElement, *names: str) -> None:
    element.set("class", " ".join([*(element.get("class") or "").split(), *names]))


def plain_html(element: HtmlElement | None) -> Markup:
    """The inside of an element with nothing but words and plain links: no ids, no marks."""
    return Markup() if element is None else inner_html(_plain(element))


def _plain(element: HtmlElement) -> HtmlElement:
    copy = copied(element)
    if copy.tag == "li":  # a note as the footnotes extension leaves it
        copy = copied(next(copy.iter("p"), copy))
    for link in list(copy.iter("a")):
        if is_footnote_link(link):
            remove(link)
    for descendant in copy.iterdescendants(etree.Element):
        for attribute in _NOT_PLAIN.intersection(descendant.keys()):
            del descendant.attrib[attribute]
    return copy


_NOT_PLAIN = frozenset({"id", "class", "aria-describedby"})


class Linked(NamedTuple):
    """HTML of the page ``origin``, cut at the addresses of its links, to be put together for any page."""

    origin: str
    pieces: Sequence[str]
    addresses: Sequence[str]  # between the pieces

    def at(self, here: str) -> Markup:
        """The HTML with its links as they must be written in the page ``here``."""
        html = [self.pieces[0]]
        for address, piece in zip(self.addresses, self.pieces[1:], strict=True):
            html += str(Markup.escape(rebase(address, self.origin, here))), piece
        return Markup("".join(html))  # noqa: S704 (HTML of the pages themselves)


def linked(html: str, origin: str) -> Linked:
    """HTML that stands in the page ``origin``, cut at the addresses of its links."""
    if "href" not in html:
        return Linked(origin, [html], [])
    return _cut(lxml.html.fragment_fromstring(html, create_parent="span"), origin)


def linked_plain(element: HtmlElement | None, origin: str) -> Linked:
    """The same of what :func:`plain_html` makes of an element."""
    return Linked(origin, [""], []) if element is None else _cut(_plain(element), origin)


def _cut(element: HtmlElement, origin: str) -> Linked:
    links = [link for link in element.iter("a") if link.get("href") is not None]
    if not links:
        return Linked(origin, [inner_html(element)], [])
    addresses = [link.get("href") for link in links]
    pieces: Sequence[str] = ()
    mark = "cut-here"
    while len(pieces) != len(links) + 1:  # until the mark stands nowhere else
        mark += "-"
        for link in links:
            link.set("href", mark)
        pieces = inner_html(element).split(mark)
    return Linked(origin, pieces, addresses)


def without_kind(html: Markup) -> Markup:
    """A note's words without the kind with which it opens, where the kind is said apart."""
    _, found, rest = html.partition("</strong>")
    return Markup(rest.strip()) if found else html  # noqa: S704 (HTML of the pages themselves)
