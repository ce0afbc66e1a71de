"""The dates: readable, in order, and of a known theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from linkcheck.problem import Problem, closest, problem_at

from ..dates import DATE_HINT, Day, EdtfDate, is_date, no_date
from ..model import Edition, Entry
from .entries import problem_of
from .nameless import Nameless

_BEFORE_ALL = Day(-(10**6), 1, 1)


def check_dates(edition: Edition, nameless: Sequence[Nameless] = ()) -> Iterator[Problem]:
    """Every problem with the dates and themes of an edition; ``nameless`` are the headings without an id."""
    by_page: dict[str, list[Entry]] = {}
    for entry in edition.of_kind("event"):
        yield from _check_date(edition, entry)
        yield from _check_theme(edition, entry)
        by_page.setdefault(entry.page.path, []).append(entry)
    for events in by_page.values():
        yield from _check_order(edition, events)
    yield from _check_as_of(edition)
    yield from _check_openings(edition)
    yield from _check_dates_without_entry(edition, nameless)


def _check_order(edition: Edition, events: Sequence[Entry]) -> Iterator[Problem]:
    """As few events of a page as possible are told of: those without which all others are in order."""
    dated = [(entry, entry.date, _room(entry.date)) for entry in events if entry.date]
    kept = set(in_order([room for _, _, room in dated]))
    for index, (entry, date, (_, latest)) in enumerate(dated):
        if index in kept:
            continue
        before = [dated[other] for other in sorted(kept) if dated[other][2][0] <= latest]
        other, other_date, _ = before[-1] if before else dated[min(kept)]
        yield problem_of(
            edition,
            entry,
            "timeline-order",
            f"event '{entry.id}' ({date.text}) does not stand in the order of dates",
            hint=f"move it to right {'after' if before else 'before'} '{other.id}' ({other_date.text})",
        )


def _room(date: EdtfDate) -> tuple[Day, Day]:
    """The first and last day at which a date may begin: a month or a year leaves the day open."""
    first, precision = date.first, date.ends[0].iso.lstrip("-").count("-")
    if precision == 2:
        return first, first
    month = first.month if precision == 1 else 12
    return first, Day(first.year, month, 31)


def in_order(rooms: Sequence[tuple[Day, Day]]) -> list[int]:
    """Which of some dates, by their positions, stand in order: as many of them as possible.

    Each date may be anywhere in its room. It is the longest subsequence for which days can be chosen that
    never go back, found as the longest increasing subsequence is (Schensted 1961): ``chains[n]`` is, of
    the chains of n dates, the one that ends on the earliest day.
    """
    if _are_ordered(rooms):
        return list(range(len(rooms)))
    chains: list[tuple[Day, tuple[int, ...]]] = [(_BEFORE_ALL, ())]
    for position, (first, last) in enumerate(rooms):
        for length in range(len(chains) - 1, -1, -1):
            end, chain = chains[length]
            if end > last:
                continue
            longer = (max(end, first), (*chain, position))
            if length + 1 == len(chains):
                chains.append(longer)
            elif longer[0] < chains[length + 1][0]:
                chains[length + 1] = longer
    return list(chains[-1][1])


def _are_ordered(rooms: Sequence[tuple[Day, Day]]) -> bool:
    """Whether no date need be left out; so it nearly always is, and this is fast."""
    day = _BEFORE_ALL
    for first, last in rooms:
        if day > last:
            return False
        day = max(day, first)
    return True


def _check_date(edition: Edition, entry: Entry) -> Iterator[Problem]:
    text = entry.data.get("date", "")
    if not text:
        yield problem_of(
            edition, entry, "date", f"event '{entry.id}' has no date", hint='data-date="1997-05-27"'
        )
    elif entry.date is None:
        yield problem_of(
            edition, entry, "date", f"event '{entry.id}' has a date '{text}' {no_date(text)}", hint=DATE_HINT
        )


def _check_theme(edition: Edition, entry: Entry) -> Iterator[Problem]:
    themes, theme = edition.settings.themes, entry.data.get("theme", "")
    if theme not in themes:
        what = f"an unknown theme '{theme}'" if theme else "no theme"
        yield problem_of(
            edition,
            entry,
            "theme",
            f"event '{entry.id}' has {what}",
            guess=closest(theme, themes),
            hint=f"themes are {', '.join(themes)}",
        )


def _check_as_of(edition: Edition) -> Iterator[Problem]:
    for page in edition.site.pages:
        for element in page.root.iter():
            text = element.get("data-as-of") if isinstance(element.tag, str) else None
            if text is not None and not is_date(text):
                yield problem_at(
                    page.file,
                    page.source.find(text),
                    "date",
                    f"data-as-of has a date '{text}' {no_date(text)}",
                    hint=DATE_HINT,
                )


def _check_openings(edition: Edition) -> Iterator[Problem]:
    """What opens as paragraphs that say up to when they are true (in bold: Since 2010.) says so as well."""
    blocks = [
        (entry, block, _opening(block))
        for entry in edition.entries
        if entry.kind != "source"
        for block in entry.blocks
        if block.tag == "p"
    ]
    openings = {opening for _, block, opening in blocks if opening and block.get("data-as-of")}
    for entry, block, opening in blocks:
        if opening in openings and not block.get("data-as-of"):
            words = " ".join(block.text_content().split())[len(opening) :].strip()[:20]
            yield problem_at(
                entry.page.file,
                entry.page.source.find(words) or entry.place,
                "as-of",
                f"a paragraph of '{entry.id}' opens with '{opening}' and does not say up to when it is true",
                hint='write { data-as-of="2024-10-11" }, with its date, on the line right under it',
            )


def _opening(block: HtmlElement) -> str:
    """The bold words with which a paragraph opens, or nothing."""
    first = next(iter(block), None)
    if first is None or first.tag != "strong" or (block.text or "").strip():
        return ""
    return " ".join(str(first.text_content()).split())


def _check_dates_without_entry(edition: Edition, nameless: Sequence[Nameless]) -> Iterator[Problem]:
    """A heading with a date but no id of its own would be a section, and its event lost."""
    events = {id(entry.element) for entry in edition.of_kind("event")}
    known = {id(found.heading): found for found in nameless}
    for page in edition.site.pages:
        for element in page.root:
            if isinstance(element.tag, str) and element.get("data-date") and id(element) not in events:
                found = known.get(id(element))
                name = found.lost if found and found.lost else "its-id"
                yield problem_at(
                    page.file,
                    page.source.find(f'"{element.get("data-date")}"'),
                    "event-without-id",
                    f"heading '{element.text_content().strip()}' has a date, but is no event",
                    hint=f"give it an id of its own, on a timeline page: {{ #{name} data-date=... }}",
                    mends=found.mends if found else (),
                )
