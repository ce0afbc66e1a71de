"""Parses dates in EDTF, the Extended Date/Time Format, and formats them for readers.

The supported EDTF is level 0 without times of day, level 1, and the qualifiers of single parts from level 2
(``2004-06~-11``). Unknown parts of a date are never guessed. Dates are sorted by the first day that they may mean;
a season is sorted as its year, and a date without a beginning by its end.
"""

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple, Self

from babel.dates import format_date, format_skeleton

from link_checks.invisible_characters import without_invisible
from reading_edition.model.messages import ENGLISH, Translator

DATE_HINT = (
    "write a day, a month, or a year, such as 1994-06-15 or 1994; a period as 1994/1995, "
    "about 1994 as 1994~, uncertain as 1994?, and unknown parts as 1994-06-XX or 199X"
)
_YEAR = "(?!-0000)-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)|Y-?[1-9][0-9]{4,8}"
_PART = "([~?%]?)({})([~?%]?)"  # a qualifier before a part applies to it, one after a part also to all parts before it
_DATE = re.compile("{}(?:-{}(?:-{})?)?".format(*map(_PART.format, (_YEAR, "[0-9]{2}|XX", "[0-9]{2}|XX"))))
_SEASONS = {"21": "spring {year}", "22": "summer {year}", "23": "autumn {year}", "24": "winter {year}"}
_WHOLE = {"~": "about {date}", "?": "{date}, uncertain"}
_OF_A_PART = {
    "X": ("year unknown", "month unknown", "day unknown"),
    "~": ("year approximate", "month approximate", "day approximate"),
    "?": ("year uncertain", "month uncertain", "day uncertain"),
}
_OPEN = {  # keyed by the open end as written, and 0 for the beginning or 1 for the end
    ("..", 0): "until {date}",
    ("..", 1): "since {date}",
    ("", 0): "until {date}, beginning unknown",
    ("", 1): "from {date}, end unknown",
}
_REFUSED = {  # faults of unsupported EDTF, keyed by pattern
    r"[\[{].*": "that is a list of dates, of which only one can be shown",
    r".*\d[T ]\d\d:.*": "with a time of day, which is not shown",
    r"Y?-?\d+(E\d+|(E\d+)?S\d+)": "with a year that is not written as digits alone",
    r"-?\d{4}-(2[5-9]|3\d|4[01])": "with a part of the year that is neither a month nor a season",
    r"[-\dX~?%./]*X[-\dX~?%./]*": "with an unknown part that cannot be shown",
}
_ABOUT = re.compile(r"(?:circa|ca|c|about|around)\b\.? *", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4}) ?[-–—] ?(\d{4})")
_UNKNOWN = re.compile(r"(?<=\d)[ux]+\b|(?<=-)(?:uu|xx|00)\b")  # unknown parts in other notations: 199u, 1994-06-00
_OTHER_FORMS = {  # other date formats, with the length of the date in ISO 8601
    **dict.fromkeys(("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%d.%m.%Y", "%Y-%m-%d"), 10),
    **dict.fromkeys(("%B %Y", "%b %Y"), 7),
    "%Y": 4,
}
_STAND_IN = 2000  # a leap year whose digits occur in no month or day
_FORMS = {1: "y", 2: "yMMMM", 3: "long"}  # keyed by the number of known parts
_DAY = 10


class Day(NamedTuple):
    """A day of the Gregorian calendar, with astronomical years: 0 is 1 BC, -43 is 44 BC."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    def isoformat(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    @property
    def day_of_year(self) -> int:
        return self.day + sum(calendar.monthrange(self.year, month)[1] for month in range(1, self.month))


EVER, NEVER = Day(-(10**10), 1, 1), Day(10**10, 12, 31)  # earlier and later than every date


@dataclass(frozen=True)
class End:
    """One end of a date: its known parts in ISO 8601 (empty without a known year), its words, and its span of days."""

    iso: str
    words: str
    first: Day
    last: Day

    @property
    def datetime(self) -> str:
        """The value for HTML's ``datetime`` attribute; empty for years before 1, which HTML does not support."""
        return "" if self.iso.startswith(("-", "0000")) else self.iso


