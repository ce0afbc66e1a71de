"""Gists: every cross-reference shows its aim's gist, which stands once in the page."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.model.edition import (
    GIST_PREFIX,
    Edition,
    Entry,
    Note,
    Owner,
    Page,
    Part,
    Passage,
    Reference,
)
from reading_edition.model.messages import ENGLISH, Translator
from reading_edition.render.generated import Made
from reading_edition.render.markup import Linked, add_class, linked, linked_plain, relative_url
from reading_edition.render.words import passage_words

_WORDS = 24  # of a passage
_KINDS = {"term": "ref-term", "person": "ref-person", "event": "ref-event", "source": "ref-source"}
_WAY_ON = {
    "ref-term": "Read the entry",
    "ref-person": "Read the entry",
    "ref-event": "See it in the timeline",
    "ref-source": "See the source",
    "ref-passage": "Go to the passage",
    "ref-note": "Go to the note",
    "ref-page": "Go to the page",
}


@dataclass(frozen=True)
class Gist:
    """What a cross-reference shows of its aim."""

    id: str
    title: str
    date: str
    words: Linked
    address: tuple[str, str]  # the aim's page and id


def kind_class(aim: Owner) -> str:
    """The class of a cross-reference to an aim."""
    if isinstance(aim, Entry):
        return _KINDS[aim.kind]
    if isinstance(aim, Passage):
        return "ref-passage"
    return "ref-note" if isinstance(aim, Note) else "ref-page"


def collect_gists(edition: Edition, citations: Mapping[str, str]) -> dict[str, Gist]:
    """The gists of all aims of cross-references, and of all events, by their ids.

    The pictures link to events to which no page need link.
    """
    gists: dict[str, Gist] = {}
    for reference in edition.references:
        name = gist_id(reference)
        if name not in gists:
            heading = None
            if isinstance(reference.target, Page) and reference.heading:
                heading = reference.target.rendered.ids[reference.heading]
            gists[name] = _gist(name, reference.target, heading, edition, citations)
    for event in edition.of_kind("event"):
        name = f"{GIST_PREFIX}{event.id}"
        if name not in gists:
            gists[name] = _gist(name, event, None, edition, citations)
    return gists


def gist_id(reference: Reference) -> str:
    """The id under which the gist of a reference's aim stands in a page."""
    aim = reference.target
    if isinstance(aim, Page):
        name = aim.path.removesuffix(".md").replace("/", "-") or "index"
        heading = f"-{reference.heading}" if reference.heading else ""
        return f"{GIST_PREFIX}page-{name}{heading}"
    if isinstance(aim, Note):
        return f"{GIST_PREFIX}note-{aim.name}"
    return f"{GIST_PREFIX}{aim.id}"


def _gist(
    name: str,
    aim: Owner,
    heading: HtmlElement | None,
    edition: Edition,
    citations: Mapping[str, str],
) -> Gist:
    translate = edition.settings.translate
    if isinstance(aim, Passage):
        title = (
            translate("Paragraph {number}", number=aim.number) if aim.number else passage_words(aim.element)
        )
        return Gist(name, title, "", linked(first_words(aim), aim.page.url), (aim.page.url, aim.id))
    if isinstance(aim, Note):
        title, note = translate("Note {number}", number=aim.number), linked_plain(aim.element, aim.page.url)
        return Gist(name, title, "", note, (aim.page.url, aim.id))
    if isinstance(aim, Page):
        return _gist_of_page(name, aim, heading, edition)
    if aim.kind == "source":
        words = linked(citations.get(aim.id, ""), aim.page.url)
    else:
        words = linked_plain(aim.summary_element, aim.page.url)
    date = aim.date.words if aim.date else ""
    return Gist(name, aim.title, date, words, (aim.page.url, aim.id))


