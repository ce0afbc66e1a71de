"""The passages of a part with the blocks and lists of the page that contain them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reading_edition.model.edition import Part, Passage
from reading_edition.model.runs import HEADINGS, Run


@dataclass(frozen=True)
class PlacedPassage:
    """A passage, the block of the page that it is, and the list of which it is an item."""

    passage: Passage
    block: Run
    parent: Run | None = None

    @property
    def is_heading(self) -> bool:
        return self.block.kind in HEADINGS


@dataclass(frozen=True)
class PassageGroup:
    """Passages in a row that are items of one list; else a single passage."""

    passages: tuple[PlacedPassage, ...]

    @property
    def is_list(self) -> bool:
        return self.passages[0].parent is not None

    @property
    def is_ordered(self) -> bool:
        parent = self.passages[0].parent
        return parent is not None and parent.kind == "ol"


def passage_groups(part: Part, *, numbered_only: bool = False) -> list[PassageGroup]:
    """The passages of a part in order, the items of each list together."""
    passages = [passage for passage in part.passages if passage.is_numbered or not numbered_only]
    groups = groupby(_placed(part, passages), key=lambda each: each.parent)
    return [group for parent, placed in groups for group in _grouped(parent, tuple(placed))]


def _grouped(parent: Run | None, placed: tuple[PlacedPassage, ...]) -> list[PassageGroup]:
    return [PassageGroup((each,)) for each in placed] if parent is None else [PassageGroup(placed)]


def _placed(part: Part, passages: Iterable[Passage]) -> Iterator[PlacedPassage]:
    blocks: dict[str, tuple[Run, Run | None]] = {}
    for block, parent in _with_parents(part.page.blocks):
        if name := block.get("id"):
            blocks.setdefault(name, (block, parent))
    for passage in passages:
        block, parent = blocks[passage.id]
        yield PlacedPassage(passage, block, parent if block.kind == "li" else None)


def _with_parents(runs: Iterable[Run], parent: Run | None = None) -> Iterator[tuple[Run, Run | None]]:
    for run in runs:
        yield run, parent
        yield from _with_parents(run.runs, run)
