"""Entries: wraps each in a section, with its date or citation."""

from collections.abc import Mapping
from itertools import takewhile

import lxml.html
from lxml.html import HtmlElement

from reading_edition.load.pages import blocks_under
from reading_edition.model.csl_items import first_day
from reading_edition.model.dates import date_of
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.evidence import profile
from reading_edition.model.items import Entry
from reading_edition.model.runs import HEADINGS, TEXT, Run
from reading_edition.render.elements import Elements, end_with_space, section_of
from reading_edition.render.templating import Values, render_element, render_elements

ARCHIVE = "https://web.archive.org/web/"
_ENDS = (*HEADINGS, "section")
_BETWEEN_SOURCES = " ,;.\n"


def mark_blocks(edition: Edition, elements: Elements) -> None:
    """Append to blocks of entries the day up to which they are true, and mark lists of sources; runs before notes move.

    If two entries share an id, which the checks report, both use the element of the first.
    """
    translate = edition.settings.translate
    for entry in elements.shown(edition.entries):
        for run, block in zip(entry.blocks, blocks_under(elements.of(entry)), strict=False):
            if date := date_of(run.get("data-as-of"), translate):
                end_with_space(block)
                block.append(render_element("as-of.html", date=date, translate=translate))
            elif run.kind == "p" and is_list_of_sources(run, edition):
                block.classes.add("entry-sources")


def is_list_of_sources(paragraph: Run, edition: Edition) -> bool:
    """Return whether a paragraph consists of bold words and links to sources."""
    runs = [run for run in paragraph.runs if run.kind != TEXT or run.text.strip(_BETWEEN_SOURCES)]
    return len(runs) > 1 and runs[0].kind == "strong" and all(map(edition.is_citation, runs[1:]))


def render_entries(edition: Edition, elements: Elements) -> None:
    """Wrap every entry in a section, with its date, evidence and citation link, or with its facts if it is a source."""
    entries, translate = elements.shown(edition.entries), edition.settings.translate
    for entry in entries:
        _add_section(entry, elements)
    dates = {entry: {"date": entry.date} for entry in entries if entry.date}
    for entry, date in render_elements("event-date.html", dates).items():
        elements.of(entry).addnext(date)
    own = [entry for entry in entries if entry.kind != "source"]
    profiles = {entry: words for entry in own if (words := profile(edition, entry))}
    evidence = {entry: {"profile": words, "translate": translate} for entry, words in profiles.items()}
    append_to_sections("evidence.html", evidence, elements)
    append_to_sections("entry-cite.html", {entry: {"entry": entry, "translate": translate} for entry in own}, elements)
    listed = [entry for entry in entries if entry.kind == "source"]
    sources = {entry: source for entry in listed if (source := edition.source(entry.id))}
    values = {"edition": edition, "archive_address": archive_address}
    shown = {entry: {"entry": entry, "source": source, **values} for entry, source in sources.items()}
    append_to_sections("source.html", shown, elements)


def append_to_sections(template: str, values: Mapping[Entry, Values], elements: Elements) -> None:
    """Render a template for each entry, and append the element to the section of the entry."""
    for entry, element in render_elements(template, values).items():
        section_of(elements.of(entry)).append(element)


def _add_section(entry: Entry, elements: Elements) -> None:
    """Wrap an entry's heading and everything under it, notes included, in a section."""
    attributes = {"class": f"entry entry-{entry.kind}", "data-layout": ENTRY_KINDS[entry.kind].layout}
    section: HtmlElement = lxml.html.Element("section", attributes)
    if theme := entry.data.get("theme"):
        section.set("data-theme", theme)
    heading = elements.of(entry)
    heading.addprevious(section)
    section.extend([heading, *takewhile(lambda each: each.tag not in _ENDS, heading.itersiblings())])


def archive_address(url: str, date: str) -> str:
    """Return where an archive lists its copies of a page, those closest to a date first.

    The archive may have no copy. The address is empty if ``url`` is not an HTTP address, or leads to an archive.
    """
    if not url.startswith(("http://", "https://")) or "archive." in url.split("/")[2]:
        return ""
    day = first_day(date).replace("-", "")
    return f"{ARCHIVE}{day}{'/' if day else ''}{url}"
