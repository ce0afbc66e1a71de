"""The passages of a part with the blocks and lists of the page that contain them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reading_edition.model.items import Part, Passage
from reading_edition.model.runs import HEADINGS, Run


@dataclass(frozen=True)
class PlacedPassage:
    """A passage, the block of the page that it is, and the list of which it is an item."""

    passage: Passage
    block: Run
    list: Run | None = None

    @property
    def is_heading(self) -> bool:
        return self.block.kind in HEADINGS


def passage_groups(part: Part, *, numbered_only: bool = False) -> list[tuple[PlacedPassage, ...]]:
    """The passages of a part in order; the items of a list are one group, any other passage is its own."""
    placed = (each for each in _placed(part) if each.passage.is_numbered or not numbered_only)
    return [tuple(group) for _, group in groupby(placed, key=lambda each: each.list or each.block)]


def _placed(part: Part) -> Iterator[PlacedPassage]:
    blocks: dict[str, tuple[Run, Run | None]] = {}
    for block, parent in _with_parents(part.page.blocks):
        if name := block.get("id"):
            blocks.setdefault(name, (block, parent))
    for passage in part.passages:
        block, parent = blocks[passage.id]
        yield PlacedPassage(passage, block, parent if block.kind == "li" else None)


def _with_parents(runs: Iterable[Run], parent: Run | None = None) -> Iterator[tuple[Run, Run | None]]:
    for run in runs:
        yield run, parent
        yield from _with_parents(run.runs, run)
