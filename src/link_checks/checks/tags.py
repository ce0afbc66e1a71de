"""Tags of raw HTML that a slip has broken: a quotation mark that is not closed, an attribute misspelled.

A parser reads something else of them, or nothing. So they are looked for in what was written, outside of
code, where lxml has nothing to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement
from markdown.inlinepatterns import HTML_RE

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Page, Site

_HINT = 'a link is written <a href="address">words</a>, an image <img src="address" alt="words">'
_WANTED = {"a": "href", "area": "href"} | dict.fromkeys(
    ("img", "iframe", "source", "video", "audio", "embed", "track"), "src"
)
_LEADING = "|".join(_WANTED)
# Begins like a tag that leads somewhere, and is none that Markdown lets through.
_SHOWN = re.compile(
    rf"<\s?(?:(?:{_LEADING})\b[^<>]{{0,200}}?\s|a|img)?\s?(?:href|src|herf|scr)(?=\s*[=:\"'“”])"
    rf"|<\s?(?:a|img)\s?=?\s?(?=[\"'“”])",
    re.IGNORECASE,
)
_BROKEN = re.compile(rf"(?!{HTML_RE})(?:{_SHOWN.pattern})", re.IGNORECASE)
# A quotation mark that nothing closes before the tag ends.
_UNQUOTED = re.compile(
    rf"<(?:{_LEADING})\s[^<>\"']*?(?:href|src)\s*=\s*([\"'])[^<>\"'\n]*>(?![^<>\"'\n]*\1[\s/>])",
    re.IGNORECASE,
)
_BARE_IMAGE = re.compile(
    r"<img\b(?![^<>]*\b(?:src|srcset|href|scr|id|class)\b)(?![^<>]*[-:@{])[^<>]*>", re.IGNORECASE
)

# With others, a program may give the image its src.
_OF_IMAGES = frozenset({"alt", "title", "width", "height", "loading", "decoding", "align", "border"})


def check_tags(site: Site, page: Page, shown: list[str]) -> Iterator[Problem]:
    """Raw tags that are shown as words (``shown`` are the texts of the page), or that lead nowhere."""
    if "<" not in page.source.text:
        return
    unquoted = _unquoted(page)
    yield from (
        _problem(page, location, written, "has a quotation mark that is not closed")
        for location, written in unquoted.items()
    )
    yield from _shown_as_words(page, shown, set(unquoted))
    yield from _misspelled(page)
    yield from _without_source(page)
    yield from _unclosed(site, page)


def _problem(page: Page, location: Location, written: str, what: str) -> Problem:
    return problem_at(page.file, location, "broken-tag", f"tag '{written}' {what}", hint=_HINT)


def _unquoted(page: Page) -> dict[Location, str]:
    code = [str(element.text_content()) for element in page.root.iter("code", "pre")]
    found = page.source.find_markup(_UNQUOTED)
    return {location: written for written, location in found if not any(written in text for text in code)}


def _shown_as_words(page: Page, shown: list[str], told: set[Location]) -> Iterator[Problem]:
    count = sum(1 for words in shown if "<" in words for _ in _SHOWN.finditer(words))
    if not count:
        return
    for written, location in page.source.find_markup(_BROKEN)[:count]:
        if location not in told:
            yield _problem(page, location, f"{written}...", "is broken, and shown as words")


def _misspelled(page: Page) -> Iterator[Problem]:
    """Attributes that are nearly the one by which an element leads somewhere, which it lacks."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for element in page.root.iter(*_WANTED):
        wanted = _WANTED[element.tag]
        if wanted in element.attrib or "srcset" in element.attrib:
            continue
        for name in filter(lambda name: _is_slip(name, wanted), element.keys()):
            pattern = re.compile(rf"<{element.tag}\s[^<>]*?(?<![\w-]){re.escape(name)}\s*=", re.IGNORECASE)
            locations = page.source.find_markup(pattern)[seen[element.tag, name] :]
            seen[element.tag, name] += 1
            if locations:
                yield _wrong_attribute(page, locations[0].location, element, name, wanted)


def _wrong_attribute(page: Page, location: Location, element: HtmlElement, name: str, wanted: str) -> Problem:
    return problem_at(
        page.file,
        location,
        "broken-tag",
        f"tag '<{element.tag} {name}=...>' leads nowhere: it has no {wanted}",
        guess=f'<{element.tag} {wanted}="{element.get(name)}">',
    )


def _is_slip(name: str, wanted: str) -> bool:
    """Whether one attribute was probably meant by another: letters changed about, one too many or too few."""
    if name in ("href", "src") or sorted(name) == sorted(wanted):
        return True
    if not name.isalpha() or name == "ref":  # a framework's own
        return False
    longer, shorter = (name, wanted) if len(name) > len(wanted) else (wanted, name)
    without_one = (longer[:at] + longer[at + 1 :] for at in range(len(longer)))
    return len(longer) - len(shorter) == 1 and shorter in without_one


def _without_source(page: Page) -> Iterator[Problem]:
    images = [
        image
        for image in page.root.iter("img")
        if _OF_IMAGES.issuperset(image.keys()) and next(image.iterancestors("picture"), None) is None
    ]
    for written, location in page.source.find_markup(_BARE_IMAGE)[: len(images)]:
        yield _problem(page, location, written, "shows nothing: it has no src")


def _unclosed(site: Site, page: Page) -> Iterator[Problem]:
    """Links of raw HTML that nothing closes; what a template may close is not judged."""
    if "{%" in page.source.text:
        return
    rendered = {link.location for link in site.links(page)}
    for location in page.source.unclosed_links:
        if location in rendered:
            yield problem_at(
                page.file,
                location,
                "broken-tag",
                "tag '<a ...>' is not closed, and all that follows is a link",
                hint="write </a> after its words",
            )
