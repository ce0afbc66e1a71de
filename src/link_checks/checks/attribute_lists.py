"""Attributes in braces, ``{ #id }``, that are not read as they were meant."""

import re
from collections.abc import Iterator

from link_checks.invisible_characters import invisible_in
from link_checks.page import Page
from link_checks.problem import Problem

_BRACES = re.compile(r"\{:?[^{}\n]*[#.=][^{}\n]*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"[#.][\w-]+|[\w-]+=\S*")


def check_attribute_lists(page: Page) -> Iterator[Problem]:
    """An invisible character in braces becomes part of an id or a class, which then does not count."""
    for written, location in page.source.find_markup(_BRACES):
        inner = _QUOTED.sub("x", written[1:-1].removeprefix(":"))
        if (names := invisible_in(inner)) and all(map(_ATTRIBUTE.fullmatch, _words(inner))):
            shown = "{ " + " ".join(_words(written[1:-1])) + " }"
            message = f"the braces {shown} contain {names}"
            yield page.problem(location, "invisible-character", message, hint="retype it as an ordinary space")


def _words(text: str) -> list[str]:
    return "".join(" " if invisible_in(character) else character for character in text).split()
