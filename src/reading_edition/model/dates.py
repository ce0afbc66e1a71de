"""Dates: written in EDTF, the Extended Date/Time Format, and shown as people write them.

Of EDTF there are days, months and years, also before Christ, with ``~``, ``?`` and ``%``, and intervals.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

DATE_HINT = "write 1994-06-15, 1994-06 or 1994; about 1994 as 1994~, uncertain as 1994?, from-to as 1994/1995"
_DATE = re.compile(r"((?!-0000)-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_INEXACT = re.compile(r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}[~?%]?")  # as 198X, which EDTF knows
_ABOUT = re.compile(r"(?:circa|ca|c|about|around)\b\.? *", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4}) ?[-–—] ?(\d{4})")
_OTHER_FORMS = {  # with the length of each in ISO 8601
    **dict.fromkeys(("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%d.%m.%Y", "%Y-%m-%d"), 10),
    **dict.fromkeys(("%B %Y", "%b %Y"), 7),
    "%Y": 4,
}
_STAND_IN = 2000  # a leap year whose digits are those of no month or day
_SKELETONS = {4: "y", 7: "yMMMM", 10: "yMMMMd"}  # by the length in ISO 8601
_DAY = 10


class Day(NamedTuple):
    """A day of the Gregorian calendar, with astronomical years: 0 is 1 BC, -43 is 44 BC."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> Day:
        return cls(day.year, day.month, day.day)

    def isoformat(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    @property
    def day_of_year(self) -> int:
        return self.day + sum(calendar.monthrange(self.year, month)[1] for month in range(1, self.month))


NEVER = Day(10**6, 12, 31)  # later than every date


@dataclass(frozen=True)
class DateFormat:
    """How dates are shown: in which language, and with which words around one that is not plain.

    ``language`` is a tag of BCP 47; an unknown one reads as English.
    """

    language: str = "en"
    about: str = "about {date}"
    since: str = "since {date}"
    uncertain: str = "{date} (?)"

    @property
    def locale(self) -> Locale:
        return _locale(self.language)


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


ENGLISH = DateFormat()


@dataclass(frozen=True)
class End:
    """One end of a date: its form in ISO 8601, and how it is read."""

    iso: str
    words: str

    @property
    def datetime(self) -> str:
        """The form that HTML's ``datetime`` takes; nothing for years before 1, which it does not know."""
        return "" if self.iso.startswith(("-", "0000")) else self.iso


@dataclass(frozen=True)
class EdtfDate:
    """A date in EDTF. ``first`` and ``last`` are the days it covers; ``last`` is None if it has no end.

    ``ends`` has one item for a date and two for an interval; joined by ``dash`` they read as people
    write them.
    """

    text: str
    first: Day
    last: Day | None
    ends: tuple[End, ...]
    dash: str = " – "

    @property
    def words(self) -> str:
        return self.dash.join(end.words for end in self.ends)


@cache
def read_date(text: str, date_format: DateFormat = ENGLISH) -> EdtfDate:
    """A date from its EDTF form.

    Raises ValueError where the text is no such date; its words are those of :func:`date_fault`.
    """
    beginning, slash, ending = text.strip().partition("/")
    first, last, begins = _read_end(beginning, date_format)
    if not slash:
        return EdtfDate(text, first, last, (begins,))
    if ending in ("", ".."):
        since = date_format.since.format(date=begins.words)
        return EdtfDate(text, first, None, (End(begins.iso, since),))
    _, last, ends = _read_end(ending, date_format)
    if last < first:
        raise ValueError("that ends before it begins")
    is_plain = (beginning, ending) == (begins.iso, ends.iso)
    if is_plain and first.year > 0 and len(beginning) == len(ending):
        return EdtfDate(text, first, last, *_shortened(begins, ends, first, last, date_format))
    return EdtfDate(text, first, last, (begins, ends))


def _read_end(text: str, date_format: DateFormat) -> tuple[Day, Day, End]:
    """The first and the last day of a day, a month or a year, and how it is read."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"that {'is not a day, a month or a year' if _INEXACT.fullmatch(text) else 'cannot be read'}")
    year, month, day, sign = found.groups()
    first, last_month = Day(int(year), int(month or 1), int(day or 1)), int(month or 12)
    days = calendar.monthrange(first.year, last_month)[1] if 1 <= last_month <= 12 else 0
    if not 1 <= first.day <= days:
        raise ValueError("that no calendar has")
    iso = text.removesuffix(sign)
    words = _formatted(first, _SKELETONS[len(iso.lstrip("-"))], date_format)
    if sign in ("~", "%"):
        words = date_format.about.format(date=words)
    if sign in ("?", "%"):
        words = date_format.uncertain.format(date=words)
    return first, Day(first.year, last_month, int(day or days)), End(iso, words)


def _shortened(begins: End, ends: End, first: Day, last: Day, date_format: DateFormat) -> tuple[tuple[End, End], str]:
    """The two ends of an interval without what both say, and the dash between them.

    August 7–12, 2008; June 16 – July 3, 1996; 1973–1975. Days and months are shortened in English alone.
    """
    precision = len(begins.iso)
    if precision == len("2008"):
        return (begins, ends), "–"
    if first.year != last.year or date_format.locale.language != "en":
        return (begins, ends), " – "
    opening = End(begins.iso, _formatted(first, "MMMM d" if precision == _DAY else "MMMM", date_format))
    if precision == _DAY and first.month == last.month:
        return (opening, End(ends.iso, f"{last.day}, {last.year}")), "–"
    return (opening, ends), " – "


def date_fault(text: str) -> str:
    """What is wrong with a date, as a message says it ("that cannot be read"), or an empty text."""
    try:
        read_date(text)
    except ValueError as error:
        return str(error)
    return ""


def is_date(text: str) -> bool:
    """Whether a text is a date that :func:`read_date` reads."""
    return not date_fault(text)


def closest_date(text: str) -> str:
    """The date that somebody most likely means who writes it in words, or an empty text."""
    words = _ABOUT.sub("", text.strip())
    guess = _YEARS.sub(r"\1/\2", words)
    for form, length in _OTHER_FORMS.items():
        try:
            guess = datetime.strptime(words.replace(". ", " "), form).date().isoformat()[:length]
        except ValueError:
            continue
        break
    guess += "~" if words != text.strip() else ""
    return guess if guess != text and is_date(guess) else ""


def year_words(year: int, date_format: DateFormat) -> str:
    """A year as an axis shows it: 1997, or 64 BC."""
    return str(year) if year > 0 else f"{1 - year} {date_format.locale.eras['abbreviated'][0]}"


def _formatted(day: Day, form: str, date_format: DateFormat) -> str:
    """A day in a form of the locale; a year before 1, which Python does not know, is put in by hand."""
    is_known = day.year > 0
    moment = date(day.year if is_known else _STAND_IN, day.month, day.day)
    if form == "yMMMMd":
        words = str(format_date(moment, "long", locale=date_format.locale))
    elif form.startswith("y"):
        words = str(format_skeleton(form, moment, locale=date_format.locale))
    else:
        words = str(format_date(moment, form, locale=date_format.locale))
    return words if is_known else words.replace(str(_STAND_IN), year_words(day.year, date_format))