@dataclass(frozen=True)
class EdtfDate:
    """A date in EDTF, with two ends if it is an interval with both, else one; ``dash`` joins the words of its ends."""

    text: str
    ends: tuple[End, ...]
    dash: str = " – "

    @property
    def words(self) -> str:
        return self.dash.join(end.words for end in self.ends)

    @property
    def has_beginning(self) -> bool:
        return not self.text.startswith(("/", "../"))

    @property
    def first(self) -> Day:
        """The first day that the date covers, or that its end covers if it has no beginning."""
        return self.ends[0].first

    @property
    def last(self) -> Day | None:
        """The last day that the date covers, or None if it has no end."""
        return None if self.text.endswith(("/", "/..")) else self.ends[-1].last

    @property
    def is_exact(self) -> bool:
        """Whether the date consists only of known days, months and years, without qualifiers."""
        return self.text == "/".join(end.iso for end in self.ends)


@cache
def read_date(text: str, translate: Translator = ENGLISH) -> EdtfDate:
    """Parse an EDTF date; if it is invalid, raise ValueError with the message that :func:`date_fault` returns."""
    text = text.strip()
    beginning, slash, ending = text.partition("/")
    if not slash or (beginning == ending not in ("", "..") and "X" not in text):
        return EdtfDate(beginning, (_read_end(beginning, translate),))
    open_ends = [(end, number) for number, end in enumerate((beginning, ending)) if (end, number) in _OPEN]
    if len(open_ends) == 2:
        raise ValueError("that has neither a beginning nor an end")
    ends = [_read_end(end, translate) for end in (beginning, ending) if end not in ("", "..")]
    if open_ends:
        words = translate(_OPEN[open_ends[0]], date=ends[0].words)
        return EdtfDate(text, (replace(ends[0], words=words),))
    if ends[1].last < ends[0].first:
        raise ValueError("that ends before it begins")
    interval = EdtfDate(text, tuple(ends))
    if interval.is_exact and interval.first.year > 0 and len(beginning) == len(ending):
        return _shortened(interval, translate)
    return interval


def _read_end(text: str, translate: Translator) -> End:
    """Parse a day, a month, a season or a year, whose last parts may be unknown."""
    found = _DATE.fullmatch(text)
    groups = [(group or "").replace("%", "~?") for group in found.groups()] if found else []
    parts = [part for part in groups[1::3] if part]
    known = [part for part in parts if "X" not in part]
    if not parts or known != parts[: len(known)]:
        raise ValueError(_fault(text, "that cannot be read"))
    first, last = _days(text, parts[0], known)
    season = _SEASONS.get("".join(known[1:]))
    if season:
        words = translate(season, year=year_words(first.year, translate))
    elif known:
        words = _formatted(first, _FORMS[len(known)], translate)
    else:
        words = "–".join(year_words(day.year, translate) for day in (first, last))
    iso = "-".join(known[:1] if season else known).removeprefix("Y")
    return End(iso, _qualified(words, groups, parts, translate), first, last)


def _fault(text: str, otherwise: str) -> str:
    return next((fault for form, fault in _REFUSED.items() if re.fullmatch(form, text)), otherwise)


def _days(text: str, year: str, known: list[str]) -> tuple[Day, Day]:
    """Return the first and the last day of a day, a month or a year; a season has the days of its year."""
    earliest, latest = sorted(int(year.lstrip("Y").replace("X", digit)) for digit in "09")
    if len(known) < 2 or "".join(known[1:]) in _SEASONS:
        return Day(earliest, 1, 1), Day(latest, 12, 31)
    month, *day = (int(part) for part in known[1:])
    days = calendar.monthrange(earliest, month)[1] if 1 <= month <= 12 else 0
    first, last = (*day, 1)[0], (*day, days)[0]
    if not 1 <= first <= days or year.startswith("Y"):
        raise ValueError(_fault(text, "that no calendar has"))
    return Day(earliest, month, first), Day(earliest, month, last)


