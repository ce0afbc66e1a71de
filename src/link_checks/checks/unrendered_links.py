"""Links that were written, but stay text: undefined, unclosed, reversed, or in raw HTML.

Markdown reports nothing; a reader sees brackets. They are looked for in the text of the rendered page,
and then in the Markdown, where brackets after a backslash and in code are not found: their writer meant
brackets.
"""

import re
from collections.abc import Iterator

from link_checks.addresses import fault_of, scheme_of
from link_checks.checks.link_suggestions import corrected_target
from link_checks.checks.mistyped_links import check_mistyped_links, check_mistyped_source, mistyped_link
from link_checks.checks.wiki_links import check_wiki_links
from link_checks.checks.written_links import LinkFinder, is_address
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.suggestions import closest

_OPENING = ("[", "](", "［", "}(")
_TASKS = frozenset({"", "x"})  # the boxes of a list of tasks
_RANGE = re.compile(r"\^?(?:.-.)+")
_UNDEFINED = re.compile(r"(?<![\w)\]\ufffc])\[([^\[\]]+)\](\s?)\[([^\[\]]*)\]")
_SHORT = re.compile(r"(?<![\w)\]\ufffc!])\[([^\[\]^][^\[\]]*)\](?![\[(:])")
_OPEN = re.compile(r"(\[[^\[\]]{0,200})?\]\(\(?((?:[^()\s\]}]|\([^()\s\]}]*\)?)*)\)?")
_APART = re.compile(r"(?<![\w\ufffc])\[([^\[\]]{1,200})\]\s\(([^()\s]+)\)?")
_UNBRACKETED = re.compile(r"\[([^\[\]()]{1,200}?)[})]?\(([^()\s]+)\)(?!\s*\])")
_REVERSED = re.compile(r"\(([^()]{1,200})\)\[([^\[\]\s][^\[\]]{0,200})\]")
_NOT_CLOSED = "is not closed, or contains a space"
_SHOWS_NOTHING = "is read as a tag of HTML, and shows nothing"


def check_unrendered_links(site: Site, page: Page) -> Iterator[Problem]:
    """Links that stay text."""
    for named in page.source.swallowed:
        target = corrected_target(site, page, named.name.strip("<>"))
        guess = f"[text]({target})" if target else ""
        message = f"'{named.name}' {_SHOWS_NOTHING}"
        yield page.problem(named.location, "swallowed-link", message, guess=guess, hint=_form(guess))
    yield from _unread_addresses(page)
    if any(sign in page.source.text for sign in _OPENING):
        yield from _Texts(site, page).check()


def _form(guess: str) -> str:
    return "" if guess else "a link is written [text](target)"


def _unread_addresses(page: Page) -> Iterator[Problem]:
    """Addresses in angle brackets of which an extension that reads fewer schemes left a tag."""
    shown = {link.get("href") for link in page.root.iter("a")}
    for written in page.source.links:
        scheme = scheme_of(written.target)
        if written.syntax != "autolink" or written.target in shown or not scheme:
            continue
        if next(page.root.iter(f"{scheme}:"), None) is not None:
            fault = fault_of(written.target)
            guess = f"[text]({(fault.guess if fault else '') or written.target})"
            message = f"'<{written.target}>' {_SHOWS_NOTHING}"
            yield page.problem(written.location, "swallowed-link", message, guess=guess)


