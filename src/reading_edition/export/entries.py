"""Passages with the blocks and lists that contain them, and what an entry shows.

An entry shows its date and its blocks, a source its citation and facts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reading_edition.model.dates import EdtfDate, is_date, read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Part, Passage
from reading_edition.model.messages import Translator
from reading_edition.model.runs import HEADINGS, IMAGE, TEXT, Run, walk, words_of

_DATE = "\0"  # in a message, where the date comes


def date_runs(date: EdtfDate) -> tuple[Run, ...]:
    """A date, with a ``time`` for each end that HTML can express."""
    runs: list[Run] = []
    for number, end in enumerate(date.ends):
        if number:
            runs.append(Run(TEXT, date.dash))
        words = Run(TEXT, end.words)
        runs.append(Run("time", "", (words,), {"datetime": end.datetime}) if end.datetime else words)
    return tuple(runs)


def shown_blocks(entry: Entry, translate: Translator) -> list[Run]:
    """The blocks of an entry; one with ``data-as-of`` ends with the day up to which it is true."""
    before, _, after = translate("As of {date}.", date=_DATE).partition(_DATE)
    shown: list[Run] = []
    for block in entry.blocks:
        if is_date(as_of := block.get("data-as-of")):
            date = date_runs(read_date(as_of, translate.date_format))
            block = replace(block, runs=(*block.runs, Run(TEXT, f" {before}"), *date, Run(TEXT, after)))
        shown.append(block)
    return shown


def source_lines(edition: Edition, entry: Entry) -> Iterator[str]:
    """What a source shows, line by line: its citation, its identifier, its address and the remark."""
    source = edition.source(entry.id)
    if source is not None:
        citation, address = words_of(edition.citations.get(source.id, ())), str(source.csl.get("URL", ""))
        yield from filter(None, (citation, source.identifier, address, source.remark))


def wikidata(entry: Entry) -> str:
    """The address of an entry's Wikidata item; empty if it has none."""
    item = entry.data.get("wikidata", "")
    return f"http://www.wikidata.org/entity/{item}" if item.isalnum() else ""


@dataclass(frozen=True)
class PlacedPassage:
    """A passage, the block of the page that it is, the list of which it is an item, and the pictures after it."""

    passage: Passage
    block: Run
    list: Run | None = None
    pictures: tuple[Run, ...] = ()

    @property
    def is_heading(self) -> bool:
        return self.block.kind in HEADINGS


def passage_groups(part: Part, *, numbered_only: bool = False) -> list[tuple[PlacedPassage, ...]]:
    """The passages of a part in order; the items of a list are one group, any other passage is its own.

    Pictures and tables beside the passages come with the passage before them, or with the first.
    """
    blocks: dict[str, tuple[Run, Run | None]] = {}
    for block, parent in _with_parents(part.page.blocks):
        blocks.setdefault(block.get("id"), (block, parent))
    shown = [passage for passage in part.passages if passage.is_numbered or not numbered_only]
    found = ((passage, *blocks[passage.id]) for passage in shown)
    pictures = pictures_of(part, shown)
    placed = [
        PlacedPassage(passage, block, parent if block.kind == "li" else None, tuple(pictures.pop(passage.id, ())))
        for passage, block, parent in found
    ]
    return [tuple(group) for _, group in groupby(placed, key=lambda each: each.list or each.block)]


def pictures_of(part: Part, shown: Sequence[Passage]) -> dict[str, list[Run]]:
    """The pictures and tables beside the passages, by the passage before them that is shown."""
    passages, names = {passage.id for passage in part.passages}, [passage.id for passage in shown]
    found: dict[str, list[Run]] = {}
    last = names[0] if names else ""
    for block in part.page.blocks:
        ids = [run.get("id") for run in walk([block]) if run.get("id") in passages]
        last = next((name for name in reversed(ids) if name in names), last)
        if not ids and any(run.kind in (IMAGE, "table") for run in walk([block])):
            found.setdefault(last, []).append(block)
    return found


def _with_parents(runs: Iterable[Run], parent: Run | None = None) -> Iterator[tuple[Run, Run | None]]:
    for run in runs:
        yield run, parent
        yield from _with_parents(run.runs, run)


def sections_of(blocks: Iterable[Run]) -> list[tuple[Run | None, list[Run]]]:
    """The headings of a page that have an id, each with the blocks up to the next.

    What comes before the first belongs to the page itself, as does the page's title.
    """
    sections: list[tuple[Run | None, list[Run]]] = [(None, [])]
    for block in _opened(blocks):
        if block.kind == "h1" and len(sections) == 1:
            sections[0] = (block, sections[0][1])
        elif block.kind in HEADINGS and block.get("id"):
            sections.append((block, []))
        else:
            sections[-1][1].append(block)
    return sections


def _opened(blocks: Iterable[Run]) -> Iterator[Run]:
    """Blocks, or what they contain where there are headings in it."""
    for block in blocks:
        if any(run.kind in HEADINGS for run in walk(block.runs)):
            yield from _opened(block.runs)
        else:
            yield block
