"""Find links that Markdown leaves as text, because they are undefined, unclosed, reversed, or in raw HTML.

The checks search for brackets in the text of the rendered page, and then in the Markdown, outside code and escapes.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote

from link_checks.addresses import SCHEMES, fault_of, scheme_of
from link_checks.checks.link_faults import corrected_target
from link_checks.location import Location
from link_checks.page import Finder, Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import joined, relative
from link_checks.suggestions import closest

_OPENING = ("[", "](", "［", "}(")
_RANGE = re.compile(r"\^?(?:.-.)+")
_UNDEFINED = re.compile(r"(?<![\w)\]\ufffc])\[([^\[\]]+)\](\s?)\[([^\[\]]*)\]")
_SHORT = re.compile(r"(?<![\w)\]\ufffc!])\[([^\[\]^][^\[\]]*)\](?![\[(:])")
_OPEN = re.compile(r"(\[[^\[\]]{0,200})?\]\(\(?((?:[^()\s\]}]|\([^()\s\]}]*\)?)*)\)?")
_FILE = re.compile(
    r"\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|txt|zip|csv|json|ya?ml|xml|epub|mp[34]|webm|ogg|docx?|xlsx?)$",
    re.IGNORECASE,
)
_MORE_OF_ADDRESS = re.compile(r"[^()\s\]}]")
_NUMBER, _TASK = re.compile(r"\s*\d+\s*"), re.compile(r"\s*x?\s*", re.IGNORECASE)  # a citation, a checkbox
_FULL_WIDTH = r"\[([^\[\]［］]{1,200})\] ?（([^()（）\s]+)[)）]|［([^\[\]［］]{1,200})］ ?[(（]([^()（）\s]+)[)）]"
_BRACES = r"\[([^\[\]]{1,200})\]\{([^{}#.:\s][^{}\s]*)\}|\{([^{}%]{1,200})\}\(([^()\s]+)\)"
_WIKI = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_APART = re.compile(r"(?<![\w\ufffc])\[([^\[\]]{1,200})\]\s\(([^()\s]+)\)?")
_UNBRACKETED = re.compile(r"\[([^\[\]()]{1,200}?)[})]?\(([^()\s]+)\)(?!\s*\])")
_COLON = re.compile(r"\[([^\[\]]{1,200})\]: ?\(([^()\s]+)\)")
_REVERSED = re.compile(r"\(([^()]{1,200})\)\[([^\[\]\s][^\[\]]{0,200})\]")
# Message keys. Each has a pattern, whose groups are the text and the target of a link, and a test for matches that
# are no link because of their text, such as the number of a citation.
_MISTAKES = (
    ("link-signs/full-width", re.compile(_FULL_WIDTH), _NUMBER.fullmatch),
    ("link-signs/colon", _COLON, _NUMBER.fullmatch),
    ("link-signs/braces", re.compile(_BRACES), _NUMBER.fullmatch),
    ("unclosed-link/space", _APART, _TASK.fullmatch),
    ("unclosed-link", _UNBRACKETED, _TASK.fullmatch),
    ("reversed-link", _REVERSED, str.isdigit),
)


def check_unrendered_links(site: Site, page: Page) -> Iterator[Problem]:
    return UnrenderedLinks(site, page).check()


class UnrenderedLinks:
    """The links of a page that Markdown leaves as text."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page, self.finder = site, page, Finder(page)

    def check(self) -> Iterator[Problem]:
        yield from self._swallowed()
        if any(sign in self.page.source.text for sign in _OPENING):
            yield from dict.fromkeys(self._in_texts())

    @cached_property
    def _read(self) -> set[Location]:
        return {link.location for link in self.page.source.links}

    def is_address(self, text: str) -> bool:
        """Return whether text is an address: by its scheme, its start, its suffix, or the existing page it names."""
        text = text.strip("<>")
        if not text or " " in text:
            return False
        if scheme_of(text) in SCHEMES or text.startswith(("./", "../", "//", "www.")):
            return True
        if text.startswith(("/", "#")):
            return len(text) > 1 and not text[1:].isdigit()
        path = unquote(text.partition("#")[0].partition("?")[0])
        return bool(_FILE.search(path)) or ("#" in text and f"{joined(self.page.path, path)}.md" in self.site.by_path)

    def unread(self, words: str, rest: str) -> list[Location]:
        """Return where ``words`` in brackets before ``rest``, whatever their emphasis, are not a link."""
        found = self.page.source.find_bracketed(words, rest)
        return [each for each in found if each not in self._read and not self._goes_on(each, rest)]

    def _goes_on(self, location: Location, rest: str) -> bool:
        line = self.page.source.text.split("\n")[location.line - 1][location.column - 1 :]
        return rest[-1] not in ")]" and _MORE_OF_ADDRESS.match(line.partition(f"]{rest}")[2]) is not None

    def link(self, shown: str, target: str) -> str:
        """Return a Markdown link with a text and the target that was probably meant, or an empty string."""
        target = corrected_target(self.site, self.page, target)
        return f"[{shown}]({target})" if target else ""

    def problem(self, location: Location, key: str, written: str, shown: str, target: str) -> Problem:
        return self.page.problem(location, key, written=written, guess=self.link(shown, target), address=target)

    def _in_texts(self) -> Iterator[Problem]:
        yield from self._mistyped_source()
        if not any(sign in self.page.words for sign in _OPENING):
            return
        for text in self.page.texts:
            if any(sign in text for sign in _OPENING):
                for check in (self._mistyped, self._undefined, self._misspelled, self._unclosed, self._wiki_links):
                    yield from check(text)

    def _swallowed(self) -> Iterator[Problem]:
        """Report addresses in angle brackets that Markdown, or an extension, parses as a tag."""
        page = self.page
        for written, location in page.source.swallowed:
            guess = self.link("text", written.strip("<>"))
            yield page.problem(location, "swallowed-link", written=written, guess=guess)
        autolinks = [link for link in page.source.html.links if link.syntax == "autolink"]
        shown = {element.get("href") for element in page.root.iter("a")} if autolinks else ()
        for link in autolinks:
            scheme = scheme_of(link.target)
            if link.target not in shown and scheme and page.root.find(f".//{scheme}:") is not None:
                fault = fault_of(link.target)
                guess = f"[text]({(fault.guess if fault else '') or link.target})"
                yield page.problem(link.location, "swallowed-link", written=f"<{link.target}>", guess=guess)

    def _mistyped(self, text: str) -> Iterator[Problem]:
        """Report links with a wrong character in a text of the rendered page."""
        for key, pattern, is_no_text in _MISTAKES:
            for match in pattern.finditer(text):
                shown, target = (group for group in match.groups() if group is not None)
                if pattern is _REVERSED:  # either part may be the address
                    shown, target = sorted((shown.strip(), target.strip()), key=self.is_address)
                if is_no_text(shown) or not self.is_address(target):
                    continue
                # Text in brackets before a bare address in parentheses is not a link.
                if pattern is _APART and target in self.page.bare_addresses:
                    continue
                if (location := self.finder.location(match[0])) is not None:
                    yield self.problem(location, key, match[0], shown, target)

    def _mistyped_source(self) -> Iterator[Problem]:
        """Report mistyped links that Markdown parses as a definition, and links within a link or a stray bracket."""
        page, source = self.page, self.page.source
        for name, target, location in source.unused_definitions:
            inner = target[1:-1]
            if f"({inner})" == target and self.is_address(inner) and _is_definition(source.text, target, location):
                yield self.problem(location, "link-signs/colon", f"[{name}]:{target}", name, inner)
        for written, location in source.nested_links:
            yield page.problem(location, "link-in-link", written=written)
        for written, location in source.doubled_brackets:
            yield page.problem(location, "link-signs/bracket", guess=written)

    def _wiki_links(self, text: str) -> Iterator[Problem]:
        """Report ``[[name]]``, the link syntax of wikis, if a page, file or anchor has that name."""
        for match in _WIKI.finditer(text):
            name, mark, anchor = match[1].strip().partition("#")
            found = _named(self.site, name) if name else (self.page.path if anchor in self.page.anchors else "")
            if found and (location := self.finder.location(match[0])) is not None:
                target = (relative(found, self.page.path) if name else "") + mark + anchor
                guess = self.link((match[2] or match[1]).strip(), target)
                yield self.page.problem(location, "wiki-link", written=match[0], guess=guess)

    def _undefined(self, text: str) -> Iterator[Problem]:
        """Report reference links, ``[text][name]``, without a definition."""
        for match in _UNDEFINED.finditer(text):
            shown, space, named = match.groups()
            if not _is_reference(shown, named) or (space and not self.is_address(named)):
                continue
            if (location := self.finder.next(self.unread, shown, f"{space}[{named}]")) is not None:
                yield self._without_definition(location, match[0], named or shown, self._defined(shown, named or shown))

    def _defined(self, shown: str, name: str) -> str:
        """Return the reference link, or the inline link, that was probably meant, or an empty string."""
        references = self.page.source.references
        if near := closest(name.lower(), references):
            is_right = corrected_target(self.site, self.page, references[near]) == references[near]
            return f"[{shown}][{near}]" if is_right else ""
        return self.link(shown, name) if self.is_address(name) else ""

    def _misspelled(self, text: str) -> Iterator[Problem]:
        """Report ``[name]`` without a definition, if an unused definition has a similar name."""
        unused = self.page.source.unused_references
        for match in _SHORT.finditer(text) if unused else ():
            guess = closest(match[1].lower(), unused)
            if guess and (location := self.finder.location(match[0])) is not None:
                yield self._without_definition(location, match[0], match[1], f"[{guess}]")

    def _without_definition(self, location: Location, written: str, name: str, guess: str) -> Problem:
        key = "undefined-reference/address" if "](" in guess else "undefined-reference"
        return self.page.problem(location, key, written=written, name=name, guess=guess)

    def _unclosed(self, text: str) -> Iterator[Problem]:
        for match in _OPEN.finditer(text):
            if not self.is_address(match[2]):
                continue
            # A closed link stays text only in raw HTML, though the same link may be rendered elsewhere.
            if (in_html := self.finder.next(self.page.source.find_raw, match[0])) is not None:
                yield _in_html(self.page, match[0], in_html)
            else:
                yield from self._not_closed(match)

    def _not_closed(self, match: re.Match[str]) -> Iterator[Problem]:
        shown = (match[1] or "")[1:]
        closed = match[0][len(match[1] or "") + 1 :]
        find = (self.unread, shown, closed) if match[1] else (self.page.source.find_unread, f"]{closed}")
        if (location := self.finder.next(*find)) is None:
            return
        target = match[2] + ")" * (match[2].count("(") - match[2].count(")"))
        key = "unclosed-link/parenthesis" if "(" in target else "unclosed-link"
        if match[1] and match[0] in self.page.source.text:
            yield self.problem(location, key, match[0], shown, target)
        else:
            yield self.page.problem(location, key, written=match[0], address=target)


