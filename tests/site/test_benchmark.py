"""The benchmark's texts are editions without problems, and its arithmetic is right. Nothing is timed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.linked_site import LinkedSite
from benchmarks.report import Measured, links_table, tables
from benchmarks.text import Text
from support.sites import build_folder, share_citations


def _run(cpu: float, *, links: float = 0.0, **stages: float) -> dict[str, object]:
    return {"cpu": cpu, "wall": 2 * cpu, "memory": 2**20, "stages": {"links": links, **stages}}


def test_text_in_one_part_is_an_edition_without_problems(tmp_path: Path) -> None:
    Text(1).write(tmp_path, with_theme=False)
    share_citations(tmp_path)
    built = build_folder(tmp_path)
    assert built.problems == []
    essay = built.page("essay/part-0001/index.html")
    assert len(re.findall(r'<p id="p\d+"', essay)) == 15
    assert len(re.findall(r"<aside ", essay)) == 15


def test_same_text_is_made_every_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Text(2).write(tmp_path / name, with_theme=False)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one/docs").rglob("*.*")]
    assert len(files) == 12
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_a_page_has_at_most_two_hundred_entries(tmp_path: Path) -> None:
    Text(21).write(tmp_path, with_theme=False)
    pages = sorted((tmp_path / "docs/glossary").glob("*.md"))
    assert [page.read_text(encoding="utf-8").count("\n## ") for page in pages] == [200, 10]
    marks = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "docs/sources").glob("*.md"))]
    assert [re.findall("sources (.*) -->", mark) for mark in marks] == [["Aaa-Aaa"], ["Aab-Aab"], ["Aac-Aac"]]


def test_ratios_are_the_median_of_pairs_that_were_built_in_turn() -> None:
    measured = Measured("an edition", 10)
    measured.plain = [_run(1.0), _run(2.0), _run(10.0)]
    measured.annotated = [_run(1.5, load=0.1), _run(3.0, load=0.4), _run(40.0, load=0.0)]
    assert measured.ratio(lambda run: run["cpu"]) == pytest.approx(1.5)
    assert measured.ratio(lambda run: run["stages"]["load"]) == pytest.approx(0.1)


def test_tables_show_shares_of_the_plain_build_and_the_cost_of_a_page() -> None:
    small, large = Measured("small", 10), Measured("large", 100)
    small.plain, small.annotated = [_run(1.0)], [_run(2.0, links=0.5, load=0.1, render=0.1)]
    large.plain, large.annotated = [_run(8.0)], [_run(12.0, links=1.0, checks=0.4, render=2.0, export=0.4)]
    large.lychee = [{"cpu": 12.0, "wall": 7.0}]
    small.warm, large.warm = [_run(1.2)], [_run(10.0)]
    shown = tables([small, large])
    assert "| small | 10 | 1 | 1.00 s | 2.00 s | **2.00** | 2.00 | **1.20** | 1 MB | 1 MB |" in shown
    assert "| small | 10.0% | 0.0% | 10.0% | 50.0% | 0.0% | 0.0% | **20.0%** | 30.0% |" in shown
    assert "| large | 0.0% | 5.0% | 25.0% | 12.5% | 0.0% | 5.0% | **30.0%** | 2.5% |" in shown
    assert "| large | 24.00 ms | 1.20 |" in shown
    assert "| large | 1.00 s | 12.00 s | 7.00 s | **12.0** |" in shown


def test_time_of_a_stopped_lychee_is_shown_as_the_least() -> None:
    run = {"cpu": 1.0, "wall": 1.0, "memory": 1, "stages": {"links": 2.0}}
    stopped = Measured("1,000 parts", 10, [run], [run], [{"cpu": 60.0, "wall": 30.0, "ended": 0.0}], [run])
    assert "| 1,000 parts | 2.00 s | over 60.00 s | over 30.00 s | **over 30.0** |" in tables([stopped])


def test_linked_site_has_twenty_links_a_page_and_no_problem(tmp_path: Path) -> None:
    LinkedSite(3, "mkdocs").write(tmp_path)
    built = build_folder(tmp_path)
    assert built.problems == []
    written = (tmp_path / "docs/chapter-00/page-0001.md").read_text(encoding="utf-8")
    assert len(re.findall(r"(?<!!)\[\w[^]]*\][(\[]", written)) == 20


def test_table_of_link_checks_shows_what_a_build_takes_more() -> None:
    measured = Measured("1,000 pages", 1000, [_run(10.0)], [_run(12.5, links=2.0)])
    measured.lychee = [{"cpu": 30.0, "wall": 20.0}]
    assert "| 1,000 pages | 1 | 10.0 s | 12.5 s | **25%** | 2.0 s | 30.0 s |" in links_table([measured])
