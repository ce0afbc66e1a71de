"""Tooltips: what a cross-reference shows of its target, once in each page that needs it."""

import posixpath
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


def tooltip_id(target: Owner, heading: str = "") -> str:
    """Return the id of a target's tooltip; ``heading`` is the id of a heading, if the target is a page."""
    if isinstance(target, Page):
        name = target.path.removesuffix(".md").replace("/", "-") or "index"
        return f"{TOOLTIP_PREFIX}page-{name}{f'-{heading}' if heading else ''}"
    return f"{TOOLTIP_PREFIX}note-{target.name}" if isinstance(target, Note) else f"{TOOLTIP_PREFIX}{target.id}"


def tooltip_html(target: Owner, heading: str, here: str, edition: Edition) -> str:
    """Return the tooltip of a target as HTML for the page at ``here``.

    It uses no template, for speed: nothing else is written as often.
    """
    title, words, way_on = _content(target, heading, edition)
    date = target.date.words if isinstance(target, Entry) and target.date else ""
    address = relative_url(here, target.page.url, heading or target.id)
    return (
        f'<div class="tooltip" id="{escape(tooltip_id(target, heading))}"{f" {LATER}" if is_later(target) else ""}>'
        f"<p><b>{escape(title)}</b>{f' <small>{escape(date)}</small>' if date else ''}</p>"
        f"<p>{html_of(words, here, edition)}</p>"
        f'<p><a href="{escape(address)}">{escape(way_on)}</a>{_outside(target, edition)}</p></div>'
    )


def tooltips_box(tooltips: str) -> str:
    """Return the element that contains all tooltips of a page."""
    return f'<div class="tooltips" data-archive="{ARCHIVE}" data-search-exclude>{tooltips}</div>'


def _content(target: Owner, heading: str, edition: Edition) -> tuple[str, Runs, str]:
    """Return the title and the words of a tooltip, and the text of its link to the target."""
    translate = edition.settings.translate
    if isinstance(target, Page):
        return *_page(target, heading, edition), translate("Go to the page")
    if isinstance(target, Passage):
        title = owner_name(target, translate) if target.number or target.kind else target.words
        return title, (Run(TEXT, first_words(target.words, _WORDS)),), translate("Go to the passage")
    if isinstance(target, Note):
        opening = (Run("strong", runs=(Run(TEXT, target.opening),)), Run(TEXT, " ")) if target.kind else ()
        words: Runs = (*opening, *target.paragraphs[0].runs)
        return translate("Note {number}", number=target.number), words, translate("Go to the note")
    summary = target.summary.runs if target.summary else ()
    words = edition.citations.get(target.id, ()) if target.kind == "source" else summary
    return target.title, words, translate(ENTRY_KINDS[target.kind].way_on)


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


def neighbor(here: str) -> str:
    """Return an address that no page has, from which relative addresses are the same as from the page at ``here``."""
    folder = posixpath.dirname(here.removesuffix("/"))
    return f"{posixpath.join(folder, '-')}{'/' if here.endswith('/') else ''}"
