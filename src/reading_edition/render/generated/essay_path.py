"""The essay's path through time: its paragraphs down, the years across, a point for each event.

A paragraph refers to an event if it, or one of its notes, links to it. Other years are left out of the axis.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from math import sqrt

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.dates import Day, is_date, read_date, year_words
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page, Passage
from reading_edition.render.generated.chronology import dot_of, first_day, has_year
from reading_edition.render.templating import render_element

_TOP, _LEFT, _RIGHT, _ROW, _WIDTH = 50, 34, 12, 16, 360
_BETWEEN_LABELS = 11


def essay_path(edition: Edition, page: Page) -> HtmlElement:
    """The picture of the essay's path through time, with its table."""
    events = events_of_paragraphs(edition)
    axis = _Axis(event for of_paragraph in events.values() for event in of_paragraph if has_year(event))
    rows: list[dict[str, object]] = []
    for passage in (each for each in edition.passages if each.is_paragraph):
        y = _TOP + _ROW * (len(rows) + 0.5)
        dots = [dot_of(event, page, axis.position(first_day(event)), y) for event in events.get(passage.id, ())]
        address = relative_url(page.url, passage.page.url, passage.id)
        rows.append({"number": passage.number, "y": y, "address": address, "dots": dots})
    written = edition.settings.facts.written
    return render_element(
        "essay-path.html",
        translate=edition.settings.translate,
        rows=rows,
        years=[(x, year_words(year, edition.settings.date_format)) for x, year in axis.labels()],
        written=axis.position(read_date(written).first)
        if is_date(written) and read_date(written).ends[0].iso
        else None,
        top=_TOP,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        width=_WIDTH,
        height=_TOP + _ROW * len(rows) + 6,
    )


def events_of_paragraphs(edition: Edition) -> dict[str, list[Entry]]:
    """The events that each paragraph refers to, by the paragraph's id, in the order of their dates."""
    found: dict[str, dict[str, Entry]] = {}
    for reference in edition.references:
        owner, target = reference.owner, reference.target
        passage = owner.passage if isinstance(owner, Note) else owner
        if isinstance(passage, Passage) and isinstance(target, Entry) and target.kind == "event" and target.date:
            found.setdefault(passage.paragraph, {})[target.id] = target
    return {name: sorted(events.values(), key=first_day) for name, events in found.items()}


class _Axis:
    """The years across: each as wide as the square root of its points, in proportion."""

    def __init__(self, events: Iterator[Entry]) -> None:
        counts = Counter(first_day(event).year for event in events)
        weights: Mapping[int, float] = {year: sqrt(counts[year]) for year in sorted(counts)}
        scale = (_WIDTH - _RIGHT - _LEFT) / (sum(weights.values()) or 1)
        starts = accumulate((weight * scale for weight in weights.values()), initial=float(_LEFT))
        # Where each begins, and how wide it is.
        self._years = {year: (x, weight * scale) for (year, weight), x in zip(weights.items(), starts, strict=False)}

    def position(self, day: Day) -> float:
        """Where a day is; one of a year that is left out is at the beginning of the next year."""
        if day.year not in self._years:
            later = [x for year, (x, _) in self._years.items() if year > day.year]
            return later[0] if later else _WIDTH - _RIGHT
        x, width = self._years[day.year]
        return round(x + width * (0.12 + 0.76 * (day.day_of_year - 1) / 366), 1)

    def labels(self) -> list[tuple[float, int]]:
        """The years that have room for their names, each with its middle."""
        labels: list[tuple[float, int]] = []
        for year, (x, width) in self._years.items():
            middle = x + width / 2
            if not labels or middle - labels[-1][0] >= _BETWEEN_LABELS:
                labels.append((round(middle, 1), year))
        return labels
