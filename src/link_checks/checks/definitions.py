"""Reference definitions, ``[name]: address``: one for each name."""

from __future__ import annotations

from collections.abc import Iterator

from link_checks.location import Location
from link_checks.markdown_source import known_as
from link_checks.problem import Problem, problem_at
from link_checks.site import Page


def check_definitions(page: Page) -> Iterator[Problem]:
    """Of two definitions of one name, with two addresses, one counts; programs do not agree which."""
    first: dict[str, tuple[str, Location]] = {}
    for name, target, location in page.source.definitions:
        known, where = first.setdefault(known_as(name), (target, location))
        if known != target:
            yield problem_at(
                page.file,
                location,
                "duplicate-reference",
                f"reference '[{name}]' is defined twice, with two addresses (first in line {where.line})",
                hint="give one of them another name",
            )
