"""The dates of events and of paragraphs that say up to when they are true; the themes of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.checks.event_order import check_order
from reading_edition.checks.headings import HeadingWithoutId
from reading_edition.checks.locations import entry_problem, location_of_block
from reading_edition.model.dates import DATE_HINT, Day, closest_date, date_fault, read_date
from reading_edition.model.edition import Edition, Entry, Page
from reading_edition.model.runs import HEADINGS, TEXT, Run, walk, words_of

_SHOWN = 50  # characters of a heading in a message
_AS_OF = "data-as-of"
_HINT_AS_OF = 'write up to when it is true, { data-as-of="2024-10-11" }, on the line right under it'


def check_dates(
    edition: Edition, without_id: Sequence[HeadingWithoutId] = (), latest: Day | None = None
) -> Iterator[Problem]:
    """Every problem with the dates and themes of an edition.

    ``without_id`` are the headings without an id. What is true up to a day cannot be true up to one after
    ``latest``.
    """
    for event in edition.of_kind("event"):
        yield from _check_date(edition, event)
        yield from _check_theme(edition, event)
    for page in edition.pages:
        yield from check_order(edition, page)
        yield from _check_as_of(page, latest)
        yield from _check_dates_without_event(edition, page, without_id)
    yield from _check_openings(edition)


def _check_date(edition: Edition, event: Entry) -> Iterator[Problem]:
    text = event.data.get("date")
    if not text:
        message = f"event '{event.id}' has no date"
        yield entry_problem(edition, event, "date", message, 'write data-date="1997-05-27" in its braces')
    elif event.date is None:
        message = f"event '{event.id}' has a date '{text}' {date_fault(text)}"
        yield entry_problem(edition, event, "date", message, DATE_HINT, guess=closest_date(text))


def _check_theme(edition: Edition, event: Entry) -> Iterator[Problem]:
    themes, theme = edition.settings.themes, event.data.get("theme", "")
    if theme not in themes:
        what = f"an unknown theme '{theme}'" if theme else "no theme"
        hint = f'write data-theme="..." in its braces; themes are {", ".join(themes)}'
        if not themes:
            hint = "list themes under extra.edition.themes in mkdocs.yml, as war: The war"
        message, guess = f"event '{event.id}' has {what}", closest(theme, themes)
        yield entry_problem(edition, event, "theme", message, hint, guess=guess)


def _check_as_of(page: Page, latest: Day | None) -> Iterator[Problem]:
    for text in (run.get(_AS_OF) for run in walk(page.blocks) if _AS_OF in run.attributes):
        message, guess, hint = "", "", DATE_HINT
        if fault := date_fault(text):
            message, guess = f"{_AS_OF} has a date '{text}' {fault}", closest_date(text)
        elif latest and read_date(text).first > latest:
            message = f"{_AS_OF} has a date '{text}' in the future"
            hint = "write the day up to which you checked it"
        if message:
            location = _location_of_value(page, _AS_OF, text)
            yield problem_at(page.file, location, "date", message, guess=guess, hint=hint)


def _location_of_value(page: Page, attribute: str, value: str) -> Location | None:
    """Where the value of an attribute is written, in any of the three ways that Markdown allows."""
    for opening, closing in (('"', '"'), ("'", "'"), ("", "")):
        if location := page.source.find(f"{attribute}={opening}{value}{closing}"):
            return Location(location.line, location.column + len(f"{attribute}={opening}"))
    return None


def _check_openings(edition: Edition) -> Iterator[Problem]:
    """A paragraph that begins like those with ``data-as-of`` (**Since 2010.**) has it as well."""
    paragraphs = [
        (entry, block, opening)
        for entry in edition.entries
        if entry.kind != "source"
        for block in entry.blocks
        if block.kind == "p" and (opening := _opening(block))
    ]
    openings = {_folded(opening) for _, block, opening in paragraphs if _AS_OF in block.attributes}
    before: Counter[tuple[str, str]] = Counter()
    for entry, block, opening in paragraphs:
        if _folded(opening) in openings and _AS_OF not in block.attributes:
            location = location_of_block(
                entry.page.source, block, after=entry.location, number=before[entry.id, opening]
            )
            message = f"a paragraph of '{entry.id}' begins with '{opening}' and has no {_AS_OF}"
            yield problem_at(entry.page.file, location or entry.location, "as-of", message, hint=_HINT_AS_OF)
        before[entry.id, opening] += 1


def _folded(opening: str) -> str:
    """An opening without its last sign: 'Since 2010:' is meant as 'Since 2010.' is."""
    return opening.rstrip(".:,; ")


def _opening(paragraph: Run) -> str:
    """The bold words with which a paragraph begins, or an empty text."""
    runs = [run for run in paragraph.runs if run.kind != TEXT or run.text.strip()]
    return words_of(runs[:1]) if runs and runs[0].kind == "strong" else ""


def _check_dates_without_event(
    edition: Edition, page: Page, without_id: Sequence[HeadingWithoutId]
) -> Iterator[Problem]:
    """A heading with a date but without an id of its own is no event, and would be lost."""
    events = {entry.id for entry in edition.entries_on(page) if entry.kind == "event"}
    known = {found.heading: found for found in without_id}
    for block in page.blocks:
        date, found = block.get("data-date"), known.get(block)
        if date and block.get("id") not in events:
            kind = "heading" if block.kind in HEADINGS else "paragraph"
            words = shorten(words_of([block]), _SHOWN, placeholder=" ...")
            name = found.lost if found and found.lost else "its-id"
            location, fixes = _location_of_value(page, "data-date", date), found.fixes if found else ()
            message = f"{kind} '{words}' has a date, but is not an event"
            hint = f"give it an id, on a page of events: {{ #{name} data-date=... }}"
            yield problem_at(page.file, location, "event-without-id", message, hint=hint, fixes=fixes)
