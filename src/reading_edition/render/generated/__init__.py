"""What is generated, by the placeholder on a page, ``<!-- edition: NAME -->``, that it replaces."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.load.source_headings import SOURCES
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.settings import LISTS
from reading_edition.render.elements import Elements
from reading_edition.render.generated.book import BOOK, empty_book
from reading_edition.render.generated.chronology import chronology
from reading_edition.render.generated.essay_path import essay_path
from reading_edition.render.generated.how_to_cite import citation, citation_of_paragraph
from reading_edition.render.generated.lists import emendations, listed_notes

Generator = Callable[[Edition, Page], HtmlElement]

# What is generated from the edition. To add something, add it here, and its placeholder to a page.
GENERATORS: Mapping[str, Generator] = {
    "chronology": chronology,
    "citation-paragraph": citation_of_paragraph,
    "emendations": emendations,
    "path": essay_path,
    **{f"citation-{name}": partial(citation, name) for name in ("edition", "entry", "essay", "note")},
    **{name: partial(listed_notes, name) for name in LISTS},
    BOOK: empty_book,  # filled when the other pages are rendered
}
# The headings of sources are generated in the Markdown of their pages (load/source_headings.py).
PLACEHOLDERS = sorted([*GENERATORS, SOURCES])
_OPENING = "edition:"


@dataclass(frozen=True)
class Filling:
    """What replaces a placeholder of a page."""

    page: Page
    placeholder: HtmlComment
    element: HtmlElement


def placeholders(root: HtmlElement) -> list[tuple[HtmlComment, str]]:
    """The placeholders in a rendered page, each with its name."""
    texts = [(comment, (comment.text or "").strip()) for comment in root.iter(etree.Comment)]
    return [(comment, text[len(_OPENING) :].strip()) for comment, text in texts if text.startswith(_OPENING)]


def check_generated(edition: Edition, elements: Elements) -> Iterator[Problem]:
    """Reports each placeholder that nothing is generated for."""
    for page in edition.pages:
        for _, name in placeholders(elements.root(page)):
            if name not in GENERATORS:
                location = page.source.location(max(page.source.text.find(f"{_OPENING} {name}"), 0))
                message = f"unknown placeholder: nothing is generated for '{_OPENING} {name}'"
                guess, hint = closest(name, PLACEHOLDERS), f"write one of {', '.join(PLACEHOLDERS)}"
                yield problem_at(page.file, location, "unknown-mark", message, guess=guess, hint=hint)


def generate(edition: Edition, elements: Elements) -> list[Filling]:
    """What replaces each placeholder; nothing is put into the pages yet."""
    return [
        Filling(page, comment, GENERATORS[name](edition, page))
        for page in edition.pages
        for comment, name in placeholders(elements.root(page))
        if name in GENERATORS
    ]


def fill(fillings: list[Filling]) -> None:
    """Puts what was generated into the pages."""
    for filling in fillings:
        filling.element.tail, filling.placeholder.tail = filling.placeholder.tail, None
        filling.placeholder.addprevious(filling.element)
        filling.placeholder.drop_tree()
