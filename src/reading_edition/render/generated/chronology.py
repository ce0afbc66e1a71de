"""The chronology: all events on one axis, in lanes by theme, drawn by the build.

Time runs down. A year is as tall as its busiest lane needs; years without events are a short gap.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.dates import NEVER, Day, year_words
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Page
from reading_edition.render.templating import render_element
from reading_edition.render.tooltips import tooltip_id

_TOP, _LEFT, _LANE, _ROW, _GAP = 96, 46, 44, 15, 9  # in the picture's own units
_LEAST = 360  # the width of the picture, so that few lanes are not drawn large

Year = tuple[int, float, bool]  # its number, the height of its first row, and whether years are left out before


@dataclass(frozen=True)
class Dot:
    """An event in the picture: where it is, and where it leads."""

    x: float
    y: float
    event: Entry
    address: str
    tooltip: str


def chronology(edition: Edition, page: Page) -> HtmlElement:
    """The picture of all events, with its table."""
    settings = edition.settings
    events = sorted((event for event in edition.of_kind("event") if event.date), key=first_day)
    present = {event.data.get("theme") for event in events}
    themes = [theme for theme in settings.themes if theme in present]
    lanes = {theme: _LEFT + _LANE * (lane + 0.5) for lane, theme in enumerate(themes)}
    years, dots, height = _drawn([event for event in events if has_year(event)], lanes, page)
    return render_element(
        "chronology.html",
        translate=settings.translate,
        years=[(y, year_words(year, settings.date_format), is_after_gap) for year, y, is_after_gap in years],
        dots=dots,
        rows=[dot_of(event, page, 0, 0) for event in events if event.data.get("theme") in lanes],
        lanes=[(x, settings.themes[theme]) for theme, x in lanes.items()],
        names=settings.themes,
        top=_TOP,
        left=_LEFT,
        width=_LEFT + _LANE * len(lanes) + 34,
        least=_LEAST,
        height=height,
    )


def _drawn(events: Sequence[Entry], lanes: Mapping[str, float], page: Page) -> tuple[list[Year], list[Dot], float]:
    """The years and dots of the picture, and its height; ``lanes`` are the positions of the themes."""
    years: list[Year] = []
    dots: list[Dot] = []
    y = float(_TOP)
    for number, of_year in groupby(events, key=lambda event: first_day(event).year):
        is_after_gap = bool(years) and number > years[-1][0] + 1
        y += _GAP if is_after_gap else 0
        years.append((number, y, is_after_gap))
        filled: Counter[str] = Counter()
        for event in of_year:
            theme = event.data.get("theme", "")
            if theme in lanes:
                dots.append(dot_of(event, page, lanes[theme], y + _ROW * (filled[theme] + 0.5)))
                filled[theme] += 1
        y += _ROW * max(filled.values(), default=1)
    return years, dots, y + _GAP


def first_day(event: Entry) -> Day:
    """The day on which an event begins; one without a date is after all others."""
    return event.date.first if event.date else NEVER


def has_year(event: Entry) -> bool:
    """Whether the year of an event is known, so that it can be in a picture."""
    return event.date is not None and event.date.ends[0].iso != ""


def dot_of(event: Entry, page: Page, x: float, y: float) -> Dot:
    """An event at a position of a picture on a page."""
    address = relative_url(page.url, event.page.url, event.id)
    return Dot(round(x, 1), round(y, 1), event, address, tooltip_id(event))