def _qualified(words: str, groups: list[str], parts: list[str], translate: Translator) -> str:
    """Return the words of a date, with remarks if all of it or single parts are unknown, approximate or uncertain."""
    marks = [f"{part}{groups[at * 3]}{''.join(groups[at * 3 + 2 :: 3])}" for at, part in enumerate(parts)]
    whole = [mark for mark in _WHOLE if all(mark in each for each in marks)]
    if "~" in whole:
        words = translate(_WHOLE["~"], date=words)
    for number, of_part in enumerate(marks):
        found = [messages[number] for mark, messages in _OF_A_PART.items() if mark in of_part and mark not in whole]
        words = ", ".join([words, *map(translate, found)])
    return translate(_WHOLE["?"], date=words) if "?" in whole else words


def _shortened(interval: EdtfDate, translate: Translator) -> EdtfDate:
    """Return an interval without repeated parts: 1973–1975; in English, August 7–12, 2008 or June 16 – July 3, 1996."""
    begins, ends = interval.ends
    first, last, precision = begins.first, ends.last, len(begins.iso)
    if precision == len("2008"):
        return replace(interval, dash="–")
    if first.year != last.year or translate.locale.language != "en":
        return interval
    opening = replace(begins, words=_formatted(first, "MMMM d" if precision == _DAY else "MMMM", translate))
    if precision == _DAY and first.month == last.month:
        return replace(interval, ends=(opening, replace(ends, words=f"{last.day}, {last.year}")), dash="–")
    return replace(interval, ends=(opening, ends))


@lru_cache(maxsize=1 << 12)
def date_fault(text: str) -> str:
    """Return the fault of a date in the words of a message ("that cannot be read"), or an empty string."""
    try:
        read_date(text)
    except ValueError as error:
        return str(error)
    return ""


def is_date(text: str) -> bool:
    """Return whether :func:`read_date` can parse a text."""
    return not date_fault(text)


def date_of(text: str, translate: Translator = ENGLISH) -> EdtfDate | None:
    """Return the date that a text in EDTF means, or None if it is not a date."""
    return read_date(text, translate) if is_date(text) else None


def closest_date(text: str) -> str:
    """Return the EDTF date that is most likely meant by a date in words or in another format, or an empty string."""
    words = _ABOUT.sub("", without_invisible(text).strip())
    guess = _YEARS.sub(r"\1/\2", words)
    for form, length in _OTHER_FORMS.items():
        with suppress(ValueError):
            guess = datetime.strptime(words.replace(". ", " "), form).date().isoformat()[:length]
            break
    guess = _UNKNOWN.sub(lambda found: "X" * len(found[0]), guess) + ("~" if _ABOUT.match(text.strip()) else "")
    return guess if guess != text and is_date(guess) else ""


def year_words(year: int, translate: Translator) -> str:
    """Return a year as readers see it: 1997, or 64 BC."""
    return str(year) if year > 0 else f"{1 - year} {translate.locale.eras['abbreviated'][0]}"


def _formatted(day: Day, form: str, translate: Translator) -> str:
    """Format a day in the style ``form`` of the locale, with a stand-in for years that Python does not support."""
    is_known = 0 < day.year < 10_000
    moment = date(day.year if is_known else _STAND_IN, day.month, day.day)
    if form.startswith("y"):
        words = str(format_skeleton(form, moment, locale=translate.locale))
    else:
        words = str(format_date(moment, form, locale=translate.locale))
    return words if is_known else words.replace(str(_STAND_IN), year_words(day.year, translate))
