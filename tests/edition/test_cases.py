"""The cases of tests/cases/edition/, which anyone can edit: what a build reports of a changed example edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cases import matches, read_case
from support.sites import CASES, build_example

EDITION = sorted((CASES / "edition").glob("*.txt"))


@pytest.mark.parametrize("path", EDITION, ids=lambda path: path.stem)
def test_a_build_reports_exactly_the_problems_of_a_case(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    reported = build_example(tmp_path, case).problems
    assert matches(reported, case.problems), f"{case.title}\n" + "\n".join(reported)
