"""Entries: each in a section of its own, with its date or its citation."""

from __future__ import annotations

from itertools import takewhile

import lxml.html
from lxml.html import HtmlElement

from reading_edition.load.pages import blocks_under
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Entry, Source
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.runs import HEADINGS, TEXT, Run
from reading_edition.render.elements import Elements, add_class, end_with_space
from reading_edition.render.html import html_of
from reading_edition.render.templating import render_element, render_elements

_ARCHIVE = "https://web.archive.org/web/"
_ENDS = (*HEADINGS, "section")
_BETWEEN_SOURCES = " ,;.\n"


def mark_blocks(edition: Edition, elements: Elements) -> None:
    """Shows in the blocks of entries when they were true, and marks the lists of sources.

    Before notes are moved, because a block and its note are in one frame afterwards. Of two entries with one
    id, which the checks report, the first has the element of both.
    """
    for entry in edition.entries:
        for run, block in zip(entry.blocks, blocks_under(elements.of(entry)), strict=False):
            as_of = run.get("data-as-of")
            if as_of and is_date(as_of):
                end_with_space(block)
                date = read_date(as_of, edition.settings.date_format)
                block.append(render_element("as-of.html", date=date, translate=edition.settings.translate))
            elif run.kind == "p" and _is_list_of_sources(run, edition):
                add_class(block, "entry-sources")


def _is_list_of_sources(paragraph: Run, edition: Edition) -> bool:
    """Whether a paragraph is bold words and links to sources."""
    is_between = (run.kind == TEXT and not run.text.strip(_BETWEEN_SOURCES) for run in paragraph.runs)
    runs = [run for run, between in zip(paragraph.runs, is_between, strict=True) if not between]
    targets = [edition.target_of(run) for run in runs[1:]]
    return (
        bool(targets)
        and runs[0].kind == "strong"
        and all(isinstance(target, Entry) and target.kind == "source" for target in targets)
    )


def render_entries(edition: Edition, elements: Elements) -> None:
    """Puts every entry into a section, with its date or citation."""
    sections = {entry: _section(entry, elements) for entry in edition.entries}
    dated = [entry for entry in edition.entries if entry.date is not None]
    dates = render_elements("event-date.html", ({"date": entry.date} for entry in dated))
    for entry, element in zip(dated, dates, strict=True):
        elements.of(entry).addnext(element)
    sources = {entry: source for entry in edition.of_kind("source") if (source := edition.source(entry.id))}
    values = (_values(entry, source, edition) for entry, source in sources.items())
    for entry, element in zip(sources, render_elements("source.html", values), strict=True):
        sections[entry].append(element)


def _section(entry: Entry, elements: Elements) -> HtmlElement:
    """A section around an entry's heading and all that is under it, notes included."""
    section: HtmlElement = lxml.html.Element("section")
    section.set("class", f"entry entry-{entry.kind}")
    section.set("data-layout", ENTRY_KINDS[entry.kind].layout)
    if theme := entry.data.get("theme"):
        section.set("data-theme", theme)
    heading = elements.of(entry)
    heading.addprevious(section)
    inside = [heading, *takewhile(lambda each: each.tag not in _ENDS, heading.itersiblings())]
    section.extend(inside)
    return section


def _values(entry: Entry, source: Source, edition: Edition) -> dict[str, object]:
    """What the template of a source shows."""
    url = str(source.csl.get("URL", ""))
    return {
        "source": source,
        "citation": html_of(edition.citations.get(entry.id, ()), entry.page.url, edition),
        "kind": edition.settings.source_kinds.get(source.kind, source.kind),
        "url": url,
        "translate": edition.settings.translate,
        "archived": archive_address(url, source.csl.get("issued", "")),
    }


def archive_address(url: str, date: str) -> str:
    """Where an archive keeps copies of a page, those of about its date first.

    The address is made from the page's address and date; it may be that there is no copy.
    """
    if not url.startswith(("http://", "https://")) or "archive." in url.split("/")[2]:
        return ""
    day = read_date(date).first.isoformat().replace("-", "") if is_date(date) else ""
    return f"{_ARCHIVE}{day}/{url}" if day else f"{_ARCHIVE}{url}"
