"""Divide a Markdown text into parts, and give each passage its id."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6}) +(.*?)[ #]*$")
_ITEM = re.compile(r" *(?:[*+-]|[0-9]+\.) +(?=\S)")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
_SEPARATOR = re.compile(r"(?:[*_-] *){3,}$")
_TABLE = re.compile(r"[^\n]*\|[^\n]*\n *\|?[ :|-]+(?:\n|$)")
_FENCES = ("```", "~~~")  # of code, which cannot be cited


class UnclearBlockError(ValueError):
    """A block has other ids than its form requires; the message is its first line, and the reason if it is known."""

    def __init__(self, block: str, why: str = "") -> None:
        super().__init__(block.partition("\n")[0] + why)


@dataclass(frozen=True)
class Part:
    """A part of the text as Markdown; ``heading`` is the id of its title, or empty if the text has no title for it."""

    heading: str
    text: str


def blocks_of(text: str) -> list[str]:
    """Return the blocks of a Markdown text; indented blocks and further list items belong to the block before them."""
    blocks: list[str] = []
    for block in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n")):
        if blocks and _continues(block, blocks[-1]):
            blocks[-1] += f"\n\n{block}"
        else:
            blocks.append(block)
    return [_as_atx(block) for block in blocks]


def _continues(block: str, last: str) -> bool:
    if block.startswith("    "):
        return True
    if _TABLE.match(last):
        return block.startswith(":")  # the table's caption
    return bool(_ITEM.match(block) and _ITEM.match(last)) and not _SEPARATOR.match(block)


def _as_atx(block: str) -> str:
    """Convert an underlined heading to one with number signs; return other blocks as they are."""
    title, _, line = block.partition("\n")
    if re.fullmatch(r"=+|-+", line) and not _ITEM.match(title):
        return f"{'#' if line[0] == '=' else '##'} {title}"
    return block


def parts_of(text: str, front: int, ids: Iterable[str]) -> list[Part]:
    """Divide a text into parts; ``ids`` are the ids of its passages, in order, without the author's notes.

    A part begins at each heading of the highest level that occurs at least twice, and ends with the notes to which it
    refers. Raise :class:`UnclearBlockError` if the ids do not match the passages.
    """
    blocks = blocks_of(text)
    notes = {found[1]: block for block in blocks if (found := _NOTE.match(block))}
    levels = Counter(len(found[1]) for block in blocks[front:] if (found := _HEADING.match(block)))
    level = min((level for level, count in levels.items() if count > 1), default=0)
    groups: list[list[str]] = [[]]
    named, last = iter(ids), ""
    for at, block in enumerate(each for each in blocks if not _NOTE.match(each)):
        heading = _HEADING.match(block)
        if heading and at > front and len(heading[1]) == level:
            while _SEPARATOR.match(groups[-1][-1]):  # the end of the page replaces it
                groups[-1].pop()
            groups.append([])
        groups[-1].append(_named(block, named))
        if heading and at >= front and "{ #h" not in groups[-1][-1]:
            raise UnclearBlockError(last)
        last = block
    if next(named, None) is not None:
        raise UnclearBlockError(last)
    return [_part(group, at, level, front, notes) for at, group in enumerate(groups)]


def _part(blocks: list[str], at: int, level: int, front: int, notes: dict[str, str]) -> Part:
    own = blocks[front:] if at == 0 else blocks
    heading = _HEADING.match(own[0]) if own else None
    name = re.search(r"\{ #(\w+) \}$", heading[2]) if heading and len(heading[1]) == level else None
    if at:  # the first heading of a page gets level 1, and those under it move up with it
        blocks = [re.sub(rf"^#{{{level - 1}}}(?=#)", "", block) for block in blocks]
    text = "\n\n".join(blocks)
    used = dict.fromkeys(name for name in re.findall(r"\[\^([^\]\s]+)\]", text) if name in notes)
    return Part(name[1] if name else "", "\n\n".join([text, *(notes[name] for name in used)]) + "\n")


def _named(block: str, ids: Iterator[str]) -> str:
    """Add ids to the passages in a block. Raise :class:`UnclearBlockError` if it cannot have ids or none are left."""
    if _SEPARATOR.match(block):
        return block
    try:
        return _with_ids(block, ids)
    except StopIteration as error:
        raise UnclearBlockError(block) from error


def _with_ids(block: str, ids: Iterator[str]) -> str:
    if block.startswith(_FENCES):
        raise UnclearBlockError(block)
    if _HEADING.match(block):
        return f"{block.rstrip('# ')} {{ #{next(ids)} }}"
    if _ITEM.match(block):
        if any(not _ITEM.match(each) for each in re.split(r"\n(?:[ \t]*\n)+", block)):
            raise UnclearBlockError(block, " (an item of a list has one paragraph)")
        lines = "\n".join(line for line in block.split("\n") if line.strip())
        items = re.split(rf"\n(?={_ITEM.pattern})", lines)
        indentations = (" " * (len(item) - len(item.lstrip()) + 4) for item in items)
        return "\n".join([f"{item}\n{each}{{ #{next(ids)} }}" for item, each in zip(items, indentations, strict=True)])
    if block.startswith(">"):
        quoted = [line.removeprefix(">").removeprefix(" ") for line in block.split("\n")]
        inner = "\n\n".join(_named(each, ids) for each in blocks_of("\n".join(quoted)))
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if _TABLE.match(block) and "\n\n:" not in block:
        block += "\n\n:"  # an empty caption for the id
    return f"{block}\n{{ #{next(ids)} }}"
