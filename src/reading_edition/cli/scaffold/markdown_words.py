"""The words of a stretch of Markdown as a reader sees them, and where each character is written.

It reads the inline syntax of which paragraphs of an edition are made: links, images, marks of notes,
emphasis, code, raw HTML, entities and escapes. Who puts something into a paragraph compares what was read
here with what was rendered, and leaves the paragraph alone where the two differ.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from link_checks.markdown_links import read_destination

_MARK = re.compile(r"\[\^[^\]\s]+\]")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.\w][^{}\n]*\}")
_HTML = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!])")
_REFERENCE = re.compile(r" ?\[([^\[\]\n]*)\]")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+")


@dataclass(frozen=True)
class WrittenLink:
    """A link: the extent of its words among the words, and of all of it in the file."""

    start: int
    end: int
    opening: int
    closing: int


@dataclass
class WrittenWords:
    """Words, the offsets in the file between which each character is written, and the links among them.

    ``marks`` are how many characters stand before each mark of a note.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    links: list[WrittenLink] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def add(self, character: str, start: int, end: int) -> None:
        """Adds a character; of a run of white space the first."""
        if character.isspace():
            if not self.text or self.text[-1] == " ":
                return
            character = " "
        self.text += character
        self.starts.append(start)
        self.ends.append(end)


def read_words(text: str, start: int, end: int, references: Mapping[str, str]) -> WrittenWords:
    """The words between two offsets of a Markdown file; ``references`` are its reference definitions."""
    words = WrittenWords()
    _read(text, start, end, references, words)
    return words


def _read(text: str, start: int, end: int, references: Mapping[str, str], words: WrittenWords) -> None:
    position = start
    while position < end:
        position = _step(text, position, end, references, words)


def _step(text: str, at: int, end: int, references: Mapping[str, str], words: WrittenWords) -> int:
    """Reads what begins at an offset, and returns where the next begins."""
    if match := _ESCAPED.match(text, at, end):
        words.add(match[1], at, match.end())
        return match.end()
    if match := _MARK.match(text, at, end):
        words.marks.append(len(words.text))
        return match.end()
    if text[at] == "[" and (after := _link(text, at, end, references, words)):
        return after
    if text.startswith("![", at) and (after := _link(text, at + 1, end, references, WrittenWords())):
        return after
    if match := _AUTOLINK.match(text, at, end):
        opening = len(words.text)
        for offset in range(match.start(1), match.end(1)):
            words.add(text[offset], offset, offset + 1)
        words.links.append(WrittenLink(opening, len(words.text), at, match.end()))
        return match.end()
    for pattern in (_HTML, _ATTRIBUTES, _EMPHASIS):
        if match := pattern.match(text, at, end):
            return match.end()
    if match := _ENTITY.match(text, at, end):
        for character in html.unescape(match[0]):
            words.add(character, at, match.end())
        return match.end()
    words.add(text[at], at, at + 1)
    return at + 1


def _link(
    text: str, opening: int, end: int, references: Mapping[str, str], words: WrittenWords
) -> int | None:
    """Reads a link whose bracket opens at an offset; nothing if it is only a bracket."""
    closing = _closing_bracket(text, opening, end)
    after = _after_link(text, opening, closing, references) if closing is not None else None
    if closing is None or after is None:
        return None
    start = len(words.text)
    _read(text, opening + 1, closing, references, words)
    words.links.append(WrittenLink(start, len(words.text), opening, after))
    return after


def _closing_bracket(text: str, opening: int, end: int) -> int | None:
    depth, position = 0, opening
    while position < end:
        if text[position] == "\\":
            position += 1
        elif text[position] == "[":
            depth += 1
        elif text[position] == "]":
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None


def _after_link(text: str, opening: int, closing: int, references: Mapping[str, str]) -> int | None:
    if text.startswith("(", closing + 1):
        destination = read_destination(text, closing + 1)
        return text.index(")", destination[1]) + 1 if destination else None
    name = text[opening + 1 : closing]
    match = _REFERENCE.match(text, closing + 1)
    if match and (match[1] or name).strip().lower() in references:
        return match.end()
    return closing + 1 if name.strip().lower() in references else None
