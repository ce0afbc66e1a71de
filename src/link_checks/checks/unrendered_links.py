"""Links that were written, but stay text: undefined, unclosed, reversed, or in raw HTML.

Markdown reports nothing; a reader sees brackets. They are looked for in the text of the rendered page,
and then in the Markdown, where brackets after a backslash and in code are not found.
"""

import re
from collections.abc import Iterator

from link_checks.addresses import fault_of, scheme_of
from link_checks.checks.mistyped_links import check_mistyped_links, check_mistyped_source, check_wiki_links
from link_checks.checks.written_links import WrittenLinks
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.suggestions import closest

_OPENING = ("[", "](", "［", "}(")
_RANGE = re.compile(r"\^?(?:.-.)+")
_UNDEFINED = re.compile(r"(?<![\w)\]\ufffc])\[([^\[\]]+)\](\s?)\[([^\[\]]*)\]")
_SHORT = re.compile(r"(?<![\w)\]\ufffc!])\[([^\[\]^][^\[\]]*)\](?![\[(:])")
_OPEN = re.compile(r"(\[[^\[\]]{0,200})?\]\(\(?((?:[^()\s\]}]|\([^()\s\]}]*\)?)*)\)?")


def check_unrendered_links(site: Site, page: Page) -> Iterator[Problem]:
    """Links that stay text."""
    yield from _swallowed(WrittenLinks(site, page))
    if any(sign in page.source.text for sign in _OPENING):
        yield from dict.fromkeys(_in_texts(WrittenLinks(site, page)))


def _in_texts(links: WrittenLinks) -> Iterator[Problem]:
    yield from check_mistyped_source(links)
    for text in links.page.texts:
        if any(sign in text for sign in _OPENING):
            for check in (check_mistyped_links, _undefined, _misspelled, _unclosed, check_wiki_links):
                yield from check(links, text)


def _swallowed(links: WrittenLinks) -> Iterator[Problem]:
    """Addresses in angle brackets of which Markdown, or an extension that reads fewer schemes, made a tag."""
    page = links.page
    for written, location in page.source.swallowed:
        yield page.problem(location, "swallowed-link", written=written, guess=links.link("text", written.strip("<>")))
    shown = {link.get("href") for link in page.root.iter("a")}
    for link in page.source.links:
        scheme = scheme_of(link.target)
        if (
            link.syntax == "autolink"
            and link.target not in shown
            and scheme
            and page.root.find(f".//{scheme}:") is not None
        ):
            fault = fault_of(link.target)
            guess = f"[text]({(fault.guess if fault else '') or link.target})"
            yield page.problem(link.location, "swallowed-link", written=f"<{link.target}>", guess=guess)


def _undefined(links: WrittenLinks, text: str) -> Iterator[Problem]:
    """Reference links, ``[text][name]``, without a definition."""
    for match in _UNDEFINED.finditer(text):
        shown, space, named = match.groups()
        if not _is_reference(shown, named) or (space and not links.is_address(named)):
            continue
        if (location := links.finder.bracketed(shown, f"{space}[{named}]")) is not None:
            yield _without_definition(links, location, match[0], named or shown, _defined(links, shown, named or shown))


def _defined(links: WrittenLinks, shown: str, name: str) -> str:
    """The reference link, or the ordinary one, that was probably meant."""
    references = links.page.source.references
    if near := closest(name.lower(), references):
        is_right = links.corrected(references[near]) == references[near]
        return f"[{shown}][{near}]" if is_right else ""
    return links.link(shown, name) if links.is_address(name) else ""


def _misspelled(links: WrittenLinks, text: str) -> Iterator[Problem]:
    """``[name]`` alone is a link only if it is defined; reported if a definition nearly has its name."""
    unused = links.page.source.unused_references
    for match in _SHORT.finditer(text) if unused else ():
        guess = closest(match[1].lower(), unused)
        if guess and (location := links.finder.location(match[0])) is not None:
            yield _without_definition(links, location, match[0], match[1], f"[{guess}]")


def _without_definition(links: WrittenLinks, location: Location, written: str, name: str, guess: str) -> Problem:
    key = "undefined-reference/address" if "](" in guess else "undefined-reference"
    return links.page.problem(location, key, written=written, name=name, guess=guess)


def _unclosed(links: WrittenLinks, text: str) -> Iterator[Problem]:
    for match in _OPEN.finditer(text):
        if not links.is_address(match[2]):
            continue
        # A link that is closed stays text in raw HTML alone, though the same one may be read elsewhere.
        if (in_html := links.finder.raw(match[0])) is not None:
            yield _in_html(links.page, match[0], in_html)
        else:
            yield from _not_closed(links, match)


def _not_closed(links: WrittenLinks, match: re.Match[str]) -> Iterator[Problem]:
    shown = (match[1] or "")[1:]
    closed = match[0][len(match[1] or "") + 1 :]
    location = links.finder.bracketed(shown, closed) if match[1] else links.finder.unread(f"]{closed}")
    if location is None:
        return
    target = match[2] + ")" * (match[2].count("(") - match[2].count(")"))
    key = "unclosed-link/parenthesis" if "(" in target else "unclosed-link"
    if match[1] and match[0] in links.page.source.text:
        yield links.problem(location, key, match[0], shown, target)
    else:
        yield links.page.problem(location, key, written=match[0], address=target)


def _in_html(page: Page, written: str, location: Location) -> Problem:
    opened = page.source.html.unclosed_block
    if opened is None or opened.location > location:
        return page.problem(location, "link-in-html", written=written)
    return page.problem(opened.location, "broken-tag/unclosed-block", name=opened.name)


def _is_reference(text: str, name: str) -> bool:
    """Whether two pairs of brackets are a reference: not notes, numbers, options or ranges."""
    pieces = [piece for piece in (text, name) if piece]
    if any(piece.startswith(("^", "-")) for piece in pieces):
        return False
    if len(pieces) > 1 and all(any(sign.isdigit() for sign in piece) for piece in pieces):
        return False  # two citations, one after the other
    return not all(piece.isdigit() or _RANGE.fullmatch(piece) for piece in pieces)
