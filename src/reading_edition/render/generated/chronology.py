"""Generates the chronology: an overview of events, with bars by theme and year on a true scale, and a list of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.dates import NEVER, Day, EdtfDate, date_of, year_words
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Page
from reading_edition.render.filters import theme_choices
from reading_edition.render.templating import Values, render_element
from reading_edition.render.tooltips import tooltip_id

_COLUMNS = 40  # at most, so that click targets of 24 px fit into the width of the overview
_NAME, _SHORTEST_NAME = 8, 5  # columns for the name of a turning point
_TICK = 5  # columns from one year of the axis to the next
_LOWEST, _TALLEST = 4, 22  # heights of the bars, in pixels
_MONTH, _DAY = len("2008-08"), len("2008-08-07")


class Row(NamedTuple):
    """An event as a page shows it: with its address, its tooltip, and its day in the month under which it is listed."""

    event: Entry
    address: str
    tooltip: str
    day: str
    is_after: bool  # whether the event is later than the text


@dataclass(frozen=True)
class Scale:
    """The columns of the overview, of ``unit`` years each, from the year ``first`` to ``last``."""

    first: int
    last: int
    unit: int

    @classmethod
    def of(cls, first: int, last: int) -> "Scale":
        """Return the finest scale of 1, 2, 5, 10, 20 (and so on) years a column on which all years fit."""
        units = (digit * 10**power for power in count() for digit in (1, 2, 5))
        unit = next(unit for unit in units if last // unit - first // unit < _COLUMNS)
        return cls(first // unit * unit, max(first, last), unit)

    def column(self, year: int) -> int:
        return (year - self.first) // self.unit + 1

    def share(self, day: Day) -> float:
        """Return the distance of a day from the start of the scale, in columns."""
        return (day.year - self.first + (day.day_of_year - 1) / 366) / self.unit

    def style(self, day: Day) -> str:
        """Return CSS that lets a name start at the column of a day, or end there if too few columns follow."""
        column, last = max(self.column(day.year), 1), self.column(self.last)
        inside = max(self.share(day) - column + 1, 0)
        if last - column + 1 >= _SHORTEST_NAME or column < _NAME:
            span = min(_NAME, last - column + 1)
            return f"grid-column: {column} / span {span}; --from: {100 * inside / span:.1f}%"
        return f"grid-column: {column - _NAME + 1} / span {_NAME}; --to: {100 * (1 - inside) / _NAME:.1f}%"


def chronology(first_year: str, edition: Edition, page: Page) -> HtmlElement:
    """Return the overview and the list of all events. The overview starts with ``first_year`` or the first event."""
    settings = edition.settings
    events = sorted((event for event in edition.of_kind("event") if event.date), key=_order)
    if not events:
        return html.Element("div")
    written = date_of(settings.facts.written, settings.translate)
    rows = [row_of(event, page, written) for event in events]
    dated = [row for row in rows if has_year(row.event)]
    years = sorted({first_day(row.event).year for row in dated}) or [0]
    scale = Scale.of(int(first_year or years[0]), years[-1])
    step = _TICK * scale.unit
    ticks = range(-(-scale.first // step) * step, scale.last + 1, step)
    return render_element(
        "chronology.html",
        translate=settings.translate,
        year_words=lambda year: year if isinstance(year, str) else year_words(year, settings.translate),
        months=settings.translate.locale.months["stand-alone"]["wide"],
        names=settings.themes,
        level=3 if "\n## " in page.source.text.partition("<!-- edition: chronology")[0] else 2,
        choices=theme_choices(edition, events),
        scale=scale,
        axis=[(scale.column(year), next(each for each in years if each >= year), year) for year in ticks],
        points=[(row, scale.style(first_day(row.event))) for row in dated if "turning" in row.event.data],
        lanes=_lanes(edition, dated, scale),
        earlier=sum(first_day(event).year < scale.first for event in events),
        written=written,
        now=scale.share(written.first) / scale.column(scale.last) * 100 if written and written.ends[0].iso else None,
        last_before=next((row for row in reversed(rows) if not row.is_after), None),
        years=[(year, _by_month(of_year)) for year, of_year in groupby(rows, lambda row: _year(row.event))],
    )


def first_years(edition: Edition) -> list[str]:
    """Return the years with which an overview can start."""
    years = [first_day(event).year for event in edition.of_kind("event") if has_year(event)]
    return [str(year) for year in range(min(years), max(years) + 1)] if years else []


def first_day(event: Entry) -> Day:
    """Return the day on which an event starts. An event without a date comes after all others."""
    return event.date.first if event.date else NEVER


def has_year(event: Entry) -> bool:
    """Return whether the year of an event is known, so that pictures can show the event."""
    return event.date is not None and event.date.ends[0].iso != ""


def row_of(event: Entry, page: Page, written: EdtfDate | None) -> Row:
    is_after = written is not None and first_day(event) > (written.last or NEVER)
    address = relative_url(page.url, event.page.url, event.id)
    return Row(event, address, tooltip_id(event), _day(event), is_after)


def _day(event: Entry) -> str:
    """Return the rest of a date without its year and month: 7–8; 24 – June 10, 1999. Return an uncertain date whole."""
    date, isos = event.date, [end.iso for end in event.date.ends] if event.date else []
    if date is None or "/".join(isos) != date.text:
        return date.words if date else ""
    if {len(iso.lstrip("-")) for iso in isos} != {_DAY}:
        return date.words if len(isos) > 1 else ""
    if len(isos) == 1:
        return str(date.first.day)
    is_in_month = isos[0][:-2] == isos[1][:-2]
    return f"{date.first.day}–{int(isos[1][-2:])}" if is_in_month else f"{date.first.day} – {date.ends[1].words}"


def _year(event: Entry) -> int | str:
    """Return the year under which an event is listed, or a label if the year is unknown."""
    return first_day(event).year if event.date is None or has_year(event) else event.date.ends[0].words


def _month(event: Entry) -> int:
    """Return the month in which an event starts, or 0 if its date has no month."""
    is_known = event.date is not None and len(event.date.ends[0].iso.lstrip("-")) >= _MONTH
    return first_day(event).month if is_known else 0


def _order(event: Entry) -> tuple[int, bool, int, Day]:
    return first_day(event).year, has_year(event), _month(event), first_day(event)


def _by_month(rows: Iterator[Row]) -> list[tuple[int, list[Row]]]:
    return [(month, list(of_month)) for month, of_month in groupby(rows, lambda row: _month(row.event))]


def _lanes(edition: Edition, rows: Sequence[Row], scale: Scale) -> list[Values]:
    """Return the values of each theme that has events, with a bar for each column in which it has some."""
    lanes: dict[str, dict[int, list[Row]]] = {theme: {} for theme in edition.settings.themes}
    for row in rows:
        column = scale.column(first_day(row.event).year)
        for theme in row.event.themes:
            if theme in lanes and column > 0:
                lanes[theme].setdefault(column, []).append(row)
    scale_of_bars = _TALLEST / max((len(bar) for lane in lanes.values() for bar in lane.values()), default=1)
    return [
        {
            "theme": theme,
            "name": edition.settings.themes[theme],
            "bars": [(column, bar, *_heights(bar, scale_of_bars)) for column, bar in lane.items()],
        }
        for theme, lane in lanes.items()
        if lane
    ]


def _heights(bar: Sequence[Row], scale: float) -> tuple[float, float]:
    """Return the height of a bar, and of its solid part for events before the text was written, in pixels."""
    height = max(_LOWEST, round(scale * len(bar)))
    return height, round(height * sum(not row.is_after for row in bar) / len(bar), 1)
