"""The essay's path through time: its paragraphs down, the years across, a point for each event borne on.

A paragraph bears on an event if it, or one of its notes, links to the event. The years that no paragraph
bears on are left out of the axis, and each other year is as wide as its points need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import sqrt

from lxml.html import HtmlElement

from reading_edition.model.dates import NEVER, DateFormat, Day, is_date, read_date, year_words
from reading_edition.model.edition import Edition, Entry, Note, Page, Passage
from reading_edition.render.generated.chronology import dot_of, year_of
from reading_edition.render.markup import relative_url, render

_TOP, _LEFT, _RIGHT, _ROW, _WIDTH = 50, 34, 12, 16, 360


def path(edition: Edition, page: Page) -> HtmlElement:
    """The picture of the essay's path through time, with its table."""
    borne = borne_events(edition)
    numbered = [passage for part in edition.parts for passage in part.paragraphs]
    axis = _Axis(event for events in borne.values() for event in events)
    rows = [
        (
            passage,
            _TOP + _ROW * (index + 0.5),
            relative_url(page.url, passage.page.url, passage.id),
            [
                dot_of(event, page, axis.x(event), _TOP + _ROW * (index + 0.5))
                for event in borne.get(passage.id, [])
            ],
        )
        for index, passage in enumerate(numbered)
    ]
    written = edition.settings.facts.written
    return render(
        "path.html",
        translate=edition.settings.translate,
        rows=rows,
        years=axis.labels(edition.settings.date_format),
        written=axis.x_of(read_date(written).first) if is_date(written) else None,
        top=_TOP,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        width=_WIDTH,
        height=_TOP + _ROW * len(rows) + 6,
    )


def borne_events(edition: Edition) -> dict[str, list[Entry]]:
    """The events on which each paragraph bears, by the paragraph's id, in the order of their dates."""
    found: dict[str, dict[str, Entry]] = {}
    for reference in edition.references:
        passage = _passage(reference.owner)
        aim = reference.target
        if passage is not None and isinstance(aim, Entry) and aim.kind == "event" and aim.date:
            found.setdefault(passage.paragraph, {})[aim.id] = aim
    return {name: sorted(events.values(), key=_first_day) for name, events in found.items()}


def _passage(owner: object) -> Passage | None:
    if isinstance(owner, Note):
        return owner.passage
    return owner if isinstance(owner, Passage) else None


def _first_day(event: Entry) -> Day:
    return event.date.first if event.date else NEVER


class _Axis:
    """The years across: each as wide as the square root of its points, in proportion."""

    def __init__(self, events: Iterator[Entry]) -> None:
        counts = Counter(year_of(event) for event in events)
        weights: Mapping[int, float] = {year: sqrt(counts[year]) for year in sorted(counts)}
        scale = (_WIDTH - _RIGHT - _LEFT) / (sum(weights.values()) or 1)
        self._years: dict[int, tuple[float, float]] = {}
        x = float(_LEFT)
        for year, weight in weights.items():
            self._years[year] = (x, weight * scale)
            x += weight * scale

    def x(self, event: Entry) -> float:
        return self.x_of(_first_day(event))

    def x_of(self, day: Day) -> float:
        """Where a day stands; one of a year that is left out stands at the next year's beginning."""
        if day.year not in self._years:
            later = [x for year, (x, _) in self._years.items() if year > day.year]
            return later[0] if later else _WIDTH - _RIGHT
        x, width = self._years[day.year]
        return round(x + width * (0.12 + 0.76 * (day.day_of_year - 1) / 366), 1)

    def labels(self, date_format: DateFormat) -> list[tuple[float, str]]:
        """The years that have room for their names."""
        labels: list[tuple[float, str]] = []
        for year, (x, width) in self._years.items():
            middle = x + width / 2
            if not labels or middle - labels[-1][0] >= 11:
                labels.append((round(middle, 1), year_words(year, date_format)))
        return labels
