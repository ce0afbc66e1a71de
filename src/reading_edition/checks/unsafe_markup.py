"""Unsafe markup: what contributed HTML must not do in a reader's browser.

A page shows words, pictures, and links, and does nothing else. Elements are allowed by name, so that an
element that browsers learn tomorrow is refused today; attributes are refused by what they do. The rules are
applied twice: to the page as lxml reads it, and to the page as nh3 reads it, which is how browsers do.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import nh3
from lxml.html import HtmlElement

from link_checks.addresses import SCHEMES, leads_outside, scheme_of
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import parse_content, write_content
from link_checks.suggestions import closest
from reading_edition.checks.safety_rules import listed, refused
from reading_edition.checks.unsafe_styles import loaded_file, style_fault

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
_IGNORED = dict.fromkeys(map(ord, "\t\n\r")) | {ord("\\"): "/"}  # by browsers, in addresses
_CONTROL = "".join(map(chr, range(0x21)))


class Markup(NamedTuple):
    """An element, or one attribute of an element; ``attribute`` is empty for the element itself."""

    tag: str
    attribute: str = ""
    value: str = ""


class Fault(NamedTuple):
    """What is wrong with some markup: a stable code, a sentence, how to fix it, and what was meant."""

    code: str
    message: str
    hint: str
    guess: str = ""

    def problem(self, file: str, location: Location | None) -> Problem:
        """The same, reported at a location in a file."""
        return problem_at(file, location, self.code, self.message, guess=self.guess, hint=self.hint)


def find_unsafe_markup(root: HtmlElement) -> list[tuple[Markup, Fault]]:
    """The unsafe markup inside of a page's content, and what is wrong with each piece."""
    found = list(_faults_in(root))
    known = Counter((markup.tag, markup.attribute) for markup, _ in found)
    for markup, fault in _faults_in(parse_content(_as_browsers_read(write_content(root)))):
        known[markup.tag, markup.attribute] -= 1
        if known[markup.tag, markup.attribute] < 0:
            found.append((markup, fault))
    return found


def _as_browsers_read(html: str) -> str:
    """Some HTML with its elements where browsers see them; none is removed."""
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


def _faults_in(root: HtmlElement) -> Iterator[tuple[Markup, Fault]]:
    for element in root.iterdescendants("*"):
        tag = element.tag
        if tag not in _ALLOWED:
            yield Markup(tag), element_fault(tag)
            continue
        for name, value in element.attrib.items():
            if (fault := attribute_fault(tag, name, value)) is not None:
                yield Markup(tag, name, value), fault


def element_fault(tag: str, where: str = "page") -> Fault:
    """Why an element is refused, in a page or in a picture."""
    if tag in _REFUSED:
        what, hint = _REFUSED[tag]
        return Fault("unsafe-element", f"<{tag}> {what}", hint)
    guess = closest(tag, HTML if where == "page" else SVG_FILE)
    hint = f"to show the words themselves, write &lt;{tag}&gt;" if where == "page" else "delete it"
    message = f"<{tag}> is not an element that a {where} may contain"
    return Fault("unsafe-element", message, hint, f"<{guess}>" if guess else "")


def attribute_fault(tag: str, name: str, value: str) -> Fault | None:
    """Why an attribute is refused, or None. ``tag`` and ``name`` are in lower case."""
    plain = name.rpartition(":")[2]
    if not set(name).isdisjoint("\"'<="):
        return Fault("unsafe-attribute", f"<{tag}> has an attribute named '{name}'", "check the quotation marks")
    if plain.startswith("on"):
        message = f"'{name}' on <{tag}> runs a program in the reader's browser"
        return Fault("unsafe-attribute", message, _REFUSED["script"][1])
    if plain in _ACTIVE:
        return Fault("unsafe-attribute", f"'{name}' on <{tag}> loads, sends, or starts something", "delete it")
    if plain in ("style", "data-style"):
        hint = "styles belong in the style sheets that mkdocs.yml names"
        why = style_fault(value)
        return Fault("unsafe-style", f"the style of <{tag}> {why}", hint) if why else None
    if plain in _LOADING or (plain == "href" and tag in ("image", "feimage")):
        return _loading_fault(tag, plain, value)
    return _address_fault(tag, name, value)


def _loading_fault(tag: str, name: str, value: str) -> Fault | None:
    for address in value.replace(",", " ").split() if name == "srcset" else [value]:
        if _runs(address):
            return _program_fault(address, "put the picture into a file of its own, and name the file")
        if leads_outside(_plain_address(address)):
            what = _MEDIA.get(tag, f"<{tag}>")
            message = f"{what} is loaded from another host, '{_short(address)}', which learns of every reader"
            hint = "put the file beside the page, and name it; or link to it, [words](https://...)"
            return Fault("remote-load", message, hint)
    return None


def _address_fault(tag: str, name: str, value: str) -> Fault | None:
    plain = name.rpartition(":")[2]
    if plain in ("href", "cite", "longdesc") and _runs(value):
        return _program_fault(value, "link to a page, a file, or https://...")
    if plain == "href" and tag not in ("a", "area") and not value.strip().startswith("#"):
        return part_fault(tag, name, value)
    if tag in _SVG_LOWER and "(" in value and (file := loaded_file(value)):
        message = f"'{name}' on <{tag}> loads '{_short(file)}'"
        return Fault("unsafe-style", message, "a picture may use only its own parts, url(#...)")
    return None


def part_fault(tag: str, name: str, value: str) -> Fault:
    """Why a picture is refused that takes a part from another file."""
    message = f"'{name}' on <{tag}> loads '{_short(value)}'"
    return Fault("remote-load", message, f'a picture may use only its own parts, {name}="#..."')


def _program_fault(address: str, hint: str) -> Fault:
    return Fault("unsafe-address", f"address '{_short(address)}' runs or contains a program", hint)


def _runs(address: str) -> bool:
    return scheme_of(_plain_address(address)) in _RUNNING


def _plain_address(address: str) -> str:
    """An address without the white space that browsers ignore, and with slashes for backslashes."""
    return address.strip(_CONTROL).translate(_IGNORED)


def _short(value: str, longest: int = 60) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
