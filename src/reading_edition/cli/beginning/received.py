"""Convert a received text to Markdown with blank lines between blocks; keep its words and report each change."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median

_WIDEST = 100  # the greatest length of a wrapped line, in characters
_NARROWEST = 40  # the smallest median length of wrapped lines, in characters
_SHORT = 60  # the greatest length of a line that may be a heading, in characters
_FULL = 0.75  # a line of at least this share of the width is full
_SHOWN = 6  # headings or hyphens in a report
_ENDS = tuple(".!?:;,…”’»\"'。！？؟،؛")
_NUMBERED = re.compile(r"(?:[^\W\d]+ ){0,2}(?:[IVXLCDM]+|[0-9]{1,3}(?:\.[0-9]+)*)\.?|§ ?[0-9]+\.?")
_MARKED = re.compile(r"#{1,6} +(?=\S)")
_BULLET = re.compile(r"[•‣◦·] +")
_SEPARATOR = re.compile(r"(?:[*–—_~-] *){3,}|⁂")
_MARKUP = re.compile(r"[\\`*_\[\]{}]|&(?=#?\w+;)|<")
_FIRST_SIGN = re.compile(r"^(?:(?=[#>]|[+-] )|([0-9]+)(?=\. ))")  # the backslash comes after digits
_OTHER_BLOCK = re.compile(r"[> ]*(?:#|\||!\[|[*+-] |[0-9]+\. |:|\{|\[\^)")
_ATTRIBUTES = re.compile(r"^[> ]*\{:? ?[#.][^{}\n]*\}\n|(?<=\S) +\{:? ?[#.][^{}\n]*\}(?=\n)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]*\n)*?(?:---|\.\.\.)\n+(?=\S)")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)
_INVISIBLE = {"\ufeff": "a byte order mark", "\u00ad": "soft hyphens", "\u200b": "zero-width spaces"}


@dataclass
class Prepared:
    """A converted text, and the changes made to it; ``front`` is the number of blocks before the first paragraph."""

    text: str
    changes: list[str] = field(default_factory=list)
    front: int = 1


def decode(content: bytes, *, is_markdown: bool = False) -> Prepared:
    """Decode UTF-8 or UTF-16 to composed Unicode without invisible characters. Raise UnicodeDecodeError."""
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if is_wide else "utf-8")
    changes = ["read as UTF-16, written as UTF-8"] if is_wide else []
    for sign, name in _INVISIBLE.items():
        if count := text.count(sign):
            text = text.replace(sign, "")
            changes.append(f"removed {name} ({count})")
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        changes.append("composed letters and their accents (Unicode NFC)")
    lines = composed.expandtabs(4).splitlines()
    lines = [_with_break(*pair) if is_markdown else pair[0].rstrip() for pair in pairwise([*lines, ""])]
    return Prepared("\n".join(lines).strip("\n") + "\n", changes)


def wrapped_width(text: str) -> int:
    """Return the width at which the lines of a text are wrapped, or 0 if each line is a paragraph of its own."""
    blocks = _blocks(text)
    inner = [line for block in blocks for line in block[:-1]]
    longest = max((len(line) for block in blocks for line in block), default=0)
    if len(inner) < 3 or longest > _WIDEST or median(map(len, inner)) < _NARROWEST:
        return 0
    return longest if sum(line.endswith(_ENDS) for line in inner) * 2 < len(inner) else 0


def to_markdown(text: str, width: int | None = None, *, front: int = 0, has_headings: bool = True) -> Prepared:
    """Convert plain text to Markdown; join lines that are wrapped at ``width``; ``front`` lines are above the text."""
    changes = []
    lines = text.split("\n") if width is None else _joined(text, width)
    lines = [line.strip() for line in lines if line.strip()]
    if width is not None:
        changes.append(f"joined {len(text.splitlines())} lines into {len(lines)} blocks")
        if hyphens := re.findall(r"\w+- \w+", "\n".join(lines)):
            changes.append(f"kept hyphens at the ends of lines, look at: {', '.join(dict.fromkeys(hyphens[:_SHOWN]))}")
    headings = _headings(lines) if has_headings else {}
    front = front or lines_above(lines, headings)
    headings = {at: line for at, line in headings.items() if at >= front}
    if headings:
        shown = "; ".join([*headings.values()][:_SHOWN]) + (" ..." if len(headings) > _SHOWN else "")
        changes.append(f"took {len(headings)} lines for headings: {shown}")
    return Prepared("\n\n".join(_written(lines, headings)) + "\n", changes, front)


def _blocks(text: str) -> list[list[str]]:
    return [block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip()]


def _joined(text: str, width: int) -> Iterator[str]:
    """Yield paragraphs of wrapped lines; one begins after a blank or short line, at an indent, or at a list item."""
    for block in _blocks(text):
        if max(map(len, block)) < width * _FULL:  # lines of a title or a list
            yield from block
            continue
        is_indented = {line.startswith(" ") for line in block} == {True, False}
        paragraph = last = ""
        for line in block:
            is_new = line.startswith(" ") if is_indented else last.endswith(_ENDS) and len(last) < width * _FULL
            if paragraph and (is_new or _BULLET.match(line.strip())):
                yield paragraph
                paragraph = ""
            paragraph, last = f"{paragraph} {line.strip()}".strip(), line
        yield paragraph


def _headings(lines: Sequence[str]) -> dict[int, str]:
    """Return the marked headings by index, or else short lines that are numbered or do not end like a sentence."""
    marked = {at: line for at, line in enumerate(lines) if at and _MARKED.match(line)}
    return marked or {at: line for at, line in enumerate(lines) if at and _is_heading(lines, at)}


def _is_heading(lines: Sequence[str], at: int) -> bool:
    line, following = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    if not following or not _is_short(line):
        return False
    is_before_text = len(following) > _SHORT or following.endswith(_ENDS) or bool(_NUMBERED.fullmatch(lines[at - 1]))
    return bool(_NUMBERED.fullmatch(line)) or is_before_text


def _is_short(line: str) -> bool:
    is_open = not line.endswith(_ENDS) or _NUMBERED.fullmatch(line)
    return len(line) <= _SHORT and bool(is_open) and not (_BULLET.match(line) or _SEPARATOR.fullmatch(line))


def lines_above(lines: Sequence[str], headings: Collection[int] = ()) -> int:
    """Return how many lines are above the text: the title, and short lines after it that are not headings."""
    opening = list(takewhile(lambda line: _is_short(line) and not _MARKED.match(line), lines[1:]))
    names = list(takewhile(lambda line: not _NUMBERED.fullmatch(line), opening))
    has_heading = len(names) == len(opening) > 1 and any(at > len(opening) for at in headings)
    return 1 + len(names) - has_heading


def _written(lines: Sequence[str], headings: dict[int, str]) -> Iterator[str]:
    """Yield blocks of Markdown; consecutive list items form one block."""
    items: list[str] = []
    for at, line in enumerate([*lines, ""]):
        if bullet := _BULLET.match(line):
            items.append(f"- {escape(line[bullet.end() :])}")
            continue
        if items:
            yield "\n".join(items)
            items = []
        if at in headings or not at:
            marked = _MARKED.match(line)
            level = "### " if at - 1 in headings else "## "  # a name after "Chapter 1"
            yield (marked[0] if marked else level if at else "# ") + escape(line[marked.end() if marked else 0 :])
        elif line:
            yield "* * *" if _SEPARATOR.fullmatch(line) else escape(line)


def escape(line: str) -> str:
    """Escape the characters of a line that Markdown would interpret."""
    written = _MARKUP.sub(lambda sign: {"<": "&lt;", "&": "&amp;"}.get(sign[0], f"\\{sign[0]}"), line)
    return _FIRST_SIGN.sub(lambda sign: f"{sign[1] or ''}\\", written)


def _with_break(line: str, following: str) -> str:
    """Replace a line break's backslash or spaces with ``<br>``; remove them in quotations, where every line breaks."""
    words = line.rstrip()
    is_broken = line.endswith("  ") or (words.endswith("\\") and not words.endswith("\\\\"))
    is_last = not following.strip(" >") or _OTHER_BLOCK.match(following)
    if not words or not is_broken or is_last or words.startswith("#"):
        return words
    return words.removesuffix("\\").rstrip() + ("" if words.startswith(">") else "<br>")


