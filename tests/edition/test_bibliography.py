"""Bibliographies keep what identifies a source."""

from __future__ import annotations

from pathlib import Path

from reading_edition.load.citations import bibtex

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