def _gist_of_page(name: str, page: Page, heading: HtmlElement | None, edition: Edition) -> Gist:
    part = edition.part_of(page)
    if part is not None and heading is None:
        words = first_words(part.paragraphs[0]) if part.paragraphs else Markup()
        title = part_title(part, edition.settings.translate)
        return Gist(name, title, "", linked(words, page.url), (page.url, ""))
    start = heading if heading is not None else next(page.root.iter("h1"), page.root)
    paragraph = next((element for element in start.itersiblings("p")), None)
    if paragraph is None:
        paragraph = next(page.root.iter("p"), None)
    title = start.text_content().strip() if start is not page.root else page.title
    fragment = heading.get("id") or "" if heading is not None else ""
    return Gist(name, title, "", linked_plain(paragraph, page.url), (page.url, fragment))


def part_title(part: Part, translate: Translator = ENGLISH) -> str:
    """What a part is called: it has no title of its own, only its number and its paragraphs."""
    numbers = [passage.number for passage in part.paragraphs]
    if not numbers:
        return translate("Part {number}", number=part.number)
    if len(numbers) == 1:
        return translate("Part {number}, paragraph {first}", number=part.number, first=numbers[0])
    span = {"first": numbers[0], "last": numbers[-1]}
    return translate("Part {number}, paragraphs {first}–{last}", number=part.number, **span)


def first_words(passage: Passage) -> Markup:
    """The first words of a passage, as HTML."""
    words = passage_words(passage.element).split()
    return Markup.escape(" ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else ""))


def weave_references(edition: Edition, gists: Mapping[str, Gist], made: Sequence[Made]) -> None:
    """Marks every cross-reference and puts the gists that a page needs at its foot.

    They stay text there: nothing else reads them, and to parse and write them again costs much.
    """
    needed: dict[str, dict[str, str]] = {}  # of each page, the gists' ids and kinds
    for reference in edition.references:
        name, kind = gist_id(reference), kind_class(reference.target)
        add_class(reference.element, "ref", kind)
        reference.element.set("aria-describedby", name)
        needed.setdefault(_page_of(reference).path, {}).setdefault(name, kind)
    for each in made:
        for link in each.element.iter("a"):
            if name := link.get("aria-describedby"):
                needed.setdefault(each.page.path, {}).setdefault(name, "ref-event")
    shown: dict[tuple[str, str], str] = {}
    for page in edition.pages:
        if page.path in needed:
            gists_here = (
                _show(gists[name], kind, page.url, shown, edition.settings.translate)
                for name, kind in needed[page.path].items()
            )
            page.rendered.foot += f'<div class="gists" data-search-exclude>{"".join(gists_here)}</div>'


def _page_of(reference: Reference) -> Page:
    return reference.owner if isinstance(reference.owner, Page) else reference.owner.page


def _neighbor(here: str) -> str:
    """An address beside a page's, from which everything is where it is from the page; no page has it."""
    if here.endswith("/"):
        return f"{posixpath.join(posixpath.dirname(here[:-1]), '-')}/"
    return posixpath.join(posixpath.dirname(here), "-")


def _show(gist: Gist, kind: str, here: str, shown: dict[tuple[str, str], str], translate: Translator) -> str:
    """The HTML of a gist in a page: the same in every page of a folder, but for the page of its aim."""
    url, fragment = gist.address
    if here not in (url, gist.words.origin):
        here = _neighbor(here)
    key = (gist.id, here)
    if key not in shown:
        address, way_on = relative_url(here, url, fragment), translate(_WAY_ON[kind])
        shown[key] = _markup(gist, gist.words.at(here), address, way_on)
    return shown[key]


def _markup(gist: Gist, words: str, address: str, way_on: str) -> str:
    """The markup of a gist. No template, for speed: of nothing else are there as many."""
    date = f' <span class="gist-date">{escape(gist.date)}</span>' if gist.date else ""
    return (
        f'<div class="gist" id="{escape(gist.id)}">'
        f'<p class="gist-title">{escape(gist.title)}{date}</p>'
        f'<p class="gist-words">{words}</p>'
        f'<p><a class="gist-more" href="{escape(address)}">{escape(way_on)}</a></p></div>'
    )
