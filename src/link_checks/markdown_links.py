"""Parse the brackets and parentheses of links like Python-Markdown."""

import re
from collections.abc import Iterator

from markdown.inlinepatterns import LinkInlineProcessor

BLANK_LINE = re.compile(r"\n[ \t]*\n")
_PLAIN_DESTINATION = re.compile(r"\(([^\s()<>\"'\\]+)\)")


class _Destinations(LinkInlineProcessor):
    """Python-Markdown's parser of a link's parentheses, for use outside a conversion."""

    def unescape(self, text: str) -> str:
        return text


_DESTINATIONS = _Destinations("")


def read_destination(text: str, start: int) -> tuple[int, int, int] | None:
    """Return the start and end of a link's destination and the end of its parentheses, or None if they are not closed.

    ``start`` is the opening parenthesis. Python-Markdown's own code parses them, to find every link that it renders.
    """
    if plain := _PLAIN_DESTINATION.match(text, start):
        return (*plain.span(1), plain.end())
    data = text[start : end_of_block(text, start)]
    address, _title, end, closed = _DESTINATIONS.getLink(data, 0)
    if not closed:
        return None
    first = start + 1 + len(data[1:end]) - len(data[1:end].lstrip(" \t\n<"))
    return first, first + len(address), start + end


def end_of_block(text: str, start: int) -> int:
    """Return the offset of the next blank line, or of the end of the text."""
    blank = BLANK_LINE.search(text, start)
    return blank.start() if blank else len(text)


def links_of_brackets(text: str) -> list[tuple[int, int, tuple[int, int, int]]]:
    """Return the offsets of each link's opening and closing bracket, and its destination (``read_destination``)."""
    found = [
        (opening, middle, destination)
        for middle in find_all(text, "](")
        if (opening := matching_bracket(text, middle)) is not None
        and (destination := read_destination(text, middle + 1)) is not None
    ]
    return sorted(found)


def matching_bracket(text: str, closing: int) -> int | None:
    """Return the offset of the opening bracket for a closing one in the same block, or None."""
    depth = 0
    for position in range(closing, -1, -1):
        character = text[position]
        if character == "]":
            depth += 1
        elif character == "[":
            depth -= 1
            if depth == 0:
                return position
        elif character == "\n" and text[position - 1 : position] == "\n":
            return None
    return None


def closes_bracket(text: str, start: int) -> bool:
    """Return whether a bracket or parenthesis that is open at an offset is closed in the same block."""
    for opening, closing in ("[]", "()"):
        depth = 0
        for character in text[start : end_of_block(text, start)]:
            depth += (character == opening) - (character == closing)
            if depth < 0:
                return True
    return False


def find_all(text: str, words: str) -> Iterator[int]:
    position = text.find(words) if words else -1
    while position >= 0:
        yield position
        position = text.find(words, position + 1)


def bracketed(text: str, words: str, rest: str) -> Iterator[int]:
    """Yield the offsets where ``words`` are in brackets before ``rest``, whatever their emphasis."""
    for closing in find_all(text, f"]{rest}"):
        opening = matching_bracket(text, closing)
        if opening is not None and _without_emphasis(text[opening + 1 : closing]) == _without_emphasis(words):
            yield opening


def _without_emphasis(text: str) -> list[str]:
    return re.sub(r"[*_~`]", "", text).split()
