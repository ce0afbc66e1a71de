"""The cases of the example edition that anyone can edit, and the lines that a build is to report "
"about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cases import read_case, tells
from support.sites import build_example

EDITION = sorted((Path(__file__).parents[1] / "cases" / "edition").glob("*.txt"))


@pytest.mark.parametrize("path", EDITION, ids=lambda path: path.stem)
def test_edition_checks_tell_of_a_case(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    said = build_example(tmp_path, case).problems
    assert tells(said, case.problems), f"{case.title}\n{said}"
