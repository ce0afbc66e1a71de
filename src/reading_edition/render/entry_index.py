"""The index of a page of entries: the names by first letter, and a filter by kind of source."""

import unicodedata
from collections import Counter

from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Entry
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.filters import counted
from reading_edition.render.templating import render_element

_LEAST = 10  # the fewest entries of a page with an index


def render_indexes(edition: Edition, elements: Elements) -> None:
    """Add an index after the first paragraph of each page with many entries, unless they are a timeline."""
    for page in elements.shown(edition.pages):
        entries = [each for each in edition.entries_on(page) if ENTRY_KINDS[each.kind].layout != "timeline"]
        if len(entries) < _LEAST:
            continue
        kinds = {entry: source.kind for entry in entries if (source := edition.source(entry.id))}
        for entry, kind in kinds.items():
            section_of(elements.of(entry)).set("data-kind", kind)
        counts = Counter(kinds.values())
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(first_letter(entry.family_name or entry.title), []).append(entry)
        first = section_of(elements.of(entries[0]))
        choices = counted(edition.settings.source_kinds, counts) if len(counts) > 1 else ()
        values = {"choices": choices, "groups": groups, "kinds": kinds, "translate": edition.settings.translate}
        index = render_element("entry-index.html", **values)
        paragraphs = first.xpath("preceding-sibling::p")
        (paragraphs[0].addnext if paragraphs else first.addprevious)(index)


def first_letter(name: str) -> str:
    """Return the letter under which the index lists a name: without accents, and ``0–9`` for any digit."""
    first = next((each for each in unicodedata.normalize("NFKD", name) if each.isalnum()), "")
    return "0–9" if first.isdigit() else first.upper()
