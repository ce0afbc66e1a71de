"""The chronology: all events on one axis, in lanes by theme, drawn at build time.

Time runs down. A year is as tall as its busiest lane needs, so that dense years stay readable; years in
which nothing stands are a short gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from reading_edition.model.dates import NEVER, DateFormat, year_words
from reading_edition.model.edition import GIST_PREFIX, Edition, Entry, Page
from reading_edition.render.markup import relative_url, render

_TOP, _LEFT, _LANE, _ROW, _GAP = 96, 46, 44, 15, 9  # in the picture's own units

_LEAST = 360  # the width of the picture, so that few lanes are not drawn large


@dataclass(frozen=True)
class Dot:
    """An event in the picture: where it stands, and where it leads."""

    x: float
    y: float
    event: Entry
    address: str
    gist: str


@dataclass(frozen=True)
class Year:
    """A year on the axis, at the height of its first row."""

    name: str
    y: float
    is_after_gap: bool


def chronology(edition: Edition, page: Page) -> HtmlElement:
    """The picture of all events, with its table."""
    events = sorted(
        (event for event in edition.of_kind("event") if event.date),
        key=lambda event: event.date.first if event.date else NEVER,
    )
    themes = [theme for theme in edition.settings.themes if any(e.data.get("theme") == theme for e in events)]
    years, dots, height = _place(events, themes, page, edition.settings.date_format)
    return render(
        "chronology.html",
        translate=edition.settings.translate,
        years=years,
        dots=dots,
        lanes=[(_x(number), edition.settings.themes[theme]) for number, theme in enumerate(themes)],
        names=edition.settings.themes,
        top=_TOP,
        left=_LEFT,
        width=_LEFT + _LANE * len(themes) + 34,
        least=_LEAST,
        height=height,
    )


def _x(lane: int) -> float:
    return _LEFT + _LANE * (lane + 0.5)


def _place(
    events: Sequence[Entry], themes: Sequence[str], page: Page, date_format: DateFormat
) -> tuple[list[Year], list[Dot], float]:
    years: list[Year] = []
    dots: list[Dot] = []
    y = float(_TOP)
    last: int | None = None
    for number in sorted({year_of(event) for event in events}):
        of_year = [event for event in events if year_of(event) == number]
        is_after_gap = last is not None and number > last + 1
        y += _GAP if is_after_gap else 0
        years.append(Year(year_words(number, date_format), y, is_after_gap))
        filled: Counter[str] = Counter()
        for event in of_year:
            theme = event.data.get("theme", "")
            if theme in themes:
                place = _x(themes.index(theme)), y + _ROW * (filled[theme] + 0.5)
                dots.append(dot_of(event, page, *place))
                filled[theme] += 1
        y += _ROW * max(filled.values(), default=1)
        last = number
    return years, dots, y + _GAP


def year_of(event: Entry) -> int:
    """The year in which an event begins."""
    return event.date.first.year if event.date else 0


def dot_of(event: Entry, page: Page, x: float, y: float) -> Dot:
    """An event at a place of a picture that stands on a page."""
    address = relative_url(page.url, event.page.url, event.id)
    return Dot(round(x, 1), round(y, 1), event, address, f"{GIST_PREFIX}{event.id}")
