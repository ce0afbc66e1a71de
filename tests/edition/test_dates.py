"""Dates: written in EDTF, shown as people write them. More lines are welcome in the table."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_edition.model.csl import csl_date
from reading_edition.model.dates import DateFormat, Day, closest_date, date_fault, is_date, read_date

SHOWN = {
    "1997-05-27": "May 27, 1997",
    "1994-06": "June 1994",
    "1990": "1990",
    "2008-08-07/2008-08-12": "August 7–12, 2008",
    "1996-06-16/1996-07-03": "June 16 – July 3, 1996",
    "2008-12-30/2009-01-02": "December 30, 2008 – January 2, 2009",
    "1994-06/1994-07": "June – July 1994",
    "1973/1975": "1973–1975",
    "1861-04-12/1865-05": "April 12, 1861 – May 1865",
    "2010-03~": "about March 2010",
    "1985?": "1985 (?)",
    "1985%": "about 1985 (?)",
    "2022-02-24/..": "since February 24, 2022",
    "0706~/0715": "about 706 – 715",
    "-0043-03-15": "March 15, 44 BC",
    "-0044-02-29?": "February 29, 45 BC (?)",
    "-0063": "64 BC",
    "0000": "1 BC",
    "-0586~/-0538": "about 587 BC – 539 BC",
    "-0538/0070": "539 BC – 70",
}
NO_DATES = [
    "",
    "soon",
    "May 27, 1997",
    "27.5.1997",
    "1997-13",
    "1997-02-30",
    "2008-08-12/2008-08-07",
    "198X",
    "1985-XX",
    "/1985",
    "2010-21",
    "19970527",
    "1997-05-27T10:00",
    "Y170000002",
]


@pytest.mark.parametrize(("written", "shown"), SHOWN.items())
def test_a_date_is_shown_as_people_write_it(written: str, shown: str) -> None:
    assert read_date(written).words == shown


@pytest.mark.parametrize("written", NO_DATES)
def test_refuses_a_text_that_is_no_date(written: str) -> None:
    assert not is_date(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    {
        "ca. 1994": "1994~",
        "circa 1994": "1994~",
        "1994–1995": "1994/1995",
        "July 4, 1776": "1776-07-04",
        "4 July 1776": "1776-07-04",
        "Nov. 1863": "1863-11",
        "27.5.1997": "1997-05-27",
        "1997-5-2": "1997-05-02",
        "1997": "",
        "soon": "",
        "May 32, 1997": "",
    }.items(),
)
def test_guesses_the_date_that_was_meant(written: str, meant: str) -> None:
    assert closest_date(written) == meant


@pytest.mark.parametrize(
    ("written", "fault"),
    {
        "1997": "",
        "soon": "that cannot be read",
        "1997-02-30": "that no calendar has",
        "-0043-02-29": "that no calendar has",
        "2008/2007": "that ends before it begins",
        "2008~/2007": "that ends before it begins",
        "199X": "that is not a day, a month or a year",
    }.items(),
)
def test_says_what_is_wrong_with_a_date(written: str, fault: str) -> None:
    assert date_fault(written) == fault


def test_each_end_of_an_interval_has_its_own_machine_form() -> None:
    assert [end.iso for end in read_date("1861-04-12/1865-05").ends] == ["1861-04-12", "1865-05"]


def test_a_date_covers_its_first_and_last_day() -> None:
    june = read_date("1994-06")
    assert (june.first, june.last) == (Day(1994, 6, 1), Day(1994, 6, 30))
    assert read_date("2022-02-24/..").last is None


@given(st.dates())
def test_every_day_is_read_and_kept(day: datetime.date) -> None:
    date = read_date(day.isoformat())
    assert date.first == date.last == Day.of(day)
    assert date.first.day_of_year == day.timetuple().tm_yday
    assert date.ends[0].iso == day.isoformat()


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    if is_date(text):
        assert read_date(text).words


def test_a_citation_takes_both_ends_of_an_interval() -> None:
    assert csl_date("2008-04-02/2008-04-04") == {"date-parts": [[2008, 4, 2], [2008, 4, 4]]}
    assert csl_date("-0043-03-15") == {"date-parts": [[-44, 3, 15]]}  # CSL knows no year 0
    assert csl_date("2010-03~") == {"date-parts": [[2010, 3]], "circa": True}


@pytest.mark.parametrize(
    ("language", "shown"),
    {
        "fa": "20 مارس 2009",
        "de": "20. März 2009",
        "zh-Hant": "2009年3月20日",
        "tlh": "March 20, 2009",  # an unknown language
    }.items(),
)
def test_a_date_is_shown_in_the_language_of_the_notes(language: str, shown: str) -> None:
    assert read_date("2009-03-20", DateFormat(language)).words == shown


def test_the_words_around_a_date_are_a_setting() -> None:
    date_format = DateFormat("de", about="um {date}", since="seit {date}", uncertain="{date} (unsicher)")
    shown = [read_date(text, date_format).words for text in ("1258~", "1258/..", "1210?", "2008-08-07/2008-08-12")]
    assert shown == ["um 1258", "seit 1258", "1210 (unsicher)", "7. August 2008 – 12. August 2008"]


def test_years_before_christ_have_no_form_in_html() -> None:
    assert [read_date(text).ends[0].datetime for text in ("-0063", "0000", "0001", "0706")] == [
        "",
        "",
        "0001",
        "0706",
    ]
