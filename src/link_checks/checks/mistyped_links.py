"""Links that are not rendered because one of their signs is another than Markdown's."""

import re
from collections.abc import Callable, Iterator

from link_checks.checks.link_suggestions import corrected_target
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site

# A pattern's first group is what a reader was to see, its second where the link was to lead.
_MISTAKES = (
    (
        re.compile(
            r"\[([^\[\]［］]{1,200})\] ?（([^()（）\s]+)[)）]"
            r"|［([^\[\]［］]{1,200})］ ?[(（]([^()（）\s]+)[)）]"
        ),
        "has full-width brackets, which Markdown does not read",
    ),
    (re.compile(r"\[([^\[\]]{1,200})\]: ?\(([^()\s]+)\)"), "has a colon between its brackets"),
    (
        re.compile(r"\[([^\[\]]{1,200})\]\{([^{}#.:\s][^{}\s]*)\}|\{([^{}%]{1,200})\}\(([^()\s]+)\)"),
        "has braces, which Markdown does not read",
    ),
)


def check_mistyped_links(
    site: Site,
    page: Page,
    text: str,
    is_address: Callable[[str], bool],
    find: Callable[[str], Location | None],
) -> Iterator[Problem]:
    """Links in a text with brackets of another script, braces, or a colon between the brackets."""
    for pattern, what in _MISTAKES:
        for match in pattern.finditer(text):
            shown, target = (group for group in match.groups() if group is not None)
            if shown.strip().isdigit() or not is_address(target):
                continue
            if (location := find(match[0])) is not None:
                yield mistyped_link(site, page, location, match[0], (shown, target), what=what)


def mistyped_link(
    site: Site,
    page: Page,
    location: Location,
    written: str,
    meant: tuple[str, str],
    *,
    what: str,
    code: str = "link-signs",
) -> Problem:
    """A link that is not read as it is ``written``; ``meant`` are its text and its target."""
    shown, target = meant
    target = corrected_target(site, page, target)
    guess = f"[{shown}]({target})" if target else ""
    hint = "" if guess else "a link is written [text](target)"
    return page.problem(location, code, f"link '{written}' {what}", guess=guess, hint=hint, address=meant[1])


def check_mistyped_source(site: Site, page: Page, is_address: Callable[[str], bool]) -> Iterator[Problem]:
    """The same where Markdown reads something else: a definition, or a link after one bracket too many."""
    source = page.source
    for name, target, location in source.unused_definitions:
        inner = target[1:-1]
        if f"({inner})" == target and is_address(inner) and _is_definition(source.text, target, location):
            what = "has a colon between its brackets"
            yield mistyped_link(site, page, location, f"[{name}]:{target}", (name, inner), what=what)
    for written, location in source.nested_links:
        message, hint = (
            f"link '{written}' is inside the text of another link",
            "write one link after the other",
        )
        yield page.problem(location, "link-in-link", message, hint=hint)
    for written, location in source.doubled_brackets:
        message = f"'[{written}' has one bracket too many"
        yield page.problem(location, "link-signs", message, guess=written)


def _is_definition(text: str, target: str, location: Location) -> bool:
    """Whether nothing, or a title, follows a definition's target: else Markdown reads it as text."""
    written = text.split("\n", location.line - 1)[-1]
    after = written.partition(target)[2].partition("\n")[0].strip()
    return not after or after[0] in "\"'("
