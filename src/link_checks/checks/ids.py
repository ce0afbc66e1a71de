"""Check that ids and reference definitions are unique in a page, and that references to ids are valid.

Only references in the raw HTML of the Markdown are checked. Generated ones may refer to ids that a script adds later.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.elements import HEADINGS
from link_checks.invisible_characters import invisible_in
from link_checks.location import Location
from link_checks.markdown_source import known_as
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.suggestions import closest

# Ids inside drawings, formulas and templates are excluded: no link leads to them.
_WITH_ID = ".//*[@id][not(ancestor::svg or ancestor::math or ancestor::template)]"
_OF_NOTES = "self::sup[a[@class='footnote-ref']] | self::li[ancestor::div[@class='footnote']]"
_NOT_YET = frozenset({"aria-expanded", "aria-haspopup", "aria-selected"})  # a script may add the target on opening
_BRACES = re.compile(r"\{:?[^{}\n]*[#.=][^{}\n]*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"[#.][\w-]+|[\w-]+=\S*")


def check_duplicate_ids(page: Page) -> Iterator[Problem]:
    """Report all uses of an id but the first, the only one that browsers find.

    If the id is written only once, the other one was generated from the text of a heading.
    """
    counts = Counter(element.get("id") for element in page.root.xpath(_WITH_ID) if not _is_of_heading(element))
    for name, count in counts.items():
        if not name or count < 2 or name.startswith(("fnref:", "fn:")) or page.ids[name].xpath(_OF_NOTES):
            continue
        written = [named.location for named in page.source.ids if named.name == name]
        first = f", first in line {written[0].line}" if len(written) > 1 else ""
        in_heading = " ".join(page.ids[name].text_content().split())
        reported: list[Location | None] = [*(written[1:] or written)]
        for location in reported or [page.source.find(in_heading)]:
            yield page.problem(location, "duplicate-id", name=name, first=first)


def _is_of_heading(element: HtmlElement) -> bool:
    """Return whether an empty link is right above a heading with the same id. Both lead to the same location."""
    if element.tag != "a" or len(element) or (element.text_content() + (element.tail or "")).strip():
        return False
    around = element.getparent()
    is_alone = around.tag == "p" and len(around) == 1 and not (around.text or "").strip()
    following = (around if is_alone else element).getnext()
    return following is not None and following.tag in HEADINGS and following.get("id") == element.get("id")


def check_reference_definitions(page: Page) -> Iterator[Problem]:
    """Report definitions of one name with different addresses: Markdown parsers disagree on which one wins."""
    first: dict[str, tuple[str, Location]] = {}
    for name, target, location in page.source.definitions:
        known, where = first.setdefault(known_as(name), (target, location))
        if known != target:
            yield page.problem(location, "duplicate-reference", name=name, first=where)


def check_id_references(page: Page) -> Iterator[Problem]:
    """Report attributes that refer to an id that the page does not have."""
    for tag, attribute, value, location in page.source.html.references:
        elements = page.root.xpath(f".//{tag}[@{attribute}=$value]", value=value) if tag.isalnum() else []
        if not elements or (attribute == "aria-controls" and not _NOT_YET.isdisjoint(elements[0].keys())):
            continue
        if attribute == "usemap":
            yield from _check_map(page, tag, value, location)
            continue
        for name in value.split():
            if name not in page.ids:
                details = {"tag": tag, "attribute": attribute, "name": name, "published": f"{page.url}#{name}"}
                yield page.problem(location, "missing-id", guess=closest(name, page.ids), **details)


def _check_map(page: Page, tag: str, value: str, location: Location) -> Iterator[Problem]:
    maps = {name for each in page.root.iter("map") for name in (each.get("name"), each.get("id")) if name}
    if value.startswith("#") and value[1:] in maps:
        return
    near = value if value in maps else closest(value.lstrip("#"), maps, shortest=1)
    yield page.problem(location, "missing-id/map", tag=tag, value=value, guess=f"#{near}" if near else "")


def check_attribute_lists(page: Page) -> Iterator[Problem]:
    """Report invisible characters in ``{ #id }``, where they become part of the id or class."""
    for written, location in page.source.find_markup(_BRACES) if invisible_in(page.source.text) else ():
        inner = _QUOTED.sub("x", written[1:-1].removeprefix(":"))
        if (names := invisible_in(inner)) and all(map(_ATTRIBUTE.fullmatch, _words(inner))):
            words = " ".join(_words(written[1:-1]))
            yield page.problem(location, "invisible-character/braces", words=words, characters=names)


def _words(text: str) -> list[str]:
    return "".join(" " if invisible_in(character) else character for character in text).split()
