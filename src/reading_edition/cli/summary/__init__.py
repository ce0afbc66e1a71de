"""What a change does to the edition, as one Markdown text for whoever reviews it.

Everything that was contributed stands in it escaped: it can name nobody, load nothing, link nowhere and
set nothing in another form than words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import category

from reading_edition.cli.summary.comparing import CHANGED, GONE, NEW, Change, Comparison, Item, Line, Touched

LIMIT = 1_000_000  # bytes; GitHub takes 1 MiB
_MOST_TOUCHED = 12  # passages named of one item
_MOST_LISTED = 200  # addresses and files
_CUT = "This summary is cut here: it is too long to be shown. `make summary` writes it in full."
_SPACE = "\u200b"  # no width: parts what a code host would take for a name, an issue or an address
_MARKUP = re.compile(r"([\\`*_\[\]#|~$])")
_OPENING = re.compile(r"^(\d*)([-+=.):])")  # what would open a list or a line under a heading
# What code hosts act on even where no Markdown stands: @name, #1, GH-1, www.x, https://x, :smile:
_ACTIVE = re.compile(r"@|#(?=\d)|:(?=[\w+-])|(?<=\b[Gg][Hh])(?=-)|(?<=\b[Ww]{3})(?=\.)|:(?=//)")
_NAMES = {"note": "Note", "term": "Glossary entry", "person": "Person", "event": "Event", "source": "Source"}
_SORTS = {NEW: "New", CHANGED: "Changed", GONE: "Gone"}


def escaped(text: str) -> str:
    """Words as Markdown that shows them and does nothing else; white space as single spaces."""
    words = "".join(_shown(character) for character in " ".join(text.split()))
    parted = _ACTIVE.sub(lambda match: f"{match[0]}{_SPACE}", words)
    marked = _OPENING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", parted))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shown(character: str) -> str:
    """A character; of one that steers the text around it (of category Cf, joiners apart), its number."""
    is_steering = category(character) in ("Cf", "Cc", "Co", "Cn") and character not in "\u200c\u200d"
    return f"[U+{ord(character):04X}]" if is_steering else character


def code(text: str) -> str:
    """A name as it is written, in which no Markdown counts."""
    words = "".join(_shown(character) for character in " ".join(text.split()))
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    space = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{space}{words}{space}{fence}"


def quoted(words: Iterable[str]) -> str:
    """Paragraphs as a quotation."""
    return "\n>\n".join(f"> {escaped(paragraph)}" for paragraph in words) or "> (no words)"


@dataclass(frozen=True)
class Compared:
    """What was compared with what: the base's name, and the other files of the change."""

    base: str
    others: Sequence[str] = ()


def summary(comparison: Comparison, compared: Compared, limit: int = LIMIT) -> str:
    """The text, of no more bytes than a limit; what is too long is cut after a whole piece, and says so."""
    pieces = list(_pieces(comparison, compared))
    whole = _joined(pieces)
    if len(whole.encode()) <= limit:
        return whole
    room = limit - len(_CUT.encode()) - 1
    kept: list[str] = []
    for piece in pieces:
        room -= len(piece.encode()) + 2
        if room < 0:
            break
        kept.append(piece)
    return _joined([*kept, _CUT])


def _joined(pieces: Iterable[str]) -> str:
    return "\n\n".join(pieces) + "\n"


def _pieces(comparison: Comparison, compared: Compared) -> Iterator[str]:
    yield "# What this change does to the edition"
    yield f"Compared with {code(compared.base)}."
    if comparison.is_empty:
        yield "Nothing that readers read has changed."
    else:
        yield from _overview(comparison)
    for sort in (NEW, CHANGED, GONE):
        if changes := comparison.of_sort(sort):
            yield f"## {_SORTS[sort]}"
            yield from (_change(change) for change in changes)
    if comparison.links:
        yield "## Links in the text"
        yield from (_links_of_line(before, now) for before, now in comparison.links)
    if comparison.restorations:
        yield "## Restorations"
        yield "\n".join(
            f"- {_SORTS[sort]}: {escaped(passage)}, received “{escaped(received)}”, read “{escaped(read)}”: "
            f"{escaped(why)}"
            for sort, (passage, received, read, why) in comparison.restorations
        )
    if comparison.pages:
        yield "## Other pages"
        yield _list(f"{_SORTS[sort]}: {code(file)}" for sort, file in comparison.pages)
    if compared.others:
        yield "## Other files"
        yield _list(code(file) for file in compared.others)


