"""Classify HTML elements, and find addresses in attributes and style sheets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import lxml.html
import tinycss2
import yaml
from lxml.html import HtmlElement

from link_checks.data import read_data
from link_checks.location import Location

_TABLE = yaml.safe_load(read_data("elements.yaml"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
VOID, INLINE, VERBATIM, REFERRING, _SHARED = (
    frozenset(_TABLE[kind].split()) for kind in ("void", "inline", "verbatim", "referring", "shared")
)
LINKING, _IMAGES = (
    {attribute: frozenset(tags.split()) for attribute, tags in _TABLE[kind].items()} for kind in ("linking", "images")
)
LINKING_TAGS: frozenset[str] = frozenset().union(*LINKING.values())
_READ = LINKING_TAGS | {"style", "meta"}
_WITH_ADDRESSES = frozenset({*LINKING, "style", "srcdoc"})
_CONTROL = "".join(map(chr, range(0x21)))  # control characters and the space
_BREAKS = str.maketrans("", "", "\t\n\r")
_REFRESH = re.compile(r"""^[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)
_AT_ONCE = 5  # seconds: a page with a longer delay can be read first, and may only reload itself
_HINTS = frozenset({"dns-prefetch", "preconnect"})
_SETS = frozenset({"srcset", "imagesrcset"})
# One image of a srcset. Images are separated by commas, and each may have a size.
_IMAGE_OF_SET = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?(?:,|$)")
_NUMBER = r"\d*\.?\d+(?:e[+-]?\d+)?"
_SIZE = re.compile(rf"{_NUMBER}[xw]|\d+w\s+\d+h|\d+h\s+\d+w", re.IGNORECASE)

# The classes of the references and backlinks that the footnotes extension generates.
FOOTNOTE_CLASSES = frozenset({"footnote-ref", "footnote-backref"})


def addresses_in(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """Yield the addresses in an element's attributes, each after its attribute's name, in source order."""
    if tag == "meta":
        yield from _addresses_of_meta({name: value or "" for name, value in attributes})
        return
    read = [(name, value) for name, value in attributes if name in _WITH_ADDRESSES and value is not None]
    for name, value in read:
        if name == "xlink:href" and any(other == "href" for other, _ in read):
            continue
        if tag in LINKING.get(name, ()):
            if name not in _SETS:
                yield name, as_browsers_read(value)
            else:
                yield from ((name, address) for address in srcset_addresses(value))
        elif name == "style":
            yield from ((name, address) for address, _ in css_addresses(value))
        elif name == "srcdoc" and tag == "iframe" and value.strip():
            yield from ((name, address) for address in _addresses_within(value))


def srcset_addresses(value: str) -> list[str]:
    return [match[1] for match in _IMAGE_OF_SET.finditer(value)]


def srcset_faults(value: str) -> Iterator[tuple[str, str]]:
    """Yield the images of a ``srcset`` that browsers ignore, each with its invalid size."""
    for match in _IMAGE_OF_SET.finditer(value):
        size = (match[2] or "").strip()
        if size and not _SIZE.fullmatch(size):
            yield match[1], size


def as_browsers_read(address: str) -> str:
    """Remove the spaces and control characters that browsers remove from an address by the URL standard."""
    if address.isprintable() and " " not in address:
        return address
    return address.strip(_CONTROL).translate(_BREAKS)


def _addresses_within(markup: str) -> list[str]:
    """Return the addresses in the HTML of a ``srcdoc`` attribute, without links to its own anchors."""
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.ParserError, ValueError):
        return []
    return [address for _, _, address in linking_elements(root) if not address.startswith("#")]


def _addresses_of_meta(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the target of a redirect, or an address for link previews, such as ``og:image``."""
    content = attributes.get("content", "")
    if is_refresh(attributes) and (match := _REFRESH.search(content)):
        yield "content", as_browsers_read(match[1])
    elif attributes.get("property", attributes.get("name")) in _SHARED:
        yield "content", as_browsers_read(content)


def is_refresh(attributes: Mapping[str, str]) -> bool:
    """Return whether the attributes belong to a ``<meta>`` that redirects."""
    return attributes.get("http-equiv", "").lower() == "refresh"


def redirect_of(root: HtmlElement) -> str:
    """Return the address to which a page redirects within ``_AT_ONCE`` seconds, or an empty string."""
    for element in root.iter("meta"):
        delay = re.match(r"\s*(\d+)", element.get("content", ""))
        if is_refresh(element.attrib) and delay and int(delay[1]) <= _AT_ONCE:
            return next((address for _, address in addresses_in("meta", element.items())), "")
    return ""


def linking_elements(root: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """Yield the elements that link to or load a resource, each with the attribute and the address.

    Skip elements in a ``<template>``, which are inert until a script uses them, and links generated for footnotes.
    """
    inert = {element for template in root.iter("template") for element in template.iter()}
    styled = (element for element in root.xpath(".//*[@style]") if element.tag not in _READ)
    for element in chain(root.iter(*_READ), styled):
        if element in inert or is_of_footnotes(element):
            continue
        if element.tag == "style":
            yield from ((element, "style", address) for address, _ in css_addresses(element.text or ""))
        else:
            yield from ((element, *found) for found in addresses_in(element.tag, element.items()))


def is_of_footnotes(element: HtmlElement) -> bool:
    """Return whether the footnotes extension generated an element."""
    classes = element.get("class")
    return bool(classes) and not FOOTNOTE_CLASSES.isdisjoint(classes.split())


def is_hint(element: HtmlElement) -> bool:
    """Return whether an element only tells browsers to prepare a connection to a host. It may omit the scheme."""
    return element.tag == "link" and not _HINTS.isdisjoint((element.get("rel") or "").lower().split())


def is_image(element: HtmlElement, attribute: str) -> bool:
    return element.tag in _IMAGES.get(attribute, ())


@dataclass(frozen=True)
class StyleSheet:
    file: str
    url: str
    text: str


def css_addresses(style: str) -> list[tuple[str, Location]]:
    """Return the addresses in ``url(...)``, ``@import "..."`` and ``image-set("...")`` in order, with locations.

    Ignore comments and other strings.
    """
    if not any(sign in style.lower() for sign in ("url(", "@import", "image-set(")):
        return []
    found = []
    waiting = [(tinycss2.parse_component_value_list(style, skip_comments=True), "")]
    while waiting:
        tokens, function = waiting.pop()
        before = ""
        for token in tokens:
            is_address = function == "url" or function.endswith("image-set") or before == "@import"
            if token.type == "url" or (token.type == "string" and is_address):
                found.append((Location(token.source_line, token.source_column), token.value))
            elif token.type == "function":
                waiting.append((token.arguments, token.lower_name))
            elif hasattr(token, "content"):
                waiting.append((token.content, ""))
            if token.type != "whitespace":
                before = f"@{token.lower_value}" if token.type == "at-keyword" else ""
    return [(address, location) for location, address in sorted(found) if address]


def is_around_image(element: HtmlElement, address: str) -> bool:
    """Return whether an element is a link that contains the image to which it leads."""
    return element.tag == "a" and len(element) > 0 and any(image.get("src") == address for image in element.iter("img"))
