"""Check the dates, order, and themes of events, and the dates up to which paragraphs are true (``data-as-of``)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from textwrap import shorten
from typing import Any

from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.checks.headings import SHOWN, HeadingWithoutId
from reading_edition.checks.locations import location_of_block
from reading_edition.checks.notes import check_themes
from reading_edition.model.dates import DATE_HINT, EVER, Day, closest_date, date_fault, read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.problems import problem
from reading_edition.model.runs import HEADINGS, TEXT, Run, walk, words_of

_AS_OF = "data-as-of"
_SIGNS = ".:,; "


def check_dates(edition: Edition, without_id: Sequence[HeadingWithoutId], latest: Day | None) -> Iterator[Problem]:
    """Yield every problem with dates and themes. No paragraph can be true up to a day after ``latest``."""
    for event in edition.of_kind("event"):
        text = event.data.get("date")
        if not text:
            yield problem(edition, event, "date/missing")
        elif event.date is None:
            fault, guess = date_fault(text), closest_date(text)
            yield problem(edition, event, "date/event", guess=guess, text=text, fault=fault, forms=DATE_HINT)
        yield from check_themes(edition, event)
    for page in edition.pages:
        yield from _check_order(edition, page)
        yield from _check_as_of(edition, page, latest)
        yield from _check_lost_dates(edition, page, without_id)
    yield from _check_openings(edition)


def _check_as_of(edition: Edition, page: Page, latest: Day | None) -> Iterator[Problem]:
    for text in (run.get(_AS_OF) for run in walk(page.blocks) if _AS_OF in run.attributes):
        location = _location_of_value(page, _AS_OF, text)
        if fault := "that is an interval" if "/" in text else date_fault(text):
            guess = closest_date(text)
            yield problem(edition, page, "date/as-of", location=location, guess=guess, text=text, fault=fault)
        elif latest and read_date(text).first > latest:
            yield problem(edition, page, "date/future", location=location, text=text)


def _location_of_value(page: Page, attribute: str, value: str) -> Location | None:
    """Return the location of an attribute's value, with double, single, or no quotation marks."""
    for quote in ('"', "'", ""):
        if location := page.source.find(f"{attribute}={quote}{value}{quote}"):
            return Location(location.line, location.column + len(f"{attribute}={quote}"))
    return None


def _check_openings(edition: Edition) -> Iterator[Problem]:
    """Report paragraphs that lack ``data-as-of`` and begin like one that has it (**Since 2010.**)."""
    entries = [entry for entry in edition.entries if entry.kind != "source"]
    found = [(entry, block, _opening(block)) for entry in entries for block in entry.blocks if block.kind == "p"]
    # Ignore punctuation at the end: 'Since 2010:' means 'Since 2010.'.
    openings = {opening.rstrip(_SIGNS) for _, block, opening in found if opening and _AS_OF in block.attributes}
    before: Counter[tuple[str, str]] = Counter()
    for entry, block, opening in found:
        if opening.rstrip(_SIGNS) in openings and _AS_OF not in block.attributes:
            number = before[entry.id, opening]
            location = location_of_block(entry.page.source, block, after=entry.location, number=number)
            yield problem(edition, entry, "as-of", location=location, opening=opening)
        before[entry.id, opening] += 1


def _opening(paragraph: Run) -> str:
    """Return the bold words at the beginning of a paragraph, or an empty text."""
    runs = [run for run in paragraph.runs if run.kind != TEXT or run.text.strip()]
    return words_of(runs[:1]) if runs and runs[0].kind == "strong" else ""


def _check_lost_dates(edition: Edition, page: Page, without_id: Sequence[HeadingWithoutId]) -> Iterator[Problem]:
    """Report blocks with a date but no id of their own, which are no events and would be lost."""
    events = {entry.id for entry in edition.entries_on(page) if entry.kind == "event"}
    known = {found.heading: found for found in without_id}
    for block in page.blocks:
        date, found = block.get("data-date"), known.get(block)
        if date and block.get("id") not in events:
            kind = "heading" if block.kind in HEADINGS else "paragraph"
            words = shorten(words_of([block]), SHOWN, placeholder=" ...")
            name, fixes = (found.lost or "its-id", found.fixes) if found else ("its-id", ())
            where: dict[str, Any] = {"location": _location_of_value(page, "data-date", date), "fixes": fixes}
            yield problem(edition, page, "event-without-id", kind=kind, words=words, name=name, **where)


def _check_order(edition: Edition, page: Page) -> Iterator[Problem]:
    """Report the fewest events of a page without which all others are in order."""
    events = (entry for entry in edition.entries_on(page) if entry.kind == "event")
    dated = [event for event in events if event.date]
    dates = (event.date for event in dated if event.date)
    # a month, a year or an unknown beginning leaves the day open
    days = [(date.first if date.has_beginning else EVER, date.ends[0].last) for date in dates]
    kept = _in_order(days)
    reached = list(accumulate((days[position][0] for position in kept), max))  # the day of each event that is kept
    for position, event in enumerate(dated):
        if position in kept:
            continue
        before = [other for other, day in zip(kept, reached, strict=True) if day <= days[position][1]]
        other = dated[before[-1] if before else kept[0]]
        where = "after" if before else "before"
        yield problem(edition, event, "timeline-order", where=where, other=other)


def _in_order(days: Sequence[tuple[Day, Day]]) -> list[int]:
    """Return the positions of as many dates as possible that are in order, each on a day from its first to its last.

    They are the longest subsequence for which days can be chosen that never decrease. It is found like the longest
    increasing one (Schensted 1961): ``chains[n]`` is the chain of n dates that ends earliest, and its last day.
    """
    chains: list[tuple[Day, list[int]]] = [(EVER, [])]
    for position, (first, last) in enumerate(days):
        for length in range(len(chains) - 1, -1, -1):
            end, chain = chains[length]
            if end <= last and (length + 1 == len(chains) or max(end, first) < chains[length + 1][0]):
                chains[length + 1 : length + 2] = [(max(end, first), [*chain, position])]
            if end <= first:
                break  # with this date, shorter chains would end no earlier
    return chains[-1][1]
