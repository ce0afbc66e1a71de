"""Every kind of problem, with the exact words in which it is told: the cases under tests/cases/."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cases import read_case, tells
from support.sites import build_example, build_site

CASES = Path(__file__).parent / "cases"
LINKS = sorted((CASES / "links").glob("*.txt"))
EDITION = sorted((CASES / "edition").glob("*.txt"))


@pytest.mark.parametrize("path", LINKS, ids=lambda path: path.stem)
def test_link_checks_tell_of_a_case_on_any_site(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    said = build_site(tmp_path, case.files).problems
    assert tells(said, case.problems), f"{case.title}\n{said}"


@pytest.mark.parametrize("path", LINKS, ids=lambda path: path.stem)
def test_whatever_mkdocs_itself_would_warn_of_is_told(
    path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The settings turn MkDocs's own validation of links down, for ours says the same with its line."""
    case = read_case(path)
    levels = {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"}
    build_site(tmp_path, case.files, validation={"links": levels}, hooks=[])
    if any(record.levelname == "WARNING" for record in caplog.records):
        assert case.problems, [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize("path", EDITION, ids=lambda path: path.stem)
def test_edition_checks_tell_of_a_case(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    said = build_example(tmp_path, case).problems
    assert tells(said, case.problems), f"{case.title}\n{said}"
