"""Evidence: what notes and entries rest on."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest

from reading_edition.cli.gaps import find_gaps
from reading_edition.model.edition import Edition
from reading_edition.model.evidence import evidence_of, profile, without_strong_evidence
from reading_edition.model.items import Note
from support.cases import Case
from support.editions import read_example

SETTINGS = """
source_kinds: {primary: Primary source, press: Press, reference: Reference work}
evidence_labels: {primary: primary, press: press}
strong_evidence: [press]
notes: {context: {label: Context, strong_evidence: true}, disputed: {label: Disputed}, text: {label: Text, sources: 0}}
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_example(Case("", files={"settings": SETTINGS}))


def note(edition: Edition, name: str) -> Note:
    return next(each for each in edition.notes if each.name == name)


def test_profile_counts_sources_by_kind_and_names_the_earliest_date(edition: Edition) -> None:
    cited = [edition.source(entry.id) for entry in edition.cited_sources(note(edition, "field"))]
    assert {source.id for source in cited if source} == {"basler-1953", "times-1863"}
    assert profile(edition, note(edition, "field")) == "1 primary, 1 press; earliest November 20, 1863"


def test_profile_is_empty_without_sources(edition: Edition) -> None:
    assert [profile(edition, each) for each in edition.notes if not edition.cited_sources(each)] in ([""], [])
    assert evidence_of(edition, note(edition, "field")).total == 2


def test_a_note_whose_kind_wants_strong_evidence_is_a_gap_without_it(edition: Edition) -> None:
    weak = [each.name for each in without_strong_evidence(edition)]
    assert weak
    assert {edition.note_kind(note(edition, name)).id for name in weak} == {"context"}  # type: ignore[union-attr]
    gaps = find_gaps(edition, date(2026, 11, 30))["notes without strong evidence"]
    assert [gap.words.partition("'")[2].partition("'")[0] for gap in gaps] == weak


def test_gaps_list_weak_evidence_first(edition: Edition) -> None:
    assert next(iter(find_gaps(edition, date(2026, 11, 30)))) == "notes without strong evidence"


@pytest.mark.this_text
def test_every_note_with_sources_shows_its_evidence(real_site: object) -> None:
    page = lxml.html.fromstring((real_site / "essay/part-2/index.html").read_text(encoding="utf-8"))  # type: ignore[operator]
    for aside in page.xpath("//aside[.//a[contains(@class, 'ref-source')]]"):
        assert aside.xpath("count(.//p[contains(@class, 'evidence')])") == 1, aside.get("id")
