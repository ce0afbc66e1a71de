"""The dates: readable, in order, and of a known theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from textwrap import shorten

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.checks.entries import problem_of
from reading_edition.checks.headings_without_id import Nameless
from reading_edition.checks.locations import HEADINGS, location_of_block
from reading_edition.model.dates import DATE_HINT, Day, EdtfDate, is_date, no_date
from reading_edition.model.edition import Edition, Entry, Page

_SHOWN = 50
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
    dated = [(entry, entry.date) for entry in events if entry.date]
    rooms = [_room(date) for _, date in dated]
    kept = in_order(rooms)
    # The day that is reached with each event that is kept.
    reached = list(accumulate((rooms[position][0] for position in kept), max))
    for position, (entry, date) in enumerate(dated):
        if position in kept:
            continue
        before = [other for other, day in zip(kept, reached, strict=True) if day <= rooms[position][1]]
        other, other_date = dated[before[-1] if before else kept[0]]
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
    text = entry.data.get("date")
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
            hint=f"themes are {', '.join(themes)}"
            if themes
            else "extra.edition.themes in mkdocs.yml names none; name them there, as war: The war",
        )


def _check_as_of(edition: Edition) -> Iterator[Problem]:
    for page in edition.pages:
        for element in page.root.iter():
            text = element.get("data-as-of") if isinstance(element.tag, str) else None
            if text is not None and not is_date(text):
                yield problem_at(
                    page.file,
                    _location_of_value(page, "data-as-of", text),
                    "date",
                    f"data-as-of has a date '{text}' {no_date(text)}",
                    hint=DATE_HINT,
                )


def _location_of_value(page: Page, attribute: str, value: str) -> Location | None:
    """Where the value of an attribute is written; all three ways of writing it are Markdown's."""
    for opening, closing in (('"', '"'), ("'", "'"), ("", "")):
        if location := page.source.find(f"{attribute}={opening}{value}{closing}"):
            return Location(location.line, location.column + len(f"{attribute}={opening}"))
    return None


def _check_openings(edition: Edition) -> Iterator[Problem]:
    """What opens as paragraphs that say up to when they are true (in bold: Since 2010.) says so as well."""
    blocks = [
        (entry, block, _opening(block))
        for entry in edition.entries
        if entry.kind != "source"
        for block in entry.block_elements
        if block.tag == "p"
    ]
    openings = {opening for _, block, opening in blocks if opening and block.get("data-as-of")}
    met: Counter[tuple[str, str]] = Counter()
    for entry, block, opening in blocks:
        if opening in openings and not block.get("data-as-of"):
            number = met[entry.id, opening]
            yield problem_at(
                entry.page.file,
                location_of_block(entry.page.source, block, after=entry.location, number=number)
                or entry.location,
                "as-of",
                f"a paragraph of '{entry.id}' opens with '{opening}' and does not say up to when it is true",
                hint='write { data-as-of="2024-10-11" }, with its date, on the line right under it',
            )
        met[entry.id, opening] += 1


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
    for page in edition.pages:
        for element in page.root:
            date = element.get("data-date") if isinstance(element.tag, str) else None
            if date and id(element) not in events:
                kind = "heading" if element.tag in HEADINGS else "paragraph"
                words = shorten(element.text_content(), _SHOWN, placeholder=" ...")
                found = known.get(id(element))
                name = found.lost if found and found.lost else "its-id"
                yield problem_at(
                    page.file,
                    _location_of_value(page, "data-date", date),
                    "event-without-id",
                    f"{kind} '{words}' has a date, but is no event",
                    hint=f"give it an id of its own, on a timeline page: {{ #{name} data-date=... }}",
                    fixes=found.fixes if found else (),
                )
