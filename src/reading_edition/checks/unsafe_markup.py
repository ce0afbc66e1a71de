"""Find unsafe markup and styles: contributed HTML and CSS that could harm a reader's browser.

Elements are allowed by name, so that an element that browsers add later is refused. Attributes are refused by their
effect, and styles if they load files or run programs. The rules apply to the page as lxml parses it and as nh3 does,
which parses like a browser.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import nh3
import tinycss2
from lxml.html import HtmlElement
from tinycss2.ast import Node

from link_checks.addresses import SCHEMES, leads_outside, scheme_of
from link_checks.page import parse_content, write_content
from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.model.problems import fault, listed, refused

HTML = nh3.ALLOWED_TAGS | listed("elements", "html")
SVG = listed("elements", "svg")
_SVG_LOWER = frozenset(map(str.lower, SVG))
_ALLOWED = _SVG_LOWER | HTML | listed("elements", "mathml")
SVG_FILE = _SVG_LOWER | listed("elements", "svg_file")
_REFUSED = refused("refused_elements")
_ACTIVE = listed("attributes", "active")
_RUNNING = listed("attributes", "running_schemes")
_LOADING = ("src", "srcset", "poster")
_MEDIA = {"img": "this image", "image": "this image", "audio": "this sound", "video": "this video"}
_IGNORED = dict.fromkeys(map(ord, "\t\n\r")) | {ord("\\"): "/"}  # browsers remove or replace these in URLs
_NOT_IN_NAMES = frozenset("\"'<=")
_CONTROL = "".join(map(chr, range(0x21)))
_UNSAFE_NAMES = listed("styles", "unsafe_names")
_SAFE_FUNCTIONS = listed("styles", "safe_functions")
_DANGER = "which can load a file or run a program"


class Markup(NamedTuple):
    """An element, or one of its attributes; ``attribute`` is empty for the element itself."""

    tag: str
    attribute: str = ""
    value: str = ""


def find_unsafe_markup(root: HtmlElement) -> list[tuple[Markup, Problem]]:
    """Return the unsafe markup in a page's content, each piece with its problem."""
    found = list(_faults_in(root))
    known = Counter((markup.tag, markup.attribute) for markup, _ in found)
    for markup, found_again in _faults_in(parse_content(_as_browsers_read(write_content(root)))):
        known[markup.tag, markup.attribute] -= 1
        if known[markup.tag, markup.attribute] < 0:
            found.append((markup, found_again))
    return found


def _as_browsers_read(html: str) -> str:
    """Return HTML with each element where browsers see it; no element is removed."""
    starts = (piece.partition(">")[0].partition("/")[0].split(maxsplit=1) for piece in html.split("<")[1:])
    return nh3.clean(
        html,
        tags={*SVG, *listed("elements", "mixed_case"), *(start[0].lower() for start in starts if start)},
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes={""},  # any attribute
        strip_comments=False,
        link_rel=None,
        url_schemes=set(SCHEMES | _RUNNING),
    )


def _faults_in(root: HtmlElement) -> Iterator[tuple[Markup, Problem]]:
    for element in root.iterdescendants("*"):
        tag = element.tag
        if tag not in _ALLOWED:
            yield Markup(tag), element_fault(tag)
            continue
        for name, value in element.attrib.items():
            if (found := attribute_fault(tag, name, value)) is not None:
                yield Markup(tag, name, value), found


def element_fault(tag: str, where: str = "page") -> Problem:
    """Return the problem with a refused element, in a page or in a picture."""
    if tag in _REFUSED:
        what, hint = _REFUSED[tag]
        return fault("unsafe-element/refused", tag=tag, what=what, hint=hint)
    guess = closest(tag, HTML if where == "page" else SVG_FILE)
    return fault(f"unsafe-element/{where}", tag=tag, guess=f"<{guess}>" if guess else "")


def attribute_fault(tag: str, name: str, value: str) -> Problem | None:
    """Return the problem with an attribute, or None if it is safe. ``tag`` and ``name`` are in lower case."""
    plain = name.rpartition(":")[2]
    if not _NOT_IN_NAMES.isdisjoint(name):
        return fault("unsafe-attribute/name", tag=tag, name=name)
    if plain.startswith("on"):
        return fault("unsafe-attribute/program", tag=tag, name=name)
    if plain in _ACTIVE:
        return fault("unsafe-attribute/active", tag=tag, name=name)
    if plain in ("style", "data-style"):
        why = style_fault(value)
        return fault("unsafe-style/attribute", tag=tag, why=why) if why else None
    if plain in _LOADING or (plain == "href" and tag in ("image", "feimage")):
        return _loading_fault(tag, plain, value)
    if plain in ("href", "cite", "longdesc") and _runs(value):
        return fault("unsafe-address/link", address=_short(value))
    if plain == "href" and tag not in ("a", "area") and not value.strip().startswith("#"):
        return part_fault(tag, name, value)
    if tag in _SVG_LOWER and "(" in value and (file := loaded_file(value)):
        return fault("unsafe-style/part", tag=tag, name=name, file=_short(file))
    return None


def _loading_fault(tag: str, name: str, value: str) -> Problem | None:
    for address in value.replace(",", " ").split() if name == "srcset" else [value]:
        if _runs(address):
            return fault("unsafe-address/picture", address=_short(address))
        if leads_outside(_plain_address(address)):
            return fault("remote-load/host", what=_MEDIA.get(tag, f"<{tag}>"), address=_short(address))
    return None


def part_fault(tag: str, name: str, value: str) -> Problem:
    """Return the problem with a picture that loads a part from another file."""
    return fault("remote-load/part", tag=tag, name=name, file=_short(value))


def _runs(address: str) -> bool:
    return scheme_of(_plain_address(address)) in _RUNNING


def _plain_address(address: str) -> str:
    """Remove the whitespace that browsers ignore from an address, and replace backslashes with slashes."""
    return address.strip(_CONTROL).translate(_IGNORED)


def _short(value: str, longest: int = 60) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def style_fault(style: str) -> str:
    """Return the forbidden effect of a style as the rest of a sentence, or an empty text if the style is safe."""
    for token in _tokens(style):
        if address := _address(token):
            return f"loads '{address}'"
        if token.type == "function" and token.lower_name not in _SAFE_FUNCTIONS:
            return f"uses '{token.lower_name}()', {_DANGER}"
        if token.type in ("at-keyword", "ident") and token.lower_value in _UNSAFE_NAMES:
            return f"uses '{'@' if token.type == 'at-keyword' else ''}{token.lower_value}', {_DANGER}"
    return ""


def loaded_file(style: str) -> str:
    """Return the first address in a style that is not a fragment of the same document, or an empty text."""
    return next(filter(None, map(_address, _tokens(style))), "")


def _address(token: Node) -> str:
    """Return the address that a token loads, or an empty text for none or one that begins with ``#``."""
    if token.type == "url":
        address = token.value.strip()
    elif token.type == "function" and token.lower_name == "url":
        address = next((part.value.strip() for part in token.arguments if part.type == "string"), "")
    else:
        return ""
    return "" if address.startswith("#") else address or "url()"


def _tokens(style: str) -> Iterator[Node]:
    """Yield all tokens of a style in order, including those in functions and brackets."""
    nodes = tinycss2.parse_component_value_list(style)[::-1]
    while nodes:
        node = nodes.pop()
        yield node
        nodes += (getattr(node, "content", None) or getattr(node, "arguments", None) or [])[::-1]
