"""The cases of tests/cases/edition/, which anyone can edit: what a build reports of a changed example edition."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.cases import matches, read_case
from support.sites import CASES, build_example

EDITION = sorted((CASES / "edition").glob("*.txt"))


@pytest.fixture(scope="module")
def citations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The citations of the example edition, so that pandoc makes them once and not for every case."""
    folder = tmp_path_factory.mktemp("example")
    build_example(folder)
    return folder / ".cache"


@pytest.mark.parametrize("path", EDITION, ids=lambda path: path.stem)
def test_a_build_reports_exactly_the_problems_of_a_case(path: Path, tmp_path: Path, citations: Path) -> None:
    case = read_case(path)
    shutil.copytree(citations, tmp_path / ".cache", ignore=shutil.ignore_patterns("tmp*"))  # what is still being made
    reported = build_example(tmp_path, case).problems
    assert matches(reported, case.problems), f"{case.title}\n" + "\n".join(reported)
