"""Check that no page runs a program, loads from another host, or asks its readers for anything.

Unsafe markup is reported, never silently removed. The rendered page, which a browser gets, decides whether markup is
unsafe. The Markdown gives the location.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from itertools import product

import lxml.html

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.raw_html import Tag, read_tags
from link_checks.site import Site
from reading_edition.checks.front_matter import is_markup
from reading_edition.checks.unsafe_markup import Markup, element_fault, find_unsafe_markup
from reading_edition.load.results import Results
from reading_edition.model.edition import Edition
from reading_edition.model.items import Source
from reading_edition.model.problems import listed, located, problem_in

_VANISHING = listed("elements", "vanishing")


def check_safety(edition: Edition, site: Site, results: Results) -> Iterator[Problem]:
    """Yield every problem with the markup and titles of rendered pages; ``results`` caches earlier ones."""
    for page in site.in_turn():
        key = (page.source.text, page.rendered) if page.rendered else page.root
        unsafe = results.cached(("unsafe markup", page.path), key, partial(unsafe_markup_of, page))
        yield from _locate(edition, page, unsafe)
        # A title goes into the page's head and into other pages, where templates may decode its entities.
        is_given = "title" in edition.front_matter.get(page.path, {})  # check_front_matter checks this title
        if not is_given and _hides_markup(page.title):
            lines = enumerate(page.source.text.split("\n"), 1)
            location = next((Location(number, 1) for number, line in lines if _hides_markup(line)), None)
            yield problem_in(page.file, location, "unsafe-title")


def check_citations(
    sources: Iterable[Source], citations: Mapping[str, str], file: str, results: Results
) -> Iterator[Problem]:
    """Yield every problem with citations: the citation processor keeps some markup from the list of sources."""
    for source in sources:
        citation = citations.get(source.id, "")
        for fault in results.cached(("unsafe citation", source.id), citation, partial(_faults_in, citation)):
            yield located(fault, file, source.location)


def _faults_in(citation: str) -> list[Problem]:
    return [fault for _, fault in find_unsafe_markup(lxml.html.fragment_fromstring(citation, create_parent="div"))]


def unsafe_markup_of(page: Page) -> list[tuple[Markup, Problem]]:
    """Return the unsafe markup of a page with its problems, including tags (``<body>``) that the parser removed."""
    return [*find_unsafe_markup(page.root), *_vanished_tags(page)]


def _locate(edition: Edition, page: Page, found: Sequence[tuple[Markup, Problem]]) -> Iterator[Problem]:
    """Yield the problems of unsafe markup with locations; markup that occurs twice gets each location once."""
    masked = page.source.masked if found else ""
    tags = _tags(masked)
    used: set[tuple[str, str, Location | None]] = set()
    for markup, fault in found:
        locations = _locations(page.source, masked, tags, markup)
        unused = (each for each in locations if (markup.tag, markup.attribute, each) not in used)
        location = next(unused, None) or next(_locations(page.source, masked, tags, markup), None)
        used.add((markup.tag, markup.attribute, location))
        source = None if location else _source_of(edition, page, markup)
        file = edition.file(edition.settings.sources) if source else page.file
        yield located(fault, file, source.location if source else location)


def _vanished_tags(page: Page) -> Iterator[tuple[Markup, Problem]]:
    """Yield tags such as ``<body>`` that were written into a page's content, and that the parser removed."""
    text = page.source.text.lower()
    if any(f"<{tag}" in text for tag in _VANISHING):
        shown = Counter(tag.name for tag in _tags(" ".join(page.texts)))  # escaped tags, such as \<body>
        written = Counter(tag.name for tag in _tags(page.source.masked) if tag.name in _VANISHING)
        for tag in (written - shown).elements():
            yield Markup(tag), element_fault(tag)


def _tags(text: str) -> list[Tag]:
    """Return the start tags of the raw HTML in a text."""
    return [tag for tag in read_tags(text) if tag.name and not tag.is_end]


def _source_of(edition: Edition, page: Page, markup: Markup) -> Source | None:
    """Return the source whose label contains the markup, if this is a page of sources, whose headings are labels."""
    if edition.settings.kind_of(page.path) != "source":
        return None
    pieces = [piece.lower() for piece in (f"<{markup.tag}", markup.attribute, markup.value) if len(piece) > 1]
    return next((each for each in edition.sources if any(piece in each.label.lower() for piece in pieces)), None)


def _hides_markup(text: str) -> bool:
    """Return whether a text contains a tag once its entities are decoded, once or twice."""
    return is_markup(unescape(text)) or is_markup(unescape(unescape(text)))


def _locations(source: MarkdownSource, masked: str, tags: Iterable[Tag], markup: Markup) -> Iterator[Location]:
    """Yield the possible locations of markup, the most likely first."""
    tag, attribute, value = markup
    for written in tags:
        if written.name == tag and (not attribute or dict(written.attributes).get(attribute) == value):
            yield written.location
    if attribute in ("href", "src"):
        links = source.links
        yield from (link.location for link in links if _without_space(link.target) == _without_space(value))
    pieces = [f"{attribute}=", value, f"<{tag}"] if attribute else [f"<{tag}"]
    # Search the unmasked text as well, because the mask can hide text that is no comment.
    for text, piece in product((masked.lower(), source.text.lower()), filter(None, pieces)):
        # "<frame" must not match "<frameset".
        pattern = re.escape(piece.lower()) + (r"(?![\w-])" if piece.startswith("<") else "")
        yield from (source.location(found.start()) for found in re.finditer(pattern, text))


def _without_space(address: str) -> str:
    return "".join(unescape(address).split())
