"""Bibliographies keep what identifies a source, and citations are formatted again only where they may change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reading_edition.load import citations
from reading_edition.load.citations import bibtex, format_items

WORK = {
    "id": "a-b",
    "type": "chapter",
    "title": "On Coexistence",
    "author": [{"family": "Lee", "given": "Ann"}],
    "issued": "2019",
    "DOI": "10.1007/978-3-319-24237-8_537",
    "URL": "https://example.org/chapters/2",
}


def test_bibtex_keeps_doi_and_url(tmp_path: Path) -> None:
    written = bibtex([{**WORK, "id": "a", "DOI": "10.1000/1"}, WORK], tmp_path)
    first, second = written.split("@inbook{")[1:]
    assert first.startswith("a,\n  doi = {10.1000/1},\n")
    assert second.startswith("a-b,\n  doi = {10.1007/978-3-319-24237-8_537},\n")
    assert "url = {https://example.org/chapters/2}" in second


def _work(name: str, family: str, issued: str) -> dict[str, object]:
    return {"id": name, "type": "book", "title": name, "author": [{"family": family}], "issued": issued}


def test_works_of_one_author_and_year_have_letters_whatever_else_was_formatted_before(tmp_path: Path) -> None:
    works = [_work("first", "Lee", "2019"), _work("other", "Lee", "2020-05"), _work("second", "Lee", "2019-07-01")]
    format_items(works[:1], tmp_path)
    cited = format_items(works, tmp_path)
    kept = next(tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:40])  # as on a disk that was full
    assert format_items(works, tmp_path) == cited
    assert cited == format_items(works, tmp_path / "fresh")
    assert "2019a" in cited["first"]
    assert "2019b" in cited["second"]
    assert "2020." in cited["other"]


def test_a_changed_work_is_formatted_with_those_of_its_year_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = [_work("first", "Lee", "2019"), _work("second", "May", "2019"), _work("other", "Lee", "2020")]
    before = format_items(works, tmp_path)
    formatted: list[list[str]] = []
    original = citations._citations

    def count(items: list[dict[str, str]], *rest: Any) -> dict[str, str]:
        formatted.append([item["id"] for item in items])
        return original(items, *rest)

    monkeypatch.setattr(citations, "_citations", count)
    after = format_items([{**works[0], "title": "A New Title"}, *works[1:]], tmp_path)
    assert formatted == [["first", "second"]]
    assert after == {**before, "first": before["first"].replace("First", "A New Title").replace("first", "A New Title")}
