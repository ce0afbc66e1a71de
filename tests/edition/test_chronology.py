"""The pictures of time of small editions: scales, dates in columns, placeholders."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from link_checks.markdown_source import MarkdownSource
from reading_edition.model.dates import read_date
from reading_edition.model.items import Entry, Page
from reading_edition.render.generated.chronology import Scale, row_of
from support.cases import Case
from support.sites import build_example

ROOM = 40  # columns


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [(1989, 2026, 1), (1989, 2028, 1), (1989, 2029, 2), (2010, 2010, 1), (1776, 1865, 5), (-63, 2009, 100), (0, 0, 1)],
)
def test_a_scale_has_room_for_all_years(first: int, last: int, unit: int) -> None:
    scale = Scale.of(first, last)
    assert scale.unit == unit
    assert scale.first <= first < scale.first + unit
    assert 1 <= scale.column(first) <= scale.column(last) <= ROOM


def test_a_scale_that_begins_after_all_events_has_one_column() -> None:
    scale = Scale.of(2030, 2026)
    assert scale.column(scale.last) == 1


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2008-08-12", "12"),
        ("2008-08-07/2008-08-08", "7–8"),
        ("1999-03-24/1999-06-10", "24 – June 10, 1999"),
        ("1992-08-14/1993-09-27", "14 – September 27, 1993"),
        ("2008-08", ""),
        ("1982", ""),
        ("2010-03~", "about March 2010"),
        ("1973/1975", "1973–1975"),
        ("-0043-03-15", "15"),
        ("2008-08-07/..", "since August 7, 2008"),
    ],
)
def test_a_row_shows_of_a_date_what_its_year_and_month_leave(date: str, shown: str) -> None:
    page = Page("timeline.md", "docs/timeline.md", "timeline/", "Timeline", MarkdownSource(""))
    assert row_of(Entry("a", "event", "A", page, date=read_date(date)), page, None).day == shown


def test_an_overview_may_begin_with_a_year(tmp_path: Path) -> None:
    example = build_example(tmp_path, front("<!-- edition: chronology 1800 -->"))
    assert example.problems == []
    root = lxml.html.parse(str(tmp_path / "site/index.html")).getroot()
    assert root.xpath("//*[@class='overview-lane']//a/@href") == ["?theme=war#year:1861"]
    assert root.xpath("//*[@class='overview-points']//a/text()") == [" Independence"]
    (earlier,) = root.xpath("//*[@class='picture-caption']/a")
    assert (earlier.text, earlier.get("href")) == ("Earlier events: 1", "#year:1776")
    assert root.xpath("//section[@id]/h2/text()") == ["1776", "1861"]


@pytest.mark.parametrize("year", ["1989", "then"])
def test_an_overview_that_begins_in_another_year_is_reported(tmp_path: Path, year: str) -> None:
    (problem,) = build_example(tmp_path, front(f"<!-- edition: chronology {year} -->")).problems
    assert f"nothing is generated for 'edition: chronology {year}'" in problem
    assert "after 'chronology' comes one of 1776, 1777" in problem


def front(placeholder: str) -> Case:
    old = '## Declaration of Independence { #declaration data-date="1776-07-04" data-theme="war" }'
    new = old.replace(" }", ' data-short="Independence" data-turning }')
    files = {"docs/index.md": f"# Gettysburg\n\n{placeholder}\n"}
    return Case("", files=files, changes={"docs/timeline.md": [([old], [new])]})
