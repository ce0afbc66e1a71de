"""The essay as exports write it: passages in the blocks that contain them, sections and lines of verse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reading_edition.model.items import Part, Passage
from reading_edition.model.runs import AUTHORS_NOTES, HEADINGS, IMAGE, LINE_BREAK, TEXT, Run, walk


@dataclass(frozen=True)
class TextBlock:
    """A block of the essay: a passage, one that contains passages (``blocks``), or a picture or line between them."""

    run: Run
    passage: Passage | None = None
    blocks: tuple[TextBlock, ...] = ()

    @property
    def is_front(self) -> bool:
        """Whether the block is a line above the text."""
        return self.passage is not None and not self.passage.kind

    @property
    def kind(self) -> str:
        """The kind of the block, by which exports decide how to write it."""
        if self.passage is None and not self.blocks:
            return "separator" if self.run.kind == "hr" else "picture"
        if self.passage is None:
            return "notes" if AUTHORS_NOTES in self.run.classes else _AROUND.get(self.run.kind, "group")
        if self.run.kind in HEADINGS:
            return "heading"
        return "verse" if "verse" in self.run.classes else _PASSAGES.get(self.run.kind, "paragraph")


_AROUND = {"ul": "list", "ol": "list", "blockquote": "quotation"}
_PASSAGES = {"li": "item", "figure": "figure", "table": "table"}


@dataclass(frozen=True)
class Section:
    """A heading of the essay with the blocks up to the next heading, and the sections of lower levels in it."""

    heading: TextBlock | None
    blocks: list[TextBlock]
    sections: list[Section]


def text_blocks(part: Part) -> tuple[TextBlock, ...]:
    """Return the blocks of a part without annotations, but with the pictures and tables between passages."""
    return tuple(_blocks(part.page.blocks, {passage.id: passage for passage in part.passages}))


def _blocks(runs: Iterable[Run], passages: Mapping[str, Passage]) -> Iterator[TextBlock]:
    for run in runs:
        passage, inside = passages.get(run.get("id")), list(walk(run.runs))
        if any(each.get("id") in passages for each in inside):
            yield TextBlock(run, passage, tuple(_blocks(run.runs, passages)))
        elif passage or run.kind == "hr" or any(each.kind in (IMAGE, "table") for each in (run, *inside)):
            yield TextBlock(run, passage)


def sections_of_text(blocks: Iterable[TextBlock]) -> Section:
    """Nest the blocks of a part in sections, by the levels of the headings; leave out the author's notes."""
    open_sections = [Section(None, [], [])]
    for block in blocks:
        if block.kind == "heading" and block.passage and block.passage.kind == "h":
            while (heading := open_sections[-1].heading) and heading.run.kind >= block.run.kind:
                open_sections.pop()
            section = Section(block, [], [])
            open_sections[-1].sections.append(section)
            open_sections.append(section)
        elif block.kind != "notes":
            open_sections[-1].blocks.append(block)
    return open_sections[0]


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs of each line of verse; emphasis that continues on the next line is in both."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.kind == LINE_BREAK:
            lines.append([])
            continue
        if run.kind == TEXT and run.text.startswith("\n"):
            run = replace(run, text=run.text.lstrip("\n"))
        inside = lines_of(run.runs)
        for number, line in enumerate(inside):
            lines += [[]] if number else []
            lines[-1].append(replace(run, runs=tuple(line)) if len(inside) > 1 else run)
    return lines
