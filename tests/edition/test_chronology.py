"""The pictures of time of small editions: scales, dates in columns, placeholders."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from link_checks.markdown_source import MarkdownSource
from reading_edition.load.settings import read_settings
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Page, Part, Passage, Reference
from reading_edition.model.runs import LINK, Run
from reading_edition.render.generated.chronology import Scale, row_of
from reading_edition.render.generated.essay_path import essay_path
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
    page = a_page("timeline.md")
    assert row_of(Entry("a", "event", "A", page, date=read_date(date)), page, None).day == shown


@pytest.mark.parametrize(("periods", "columns"), [(12, 12), (13, 1), (60, 1)])
def test_more_periods_than_have_room_share_one_column_of_the_path(periods: int, columns: int) -> None:
    essay, timeline = a_page("text.md"), a_page("timeline.md")
    events = [an_event(number) for number in range(periods)]
    paragraphs = [Passage(f"p{number}", essay) for number in range(1, periods + 1)]
    edition = Edition(
        settings=read_settings({"parts": ["text.md"], "received": "text.txt"}),
        parts=(Part(essay, 1, tuple(paragraphs)),),
        references=tuple(
            Reference(paragraph, event, Run(LINK), None) for paragraph, event in zip(paragraphs, events, strict=True)
        ),
    )
    table = essay_path(edition, timeline)
    header = [cell.text_content().strip() for cell in table.iterfind("thead//th")]
    assert len(header) == columns + 1
    assert header[-1] == ("timeline.md" if columns == 1 else f"timeline/{periods - 1}.md")
    rows = table.findall("tbody/tr")
    assert [len(row.findall("td")) for row in rows] == [columns] * periods
    assert [row.find(".//li/a").text_content() for row in rows] == [f"{1900 + n} Event {n}" for n in range(periods)]


def a_page(path: str) -> Page:
    return Page(path, f"docs/{path}", path.replace(".md", "/"), path, MarkdownSource(""))


def an_event(number: int) -> Entry:
    page = a_page(f"timeline/{number}.md")
    return Entry(f"event-{number}", "event", f"Event {number}", page, date=read_date(str(1900 + number)))


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
