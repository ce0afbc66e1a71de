"""What the checks of an edition say of small slips in the example; read without a build, so many are held.

The cases stand in tests/cases/slips/, and more are welcome. That a build says the same, the cases of whole
editions show.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_edition.checks import check_edition
from support.cases import Case, read_cases, tells
from support.editions import lines, read_example

FILES = sorted((Path(__file__).parents[1] / "cases" / "slips").glob("*.txt"))
CASES = [(file.stem, case) for file in FILES for case in read_cases(file)]


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{name}: {case.title}" for name, case in CASES]
)
def test_the_checks_tell_of_a_slip(case: Case) -> None:
    said = lines(check_edition(read_example(case)))
    assert tells(said, case.problems), f"{case.title}\n" + "\n".join(said)


def test_no_two_cases_have_the_same_title() -> None:
    titles = [title for _, case in CASES for title in [case.title]]
    assert len(titles) == len(set(titles))
