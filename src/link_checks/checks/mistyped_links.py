"""Links that are not rendered because one of their signs is missing, misplaced, or another than Markdown's."""

import posixpath
import re
from collections.abc import Iterator

from link_checks.checks.written_links import WrittenLinks
from link_checks.location import Location
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import relative

_NUMBER, _TASK = re.compile(r"\s*\d+\s*"), re.compile(r"\s*x?\s*", re.IGNORECASE)  # a citation, a box to tick
_FULL_WIDTH = r"\[([^\[\]［］]{1,200})\] ?（([^()（）\s]+)[)）]|［([^\[\]［］]{1,200})］ ?[(（]([^()（）\s]+)[)）]"
_BRACES = r"\[([^\[\]]{1,200})\]\{([^{}#.:\s][^{}\s]*)\}|\{([^{}%]{1,200})\}\(([^()\s]+)\)"
_WIKI = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")


_APART = re.compile(r"(?<![\w\ufffc])\[([^\[\]]{1,200})\]\s\(([^()\s]+)\)?")
_UNBRACKETED = re.compile(r"\[([^\[\]()]{1,200}?)[})]?\(([^()\s]+)\)(?!\s*\])")
_COLON = re.compile(r"\[([^\[\]]{1,200})\]: ?\(([^()\s]+)\)")
_REVERSED = re.compile(r"\(([^()]{1,200})\)\[([^\[\]\s][^\[\]]{0,200})\]")
# Problems, each with its pattern (what a reader was to see, and where the link was to lead), and what may be seen
# without being the text of a link.
_MISTAKES = (
    ("link-signs/full-width", re.compile(_FULL_WIDTH), _NUMBER),
    ("link-signs/colon", _COLON, _NUMBER),
    ("link-signs/braces", re.compile(_BRACES), _NUMBER),
    ("unclosed-link/space", _APART, _TASK),
    ("unclosed-link", _UNBRACKETED, _TASK),
)


def check_mistyped_links(links: WrittenLinks, text: str) -> Iterator[Problem]:
    """The links in a text of the rendered page in which a sign is wrong."""
    for key, pattern, except_for in _MISTAKES:
        for match in pattern.finditer(text):
            shown, target = (group for group in match.groups() if group is not None)
            if except_for.fullmatch(shown) or not links.is_address(target):
                continue
            # Text in brackets, and a link in parentheses, are two things.
            if pattern is _APART and target in links.page.bare_addresses:
                continue
            if (location := links.finder.location(match[0])) is not None:
                yield links.problem(location, key, match[0], shown, target)
    for match in _REVERSED.finditer(text):
        shown, target = match[1].strip(), match[2].strip()
        if not links.is_address(target):
            shown, target = target, shown
        if links.is_address(target) and not shown.isdigit() and (location := links.finder.location(match[0])):
            yield links.problem(location, "reversed-link", match[0], shown, target)


def check_mistyped_source(links: WrittenLinks) -> Iterator[Problem]:
    """The same where Markdown reads something else: a definition, or a link after one bracket too many."""
    page, source = links.page, links.page.source
    for name, target, location in source.unused_definitions:
        inner = target[1:-1]
        if f"({inner})" == target and links.is_address(inner) and _is_definition(source.text, target, location):
            yield links.problem(location, "link-signs/colon", f"[{name}]:{target}", name, inner)
    for written, location in source.nested_links:
        yield page.problem(location, "link-in-link", written=written)
    for written, location in source.doubled_brackets:
        yield page.problem(location, "link-signs/bracket", guess=written)


def _is_definition(text: str, target: str, location: Location) -> bool:
    """Whether nothing, or a title, follows a definition's target: else Markdown reads it as text."""
    written = text.split("\n", location.line - 1)[-1]
    after = written.partition(target)[2].partition("\n")[0].strip()
    return not after or after[0] in "\"'("


def check_wiki_links(links: WrittenLinks, text: str) -> Iterator[Problem]:
    """``[[name]]`` is a link in wikis and text in Markdown; reported if a page or file has that name."""
    page = links.page
    for match in _WIKI.finditer(text):
        name, mark, anchor = match[1].strip().partition("#")
        found = _named(links.site, name) if name else (page.path if anchor in page.anchors else "")
        if found and (location := links.finder.location(match[0])) is not None:
            target = (relative(found, page.path) if name else "") + mark + anchor
            guess = links.link((match[2] or match[1]).strip(), target)
            yield page.problem(location, "wiki-link", written=match[0], guess=guess)


def _named(site: Site, name: str) -> str:
    """The page or file that a wiki's link names, by its path or its name alone, or nothing."""
    forms = {name.lower(), name.lower().replace(" ", "-")}
    for path in (*site.by_path, *site.own_files):
        known, last = path.lower(), posixpath.basename(path.lower())
        if not forms.isdisjoint((known, known.removesuffix(".md"), last, last.removesuffix(".md"))):
            return path
    return ""
