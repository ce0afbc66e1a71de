"""The Content Security Policy of a page: which scripts and styles may act in it, and whom it may ask.

A script written into a page runs only if its hash stands in the policy, and a hash is given only to what
the theme's templates hold. What was contributed (a page's content, its title, its front matter) comes into
a template while it is rendered, so the two can be told apart by where they come from: :class:`MarkedSource`
puts a mark that nobody can guess on every script in a template's source, :func:`add_policy` hashes what
has the mark, and takes it off. A generator whose templates cannot be marked gives hashes to all scripts
outside of the content.

See W3C, *Content Security Policy Level 3*, https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from html.parser import HTMLParser

from jinja2 import BaseLoader, Environment

from link_checks.site import parse_content
from reading_edition.model.edition import Edition, Page

# What every page may do. A directive that is not here falls back to default-src: nothing.
# img-src: the theme's style sheet holds the icons of folding texts as data: addresses.
# connect-src: the search fetches its index. frame-ancestors does not count in a page; see headers.py.
_DIRECTIVES = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}
# The types of <script> that a browser acts on; of any other type the element is data, and wants no hash.
_ACTIVE_TYPES = ("", "module", "importmap", "speculationrules", "text/javascript", "application/javascript")
_HASHED = ("script", "style")
_AFTER_NAME = (b" ", b"\t", b"\n", b"\f", b"\r", b"/", b">")  # what may follow the name of a tag
_OPENING = 4096  # characters of a page in which its head begins


def new_mark() -> str:
    """An attribute for one build, with white space before it, that no contributor can guess."""
    return f' data-theme-{secrets.token_hex(16)}=""'


@dataclass(frozen=True)
class MarkedSource(BaseLoader):
    """Loads what another loader does, with the mark on every script and style in the template's source."""

    loader: BaseLoader
    mark: str

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_current = self.loader.get_source(environment, template)
        for tag in _HASHED:
            source = source.replace(f"<{tag}", f"<{tag}{self.mark}")
        return source, path, is_current

    def list_templates(self) -> list[str]:
        return self.loader.list_templates()


@dataclass(frozen=True)
class Inline:
    """A script or style written into a page: its tag, attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str | None] = field(compare=False)
    text: str

    @property
    def is_active(self) -> bool:
        kind = (self.attributes.get("type") or "").strip().lower()
        return self.tag == "style" or ("src" not in self.attributes and kind in _ACTIVE_TYPES)


def add_policy(edition: Edition, page: Page | None, html: str) -> str:
    """The page with its policy as the first thing in its head; ``page`` is None for one of the theme's own.

    Without a mark for the edition (as under a server whose reload script no hash can know) there is no
    policy either, and the page stays as it is.
    """
    mark = edition.policy_mark
    if mark is None:
        return html
    inlines = list(inline_elements(html, mark))
    if not mark and page is not None:
        contributed = {(element.tag, element.text or "") for element in page.root.iter(*_HASHED)}
        inlines = [inline for inline in inlines if (inline.tag, inline.text) not in contributed]
    # Styles that are woven into the content are the edition's own: the checks refuse contributed ones, and
    # what a style could ask for is bounded by the other directives.
    woven = [] if page is None else [element.text or "" for element in page.root.iter("style")]
    attributes = [] if page is None else list(_style_attributes(page))
    policy = policy_of(
        scripts=[inline.text for inline in inlines if inline.tag == "script" and inline.is_active],
        styles=[*(inline.text for inline in inlines if inline.tag == "style"), *woven],
        attributes=attributes,
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return _first_in_head(html.replace(mark, "") if mark else html, meta)


def _style_attributes(page: Page) -> Iterator[str]:
    """The values of style attributes in the content of a page."""
    roots = [page.root, parse_content(page.rendered.foot)] if "style=" in page.rendered.foot else [page.root]
    for root in roots:
        yield from map(str, root.xpath(".//@style"))


def policy_of(scripts: Iterable[str], styles: Iterable[str], attributes: Iterable[str]) -> str:
    """The policy, with the hashes of scripts, of styles, and of the values of style attributes."""
    directives = {name: list(values) for name, values in _DIRECTIVES.items()}
    directives["script-src"] += _hashes(scripts)
    directives["style-src"] += _hashes(styles)
    if hashes := _hashes(attributes):  # of the columns of tables, whose alignment Markdown writes so
        directives["style-src"] += ["'unsafe-hashes'", *hashes]
    return "; ".join(" ".join([name, *values]) for name, values in directives.items())


def _hashes(texts: Iterable[str]) -> list[str]:
    """The sources that allow each of some texts, as a browser sees them: with plain line ends."""
    seen = dict.fromkeys(text.replace("\r\n", "\n").replace("\r", "\n") for text in texts)
    return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in seen]


def inline_elements(html: str, mark: str) -> Iterator[Inline]:
    """The scripts and styles of a page that have the mark; with an empty mark, all.

    What is read is the mark, the end of the tag and the end of the element: a page of a megabyte is too
    long to be parsed once more for this. Where a reading differs from the browser's the hash does not fit,
    and the script does not run.
    """
    data = html.encode(errors="xmlcharrefreplace")
    folded = data.lower()  # of bytes: of ASCII letters alone, so that places stay the same
    for tag in _HASHED:
        opening, closing = f"<{tag}{mark}".encode(), f"</{tag}".encode()
        start = folded.find(opening)
        while start >= 0:
            inside = _end_of_tag(data, start)
            end = folded.find(closing, inside)
            if inside < 0 or end < 0:
                break
            if data[start + len(tag) + 1 : start + len(tag) + 2] in _AFTER_NAME:
                text = data[inside:end].decode().replace(mark, "") if mark else data[inside:end].decode()
                yield Inline(tag, _attributes(data[start:inside].decode()), text)
            start = folded.find(opening, end)


def _end_of_tag(data: bytes, start: int) -> int:
    """Where the tag that begins at a place is over, quoted values stepped over; -1 where it has no end."""
    quote = b""
    for place in range(start, len(data)):
        character = data[place : place + 1]
        if quote:
            quote = b"" if character == quote else quote
        elif character == b">":
            return place + 1
        elif character in (b'"', b"'"):
            quote = character
    return -1


class _StartTag(HTMLParser):
    """The attributes of one start tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found = dict(reversed(attrs))  # of two attributes of one name a browser takes the first


def _attributes(tag: str) -> dict[str, str | None]:
    return _StartTag(tag).found


def _first_in_head(html: str, meta: str) -> str:
    """The page with an element before everything else in its head, or where the head would begin."""
    folded = html[:_OPENING].encode(errors="replace").lower()
    for tag in (b"<head", b"<html", b"<!doctype"):
        start = folded.find(tag)
        if start >= 0 and folded[start + len(tag) : start + len(tag) + 1] in _AFTER_NAME:
            place = len(folded[: _end_of_tag(folded, start)].decode())
            return html[:place] + meta + html[place:]
    return meta + html
