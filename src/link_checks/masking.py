"""Replace the parts of Markdown that contain no links with spaces, so that all offsets stay the same."""

import re
from collections.abc import Iterable

FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\[\[\]()!<>{}#]")
_PROGRAM = re.compile(r"(<(script|style|textarea)\b[^>]*>)(.*?)(</\2\s*>)", re.DOTALL | re.IGNORECASE)
_QUOTE = re.compile(r"(?: {0,3}>[ ]?)+")
# A tag with a quoted attribute. Markdown's autolinks, such as <a.md>, have no attributes.
_TAG = re.compile(r"<[a-zA-Z][\w-]*\s[^<>]*?=\s*[\"'][^<>]*>")
_INDENT = 4
# The markers of blocks with indented content: lists, notes, definitions, abbreviations, admonitions and tabs.
_CONTAINER = re.compile(r" *(?:[*+-]|[0-9]+[.)]|\[\^[^\]\n]+\]:|:|\*\[[^\]\n]+\]:|!!!|\?\?\?\+?|===|///)(?:[ \t!+]|$)")


def mask(text: str) -> str:
    """Replace front matter, code, comments, escapes and the content of scripts in a text with spaces."""
    if front := FRONT_MATTER.match(text):
        text = blank(front[0]) + text[front.end() :]
    text = _mask_indented_code(_mask_fences(text))
    if "<" in text:
        text = _COMMENT.sub(lambda match: blank(match[0]), text)
        text = _PROGRAM.sub(lambda match: match[1] + blank(match[3]) + match[4], text)
    if "`" in text:
        text = _CODE_SPAN.sub(lambda match: blank(match[0]), text)
    return _ESCAPE.sub("  ", text)


def mask_markup(masked: str, raw: Iterable[tuple[int, int]]) -> str:
    """Replace tags, and blocks of raw HTML (``raw``), in a masked text with spaces: they contain no Markdown."""
    pieces, position = [], 0
    for start, end in raw:
        pieces += [masked[position:start], blank(masked[start:end])]
        position = end
    pieces.append(masked[position:])
    return _TAG.sub(lambda match: blank(match[0]), "".join(pieces))


def blank(text: str) -> str:
    """Replace all characters but line breaks with spaces."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _mask_fences(text: str) -> str:
    """Replace fenced code with spaces. As in Markdown, a fence that is not closed is text."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    found = [(number, match) for number, line in enumerate(lines) if (match := _FENCE.match(line))]
    fences = [(number, match[1], lines[number][match.end() :].strip()) for number, match in found]
    end, endless = -1, set()
    for index, (start, fence, rest) in enumerate(fences):
        if start <= end or fence in endless or (fence[0] == "`" and "`" in rest):
            continue
        closing = (number for number, other, words in fences[index + 1 :] if other == fence and not words)
        if (last := next(closing, None)) is None:
            endless.add(fence)
            continue
        end = last
        lines[start : end + 1] = [blank(line) for line in lines[start : end + 1]]
    return "\n".join(lines)


def _mask_indented_code(text: str) -> str:
    """Replace indented code with spaces. Code is indented deeper than the lists, notes, and quotes around it."""
    if not any(sign in f"\n{text}" for sign in ("\n    ", "\n\t", ">")):
        return text
    lines = text.split("\n")
    depth, quotes, after_blank, in_code = 0, 0, True, False
    for number, line in enumerate(lines):
        quote = _QUOTE.match(line)
        level_of_quote = quote[0].count(">") if quote else 0
        rest = line[quote.end() :] if quote else line
        if not rest.strip():
            after_blank = True
            continue
        if level_of_quote != quotes and (level_of_quote or after_blank):
            depth, quotes, after_blank, in_code = 0, level_of_quote, True, False
        spread = rest.expandtabs(_INDENT)
        level = (len(spread) - len(spread.lstrip())) // _INDENT
        in_code = level > depth and (after_blank or in_code)
        if in_code:
            lines[number] = line[: len(line) - len(rest)] + blank(rest)
        elif _CONTAINER.match(spread):
            depth = level + 1
        elif after_blank:
            depth = min(depth, level)
        after_blank = False
    return "\n".join(lines)
