"""The entries: an id of their own, a short summary, sources, and links to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from link_checks.invisible_characters import invisible_in
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.checks.citations import check_sources_of_entry
from reading_edition.checks.headings import HeadingWithoutId
from reading_edition.checks.locations import entry_file, entry_problem
from reading_edition.checks.permalinks import moved_links
from reading_edition.checks.received_text import unlisted_parts
from reading_edition.model.edition import TERM_TYPES, TOOLTIP_PREFIX, Edition, Entry, Page
from reading_edition.model.names import ID_RULE, is_id, kind_name, proposed_id
from reading_edition.model.permalinks import id_of
from reading_edition.model.runs import Run, walk, words_of

_LIFE = re.compile(r"\((\d{3,4})\s?[–-]\s?(\d{3,4})\)")


def check_entries(edition: Edition, without_id: Sequence[HeadingWithoutId] = ()) -> Iterator[Problem]:
    """Every problem with the entries of an edition; ``without_id`` are the headings without an id."""
    yield from _check_ids(edition)
    ids = Counter(entry.id for entry in edition.entries)
    # Links from anywhere on the essay's pages count: what else is wrong with them is reported there.
    essay = {*edition.settings.parts, *unlisted_parts(edition)}
    meant = _meant_by_dead_links(edition) | _linked_from(edition, {found.page for found in without_id})
    for entry in edition.entries:
        if entry.kind != "source":
            yield from _check_summary(edition, entry)
            yield from check_sources_of_entry(edition, entry)
        yield from _check_type(edition, entry)
        if ids[entry.id] == 1 and entry.id not in meant:
            yield from _check_links_to(edition, entry, essay)


def _check_ids(edition: Edition) -> Iterator[Problem]:
    """Ids of entries are unique in the whole edition, because print and book join all pages."""
    first: dict[str, tuple[str, int]] = {}
    for passage in edition.passages:
        first.setdefault(passage.id, (passage.page.file, passage.location.line if passage.location else 0))
    for entry in edition.entries:
        if not is_id(entry.id):
            yield _unusable_id(edition, entry)
        here = (entry_file(edition, entry), entry.location.line if entry.location else 0)
        other, line = first.setdefault(entry.id, here)
        if (other, line) != here:
            message = f"id '{entry.id}' is already used in {other}:{line}"
            hint = "choose another id; each is unique in the whole edition"
            yield entry_problem(edition, entry, "duplicate-id", message, hint)


def _unusable_id(edition: Edition, entry: Entry) -> Problem:
    message, hint = f"id '{entry.id}' cannot be used", f"{ID_RULE}; '{TOOLTIP_PREFIX}...' is reserved"
    if invisible := invisible_in(entry.id):
        message = f"{message}: it contains {invisible}"
    guess = proposed_id(entry.id)
    taken = {entry.id for entry in edition.entries} | {passage.id for passage in edition.passages}
    guess = guess if is_id(guess) and guess not in taken else ""
    return entry_problem(edition, entry, "entry-id", message, hint, guess=guess)


def _check_summary(edition: Edition, entry: Entry) -> Iterator[Problem]:
    summary, limit = entry.summary, edition.settings.summary_words
    if summary is None:
        message = f"{kind_name(entry.kind)} '{entry.id}' has no text"
        hint = f"begin it with a summary: a paragraph of at most {limit} words"
        yield entry_problem(edition, entry, "missing-gist", message, hint)
        return
    count = len(words_of([summary]).split())
    if count > limit:
        message = f"the first paragraph of '{entry.id}' has {count} words, {limit} at the most"
        hint = "it is shown in the tooltip; put the rest into a second paragraph"
        yield entry_problem(edition, entry, "gist-length", message, hint)
    yield from _check_citations_in_summary(edition, entry, summary)
    yield from _check_life(edition, entry, summary)


def _check_citations_in_summary(edition: Edition, entry: Entry, summary: Run) -> Iterator[Problem]:
    """A summary cites nothing, unless it is all that the entry contains."""
    cited = [reference for reference in edition.references_from(entry) if reference.is_citation]
    inside = set(walk([summary]))
    in_summary = [reference for reference in cited if reference.run in inside]
    if in_summary and len(in_summary) < len(cited):
        location = in_summary[0].location or entry.location
        message = f"the first paragraph of '{entry.id}' cites a source"
        hint = "it is shown in the tooltip; move the citation to the last paragraph, after **Sources.**"
        yield problem_at(entry.page.file, location, "gist-citation", message, hint=hint)


def _check_life(edition: Edition, entry: Entry, summary: Run) -> Iterator[Problem]:
    """The years of a person's life, (1937–2022), in order."""
    life = _LIFE.search(words_of([summary])) if entry.kind == "person" else None
    if life and int(life[1]) > int(life[2]):
        message = f"person '{entry.id}' is born after the year of death: {life[0]}"
        hint = "write the year of birth first"
        yield entry_problem(edition, entry, "date", message, hint, guess=f"({life[2]}–{life[1]})")


def _check_type(edition: Edition, entry: Entry) -> Iterator[Problem]:
    """The type of a term, which other programs read, is one of a few words."""
    written = entry.data.get("type")
    if entry.kind == "term" and written is not None and written not in TERM_TYPES:
        message = f"glossary entry '{entry.id}' has an unknown type '{written}'"
        hint = f"write data-type={' or data-type='.join(TERM_TYPES)}, or leave it out"
        guess = closest(written, TERM_TYPES)
        yield entry_problem(edition, entry, "term-type", message, hint, guess=guess)


def _meant_by_dead_links(edition: Edition) -> set[str]:
    """The ids that dead links most likely mean; each dead link is reported by itself."""
    ids = {entry.id for entry in edition.entries}
    targets = [link.target for link in edition.dead_links]
    moved = {id_of(address) for _, address in moved_links(edition)}
    return moved | {
        fragment if target.kind == "missing" or fragment in ids else closest(fragment, ids)
        for target in targets
        if (fragment := target.fragment)
    }


def _linked_from(edition: Edition, pages: set[Page]) -> set[str]:
    """The ids to which some pages link: part of a page with a heading without id is in the lost entry."""
    targets = (reference.target for reference in edition.references if reference.page in pages)
    return {target.id for target in targets if isinstance(target, Entry)}


def _check_links_to(edition: Edition, entry: Entry, essay: set[str]) -> Iterator[Problem]:
    """Something links to each entry: a passage, a note, another entry, or any words on the essay's pages."""
    owners = (reference.owner for reference in edition.references_to(entry))
    if any(owner.path in essay if isinstance(owner, Page) else owner is not entry for owner in owners):
        return
    if entry.kind == "source":
        message, hint = f"no note or entry cites source '{entry.id}'", "cite it, or remove it from the list"
        yield entry_problem(edition, entry, "uncited-source", message, hint)
    else:
        message = f"nothing links to {kind_name(entry.kind)} '{entry.id}'"
        hint = "link to it from a paragraph, a note or another entry"
        yield entry_problem(edition, entry, "orphan-entry", message, hint)
