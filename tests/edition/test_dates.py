"""Dates: written in EDTF, shown as people write them; see tests/cases/dates.txt."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_edition.export.tei.words import date_attributes
from reading_edition.model.csl import csl_date
from reading_edition.model.csl_items import first_day
from reading_edition.model.dates import DATE_HINT, Day, closest_date, date_fault, is_date, read_date
from reading_edition.model.messages import Translator
from support.sites import CASES

LINES = (CASES / "dates.txt").read_text(encoding="utf-8").splitlines()
SHOWN = dict(line.split(" = ") for line in LINES if " = " in line)
FAULTS = dict(line.split(" ! ") for line in LINES if " ! " in line)


@pytest.mark.parametrize(("written", "shown"), SHOWN.items())
def test_a_date_is_shown_as_people_write_it(written: str, shown: str) -> None:
    assert read_date(written).words == shown


@pytest.mark.parametrize(("written", "fault"), FAULTS.items())
def test_says_what_is_wrong_with_a_date(written: str, fault: str) -> None:
    assert date_fault(written) == fault


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
        "199u": "199X",
        "1776-07-00": "1776-07-XX",
        "1776-07-uu": "1776-07-XX",
        "soon": "",
        "May 32, 1997": "",
    }.items(),
)
def test_guesses_the_date_that_was_meant(written: str, meant: str) -> None:
    assert closest_date(written) == meant


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
    assert csl_date("2010-03~") == csl_date("2010-03?") == {"date-parts": [[2010, 3]], "circa": True}
    assert csl_date("1776-07-XX") == {"date-parts": [[1776, 7]]}
    assert csl_date("2010-21") == {"date-parts": [[2010]], "season": 1}


@pytest.mark.parametrize("written", ["/1776", "../1776", "1776/", "1776/..", "177X", "1770/177X", "?2004-06"])
def test_a_citation_has_words_for_what_csl_cannot_express(written: str) -> None:
    assert csl_date(written) == {"literal": read_date(written).words}


DIGITS = st.sampled_from(["1776", "177X", "17XX", "-0043", "1776-07", "1776-XX", "1776-07-04", "1776-07-XX", "1776-21"])
ENDS = st.builds("".join, st.tuples(DIGITS, st.sampled_from(["", "~", "?", "%"])))
WRITTEN = ENDS | st.builds("/".join, st.tuples(ENDS | st.sampled_from(["", ".."]), ENDS))


@given(WRITTEN | st.builds("/".join, st.tuples(ENDS, st.sampled_from(["", ".."]))))
def test_no_output_has_a_part_that_is_not_written(written: str) -> None:
    if not is_date(written):
        return
    date = read_date(written)
    for end in date.ends:
        assert end.iso in written
        assert "X" not in end.iso
    marked = date_attributes(date)
    assert first_day(written) in ("", date.ends[0].iso)
    assert not written.startswith(("/", ".")) or first_day(written) == marked.get("from", "") == ""
    for name in ("when", "from", "to", "when-iso", "from-iso", "to-iso"):
        assert marked.get(name, "") in written
    assert "circa" not in csl_date(written) or re.search("[~?%]", written)


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
    assert read_date("2009-03-20", Translator(language)).words == shown


def test_the_words_around_a_date_are_a_setting() -> None:
    words = {"about {date}": "um {date}", "since {date}": "seit {date}", "{date}, uncertain": "{date} (unsicher)"}
    translate = Translator("de", words)
    shown = [read_date(text, translate).words for text in ("1258~", "1258/..", "1210?", "2008-08-07/2008-08-12")]
    assert shown == ["um 1258", "seit 1258", "1210 (unsicher)", "7. August 2008 – 12. August 2008"]


def test_years_before_christ_have_no_form_in_html() -> None:
    assert [read_date(text).ends[0].datetime for text in ("-0063", "0000", "0001", "0706")] == [
        "",
        "",
        "0001",
        "0706",
    ]


def test_the_hint_on_a_wrong_date_shows_only_forms_that_can_be_read() -> None:
    shown = re.findall(r"(?<=as )[\dX~?/-]+|(?<=or )[\dX-]+", DATE_HINT)
    assert {"1994-06-15", "1994", "1994/1995", "1994~", "1994?", "1994-06-XX", "199X"} == set(shown)
    assert all(map(is_date, shown))
