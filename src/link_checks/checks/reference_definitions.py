"""Reference definitions, ``[name]: address``: one for each name."""

from collections.abc import Iterator

from link_checks.location import Location
from link_checks.markdown_source import known_as
from link_checks.page import Page
from link_checks.problem import Problem


def check_reference_definitions(page: Page) -> Iterator[Problem]:
    """Of two definitions of one name, with different addresses, one counts; programs disagree about which."""
    first: dict[str, tuple[str, Location]] = {}
    for name, target, location in page.source.definitions:
        known, where = first.setdefault(known_as(name), (target, location))
        if known != target:
            message = f"reference '[{name}]' is defined twice, first in line {where.line}, with another address"
            hint = "give one of them another name"
            yield page.problem(location, "duplicate-reference", message, hint=hint)
