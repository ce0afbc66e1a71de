"""Dates: written in EDTF (the Extended Date/Time Format), read by a library, shown as people write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from edtf import EDTFObject, Interval, UncertainOrApproximate, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

DATE_HINT = "write 1994-06-15, 1994-06 or 1994; about 1994 as 1994~, uncertain as 1994?, from-to as 1994/1995"
_UNREADABLE, _BACKWARD = "that cannot be read", "that ends before it begins"  # what is wrong with a date
_ABOUT = re.compile(r"(?:circa|ca|c|about|around)\b\.? *", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4}) ?[-–—] ?(\d{4})")
_OTHER_FORMS = {  # with the length of each in ISO 8601
    **dict.fromkeys(("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%d.%m.%Y", "%Y-%m-%d"), 10),
    **dict.fromkeys(("%B %Y", "%b %Y"), 7),
    "%Y": 4,
}
_PLAIN = re.compile(r"(?!0000)[0-9]{4}(?:(-[0-9]{2})(-[0-9]{2})?)?")
_STAND_IN = 2000  # a leap year whose digits are those of no month or day
_SKELETONS = {"day": "yMMMMd", "month": "yMMMM", "year": "y"}


class Day(NamedTuple):
    """A day of the Gregorian calendar, with astronomical years: 0 is 1 BC, -43 is 44 BC."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> Day:
        return cls(day.year, day.month, day.day)

    def isoformat(self) -> str:
        return f"{iso_year(self.year)}-{self.month:02}-{self.day:02}"

    @property
    def day_of_year(self) -> int:
        return self.day + sum(calendar.monthrange(self.year, month)[1] for month in range(1, self.month))


NEVER = Day(10**6, 12, 31)  # later than every date


def iso_year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


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
    def is_english(self) -> bool:
        return self.locale.language == "en"

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
    """A date from its EDTF form (levels 0 and 1: days, months, years, intervals, ``~`` and ``?``).

    Raises ValueError where the text is no such date; its words are those of :func:`date_fault`. A plain day,
    month or year is ISO 8601, which the standard library reads a thousand times faster, also where it is
    about that time (``~``), uncertain (``?``) or an end of an interval; all else goes through the library
    for EDTF.
    """
    beginning, slash, ending = text.partition("/")
    if not slash and _PLAIN.fullmatch(text.rstrip("~?")) and text[-2:] not in ("~~", "??", "~?", "?~"):
        return _read_plain(text, date_format)
    if slash and _PLAIN.fullmatch(beginning) and _PLAIN.fullmatch(ending):
        return _between(text, _read_plain(beginning, date_format), _read_plain(ending, date_format), date_format)
    return _read_edtf(text, date_format)


