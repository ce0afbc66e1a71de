"""Check the order of entries and sources: events by date, people by surname, terms by title, and sources by id."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from link_checks.problem import Problem
from reading_edition.model.dates import EVER
from reading_edition.model.edition import Edition
from reading_edition.model.names import sort_key
from reading_edition.model.problems import problem

_MOST = 0.8  # the share of items that are in alphabetical order if this is the order of their list
_Span = tuple[Any, Any]  # the first and the last value at which an item can be


def check_order(edition: Edition) -> Iterator[Problem]:
    """Report what is out of order. Other languages have other alphabets, so their terms and people are not checked."""
    is_english = edition.settings.facts.notes_language.partition("-")[0] == "en"
    for page in edition.pages:
        entries, kind = edition.entries_on(page), edition.settings.kind_of(page.path)
        if kind == "event":
            # a month, a year or an unknown beginning leaves the day open
            dates = [(each, each.date) for each in entries if each.date]
            days = {each: (date.first if date.has_beginning else EVER, date.ends[0].last) for each, date in dates}
            yield from _report(edition, "timeline-order", days, 0)
        elif kind != "source" and is_english:
            keys = {each: (sort_key(each.title, kind, each.id),) * 2 for each in entries}
            yield from _report(edition, f"entry-order/{kind}", keys, _MOST)
    yield from _report(edition, "source-order", {each: (each.id,) * 2 for each in edition.sources}, _MOST)


def _report(edition: Edition, key: str, spans: Mapping[Any, _Span], least: float) -> Iterator[Problem]:
    """Report the fewest items without which all others are in order, unless less than a share of the items is."""
    items, values = [*spans], [*spans.values()]
    kept = _in_order(values)
    reached = list(accumulate((values[position][0] for position in kept), max))  # the value of each item that is kept
    is_ordered = len(kept) >= least * len(items)
    for position in sorted({*range(len(items))} - {*kept}) if is_ordered else ():
        before = [other for other, value in zip(kept, reached, strict=True) if value <= values[position][1]]
        where, other = ("after", before[-1]) if before else ("before", kept[0])
        yield problem(edition, items[position], key, where=where, other=items[other])


def _in_order(spans: Sequence[_Span]) -> list[int]:
    """Return the positions of as many spans as possible that are in order, each at a value from its first to its last.

    They are the longest subsequence for which values can be chosen that never decrease. It is found like the longest
    increasing one (Schensted 1961): ``chains[n]`` is the chain of n spans that ends earliest, at ``ends[n]``.
    """
    ends: list[Any] = [min((first for first, _ in spans), default=None)]
    chains: list[Any] = [()]  # of positions, the last one first
    for position, (first, last) in enumerate(spans):
        for length in range(bisect_right(ends, last) - 1, -1, -1):
            end = max(ends[length], first)
            if length + 1 == len(ends) or end < ends[length + 1]:
                ends[length + 1 : length + 2] = [end]
                chains[length + 1 : length + 2] = [(position, chains[length])]
            if ends[length] <= first:
                break  # with this span, shorter chains would end no earlier
    kept, chain = list[int](), chains[-1]
    while chain:
        position, chain = chain
        kept.append(position)
    return kept[::-1]
