"""Links that stayed words because one sign of theirs is another than Markdown's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Page

# The pattern's first group is what a reader was to see, its second where the link was to lead.
_SLIPS = (
    (
        re.compile(
            r"\[([^\[\]［］]{1,200})\] ?（([^()（）\s]+)[)）]"
            r"|［([^\[\]［］]{1,200})］ ?[(（]([^()（）\s]+)[)）]"
        ),
        "full-width brackets, of which Markdown makes no link",
    ),
    (
        re.compile(r"\[([^\[\]]{1,200})\]: ?\(([^()\s]+)\)"),
        "a colon between its brackets",
    ),
    (
        re.compile(r"\[([^\[\]]{1,200})\]\{([^{}#.:\s][^{}\s]*)\}|\{([^{}%]{1,200})\}\(([^()\s]+)\)"),
        "braces, of which Markdown makes no link",
    ),
)


def check_signs(
    page: Page, words: str, is_address: Callable[[str], bool], find: Callable[[str], Location | None]
) -> Iterator[Problem]:
    """Links whose brackets are those of another script, are braces, or have a colon between them."""
    for pattern, what in _SLIPS:
        for match in pattern.finditer(words):
            shown, target = (group for group in match.groups() if group is not None)
            if shown.strip().isdigit() or not is_address(target):
                continue
            if (location := find(match[0])) is not None:
                yield _slip(page, location, match[0], shown, target, what)


def check_source_signs(page: Page, is_address: Callable[[str], bool]) -> Iterator[Problem]:
    """The same where Markdown reads something else: a definition, or a link behind one bracket too many."""
    source = page.source
    for name, target, location in source.unused_definitions:
        inner = target[1:-1]
        if f"({inner})" == target and is_address(inner) and _is_definition(source.text, target, location):
            yield _slip(page, location, f"[{name}]:{target}", name, inner, "a colon between its brackets")
    for written, location in source.nested_links:
        yield problem_at(
            page.file,
            location,
            "link-in-link",
            f"link '{written}' stands in the words of another link, and stays words",
            hint="write one link after the other",
        )
    for written, location in source.doubled_brackets:
        yield problem_at(
            page.file, location, "link-signs", f"'[{written}' has one bracket too many", guess=written
        )


def _is_definition(text: str, target: str, location: Location) -> bool:
    """Whether nothing, or a title, stands behind a definition's target: else Markdown reads it as words."""
    written = text.split("\n", location.line - 1)[-1]
    behind = written.partition(target)[2].partition("\n")[0].strip()
    return not behind or behind[0] in "\"'("


def _slip(page: Page, location: Location, written: str, shown: str, target: str, what: str) -> Problem:
    return problem_at(
        page.file,
        location,
        "link-signs",
        f"link '{written}' has {what}",
        guess=f"[{shown}]({target})",
    )
