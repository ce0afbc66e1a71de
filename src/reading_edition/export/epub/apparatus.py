"""The apparatus: glossary, people, events with their chronology, and sources as a bibliography."""

from __future__ import annotations

from collections.abc import Sequence

import lxml.html
from lxml import etree

from reading_edition.export.epub.addresses import outside_address
from reading_edition.export.epub.book import heading_of
from reading_edition.export.epub.words import ChapterWords
from reading_edition.export.epub.xhtml import mark
from reading_edition.export.xml import add
from reading_edition.model.dates import EdtfDate
from reading_edition.model.edition import Entry, Page, Source

_KINDS = {"term": ("glossary", "doc-glossary"), "source": ("bibliography", "doc-bibliography")}


def write_entries(words: ChapterWords, kind: str, page: Page) -> None:
    """Writes the entries of a page, with what the page says before the first."""
    section = add(words.body, "section")
    if kind in _KINDS:
        mark(section, *_KINDS[kind])
    add(section, "h1", heading_of(page))
    _write_opening(words, section, page)
    entries = words.book.edition.entries_on(page)
    if kind == "source":
        _write_sources(words, section, entries)
    elif kind == "term":
        _write_glossary(words, section, entries)
    else:
        for entry in entries:
            _write_section(words, section, entry)


def _write_opening(words: ChapterWords, section: etree._Element, page: Page) -> None:
    for element in page.root:
        classes = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        if "entry" in classes:
            return
        if element.tag in ("p", "ul", "ol") or "passage" in classes:
            words.write_block(element, section, page)


def _write_glossary(words: ChapterWords, section: etree._Element, entries: Sequence[Entry]) -> None:
    glossary = add(section, "dl")
    for entry in entries:
        term = mark(add(glossary, "dt"), "glossterm")
        words.identify(term, entry.id)
        words.write(entry.element, add(term, "dfn"), entry.page)
        definition = mark(add(glossary, "dd"), "glossdef")
        _write_blocks(words, definition, entry)


def _write_section(words: ChapterWords, section: etree._Element, entry: Entry) -> None:
    written = add(section, "section", class_="entry")
    words.identify(written, entry.id)
    words.write(entry.element, add(written, "h2"), entry.page)
    if entry.date is not None:
        _write_date(add(written, "p", class_="date"), entry.date)
    _write_blocks(words, written, entry)


def _write_blocks(words: ChapterWords, target: etree._Element, entry: Entry) -> None:
    for block in entry.block_elements:
        words.write_block(block, target, entry.page)
    _write_mentions(words, target, entry)


def _write_mentions(words: ChapterWords, target: etree._Element, entry: Entry) -> None:
    mentions = words.book.edition.mentions.get(entry.id, ())
    if not mentions:
        return
    translate = words.book.translate
    opening = translate("Cited in") if entry.kind == "source" else translate("Mentioned in")
    paragraph = add(target, "p", f"{opening}: ", class_="mentions")
    for number, mention in enumerate(mentions):
        if number:
            paragraph[-1].tail = "; "
        words.link(paragraph, mention.label, words.book.paths[mention.url], mention.id)


def _write_date(target: etree._Element, date: EdtfDate) -> None:
    for number, end in enumerate(date.ends):
        if number:
            target[-1].tail = date.dash
        if end.datetime:
            add(target, "time", end.words, datetime=end.datetime)
        else:
            add(target, "span", end.words)


def _write_sources(words: ChapterWords, section: etree._Element, entries: Sequence[Entry]) -> None:
    bibliography = add(section, "ul", class_="sources")
    for entry in entries:
        item = add(bibliography, "li")
        words.identify(item, entry.id)
        if source := words.book.edition.source(entry.id):
            _write_source(words, item, entry, source)
        _write_blocks(words, item, entry)


def _write_source(words: ChapterWords, item: etree._Element, entry: Entry, source: Source) -> None:
    first = add(item, "p")
    words.write(entry.element, add(first, "b"), entry.page)
    first[-1].tail = ". "
    citation = lxml.html.fragment_fromstring(
        words.book.edition.citations_html.get(source.id, ""), create_parent="span"
    )
    words.write(citation, first, entry.page)
    address = str(source.csl.get("URL", ""))
    if source.identifier or address:
        facts = add(item, "p", f"{source.identifier} " if source.identifier else "", class_="facts")
        if href := outside_address(address):
            add(facts, "a", address, href=href)
    if source.remark:
        add(item, "p", source.remark)


def write_chronology(words: ChapterWords) -> None:
    """Writes all events in the order of their dates, as links to them."""
    dated = [(entry, entry.date) for entry in words.book.edition.of_kind("event") if entry.date is not None]
    section = add(words.body, "section")
    add(section, "h1", words.book.translate("Chronology"))
    events = add(section, "ol", class_="chronology")
    for entry, date in sorted(dated, key=lambda item: item[1].first):
        item = add(events, "li")
        _write_date(add(item, "span", class_="date"), date)
        item[-1].tail = " "
        words.link(item, entry.title, entry.page.path, entry.id)
