"""Tooltips: what a cross-reference shows of its target, once in each page that needs it."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import dropwhile

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import TOOLTIP_PREFIX, Entry, Note, Owner, Page, Passage
from reading_edition.model.later import LATER, is_later
from reading_edition.model.names import owner_name, part_title
from reading_edition.model.runs import TEXT, Run, Runs, first_words, walk, words_of
from reading_edition.render.entries import ARCHIVE, archive_address
from reading_edition.render.html import html_of

_WORDS = 24  # words of a passage in its tooltip


@dataclass(frozen=True)
class Tooltip:
    """A tooltip. Its link to ``url`` and ``fragment`` has the text ``way_on``; ``outside`` is HTML: another link."""

    id: str
    title: str
    words: Runs
    url: str
    fragment: str
    way_on: str
    date: str = ""
    outside: str = ""
    is_later: bool = False  # than the text


def tooltip_id(target: Owner, heading: str = "") -> str:
    """Return the id of a target's tooltip; ``heading`` is the id of a heading, if the target is a page."""
    if isinstance(target, Page):
        name = target.path.removesuffix(".md").replace("/", "-") or "index"
        return f"{TOOLTIP_PREFIX}page-{name}{f'-{heading}' if heading else ''}"
    return f"{TOOLTIP_PREFIX}note-{target.name}" if isinstance(target, Note) else f"{TOOLTIP_PREFIX}{target.id}"


def tooltip_of(target: Owner, edition: Edition, heading: str = "") -> Tooltip:
    """Return the tooltip of a target; ``heading`` is the id of a heading, if the target is a page."""
    name, translate = tooltip_id(target, heading), edition.settings.translate
    if isinstance(target, Page):
        title, words = _page(target, heading, edition)
        return Tooltip(name, title, words, target.url, heading, translate("Go to the page"))
    url, fragment, date = target.page.url, target.id, ""
    if isinstance(target, Passage):
        title = owner_name(target, translate) if target.number or target.kind else target.words
        words, way_on = (Run(TEXT, first_words(target.words, _WORDS)),), "Go to the passage"
    elif isinstance(target, Note):
        title, way_on = translate("Note {number}", number=target.number), "Go to the note"
        opening = (Run("strong", runs=(Run(TEXT, target.opening),)), Run(TEXT, " ")) if target.kind else ()
        words = (*opening, *(target.paragraphs[0].runs if target.paragraphs else ()))
    else:
        title, way_on = target.title, ENTRY_KINDS[target.kind].way_on
        date = target.date.words if target.date else ""
        summary = target.summary.runs if target.summary else ()
        words = edition.citations.get(target.id, ()) if target.kind == "source" else summary
    return Tooltip(
        name, title, words, url, fragment, translate(way_on), date, _outside(target, edition), is_later(target)
    )


def _outside(target: Owner, edition: Edition) -> str:
    """Return a link to the web page of a source, whose text is the host; a script adds a link to archived copies."""
    source = edition.source(target.id) if isinstance(target, Entry) and target.kind == "source" else None
    address = str(source.csl.get("URL", "")) if source else ""
    if source is None or not address.startswith(("http://", "https://")):
        return ""
    host = address.split("/")[2].removeprefix("www.") or address
    archived = archive_address(address, source.csl.get("issued", ""))
    day = f' data-archived="{archived.removeprefix(ARCHIVE).removesuffix(address)}"' if archived else ""
    return f' <a href="{escape(address)}" rel="external noreferrer"{day}>{escape(host)}</a>'


def _page(page: Page, heading: str, edition: Edition) -> tuple[str, Runs]:
    """Return the title of a page, or of a heading on it, and the paragraph after it."""
    part = edition.part_of(page)
    if part is not None and not heading:
        words = "".join(first_words(each.words, _WORDS) for each in part.paragraphs[:1])
        return part_title(part, edition.settings.translate), (Run(TEXT, words),)
    runs = list(walk(page.blocks))
    rest = list(dropwhile(lambda run: run.get("id") != heading if heading else run.kind != "h1", runs))
    title = words_of(rest[:1]) if rest else page.title
    return title, next((run.runs for run in [*rest, *runs] if run.kind == "p"), ())


@dataclass(frozen=True)
class TooltipWriter:
    """A writer of tooltips as HTML, which caches each tooltip for the pages of a folder, where its HTML is the same."""

    edition: Edition
    _written: dict[tuple[str, str], str] = field(default_factory=dict)

    def write(self, tooltips: Iterable[Tooltip], here: str) -> str:
        """Return the HTML of all tooltips of the page at ``here``."""
        written = "".join(self._one(tooltip, here) for tooltip in tooltips)
        return f'<div class="tooltips" data-archive="{ARCHIVE}" data-search-exclude>{written}</div>'

    def _one(self, tooltip: Tooltip, here: str) -> str:
        key = (tooltip.id, here if here == tooltip.url else _neighbor(here))
        if key not in self._written:
            self._written[key] = self._html(tooltip, key[1])
        return self._written[key]

    def _html(self, tooltip: Tooltip, here: str) -> str:
        """Return the HTML of a tooltip. It uses no template, for speed: nothing else is written as often."""
        date = f" <small>{escape(tooltip.date)}</small>" if tooltip.date else ""
        address = relative_url(here, tooltip.url, tooltip.fragment)
        return (
            f'<div class="tooltip" id="{escape(tooltip.id)}"{f" {LATER}" if tooltip.is_later else ""}>'
            f"<p><b>{escape(tooltip.title)}</b>{date}</p>"
            f"<p>{html_of(tooltip.words, here, self.edition)}</p>"
            f'<p><a href="{escape(address)}">{escape(tooltip.way_on)}</a>{tooltip.outside}</p></div>'
        )


def _neighbor(here: str) -> str:
    """Return an address that no page has, from which relative addresses are the same as from the page at ``here``."""
    folder = posixpath.dirname(here.removesuffix("/"))
    return f"{posixpath.join(folder, '-')}{'/' if here.endswith('/') else ''}"
