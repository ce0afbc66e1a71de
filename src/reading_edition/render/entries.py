"""Entries: their dates and citations, each entry in a section of its own."""

from __future__ import annotations

from collections.abc import Mapping

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Entry, Source
from reading_edition.model.messages import Translator
from reading_edition.render.markup import add_class, render, render_all

_ARCHIVE = "https://web.archive.org/web/"


def weave_entries(edition: Edition, citations: Mapping[str, str]) -> None:
    """Gives every entry its date or citation, and frames it as one section."""
    sources = {source.id: source for source in edition.sources}
    sections = {id(entry): _frame(entry) for entry in edition.entries}
    dated = [entry for entry in edition.entries if entry.date is not None]
    dates = render_all("event-date.html", ({"date": entry.date} for entry in dated))
    for entry, element in zip(dated, dates, strict=True):
        entry.element.addnext(element)
    listed = [entry for entry in edition.entries if entry.kind == "source"]
    cited = render_all(
        "source.html", (_source(edition, sources[entry.id], citations.get(entry.id, "")) for entry in listed)
    )
    for entry, element in zip(listed, cited, strict=True):
        sections[id(entry)].append(element)
    for entry in edition.entries:
        if entry.data.get("theme"):
            sections[id(entry)].set("data-theme", entry.data["theme"])
        for block in entry.block_elements:
            _mark_block(block, edition.settings.translate)


def _frame(entry: Entry) -> HtmlElement:
    """A section around an entry's heading and all that stands under it, notes included."""
    section: HtmlElement = lxml.html.Element("section")
    section.set("class", f"entry entry-{entry.kind}")
    entry.element.addprevious(section)
    following = entry.element
    while following is not None and (following is entry.element or not _ends_entry(following)):
        after = following.getnext()
        section.append(following)
        following = after
    return section


def _ends_entry(element: HtmlElement) -> bool:
    return element.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "section") or "gists" in (
        element.get("class") or ""
    )


def _mark_block(block: HtmlElement, translate: Translator) -> None:
    as_of = block.get("data-as-of")
    if as_of and is_date(as_of):
        _set_space(block)
        block.append(render("as-of.html", date=read_date(as_of, translate.date_format), translate=translate))
    elif block.tag == "p" and _is_list_of_sources(block):
        add_class(block, "entry-sources")


def _set_space(block: HtmlElement) -> None:
    """One space at the end of a block, for what comes after its last words."""
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip() + " "
    else:
        block.text = (block.text or "").rstrip() + " "


def _is_list_of_sources(block: HtmlElement) -> bool:
    links = [child for child in block if child.tag == "a"]
    return (
        bool(links)
        and all("ref-source" in (link.get("class") or "") for link in links)
        and (
            block[0].tag == "strong"
            and not (block.text or "").strip()
            and not any((child.tail or "").strip(" ,;.\n") for child in block)
        )
    )


def _source(edition: Edition, source: Source, citation: str) -> dict[str, object]:
    """What the template of a source shows."""
    return {
        "source": source,
        "citation": Markup(citation),  # noqa: S704 (the citation processor's own HTML)
        "kind": edition.settings.source_kinds.get(source.kind, source.kind),
        "url": source.csl.get("URL", ""),
        "translate": edition.settings.translate,
        "archived": archive_address(source.csl.get("URL", ""), source.csl.get("issued", "")),
    }


def archive_address(url: str, date: str) -> str:
    """Where an archive keeps copies of a page, the ones of about its date first.

    The address is made from the page's address and date; nobody has asked whether a copy is there.
    """
    if not url.startswith(("http://", "https://")) or "archive." in url.split("/")[2]:
        return ""
    day = read_date(date).first.isoformat().replace("-", "") if is_date(date) else ""
    return f"{_ARCHIVE}{day}/{url}" if day else f"{_ARCHIVE}{url}"
