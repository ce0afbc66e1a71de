"""The dates: readable, in order, and of a known theme."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.problem import Problem, closest, problem_at

from ..dates import DATE_HINT, EdtfDate, is_date, no_date
from ..model import Edition, Entry
from .entries import problem_of


def check_dates(edition: Edition) -> Iterator[Problem]:
    """Every problem with the dates and themes of an edition."""
    latest: dict[str, Entry] = {}
    for entry in edition.of_kind("event"):
        yield from _check_date(edition, entry)
        yield from _check_theme(edition, entry)
        before = latest.get(entry.page.path)
        if entry.date and before and before.date and _is_before(entry.date, before.date):
            yield problem_of(
                edition,
                entry,
                "timeline-order",
                f"event '{entry.id}' ({entry.date.text}) stands after '{before.id}' ({before.date.text})",
                hint="events stand in the order of their dates",
            )
        elif entry.date and not _is_coarse(entry.date):
            latest[entry.page.path] = entry
    yield from _check_as_of(edition)
    yield from _check_dates_without_entry(edition)


def _is_before(date: EdtfDate, other: EdtfDate) -> bool:
    """Whether a date is surely earlier; a month or a year may stand anywhere within itself."""
    if _is_coarse(date):
        return date.last is not None and date.last < other.first
    return date.first < other.first


def _is_coarse(date: EdtfDate) -> bool:
    return len(date.ends) == 1 and len(date.ends[0].iso) < len("1997-05-27")


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


def _check_dates_without_entry(edition: Edition) -> Iterator[Problem]:
    """A heading with a date but no id of its own would be a section, and its event lost."""
    events = {id(entry.element) for entry in edition.of_kind("event")}
    for page in edition.site.pages:
        for element in page.root:
            if isinstance(element.tag, str) and element.get("data-date") and id(element) not in events:
                yield problem_at(
                    page.file,
                    page.source.find(f'"{element.get("data-date")}"'),
                    "event-without-id",
                    f"heading '{element.text_content().strip()}' has a date, but is no event",
                    hint="give it an id of its own, on a timeline page: { #its-id data-date=... }",
                )