def _read_plain(text: str, date_format: DateFormat) -> EdtfDate:
    iso = text.rstrip("~?")
    precision = {4: "year", 7: "month", 10: "day"}[len(iso)]
    try:
        first = Day.of(date.fromisoformat(f"{iso}-01-01"[:10]))
    except ValueError as error:
        raise ValueError("that no calendar has") from error
    last = first
    if precision != "day":
        last_month = first.month if precision == "month" else 12
        last = Day(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    words = _vague(_words(first, precision, date_format), text[-1] == "~", text[-1] == "?", date_format)
    return EdtfDate(text, first, last, (End(iso, words),))


def _vague(words: str, is_approximate: bool, is_uncertain: bool, date_format: DateFormat) -> str:
    if is_approximate:
        return date_format.about.format(date=words)
    return date_format.uncertain.format(date=words) if is_uncertain else words


def _between(text: str, beginning: EdtfDate, ending: EdtfDate, date_format: DateFormat) -> EdtfDate:
    """An interval between two plain dates."""
    assert ending.last is not None
    if ending.last < beginning.first:
        raise ValueError(_BACKWARD)
    (first,), (last,) = beginning.ends, ending.ends
    ends, dash = _shortened(first, last, beginning.first, ending.last, date_format)
    return EdtfDate(text, beginning.first, ending.last, ends, dash)


@cache
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


def _read_edtf(text: str, date_format: DateFormat) -> EdtfDate:
    try:
        parsed = parse_edtf(text)
        if not isinstance(parsed, EDTFObject):
            raise ValueError(_UNREADABLE)
        if isinstance(parsed, Interval):
            return _interval(text, parsed, date_format)
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
        return EdtfDate(text, first, last, (_end(parsed, date_format),))
    except (EDTFParseException, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise ValueError(_UNREADABLE) from error


def _interval(text: str, parsed: Any, date_format: DateFormat) -> EdtfDate:
    first, beginning = _day(parsed.lower.lower_strict()), _end(parsed.lower, date_format)
    if text.endswith(("/..", "/")):
        return EdtfDate(text, first, None, (End(beginning.iso, date_format.since.format(date=beginning.words)),))
    last, ending = _day(parsed.upper.upper_strict()), _end(parsed.upper, date_format)
    if last < first:
        raise ValueError(_BACKWARD)
    ends, dash = (beginning, ending), " – "
    if not (_is_vague(parsed.lower) or _is_vague(parsed.upper)):
        ends, dash = _shortened(beginning, ending, first, last, date_format)
    return EdtfDate(text, first, last, ends, dash)


def _shortened(
    beginning: End, ending: End, first: Day, last: Day, date_format: DateFormat
) -> tuple[tuple[End, End], str]:
    """The two ends without what both say: August 7–12, 2008; June 16 – July 3, 1996; 1973–1975.

    Days and months are shortened in English alone, and after Christ.
    """
    precision = len(beginning.iso.lstrip("-"))
    if first.year < 1:
        return (beginning, ending), " – "
    if precision != len(ending.iso) or precision == len("2008"):
        return (beginning, ending), "–" if precision == len(ending.iso) else " – "
    if first.year != last.year or not date_format.is_english:
        return (beginning, ending), " – "
    is_day = precision == len("2008-08-07")
    opening = _formatted(first, "MMMM d" if is_day else "MMMM", date_format)
    if is_day and first.month == last.month:
        return (End(beginning.iso, opening), End(ending.iso, f"{last.day}, {last.year}")), "–"
    return (End(beginning.iso, opening), ending), " – "


def _end(parsed: Any, date_format: DateFormat) -> End:
    first, precision = _day(parsed.lower_strict()), _precision(parsed)
    iso = iso_year(first.year) + first.isoformat()[-6:][: {"day": 6, "month": 3, "year": 0}[precision]]
    words = _words(first, precision, date_format)
    is_approximate, is_uncertain = (
        getattr(parsed, "is_approximate", False),
        getattr(parsed, "is_uncertain", False),
    )
    return End(iso, _vague(words, is_approximate, is_uncertain, date_format))


def _precision(parsed: Any) -> str:
    plain = parsed.date if isinstance(parsed, UncertainOrApproximate) else parsed
    precision = str(plain.precision)
    if precision not in _SKELETONS:
        raise ValueError("that is not a day, a month or a year")
    return precision


def _is_vague(parsed: Any) -> bool:
    return isinstance(parsed, UncertainOrApproximate)


def _day(moment: Any) -> Day:
    return Day(moment.tm_year, moment.tm_mon, moment.tm_mday)


def year_words(year: int, date_format: DateFormat) -> str:
    """A year as an axis shows it: 1997, or 64 BC."""
    return str(year) if year > 0 else f"{1 - year} {date_format.locale.eras['abbreviated'][0]}"


def _words(day: Day, precision: str, date_format: DateFormat) -> str:
    return _formatted(day, "long" if precision == "day" else precision, date_format)


def _formatted(day: Day, form: str, date_format: DateFormat) -> str:
    """A day in a form of the locale; a year before 1, which Python does not know, is put in by hand."""
    known = day.year > 0
    moment = date(day.year if known else _STAND_IN, day.month, day.day)
    if form in _SKELETONS:
        words = str(format_skeleton(_SKELETONS[form], moment, locale=date_format.locale))
    else:
        words = str(format_date(moment, form, locale=date_format.locale))
    return words if known else words.replace(str(_STAND_IN), year_words(day.year, date_format))
