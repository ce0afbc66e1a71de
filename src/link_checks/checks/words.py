"""Links that were written, but stayed words: undefined, unclosed, reversed, or in raw HTML.

Markdown says nothing of them; a reader sees brackets. They are looked for in the words of the rendered
page, and then in the Markdown, where brackets behind a backslash and in code are not found: whoever wrote
them meant brackets.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from link_checks.addresses import SCHEMES, fault_of, scheme_of
from link_checks.checks.signs import check_signs, check_source_signs
from link_checks.checks.tags import check_tags
from link_checks.location import Location
from link_checks.markdown_source import Named
from link_checks.problem import Problem, problem_at
from link_checks.site import Page, Site
from link_checks.suggestions import closest

_FILE = re.compile(
    r"\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|txt|zip|csv|json|ya?ml|xml|epub|mp[34]|webm|ogg|docx?|xlsx?)$",
    re.IGNORECASE,
)

_UNDEFINED = re.compile(r"(?<![\w)\]\ufffc])\[([^\[\]]+)\](\s?)\[([^\[\]]*)\]")
_WIKI = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_OPENING = ("[", "](", "［", "}(")
_TASKS = frozenset({"", "x"})  # the boxes of a list of tasks
_RANGE = re.compile(r"\^?(?:.-.)+")
_SHORT = re.compile(r"(?<![\w)\]\ufffc!])\[([^\[\]^][^\[\]]*)\](?![\[(:])")
_OPEN = re.compile(r"(\[[^\[\]]{0,200})?\]\(\(?([^()\s\]}]*)\)?")
_MORE = re.compile(r"[^()\s\]}]")  # of an address
_APART = re.compile(r"(?<![\w\ufffc])\[([^\[\]]{1,200})\]\s\(([^()\s]+)\)?")
_REVERSED = re.compile(r"\(([^()]{1,200})\)\[([^\[\]\s][^\[\]]{0,200})\]")
_NOT_CLOSED = "is not closed, or has a space in it"
_UNBRACKETED = re.compile(r"\[([^\[\]()]{1,200}?)[})]?\(([^()\s]+)\)(?!\s*\])")


def check_words(site: Site, page: Page) -> Iterator[Problem]:
    """Links that stayed words."""
    for named in page.source.swallowed:
        yield problem_at(
            page.file,
            named.location,
            "swallowed-link",
            f"'{named.name}' is taken for a tag of HTML, and shows nothing",
            guess=f"[words]({named.name.strip('<>')})",
        )
    text = page.source.text
    yield from _unread_addresses(page)
    yield from check_tags(site, page, page.texts if "<" in text else [])
    if not any(sign in text for sign in _OPENING):
        return

    def is_address(target: str) -> bool:
        return _is_address(site, page, target)

    finder = _Finder(page)
    yield from check_source_signs(page, is_address)
    for words in page.texts:
        if any(sign in words for sign in _OPENING):
            yield from check_signs(page, words, is_address, finder.location)
            yield from _undefined(site, page, words, finder)
            yield from _misspelled(page, words, finder)
            yield from _unclosed(site, page, words, finder)
            yield from _reversed(site, page, words, finder)
            yield from _of_a_wiki(site, page, words, finder)


def _unread_addresses(page: Page) -> Iterator[Problem]:
    """Addresses in angle brackets of which an extension that reads fewer schemes left a tag."""
    shown = {link.get("href") for link in page.root.iter("a")}
    for written in page.source.links:
        is_shown = written.syntax != "autolink" or written.target in shown
        if is_shown or not _is_tag(page, scheme_of(written.target)):
            continue
        fault = fault_of(written.target)
        meant = (fault.guess if fault else "") or written.target
        yield problem_at(
            page.file,
            written.location,
            "swallowed-link",
            f"'<{written.target}>' is taken for a tag of HTML, and shows nothing",
            guess=f"[words]({meant})",
        )


def _is_tag(page: Page, scheme: str) -> bool:
    return bool(scheme) and next(page.root.iter(f"{scheme}:"), None) is not None


class _Finder:
    """Finds the n-th writing of some words for their n-th showing."""

    def __init__(self, page: Page) -> None:
        self._source = page.source
        self._read = {link.location for link in page.source.links}
        self._locations: dict[str, list[Location]] = {}
        self._seen: dict[str, int] = defaultdict(int)

    def location(self, words: str) -> Location | None:
        """Where some words stand that were found once more."""
        return self._next(words, lambda: self._source.find_all(words))

    def unread(self, words: str) -> Location | None:
        """Where the middle of a link stands that is none."""
        return self._next(f"unread {words}", lambda: self._source.find_unread(words))

    def raw(self, words: str) -> Location | None:
        """Where some words stand in a block of raw HTML."""
        return self._next(f"raw {words}", lambda: self._source.find_all(words, raw=True))

    def bracketed(self, words: str, rest: str) -> Location | None:
        """Where words in brackets, be they emphasized, stand with a rest behind them and are no link."""
        return self._next(f"bracketed [{words}]{rest}", lambda: self._unread_brackets(words, rest))

    def _unread_brackets(self, words: str, rest: str) -> list[Location]:
        found = self._source.find_bracketed(words, rest)
        return [
            location for location in found if location not in self._read and not self._goes_on(location, rest)
        ]

    def _goes_on(self, location: Location, rest: str) -> bool:
        """Whether more of an address stands behind what was looked for."""
        line = self._source.text.split("\n")[location.line - 1][location.column - 1 :]
        return rest[-1] not in ")]" and _MORE.match(line.partition(f"]{rest}")[2]) is not None

    def _next(self, key: str, find: Callable[[], list[Location]]) -> Location | None:
        if key not in self._locations:
            self._locations[key] = find()
        locations = self._locations[key]
        if self._seen[key] >= len(locations):
            return None
        self._seen[key] += 1
        return locations[self._seen[key] - 1]


def _undefined(site: Site, page: Page, words: str, finder: _Finder) -> Iterator[Problem]:
    for match in _UNDEFINED.finditer(words):
        shown, space, named = match.groups()
        name = named or shown
        if not _is_reference(shown, named) or (space and not _is_address(site, page, named)):
            continue
        location = finder.bracketed(shown, f"{space}[{named}]")
        if location is None:
            continue
        guess = closest(name.lower(), page.source.references)
        if not guess and _is_address(site, page, name):
            guess, hint = f"[{shown}]({name})", ""
        else:
            guess, hint = f"[{shown}][{guess}]" if guess else "", f"define it: [{name}]: address"
        yield problem_at(
            page.file,
            location,
            "undefined-reference",
            f"reference link '{match[0]}' has no definition",
            guess=guess,
            hint=hint,
        )


def _is_reference(words: str, name: str) -> bool:
    """Whether two pairs of brackets are a reference: not notes, numbers, options or ranges."""
    pieces = [piece for piece in (words, name) if piece]
    if any(piece.startswith(("^", "-")) for piece in pieces):
        return False
    if len(pieces) > 1 and all(any(sign.isdigit() for sign in piece) for piece in pieces):
        return False  # two citations, one after the other
    return not all(piece.isdigit() or _RANGE.fullmatch(piece) for piece in pieces)


def _misspelled(page: Page, words: str, finder: _Finder) -> Iterator[Problem]:
    """``[name]`` alone is a link only if it is defined; told where a definition nearly has its name."""
    unused = page.source.unused_references
    if not unused:
        return
    for match in _SHORT.finditer(words):
        guess = closest(match[1].lower(), unused)
        if guess and (location := finder.location(match[0])) is not None:
            yield problem_at(
                page.file,
                location,
                "undefined-reference",
                f"reference link '{match[0]}' has no definition",
                guess=f"[{guess}]",
                hint=f"define it: [{match[1]}]: address",
            )


def _never_closed(page: Page, opened: Named) -> Problem:
    return problem_at(
        page.file,
        opened.location,
        "broken-tag",
        f"<{opened.name}> is not closed, and Markdown is not read in all that follows",
        hint=f"write </{opened.name}> on the line where it ends",
    )


def _unclosed(site: Site, page: Page, words: str, finder: _Finder) -> Iterator[Problem]:
    is_told = False
    for match in _OPEN.finditer(words):
        if not _is_address(site, page, match[2]):
            continue
        closed = match[0][len(match[1] or "") + 1 :]
        # A link that is closed stays words in raw HTML alone, though the same one may be read elsewhere.
        in_html = finder.raw(match[0])
        if in_html is not None:
            if (opened := page.source.unclosed_block) is not None and opened.location <= in_html:
                if not is_told:
                    yield _never_closed(page, opened)
                is_told = True
                continue
            yield problem_at(
                page.file,
                in_html,
                "link-in-html",
                f"link '{match[0]}' is shown as it is written: inside of raw HTML, Markdown is not read",
                hint='write <a href="...">, or give the element around it markdown="1" (md_in_html)',
            )
            continue
        location = finder.bracketed(match[1][1:], closed) if match[1] else finder.unread(f"]{closed}")
        if location is not None:
            is_as_written = match[1] and match[0] in page.source.text
            yield _not_closed(page, location, match[0], f"{match[1]}]({match[2]})" if is_as_written else "")
    for pattern, what in (
        (_APART, "has a space between its words and its target"),
        (_UNBRACKETED, _NOT_CLOSED),
    ):
        for match in pattern.finditer(words):
            if match[1].strip().lower() in _TASKS:
                continue
            if pattern is _APART and match[2] in page.bare_addresses:
                continue  # words in brackets, and a link in parentheses
            if _is_address(site, page, match[2]) and (location := finder.location(match[0])) is not None:
                yield _not_closed(page, location, match[0], f"[{match[1]}]({match[2]})", what)


def _not_closed(page: Page, location: Location, written: str, guess: str, what: str = _NOT_CLOSED) -> Problem:
    return problem_at(
        page.file,
        location,
        "unclosed-link",
        f"link '{written.strip()}' {what}",
        guess=guess,
        hint="" if guess else "a link is written [words](target)",
    )


def _reversed(site: Site, page: Page, words: str, finder: _Finder) -> Iterator[Problem]:
    for match in _REVERSED.finditer(words):
        first, second = match[1].strip(), match[2].strip()
        if _is_address(site, page, second):
            shown, target = first, second
        elif _is_address(site, page, first) and not second.isdigit():
            shown, target = second, first
        else:
            continue
        if target.startswith("www."):
            target = f"https://{target}"
        location = finder.location(match[0])
        if location is not None:
            yield problem_at(
                page.file,
                location,
                "reversed-link",
                f"link '{match[0]}' has its brackets the wrong way round",
                guess=f"[{shown}]({target})",
            )


def _of_a_wiki(site: Site, page: Page, words: str, finder: _Finder) -> Iterator[Problem]:
    """``[[name]]`` is a link in wikis; told where a page or file has that name."""
    for match in _WIKI.finditer(words):
        name, mark, anchor = match[1].strip().partition("#")
        found = _named(site, name) if name else (page.path if anchor in page.anchors else "")
        if found and (location := finder.location(match[0])) is not None:
            target = posixpath.relpath(found, posixpath.dirname(page.path) or ".") if name else ""
            yield problem_at(
                page.file,
                location,
                "wiki-link",
                f"'{match[0]}' is a link in a wiki, but not in Markdown",
                guess=f"[{(match[2] or match[1]).strip()}]({target}{mark}{anchor})",
            )


def _named(site: Site, name: str) -> str:
    """The page or file that a wiki's link names, by its path or its name alone, or nothing."""
    forms = {name.lower(), name.lower().replace(" ", "-")}
    for path in (*site.by_path, *site.own_files):
        known = path.lower()
        last = posixpath.basename(known)
        if not forms.isdisjoint((known, known.removesuffix(".md"), last, last.removesuffix(".md"))):
            return path
    return ""


def _is_address(site: Site, page: Page, words: str) -> bool:
    """Whether words are an address rather than words: by their scheme, their ending, or a page there is."""
    words = words.strip("<>")
    if not words or " " in words:
        return False
    if scheme_of(words) in SCHEMES or words.startswith(("./", "../", "//", "www.")):
        return True
    if words.startswith(("/", "#")):
        return len(words) > 1 and not words[1:].isdigit()
    path = unquote(words.partition("#")[0].partition("?")[0])
    if _FILE.search(path):
        return True
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    return "#" in words and f"{joined}.md" in site.by_path
