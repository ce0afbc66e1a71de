"""Blanks whatever of a Markdown text holds no links, every other character staying in its place."""

from __future__ import annotations

import re

FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\[\[\]()!<>{}#]")
_INDENT = 4
# What opens a block whose continuation is indented: lists, notes, definitions, admonitions and tabs.
_CONTAINER = re.compile(
    r" *(?:[*+-]|[0-9]+[.)]|\[\^[^\]\n]+\]:|:|\*\[[^\]\n]+\]:|!!!|\?\?\?\+?|===|///)(?:[ \t!+]|$)"
)


def mask(text: str) -> str:
    """The text with front matter, code, comments and escapes blanked."""
    front = FRONT_MATTER.match(text)
    if front:
        text = blank(front[0]) + text[front.end() :]
    text = _mask_fences(text)
    text = _mask_indented_code(text)
    text = _mask_between(text, "<!--", "-->")
    text = _CODE_SPAN.sub(lambda match: blank(match[0]), text)
    return _ESCAPE.sub("  ", text)


def blank(text: str) -> str:
    """White space of the same shape."""
    return "".join(character if character == "\n" else " " for character in text)


def _mask_fences(text: str) -> str:
    if "```" not in text and "~~~" not in text:
        return text
    lines, fence = [], ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            lines.append(blank(line))
            if match and match[1].startswith(fence) and not line.strip(" \t>\n").strip(match[1][0]):
                fence = ""
        elif match:
            fence = match[1]
            lines.append(blank(line))
        else:
            lines.append(line)
    return "".join(lines)


def _mask_indented_code(text: str) -> str:
    """Blanks code that is told by its indent alone, which a container before it would have swallowed."""
    if "\n    " not in text and "\n\t" not in text and not text.startswith(("    ", "\t")):
        return text
    lines = text.split("\n")
    after_blank, in_container, in_code = True, False, False
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        indented = len(line.expandtabs(_INDENT)) - len(line.expandtabs(_INDENT).lstrip()) >= _INDENT
        if not indented:
            in_container = bool(_CONTAINER.match(line)) or (in_container and not after_blank)
        in_code = indented and not in_container and (after_blank or in_code)
        if in_code:
            lines[number] = blank(line)
        after_blank = False
    return "\n".join(lines)


def _mask_between(text: str, opening: str, closing: str) -> str:
    pieces, position = [], 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        end = len(text) if end < 0 else end + len(closing)
        pieces += [text[position:start], blank(text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])
