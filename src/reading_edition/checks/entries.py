"""Check entries: each has a short summary and sources, and is linked from another passage, note, entry, or page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.checks.citations import check_sources_of
from reading_edition.checks.headings import HeadingWithoutId
from reading_edition.checks.permalinks import moved_links
from reading_edition.checks.received_text import unlisted_parts
from reading_edition.model.edition import Edition
from reading_edition.model.items import TERM_TYPES, Entry, Page
from reading_edition.model.names import kind_name
from reading_edition.model.permalinks import id_of
from reading_edition.model.problems import problem
from reading_edition.model.runs import walk, words_of

_OF_EVENTS = ("theme", "short", "turning")
_ATTRIBUTES = (*_OF_EVENTS, "also", "date", "type", "wikidata")
_ALMOST = 0.75  # the least similarity of a name and its misspelling
_COMMA = re.compile("[,،、|]")
_LIFE = re.compile(r"\((\d{3,4})\s?[–-]\s?(\d{3,4})\)")


def check_entries(edition: Edition, without_id: Sequence[HeadingWithoutId] = ()) -> Iterator[Problem]:
    """Yield every problem with the entries of an edition; ``without_id`` are the headings without an id."""
    ids = Counter(entry.id for entry in edition.entries)
    # Links from any text on the essay's pages count; other checks report misplaced text.
    essay = {*edition.settings.parts, *unlisted_parts(edition)}
    # An editors' page, such as a reading list, may be the only page that cites a source.
    citing = essay | {*edition.settings.introduction, *edition.settings.appendix}
    excused = _linked_once_fixed(edition, without_id)
    for entry in edition.entries:
        if entry.kind != "source":
            yield from _check_summary(edition, entry)
            name = f"{kind_name(entry.kind)} '{entry.id}'"
            yield from check_sources_of(edition, entry, name, "end the entry with **Sources.** ")
        yield from _check_attributes(edition, entry)
        code, pages = ("uncited-source", citing) if entry.kind == "source" else ("orphan-entry", essay)
        # A passage, a note, another entry, or other text on one of these pages may link to the entry.
        owners = [reference.owner for reference in edition.references_to(entry)]
        is_linked = any(owner.path in pages if isinstance(owner, Page) else owner is not entry for owner in owners)
        if ids[entry.id] == 1 and entry.id not in excused and not is_linked:
            yield problem(edition, entry, code, kind=kind_name(entry.kind))


def _check_summary(edition: Edition, entry: Entry) -> Iterator[Problem]:
    limit = edition.settings.summary_words
    if entry.summary is None:
        yield problem(edition, entry, "missing-summary", kind=kind_name(entry.kind), limit=limit)
        return
    words = words_of([entry.summary])
    if (count := len(words.split())) > limit:
        yield problem(edition, entry, "summary-length", count=count, limit=limit)
    # A summary has no citation, unless the rest of the entry has none.
    cited = [reference for reference in edition.references_from(entry) if reference.is_citation]
    inside = set(walk([entry.summary]))
    in_summary = [reference for reference in cited if reference.run in inside]
    if in_summary and len(in_summary) < len(cited):
        yield problem(edition, entry, "summary-citation", location=in_summary[0].location)
    life = _LIFE.search(words) if entry.kind == "person" else None
    if life and int(life[1]) > int(life[2]):
        yield problem(edition, entry, "date/life", guess=f"({life[2]}–{life[1]})", years=life[0])


def _check_attributes(edition: Edition, entry: Entry) -> Iterator[Problem]:
    """Report invalid values, which search and exports read, misspelled names, and names that only events may have."""
    kind, written = kind_name(entry.kind), entry.data.get("type")
    if entry.kind == "term" and written is not None and written not in TERM_TYPES:
        types, guess = " or data-type=".join(TERM_TYPES), closest(written, TERM_TYPES)
        yield problem(edition, entry, "term-type", guess=guess, written=written, types=types)
    for name in sorted(entry.data):
        if name in _OF_EVENTS and entry.kind != "event":
            yield problem(edition, entry, "attribute/of-events", kind=kind, name=name)
        elif name not in _ATTRIBUTES and (guess := closest(name, _ATTRIBUTES, cutoff=_ALMOST)):
            yield problem(edition, entry, "attribute/unknown", guess=f"data-{guess}", kind=kind, name=name)
    names = entry.data.get("also", "")
    spellings = [each.strip() for each in _COMMA.split(names)]
    if len(spellings) > 1 and ";" not in names:
        meant = "; ".join(filter(None, spellings))
        yield problem(edition, entry, "spellings", kind=kind, written=names, meant=meant)


def _linked_once_fixed(edition: Edition, without_id: Sequence[HeadingWithoutId]) -> set[str]:
    """Return the ids that are linked once other problems are fixed: dead links, and headings without an id."""
    ids, pages = {entry.id for entry in edition.entries}, {found.page for found in without_id}
    linked = {id_of(address) for _, address in moved_links(edition)}
    for target in (link.target for link in edition.dead_links):
        name = target.fragment or ""
        linked.add(name if target.kind == "missing" or name in ids else closest(name, ids))
    # Where a heading has no id, part of the page belongs to the lost entry, so its links count as well.
    targets = (reference.target for reference in edition.references if reference.page in pages)
    return linked | {target.id for target in targets if isinstance(target, Entry)}
