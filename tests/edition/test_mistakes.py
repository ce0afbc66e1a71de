"""What the checks report of small mistakes in the example edition, read without a build.

The cases are in tests/cases/mistakes/, and more are welcome. The cases in tests/cases/edition/ are built, and
show that a build reports the same.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from link_checks.data import MESSAGES
from reading_edition.checks import CONSEQUENCES, check_edition
from reading_edition.model.dates import Day
from support.cases import Case, matches, read_cases
from support.editions import lines, read_example
from support.sites import SRC

FILES = sorted((Path(__file__).parents[1] / "cases" / "mistakes").glob("*.txt"))
CASES = [(file.stem, case) for file in FILES for case in read_cases(file)]
TODAY = Day(2026, 11, 30)


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{name}: {case.title}" for name, case in CASES])
def test_reports_exactly_the_problems_of_a_case(case: Case) -> None:
    reported = lines(check_edition(read_example(case), TODAY))
    assert matches(reported, case.problems), f"{case.title}\n" + "\n".join(reported)


def test_no_two_cases_have_the_same_title() -> None:
    titles = [case.title for _, case in CASES]
    assert len(titles) == len(set(titles))


def test_the_codes_of_consequences_are_codes_of_messages() -> None:
    of_edition = tomllib.loads((SRC / "reading_edition/model/messages.toml").read_text(encoding="utf-8"))
    codes = {key.partition("/")[0] for key in (*MESSAGES, *of_edition)}
    assert set(CONSEQUENCES) <= codes