class _Texts:
    """The texts of one page, and the finder that knows which of their links were found already."""

    def __init__(self, site: Site, page: Page) -> None:
        self._site, self._page = site, page
        self._finder = LinkFinder(page)
        self._reported_unclosed = False

    def _is_address(self, target: str) -> bool:
        return is_address(self._site, self._page, target)

    def check(self) -> Iterator[Problem]:
        site, page, find = self._site, self._page, self._finder.location
        yield from check_mistyped_source(site, page, self._is_address)
        for text in page.texts:
            if any(sign in text for sign in _OPENING):
                yield from check_mistyped_links(site, page, text, self._is_address, find)
                yield from self._undefined(text)
                yield from self._misspelled(text)
                yield from self._unclosed(text)
                yield from self._with_sign_missing(text)
                yield from self._reversed(text)
                yield from check_wiki_links(site, page, text, find)

    def _undefined(self, text: str) -> Iterator[Problem]:
        """Reference links, ``[text][name]``, without a definition."""
        for match in _UNDEFINED.finditer(text):
            shown, space, named = match.groups()
            name = named or shown
            if not _is_reference(shown, named) or (space and not self._is_address(named)):
                continue
            if (location := self._finder.bracketed(shown, f"{space}[{named}]")) is None:
                continue
            guess = self._defined(shown, name)
            hint = "" if "](" in guess else f"define it: [{name}]: address"
            message = f"reference link '{match[0]}' has no definition"
            yield self._page.problem(location, "undefined-reference", message, guess=guess, hint=hint)

    def _defined(self, shown: str, name: str) -> str:
        """The reference link, or the ordinary one, that was probably meant."""
        references = self._page.source.references
        if near := closest(name.lower(), references):
            is_right = corrected_target(self._site, self._page, references[near]) == references[near]
            return f"[{shown}][{near}]" if is_right else ""
        target = corrected_target(self._site, self._page, name) if self._is_address(name) else ""
        return f"[{shown}]({target})" if target else ""

    def _misspelled(self, text: str) -> Iterator[Problem]:
        """``[name]`` alone is a link only if it is defined; reported if a definition nearly has its name."""
        if not (unused := self._page.source.unused_references):
            return
        for match in _SHORT.finditer(text):
            guess = closest(match[1].lower(), unused)
            if guess and (location := self._finder.location(match[0])) is not None:
                message = f"reference link '{match[0]}' has no definition"
                hint = f"define it: [{match[1]}]: address"
                yield self._page.problem(location, "undefined-reference", message, guess=f"[{guess}]", hint=hint)

    def _unclosed(self, text: str) -> Iterator[Problem]:
        page, finder = self._page, self._finder
        for match in _OPEN.finditer(text):
            if not self._is_address(match[2]):
                continue
            # A link that is closed stays text in raw HTML alone, though the same one may be read elsewhere.
            if (in_html := finder.raw(match[0])) is not None:
                yield from self._in_html(match[0], in_html)
                continue
            closed = match[0][len(match[1] or "") + 1 :]
            location = finder.bracketed(match[1][1:], closed) if match[1] else finder.unread(f"]{closed}")
            if location is None:
                continue
            target = match[2] + ")" * (match[2].count("(") - match[2].count(")"))
            if match[1] and match[0] in page.source.text:
                yield self._problem(location, match[0], (match[1][1:], target), _unclosed_by(target))
            else:
                message = f"link '{match[0]}' {_unclosed_by(target)}"
                yield page.problem(location, "unclosed-link", message, hint=_form(""), address=target)

    def _in_html(self, written: str, location: Location) -> Iterator[Problem]:
        opened = self._page.source.html.unclosed_block
        if opened is None or opened.location > location:
            message = f"link '{written}' is shown as text, because Markdown is not read inside raw HTML"
            hint = 'write <a href="...">, or give the element around it markdown="1" (md_in_html)'
            yield self._page.problem(location, "link-in-html", message, hint=hint)
        elif not self._reported_unclosed:
            self._reported_unclosed = True
            message = f"<{opened.name}> is not closed, so that Markdown after it is not read"
            hint = f"write </{opened.name}> on the line where it ends"
            yield self._page.problem(opened.location, "broken-tag", message, hint=hint)

    def _with_sign_missing(self, text: str) -> Iterator[Problem]:
        """Links with a space before their parentheses, or without a closing bracket."""
        for match in _APART.finditer(text):
            # Text in brackets, and a link in parentheses, are two things.
            if match[2] not in self._page.bare_addresses:
                yield from self._missing_sign(match, "has a space between its text and its target")
        for match in _UNBRACKETED.finditer(text):
            yield from self._missing_sign(match, _NOT_CLOSED)

    def _missing_sign(self, match: re.Match[str], what: str) -> Iterator[Problem]:
        if match[1].strip().lower() in _TASKS or not self._is_address(match[2]):
            return
        if (location := self._finder.location(match[0])) is not None:
            yield self._problem(location, match[0], (match[1], match[2]), what)

    def _problem(self, location: Location, written: str, meant: tuple[str, str], what: str) -> Problem:
        return mistyped_link(self._site, self._page, location, written.strip(), meant, what=what, code="unclosed-link")

    def _reversed(self, text: str) -> Iterator[Problem]:
        for match in _REVERSED.finditer(text):
            first, second = match[1].strip(), match[2].strip()
            if self._is_address(second):
                meant = first, second
            elif self._is_address(first) and not second.isdigit():
                meant = second, first
            else:
                continue
            if (location := self._finder.location(match[0])) is not None:
                yield mistyped_link(
                    self._site,
                    self._page,
                    location,
                    match[0],
                    meant,
                    what="has its brackets and parentheses swapped",
                    code="reversed-link",
                )


def _unclosed_by(target: str) -> str:
    return "lacks a closing parenthesis" if "(" in target else _NOT_CLOSED


def _is_reference(text: str, name: str) -> bool:
    """Whether two pairs of brackets are a reference: not notes, numbers, options or ranges."""
    pieces = [piece for piece in (text, name) if piece]
    if any(piece.startswith(("^", "-")) for piece in pieces):
        return False
    if len(pieces) > 1 and all(any(sign.isdigit() for sign in piece) for piece in pieces):
        return False  # two citations, one after the other
    return not all(piece.isdigit() or _RANGE.fullmatch(piece) for piece in pieces)
