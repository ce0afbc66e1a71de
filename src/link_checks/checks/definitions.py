"""Reference definitions, ``[name]: address``: one for each name."""

from __future__ import annotations

from collections.abc import Iterator

from link_checks.problem import Problem, problem_at
from link_checks.site import Page
from link_checks.source import Place, known_as


def check_definitions(page: Page) -> Iterator[Problem]:
    """Of two definitions of one name, with two addresses, one counts; programs do not agree which."""
    first: dict[str, tuple[str, Place]] = {}
    for name, target, place in page.source.definitions:
        known, where = first.setdefault(known_as(name), (target, place))
        if known != target:
            yield problem_at(
                page.file,
                place,
                "duplicate-reference",
                f"reference '[{name}]' is defined twice, with two addresses (first in line {where.line})",
                hint="give one of them another name",
            )
