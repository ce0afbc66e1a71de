"""The order of events: each page of events is in the order of their dates."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from link_checks.problem import Problem
from reading_edition.checks.problems import problem
from reading_edition.model.dates import Day, EdtfDate
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page

_BEFORE_ALL = Day(-(10**6), 1, 1)
Days = tuple[Day, Day]  # the first and the last day on which a date may begin


def check_order(edition: Edition, page: Page) -> Iterator[Problem]:
    """As few events of a page as possible are reported: those without which all others are in order."""
    events = (entry for entry in edition.entries_on(page) if entry.kind == "event")
    dated = [event for event in events if event.date]
    days = [_days(event.date) for event in dated if event.date]
    kept = in_order(days)
    reached = list(accumulate((days[position][0] for position in kept), max))  # with each event that is kept
    for position, event in enumerate(dated):
        if position in kept:
            continue
        before = [other for other, day in zip(kept, reached, strict=True) if day <= days[position][1]]
        other = dated[before[-1] if before else kept[0]]
        where = "after" if before else "before"
        yield problem(edition, event, "timeline-order", where=where, other=other)


def _days(date: EdtfDate) -> Days:
    """The days on which a date may begin: a month or a year leaves the day open."""
    first, precision = date.first, date.ends[0].iso.lstrip("-").count("-")
    if precision == 2:
        return first, first
    month = first.month if precision == 1 else 12
    return first, Day(first.year, month, 31)


def in_order(days: Sequence[Days]) -> list[int]:
    """The positions of as many dates as possible that are in order.

    It is the longest subsequence for which days can be chosen that never go back, found as the longest
    increasing subsequence is (Schensted 1961): ``chains[n]`` is, of the chains of n dates, the one that ends
    on the earliest day. A chain is its last position and the chain before it.
    """
    chains: list[tuple[Day, Any]] = [(_BEFORE_ALL, None)]
    for position, (first, last) in enumerate(days):
        for length in range(len(chains) - 1, -1, -1):
            end, chain = chains[length]
            if end > last:
                continue
            longer = (max(end, first), (position, chain))
            if length + 1 == len(chains):
                chains.append(longer)
            elif longer[0] < chains[length + 1][0]:
                chains[length + 1] = longer
            if end <= first:
                break  # shorter chains would end no earlier
    positions, chain = [], chains[-1][1]
    while chain:
        position, chain = chain
        positions.append(position)
    return positions[::-1]
