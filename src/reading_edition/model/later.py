"""Finds content that is later than the text: content about events that its author could not know."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reading_edition.model.dates import NEVER, Day, EdtfDate, date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Owner
from reading_edition.model.runs import Run, walk
from reading_edition.model.settings import Settings

LATER = "data-later"  # the attribute of later content in pages and runs
_YEAR = re.compile(r"(?<![\d.,])\d{4}(?!\d|[.,]\d)")
_FOUR_DIGITS = re.compile(r"\d{4}")
_BEFORE_YEAR = 24  # the number of characters before a year that may contain its month


@dataclass(frozen=True)
class Then:
    """The time when a text was written."""

    day: Day  # the last possible day of writing
    newest: int  # the year of the edition; greater numbers do not count as years
    months: Mapping[str, int]  # the numbers of months, keyed by name in the language of the notes
    authors: Sequence[str]  # a sentence with one of these names and only the year of the text is about the text

    def may_concern(self, words: str) -> bool:
        """Return whether a text may contain the year of the text or a later one."""
        return any(int(number) >= self.day.year for number in _FOUR_DIGITS.findall(words))

    def verdict(self, words: str, events: Sequence[EdtfDate]) -> bool | None:
        """Return whether a sentence is later, judged by its years and events; None if that is unclear."""
        years = [self._is_later(int(year[0]), words[: year.start()]) for year in _YEAR.finditer(words)]
        if True in years or any(event.first > self.day for event in events):
            return True
        is_of_year = any(event.first.year == self.day.year for event in events)
        is_clear = None not in years or is_of_year or any(name in words for name in self.authors)
        return False if is_clear else None

    def _is_later(self, year: int, before: str) -> bool | None:
        if year != self.day.year or self.day.month == len(set(self.months.values())):
            return self.day.year < year <= self.newest
        near = before[-_BEFORE_YEAR:].casefold()
        place, month = max((near.rfind(name), number) for name, number in self.months.items())
        return month > self.day.month if place >= 0 else None


def then_of(settings: Settings) -> Then | None:
    """Return when the text was written, or None if the settings do not say."""
    facts = settings.facts
    written, published = date_of(facts.written), date_of(facts.date)
    if written is None or written.last is None:
        return None
    newest = published.first.year if published else NEVER.year
    forms = settings.translate.locale.months
    months = {name.casefold(): number for form in forms.values() for number, name in form["wide"].items()}
    return Then(written.last, newest, months, [name.family or name.literal for name in facts.authors])


def is_later(item: Owner) -> bool:
    """Return whether a note has only later content, or an entry is marked as later as a whole, as later events are."""
    if isinstance(item, Note):
        return is_all_later(item.paragraphs)
    return isinstance(item, Entry) and "later" in item.data


def is_all_later(runs: Sequence[Run]) -> bool:
    """Return whether some runs contain later content and no other content."""

    def is_later_or_empty(run: Run) -> bool:
        return LATER in run.attributes or (not run.text.strip() and all(map(is_later_or_empty, run.runs)))

    return any(LATER in run.attributes for run in walk(runs)) and all(map(is_later_or_empty, runs))


def later_runs(edition: Edition) -> set[Run]:
    """Return all runs inside later content of notes and entries."""
    said = [*(note.paragraphs for note in edition.notes), *(entry.blocks for entry in edition.entries)]
    marked = (run for runs in said for run in walk(runs) if LATER in run.attributes)
    return {inner for run in marked for inner in walk([run])}


def later_sources(edition: Edition) -> Iterator[Entry]:
    """Yield the sources that were published later and to which only later content links."""
    if (then := then_of(edition.settings)) is None:
        return
    later = later_runs(edition)
    for entry in edition.of_kind("source"):
        issued = str(source.csl.get("issued", "")) if (source := edition.source(entry.id)) else ""
        date = date_of(issued)
        if date and date.first > then.day and all(reference.run in later for reference in edition.references_to(entry)):
            yield entry
