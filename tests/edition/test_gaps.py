"""The command ``gaps``: what it finds in the real edition, and in small changes of the example."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from reading_edition.cli.gaps import find_gaps, report
from reading_edition.model.edition import Edition
from reading_edition.model.runs import walk
from support.cases import Case
from support.editions import read_example
from support.sites import PROJECT

TODAY = date(2026, 11, 24)
OLD = "paragraphs older than a year"


def test_every_gap_names_a_line_that_exists(real_edition: Edition) -> None:
    for gap in (gap for of_kind in find_gaps(real_edition, TODAY).values() for gap in of_kind):
        lines = (PROJECT / gap.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= gap.line <= len(lines), gap


@pytest.mark.this_text
def test_reports_all_copies_among_the_sources(real_edition: Edition) -> None:
    sources = yaml.safe_load((PROJECT / "docs/sources.yaml").read_text(encoding="utf-8"))
    copies = [source["id"] for source in sources if source["kind"] == "copy"]
    found = find_gaps(real_edition, TODAY)["sources that are copies"]
    assert sorted(gap.words.split(":")[0] for gap in found) == sorted(copies)


@pytest.mark.this_text
def test_a_paragraph_is_old_a_year_after_its_date_and_not_before(real_edition: Edition) -> None:
    assert OLD not in find_gaps(real_edition, date(1990, 1, 1))
    dated = [run for page in real_edition.pages for run in walk(page.blocks) if run.get("data-as-of")]
    assert 0 < len(find_gaps(real_edition, date(2100, 1, 1))[OLD]) <= len(dated)


def test_a_note_with_fewer_sources_than_its_kind_wants_is_a_gap() -> None:
    kinds = "notes: {context: {label: Context, wanted_sources: 2}}"
    found = find_gaps(read_example(Case("", files={"settings": kinds})), TODAY)
    title = "notes with fewer sources than their kind wants"
    assert [str(gap) for gap in found[title]] == ["docs/essay/first.md:9: note 'nation' (Context) has 1 of 2 sources"]
    assert title not in find_gaps(read_example(Case("")), TODAY)


def test_a_name_that_nothing_explains_is_a_gap_of_its_paragraph() -> None:
    before = "We are met on a great battle-field[^field] of [that war](../timeline.md#civil-war)."
    after = "We are met[^field] near Round Top in [that war](../timeline.md#civil-war)."
    edition = read_example(Case("", changes={"docs/essay/second.md": [([before], [after])]}))
    assert "docs/essay/second.md:3: paragraph 3: Round Top\n" in report(find_gaps(edition, TODAY))


def test_an_edition_without_gaps_says_so() -> None:
    assert report({}) == "No gaps found.\n"
