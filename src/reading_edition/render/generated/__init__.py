"""Generates elements, each of which replaces a placeholder ``<!-- edition: NAME -->`` on a page."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.suggestions import closest
from reading_edition.load.source_headings import SOURCES
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.problems import problem
from reading_edition.model.settings import LISTS
from reading_edition.render.elements import Elements
from reading_edition.render.generated.book import BOOK, HANDOUT, empty_book
from reading_edition.render.generated.chronology import chronology, first_years
from reading_edition.render.generated.drawings import drawing
from reading_edition.render.generated.essay_path import essay_path
from reading_edition.render.generated.figures import figure, figures
from reading_edition.render.generated.lists import ALL_NOTES, listed_notes
from reading_edition.render.generated.specimen import specimen, specimens
from reading_edition.render.templating import render_generated

Generator = Callable[[Edition, Page], HtmlElement]


class Parameterized(NamedTuple):
    """A generator with an argument, which follows its name in the placeholder and is one of ``names``."""

    generate: Callable[[str, Edition, Page], HtmlElement]
    names: Callable[[Edition], Collection[str]]


# The placeholders that need no code, only the template of the same name.
_TEMPLATES = ("changes", "citation-paragraph", "emendations", "note-kinds", "version")
_CITED = ("edition", "entry", "essay", "note")
# The generators by name. To add a generator, add it here, and add its placeholder to a page.
GENERATORS: Mapping[str, Generator] = {
    "chronology": partial(chronology, ""),
    "contents": partial(render_generated, "text-contents.html"),
    "path": essay_path,
    **{name: partial(render_generated, f"{name}.html") for name in _TEMPLATES},
    **{f"citation-{name}": partial(render_generated, "citation.html", name=name) for name in _CITED},
    **{name: partial(listed_notes, name) for name in (*LISTS, ALL_NOTES)},
    **{name: partial(empty_book, name) for name in (BOOK, HANDOUT)},  # filled after the other pages are rendered
}
# The generators with an argument, as in <!-- edition: figure notes -->.
PARAMETERIZED: Mapping[str, Parameterized] = {
    "chronology": Parameterized(chronology, first_years),  # starts with the given year
    "drawing": Parameterized(drawing, lambda edition: edition.settings.drawings),
    "figure": Parameterized(figure, figures),
    "specimen": Parameterized(specimen, specimens),
}
# The headings of sources are generated in the Markdown of their pages (load/source_headings.py).
PLACEHOLDERS = sorted([*GENERATORS, *(f"{name} NAME" for name in PARAMETERIZED), SOURCES])
_ONCE = frozenset({"chronology", *LISTS, ALL_NOTES, BOOK, HANDOUT})  # their elements have ids
_OPENING = "edition:"
_SHOWN = 12  # names in a message, at most


@dataclass(frozen=True)
class Filling:
    """An element that replaces a placeholder on a page."""

    page: Page
    placeholder: HtmlComment
    element: HtmlElement


def placeholders(root: HtmlElement) -> list[tuple[HtmlComment, str]]:
    """Return the placeholders on a rendered page, each with its name and argument."""
    texts = [(comment, (comment.text or "").strip()) for comment in root.iter(etree.Comment)]
    return [(comment, text[len(_OPENING) :].strip()) for comment, text in texts if text.startswith(_OPENING)]


def check_generated(edition: Edition, site: Site) -> Iterator[Problem]:
    """Report each placeholder without a generator, and each that generates ids but occurs twice on a page."""
    for page in edition.pages:
        text, found = page.source.text, set[str]()
        for _, name in placeholders(site.by_path[page.path].root) if _OPENING in text else ():
            mark, first_word = f"{_OPENING} {name}", name.partition(" ")[0]
            start = max(text.find(mark), 0)
            if _generator(name, edition) is None:
                guess, names = _guess(name, edition)
                location = page.source.location(start)
                yield problem(edition, page, "unknown-mark", location=location, guess=guess, mark=mark, names=names)
            elif first_word in _ONCE and first_word in found:
                location = page.source.location(max(text.find(mark, start + 1), start))
                yield problem(edition, page, "repeated-mark", location=location, mark=f"{_OPENING} {first_word}")
            found.add(first_word)


def generate(edition: Edition, elements: Elements) -> list[Filling]:
    """Return a generated element for each placeholder. :func:`fill` inserts them into the pages."""
    return [
        Filling(page, comment, generator(edition, page))
        for page in elements.shown(edition.pages)
        if _OPENING in page.source.text
        for comment, name in placeholders(elements.root(page))
        if (generator := _generator(name, edition)) is not None
    ]


def _generator(placeholder: str, edition: Edition) -> Generator | None:
    """Return the generator for a placeholder, or None if there is none."""
    name, _, argument = placeholder.partition(" ")
    parameterized = PARAMETERIZED.get(name)
    if parameterized is None or not argument:
        return GENERATORS.get(placeholder)
    return partial(parameterized.generate, argument) if argument in parameterized.names(edition) else None


def _guess(placeholder: str, edition: Edition) -> tuple[str, str]:
    """Return the probable meaning of an unknown placeholder, and a hint with the valid names."""
    name, _, argument = placeholder.partition(" ")
    if name not in PARAMETERIZED:
        meant = closest(name, PARAMETERIZED) if argument else ""
        guess = f"{meant} {argument}" if meant else closest(placeholder, PLACEHOLDERS)
        return guess, f"write one of {', '.join(PLACEHOLDERS)}"
    names = list(PARAMETERIZED[name].names(edition))
    guess = closest(argument, names)
    return f"{name} {guess}" if guess else "", f"after '{name}' comes one of {', '.join(names[:_SHOWN])}"


def fill(fillings: list[Filling]) -> None:
    """Replace the placeholders in the pages with the generated elements."""
    for filling in fillings:
        filling.element.tail, filling.placeholder.tail = filling.placeholder.tail, None
        filling.placeholder.addprevious(filling.element)
        filling.placeholder.drop_tree()
