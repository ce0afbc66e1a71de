"""Words in Markdown that show themselves and do nothing else, whatever a contributor wrote in them."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from unicodedata import category

_SPACE = "\u200b"  # of no width: parts what a code host takes for a name, an issue or an address
_JOINERS = "\u200c\u200d"
_MARKUP = re.compile(r"([\\`*_\[\]#|~$])")
_OPENING = re.compile(r"^(\d*)([-+=.):])")  # what opens a list or a line under a heading
# What code hosts act on even outside of Markdown: @name, #1, GH-1, www.x, https://x, :smile:
_ACTIVE = re.compile(r"@|#(?=\d)|:(?=[\w+-])|(?<=\b[Gg][Hh])(?=-)|(?<=\b[Ww]{3})(?=\.)|:(?=//)")
_BREAK = "\n"  # between paragraphs


def escaped(text: str) -> str:
    """Words as Markdown that shows them; white space as single spaces."""
    parted = _ACTIVE.sub(lambda match: f"{match[0]}{_SPACE}", _shown(text))
    marked = _OPENING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", parted))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    words = _shown(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    space = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{space}{words}{space}{fence}"


def _shown(text: str) -> str:
    """Words with the numbers of characters that cannot be seen, such as one that reverses the text."""
    words = " ".join(text.split())
    hidden = {each for each in words if category(each) in ("Cf", "Cc", "Co", "Cn") and each not in _JOINERS}
    return "".join(f"[U+{ord(each):04X}]" if each in hidden else each for each in words)


def difference(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """Paragraphs as escaped Markdown, with the words that are gone and new ones marked."""
    old, new = ([token for each in text for token in (*each.split(), _BREAK)] for text in (before, now))
    pieces: list[str] = []
    for how, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(_marked(new[first:last], ""))
        else:
            pieces += [_marked(old[start:end], "del"), _marked(new[first:last], "ins")]
    paragraphs = " ".join(filter(None, pieces)).split(_BREAK)
    return [paragraph.strip() for paragraph in paragraphs if paragraph.strip()]


def _marked(tokens: Sequence[str], element: str) -> str:
    """Tokens as Markdown, the words between two breaks in an element, if one is named."""
    pieces = map(escaped, " ".join(tokens).split(_BREAK))
    return _BREAK.join(f"<{element}>{each}</{element}>" if element and each else each for each in pieces)


def quoted(paragraphs: Iterable[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs) or "> (no words)"
