"""Made pages: committed pages with a marked place, ``<!-- edition: NAME -->``, for what is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.model.edition import Edition, Page
from reading_edition.render.generated.chronology import chronology
from reading_edition.render.generated.cite import (
    cited_edition,
    cited_entry,
    cited_essay,
    cited_note,
    cited_paragraph,
)
from reading_edition.render.generated.claims import claims
from reading_edition.render.generated.path import path
from reading_edition.render.generated.text import emendations_table, text_notes
from reading_edition.render.generated.whole import whole_edition

Maker = Callable[[Edition, Page], HtmlElement]

# What can be made, by the name in the mark.
MAKERS: dict[str, Maker] = {
    "chronology": chronology,
    "citation-edition": cited_edition,
    "citation-entry": cited_entry,
    "citation-essay": cited_essay,
    "citation-note": cited_note,
    "citation-paragraph": cited_paragraph,
    "claims": claims,
    "emendations": emendations_table,
    "path": path,
    "text-notes": text_notes,
}
# Made before Markdown is rendered, and after everything is woven.
MADE_BEFORE = ("sources",)
WHOLE = "whole-edition"
_OPENING = "edition:"


def made_places(page: Page) -> list[tuple[HtmlComment, str]]:
    """The marked places of a rendered page, each with its name."""
    comments: list[HtmlComment] = list(page.root.iter(etree.Comment))
    texts = [(comment, (comment.text or "").strip()) for comment in comments]
    return [(comment, text[len(_OPENING) :].strip()) for comment, text in texts if text.startswith(_OPENING)]


def check_places(edition: Edition) -> Iterator[Problem]:
    """A mark must name something that can be made."""
    for page in edition.pages:
        for _, name in made_places(page):
            if name not in MAKERS and name != WHOLE:
                yield problem_at(
                    page.file,
                    page.source.location(max(page.source.text.find(f"{_OPENING} {name}"), 0)),
                    "unknown-mark",
                    f"nothing is made for the mark '{_OPENING} {name}'",
                    guess=closest(name, [*MAKERS, *MADE_BEFORE, WHOLE]),
                    hint=f"marks are {', '.join(sorted([*MAKERS, *MADE_BEFORE, WHOLE]))}",
                )


@dataclass(frozen=True)
class Made:
    """What is to stand in a marked place of a page."""

    page: Page
    place: HtmlComment
    element: HtmlElement


def make_places(edition: Edition) -> list[Made]:
    """What is to stand in each marked place; nothing is put there yet."""
    return [
        Made(page, comment, MAKERS[name](edition, page))
        for page in edition.pages
        for comment, name in made_places(page)
        if name in MAKERS
    ]


def fill_whole(edition: Edition) -> None:
    """Puts the whole edition, as it is woven, into its place."""
    for page in edition.pages:
        for comment, name in made_places(page):
            if name == WHOLE:
                comment.getparent().replace(comment, whole_edition(edition))


def fill_places(made: list[Made]) -> None:
    """Puts what was made into its places."""
    for each in made:
        each.element.tail = each.place.tail
        each.place.getparent().replace(each.place, each.element)