def _is_definition(text: str, target: str, location: Location) -> bool:
    """Return whether nothing but a title follows the target of a definition. Otherwise Markdown leaves it as text."""
    written = text.split("\n", location.line - 1)[-1]
    after = written.partition(target)[2].partition("\n")[0].strip()
    return not after or after[0] in "\"'("


def _named(site: Site, name: str) -> str:
    """Return the page or file that a wiki link names, by its path or its name alone, or an empty string."""
    forms = {name.lower(), name.lower().replace(" ", "-")}
    for path in (*site.by_path, *site.own_files):
        known, last = path.lower(), posixpath.basename(path.lower())
        if not forms.isdisjoint((known, known.removesuffix(".md"), last, last.removesuffix(".md"))):
            return path
    return ""


def _in_html(page: Page, written: str, location: Location) -> Problem:
    opened = page.source.html.unclosed_block
    if opened is None or opened.location > location:
        return page.problem(location, "link-in-html", written=written)
    return page.problem(opened.location, "broken-tag/unclosed-block", name=opened.name)


def _is_reference(text: str, name: str) -> bool:
    """Return whether two pairs of brackets are a reference link, and not notes, numbers, options or ranges."""
    pieces = [piece for piece in (text, name) if piece]
    if any(piece.startswith(("^", "-")) for piece in pieces):
        return False
    if len(pieces) > 1 and all(any(sign.isdigit() for sign in piece) for piece in pieces):
        return False  # two citations, one after the other
    return not all(piece.isdigit() or _RANGE.fullmatch(piece) for piece in pieces)
