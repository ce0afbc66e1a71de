"""Dates of events: written in EDTF, read by a library, shown as people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel.dates import format_date, format_skeleton
from edtf import EDTFObject, Interval, UncertainOrApproximate, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

LOCALE = "en_US"
DATE_HINT = "write 1997-05-27, 1997-05, 1997, 2008-08-07/2008-08-12 or 2010-03~"
_PLAIN = re.compile(r"[0-9]{4}(?:(-[0-9]{2})(-[0-9]{2})?)?")
_SKELETONS = {"day": "yMMMMd", "month": "yMMMM", "year": "y"}


@dataclass(frozen=True)
class End:
    """One end of a date: the part of ISO 8601 that HTML's ``datetime`` takes, and how it is read."""

    iso: str
    words: str


@dataclass(frozen=True)
class EdtfDate:
    """A date in EDTF. ``first`` and ``last`` are the days it covers; ``last`` is None if it has no end.

    ``ends`` has one item for a date and two for an interval; joined by ``dash`` they read as people
    write them.
    """

    text: str
    first: date
    last: date | None
    ends: tuple[End, ...]
    dash: str = " – "

    @property
    def words(self) -> str:
        return self.dash.join(end.words for end in self.ends)


@cache
def read_date(text: str) -> EdtfDate:
    """A date from its EDTF form (levels 0 and 1: days, months, years, intervals, ``~`` and ``?``).

    Raises ValueError where the text is no such date. A plain day, month or year is ISO 8601, which the
    standard library reads a thousand times faster; all else goes through the library for EDTF.
    """
    plain = _PLAIN.fullmatch(text)
    return _read_plain(text, plain[1] or "", plain[2] or "") if plain else _read_edtf(text)


def _read_plain(text: str, month: str, day: str) -> EdtfDate:
    try:
        first = date.fromisoformat(f"{text[:4]}{month or '-01'}{day or '-01'}")
    except ValueError as error:
        raise ValueError(f"'{text}' is not a date in EDTF") from error
    precision = "day" if day else "month" if month else "year"
    last = first
    if precision != "day":
        last_month = first.month if month else 12
        last = first.replace(month=last_month, day=monthrange(first.year, last_month)[1])
    return EdtfDate(text, first, last, (End(text, _words(first, precision)),))


def no_date(text: str) -> str:
    """What is wrong with a text that is no date, for a message."""
    return "that no calendar has" if _PLAIN.fullmatch(text) else "that is not EDTF"


def is_date(text: str) -> bool:
    """Whether a text is a date that :func:`read_date` reads."""
    try:
        read_date(text)
    except ValueError:
        return False
    return True


def _read_edtf(text: str) -> EdtfDate:
    try:
        parsed = parse_edtf(text)
        if not isinstance(parsed, EDTFObject):
            raise ValueError(f"'{text}' is not a date")
        return _interval(text, parsed) if isinstance(parsed, Interval) else _single(text, parsed)
    except (EDTFParseException, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise ValueError(f"'{text}' is not a date in EDTF") from error


def _single(text: str, parsed: Any) -> EdtfDate:
    return EdtfDate(text, _day(parsed.lower_strict()), _day(parsed.upper_strict()), (_end(parsed),))


def _interval(text: str, parsed: Any) -> EdtfDate:
    first, beginning = _day(parsed.lower.lower_strict()), _end(parsed.lower)
    if text.endswith(("/..", "/")):
        return EdtfDate(text, first, None, (End(beginning.iso, f"since {beginning.words}"),))
    last, ending = _day(parsed.upper.upper_strict()), _end(parsed.upper)
    if last < first:
        raise ValueError(f"'{text}' ends before it begins")
    ends, dash = (beginning, ending), " – "
    if not (_is_vague(parsed.lower) or _is_vague(parsed.upper)):
        ends, dash = _shortened(beginning, ending, first, last)
    return EdtfDate(text, first, last, ends, dash)


def _shortened(beginning: End, ending: End, first: date, last: date) -> tuple[tuple[End, End], str]:
    """The two ends without what both say: August 7–12, 2008; June 16 – July 3, 1996; 1973–1975."""
    precision = len(beginning.iso)
    if precision != len(ending.iso) or precision == len("2008"):
        return (beginning, ending), "–" if precision == len(ending.iso) else " – "
    if first.year != last.year:
        return (beginning, ending), " – "
    is_day = precision == len("2008-08-07")
    opening = str(format_date(first, "MMMM d" if is_day else "MMMM", locale=LOCALE))
    if is_day and first.month == last.month:
        return (End(beginning.iso, opening), End(ending.iso, f"{last.day}, {last.year}")), "–"
    return (End(beginning.iso, opening), ending), " – "


def _end(parsed: Any) -> End:
    first, precision = _day(parsed.lower_strict()), _precision(parsed)
    iso = first.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    words = _words(first, precision)
    if getattr(parsed, "is_approximate", False):
        words = f"about {words}"
    elif getattr(parsed, "is_uncertain", False):
        words = f"{words} (?)"
    return End(iso, words)


def _precision(parsed: Any) -> str:
    plain = parsed.date if isinstance(parsed, UncertainOrApproximate) else parsed
    precision = str(plain.precision)
    if precision not in _SKELETONS:
        raise ValueError(f"'{parsed}' is finer or coarser than a day, a month or a year")
    return precision


def _is_vague(parsed: Any) -> bool:
    return isinstance(parsed, UncertainOrApproximate)


def _day(moment: Any) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _words(day: date, precision: str) -> str:
    if precision == "day":
        return str(format_date(day, "long", locale=LOCALE))
    return str(format_skeleton(_SKELETONS[precision], day, locale=LOCALE))