def _overview(comparison: Comparison) -> Iterator[str]:
    yield _table(comparison.changes) if comparison.changes else "No note, entry, event or source has changed."
    if comparison.words:
        yield "**The text itself is touched.** Its words are never changed; restorations are recorded."
        yield from (_words_of_line(name, before, now) for name, before, now in comparison.words)
    else:
        yield "The text’s own words are as they were."
    if comparison.lost:
        yield "**Addresses are lost** that were published; an arrow in the list of permalinks keeps each."
        yield _list(map(code, comparison.lost))
    else:
        yield "No published address is lost."


def _table(changes: Sequence[Change]) -> str:
    rows = []
    for kind, name in _NAMES.items():
        counts = [
            sum(change.item.kind == kind and change.sort == sort for change in changes) for sort in _SORTS
        ]
        if any(counts):
            rows.append(f"| {name} | {' | '.join(map(str, counts))} |")
    return "\n".join(["| | New | Changed | Gone |", "| --- | ---: | ---: | ---: |", *rows])


def _list(items: Iterable[str]) -> str:
    listed = list(items)
    shown = [f"- {item}" for item in listed[:_MOST_LISTED]]
    more = [f"- and {len(listed) - _MOST_LISTED} more"] if len(listed) > _MOST_LISTED else []
    return "\n".join([*shown, *more])


def _change(change: Change) -> str:
    item, before = change.item, change.before
    parts = [f"### {_NAMES[item.kind]}: {escaped(item.title)}"]
    if before is not None:
        parts += ["Now:"] if before.words != item.words else []
    parts += [_facts(item), quoted(item.words)]
    if before is not None:
        parts += _before(before, item)
    parts.append(_where(item))
    return "\n\n".join(filter(None, parts))


def _facts(item: Item) -> str:
    return " · ".join(map(escaped, item.facts))


def _before(before: Item, item: Item) -> list[str]:
    """What of an item was otherwise, part by part."""
    parts = []
    if before.id != item.id:
        parts.append(f"Name before: {code(before.id)}")
    if before.title != item.title:
        parts.append(f"Title before: {escaped(before.title)}")
    if before.facts != item.facts:
        parts.append(f"Before: {_facts(before) or 'nothing'}")
    if before.words != item.words:
        parts += ["Words before:", quoted(before.words)]
    if before.links != item.links:
        parts.append(_links(before.links, item.links))
    return parts


def _links(before: Sequence[str], now: Sequence[str]) -> str:
    lines = [f"Leads to {code(aim)}, as it did not before." for aim in now if aim not in before]
    lines += [f"Does not lead to {code(aim)} any more." for aim in before if aim not in now]
    return "\n".join(f"- {line}" for line in lines) or "Its links stand in another order."


def _where(item: Item) -> str:
    touched = [_name(each) for each in item.touches]
    shown = "; ".join(touched[:_MOST_TOUCHED])
    more = f"; and {len(touched) - _MOST_TOUCHED} more" if len(touched) > _MOST_TOUCHED else ""
    where = f"Touches {shown}{more}." if touched else "Touches no paragraph."
    return f"{where} In {code(item.file)}, under {code(item.id)}."


def _name(touched: Touched) -> str:
    return f"{_called(touched)} (“{escaped(touched.words)}”)"


def _called(touched: Touched) -> str:
    is_numbered = touched.name[:1].isdigit()
    return escaped(f"paragraph {touched.name}" if is_numbered else touched.name or touched.id)


def _words_of_line(name: str, before: Line | None, now: Line | None) -> str:
    line = now or before
    title = _called(line.touched) if line else escaped(name)
    parts = [f"### {title[:1].upper()}{title[1:]}"]
    parts += ["Before:", quoted([before.words])] if before else ["It is new."]
    parts += ["Now:", quoted([now.words])] if now else ["It is gone."]
    return "\n\n".join(parts)


def _links_of_line(before: Line, now: Line) -> str:
    added = [each for each in now.links if each not in before.links]
    taken = [each for each in before.links if each not in now.links]
    lines = [f"  - new: “{escaped(words)}” leads to {code(aim)}" for words, aim in added]
    lines += [f"  - gone: “{escaped(words)}” led to {code(aim)}" for words, aim in taken]
    return "\n".join([f"- {_name(now.touched)}", *(lines or ["  - in another order"])])