def normalize(text: str) -> tuple[str, list[str]]:
    """Remove front matter, comments, and attributes; number notes unless all begin with a digit; list the changes."""
    changes = []
    for pattern, what in ((_FRONT_MATTER, "front matter"), (_COMMENT, "comments"), (_ATTRIBUTES, "names in braces")):
        text, count = pattern.subn("", text)
        if count:
            changes.append(f"removed {what} ({count})")
    names = _NOTE.findall(text)
    numbers = {} if all(name[0].isdigit() for name in names) else {name: at for at, name in enumerate(names, 1)}
    text = re.sub(r"\[\^([^\]\s]+)\]", lambda found: f"[^{numbers.get(found[1], found[1])}]", text)
    if numbers:
        changes.append(f"numbered the notes: {', '.join(f'[^{old}] is [^{new}]' for old, new in numbers.items())}")
    return text, changes


def unmatched_notes(text: str) -> Iterator[str]:
    """Yield a message for each note without a reference, each duplicate note, and each reference without a note."""
    notes, references = Counter(_NOTE.findall(text)), set(_REFERENCE.findall(text))
    for name, count in notes.items():
        if name not in references:
            yield f"nothing refers to the note [^{name}] (write [^{name}] after the words to which it belongs)"
        elif count > 1:
            yield f"there are {count} notes [^{name}] (name each by a number of its own, such as [^2.{name}])"
    for name in sorted(references - set(notes)):
        yield f"there is no note [^{name}] (write it on a line of its own: [^{name}]: The text of the note.)"
