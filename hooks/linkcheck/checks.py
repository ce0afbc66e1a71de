"""The link checks: pages in, problems out. They know nothing of any edition."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from .problem import Problem, closest, problem_at
from .site import Link, Page, Site
from .source import Named, Place

_LITERAL_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_LITERAL_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
_LITERAL_LINK = re.compile(r"\[[^\[\]]{1,80}\]\s?\((?:[^()\s]*[./#][^()\s]*)?")
_VERBATIM = frozenset({"code", "pre", "script", "style", "textarea", "svg", "math"})


def check_site(site: Site) -> Iterator[Problem]:
    """Every problem with the links, ids and footnotes of a site."""
    for page in site.pages:
        for link in site.links(page):
            yield from check_link(site, page, link)
        yield from check_ids(page)
        yield from check_footnotes(page)
        yield from check_references(page)
        yield from check_unclosed_links(page)


def check_link(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    """A link must lead to a page or file that exists, and its anchor to an id on that page."""
    target = link.target
    if link.element.tag == "a" and link.address in ("", "#"):
        yield _empty_link(page, link)
    elif link.address.startswith("/") and target.kind in ("page", "file"):
        yield _absolute_link(page, link)
    elif target.kind == "missing":
        yield _missing_target(site, page, link)
    elif target.kind == "page" and target.fragment:
        other = site.by_path[target.path]
        if target.fragment not in other.ids:
            yield _missing_anchor(site, page, link, other)


def _empty_link(page: Page, link: Link) -> Problem:
    words = " ".join(link.element.text_content().split())
    return problem_at(
        page.file,
        link.place,
        "empty-link",
        f"link '{words}' leads nowhere",
        hint="write where it leads between its parentheses",
    )


def _absolute_link(page: Page, link: Link) -> Problem:
    fragment = f"#{link.target.fragment}" if link.target.fragment else ""
    return problem_at(
        page.file,
        link.place,
        "absolute-link",
        f"link '{link.address}' breaks where the site lives under a sub-path",
        guess=f"{_relative(page, link.target.path)}{fragment}",
    )


def _missing_target(site: Site, page: Page, link: Link) -> Problem:
    path = link.target.path
    what = _kind_of_file(link)
    guess = _relative(page, _closest_path(site, page, path, what))
    return problem_at(
        page.file,
        link.place,
        f"missing-{what}",
        f"link to missing {what} '{path}'" if what != "image" else f"missing image '{path}'",
        guess=guess,
        hint="" if guess else "write the path relative to this file",
    )


def _kind_of_file(link: Link) -> str:
    if link.element.tag == "img":
        return "image"
    name = posixpath.basename(link.target.path)
    return "file" if "." in name and not name.endswith((".md", ".html")) else "page"


def _closest_path(site: Site, page: Page, written: str, what: str) -> str:
    """The page or file whose path looks most like a written one, by its place or else by its name."""
    paths = site.by_path if what == "page" else site.file_paths
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), written))
    if near := closest(joined, paths):
        return near
    names = {posixpath.basename(path): path for path in sorted(paths, reverse=True)}
    name = posixpath.basename(written.rstrip("/"))
    return names.get(name) or names.get(closest(name, names), "")


def _relative(page: Page, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page.path) or ".") if path else ""


def _missing_anchor(site: Site, page: Page, link: Link, other: Page) -> Problem:
    anchor = link.target.fragment or ""
    where = "this page" if other is page else other.path
    guess = closest(anchor, other.ids)
    elsewhere = [candidate for candidate in site.pages if anchor in candidate.ids]
    hint = ""
    if elsewhere and guess.casefold() != anchor.casefold():
        path = _relative(page, elsewhere[0].path) if elsewhere[0] is not page else ""
        guess = f"{path}#{anchor}"
    elif guess:
        guess = f"#{guess}"
    else:
        hint = "no heading or paragraph there has this id"
    return problem_at(
        page.file,
        link.place,
        "missing-anchor",
        f"link to missing anchor '#{anchor}' in {where}",
        guess=guess,
        hint=hint,
        aim=other.file,
    )


def check_ids(page: Page) -> Iterator[Problem]:
    """An id may stand once in a page."""
    counts = Counter(
        element.get("id")
        for element in page.root.iter()
        if isinstance(element.tag, str) and element.get("id")
    )
    written: dict[str, list[Place]] = defaultdict(list)
    for named in page.source.ids:
        written[named.name].append(named.place)
    for name, count in counts.items():
        if count > 1 and not name.startswith(("fnref:", "fn:")):
            places: list[Place | None] = [*written[name][1:]] or [None]
            first = f" (first in line {written[name][0].line})" if len(written[name]) > 1 else ""
            for place in places:
                yield problem_at(
                    page.file,
                    place,
                    "duplicate-id",
                    f"id '{name}' is used twice in this page{first}",
                    hint="give one of them another id",
                )


def check_footnotes(page: Page) -> Iterator[Problem]:
    """Every mark has one note, and every note a mark.

    A second definition leaves nothing in the HTML, so it is looked for in the Markdown; an undefined
    mark stays in the HTML as words, so it is looked for there.
    """
    definitions = page.source.footnote_definitions
    yield from _duplicate_definitions(page, definitions)
    names = [named.name for named in definitions]
    marked = {name.removeprefix("fnref:") for name in page.ids if name.startswith("fnref:")}
    for named in definitions:
        if f"fn:{named.name}" in page.ids and named.name not in marked:
            yield problem_at(
                page.file,
                named.place,
                "note-without-mark",
                f"note '{named.name}' has no mark in the text",
                hint=f"put [^{named.name}] after the words that it explains",
            )
    for name in _literal_marks(page):
        guess = closest(name, names)
        places: list[Place | None] = [mark.place for mark in page.source.footnote_marks if mark.name == name]
        for place in places or [None]:
            yield problem_at(
                page.file,
                place,
                "mark-without-note",
                f"note mark '[^{name}]' has no note",
                guess=f"[^{guess}]" if guess else "",
                hint=f"define it under the paragraph: [^{name}]: ...",
            )


def _duplicate_definitions(page: Page, definitions: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for named in definitions:
        if named.name in first:
            yield problem_at(
                page.file,
                named.place,
                "duplicate-note",
                f"note '{named.name}' is defined twice (first in line {first[named.name].line})",
                hint="only one of them would be shown; give one another name",
            )
        first.setdefault(named.name, named.place)


def _literal_marks(page: Page) -> list[str]:
    found = (match[1] for text in words_of(page.root) for match in _LITERAL_MARK.finditer(text))
    return list(dict.fromkeys(found))


def check_references(page: Page) -> Iterator[Problem]:
    """A reference link whose reference is not defined stays in the page as brackets."""
    for text in words_of(page.root):
        for match in _LITERAL_REFERENCE.finditer(text):
            name = match[2] or match[1]
            if name.startswith("^"):
                continue
            guess = closest(name.lower(), page.source.references)
            yield problem_at(
                page.file,
                page.source.find(match[0]),
                "undefined-reference",
                f"reference link '{match[0]}' has no definition",
                guess=f"[{match[1]}][{guess}]" if guess else "",
                hint=f"define it: [{name}]: address",
            )


def check_unclosed_links(page: Page) -> Iterator[Problem]:
    """A link that is not closed stays in the page with its brackets.

    Brackets that were written so on purpose, behind a backslash, are not found in the source as links are.
    """
    for text in words_of(page.root):
        for match in _LITERAL_LINK.finditer(text):
            place = page.source.find(match[0].rstrip())
            if place is not None:
                yield problem_at(
                    page.file,
                    place,
                    "unclosed-link",
                    f"link '{match[0].strip()}' is not closed, or has a space in it",
                    hint="a link is written [words](target)",
                )


def words_of(root: HtmlElement) -> Iterator[str]:
    """The texts of a page that are words, not code."""
    if isinstance(root.tag, str) and root.tag not in _VERBATIM:
        if root.text:
            yield root.text
        for child in root:
            yield from words_of(child)
            if child.tail:
                yield child.tail
