"""What ``make gaps`` tells of the real edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from link_checks.mkdocs_build import build_quietly
from reading_edition.build import EditionBuild
from reading_edition.cli.gaps import Gap, find_gaps, report
from reading_edition.model.edition import Edition
from support.cases import Case
from support.sites import PROJECT, build_example


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    built: EditionBuild = build_quietly(
        str(PROJECT / "mkdocs.yml"), str(tmp_path_factory.mktemp("gaps") / "site")
    ).hook_data["edition"]
    assert built.edition is not None
    return built.edition


def of_kind(gaps: list[Gap], kind: str) -> list[Gap]:
    return [gap for gap in gaps if gap.kind == kind]


def test_every_gap_names_a_line_that_exists(edition: Edition) -> None:
    for gap in find_gaps(edition, date(2026, 11, 24)):
        lines = (PROJECT / gap.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= gap.line <= len(lines), gap


@pytest.mark.this_text
def test_all_copies_among_the_sources_are_told(edition: Edition) -> None:
    sources = yaml.safe_load((PROJECT / "docs/sources.yaml").read_text(encoding="utf-8"))
    copies = [source["id"] for source in sources if source["kind"] == "copy"]
    told = of_kind(find_gaps(edition, date(2026, 11, 24)), "sources that are copies")
    assert sorted(gap.words.split(":")[0] for gap in told) == sorted(copies)


@pytest.mark.this_text
def test_a_paragraph_is_stale_a_year_after_its_date_and_not_before(edition: Edition) -> None:
    assert not of_kind(find_gaps(edition, date(1990, 1, 1)), "paragraphs older than a year")
    dated = sum(len(page.root.xpath("//*[@data-as-of]")) for page in edition.site.pages)
    told = of_kind(find_gaps(edition, date(2100, 1, 1)), "paragraphs older than a year")
    assert told
    assert len(told) <= dated


def test_no_disputed_note_rests_on_one_source(edition: Edition) -> None:
    assert not of_kind(find_gaps(edition, date(2026, 11, 24)), "notes with too few sources")


def test_a_name_that_nothing_explains_is_told_with_its_paragraph(tmp_path: Path) -> None:
    changes = {
        "docs/essay/received.txt": [
            (["We are met on a great battle-field of that war."], ["We are met near Round Top in that war."])
        ],
        "docs/essay/second.md": [
            (
                [
                    "We are met on a great battle-field[^field] of [that war](../timeline.md#civil-war).",
                ],
                [
                    "We are met[^field] near Round Top in [that war](../timeline.md#civil-war).",
                ],
            )
        ],
    }
    assert build_example(tmp_path, Case("", changes=changes)).problems == []
    built: EditionBuild = build_quietly(str(tmp_path / "mkdocs.yml"), str(tmp_path / "s")).hook_data[
        "edition"
    ]
    assert built.edition is not None
    gaps = find_gaps(built.edition, date(2026, 11, 24))
    assert "docs/essay/second.md:3: paragraph 3: Round Top" in report(gaps)
