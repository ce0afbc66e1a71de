"""Check Markdown tables: Markdown drops the cells of a row that is too long, and shows a broken table as text."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from link_checks.markdown_source import MarkdownSource
from link_checks.problem import Problem
from reading_edition.model.edition import Edition
from reading_edition.model.problems import problem

_DIVIDER = re.compile(r"[|:\- ]*[|:][|:\- ]*")
_BAR = re.compile(r"(?<!\\)\|")
_OF_A_TEXT = re.compile(r"\w|[\"'“‘(*_]")


class Line(NamedTuple):
    """A line of a page: as it is written, without code, and the offset of its start."""

    text: str
    masked: str
    start: int

    @property
    def edges(self) -> int:
        """The number of bars at the edges of the line."""
        text = self.text.strip().lstrip("> ")
        return text.startswith("|") + (text.endswith("|") and not text.endswith("\\|"))

    def cells(self, *, has_edges: bool) -> int:
        """Return the number of cells; bars in code, and after a backslash, are text."""
        return len(_BAR.findall(self.masked)) - (self.edges if has_edges else 0) + 1

    @property
    def is_divider(self) -> bool:
        return "-" in self.text and _DIVIDER.fullmatch(self.masked.strip().lstrip("> ")) is not None


def check_tables(edition: Edition) -> Iterator[Problem]:
    """Yield the rows whose last cells Markdown drops, and the tables that it shows as text."""
    for page in edition.pages:
        for block in _blocks(page.source) if "|" in page.source.text else ():
            for key, line, details in _faults(block):
                yield problem(edition, page, key, location=page.source.location(line.start), **details)


def _blocks(source: MarkdownSource) -> Iterator[list[Line]]:
    """Yield the lines between blank lines."""
    lines = source.text.splitlines(keepends=True)
    starts = accumulate(map(len, lines), initial=0)
    found = (
        Line(line, source.masked[start : start + len(line)], start) for start, line in zip(starts, lines, strict=False)
    )
    for is_text, block in groupby(found, lambda line: bool(line.text.strip())):
        if is_text:
            yield list(block)


def _faults(block: Sequence[Line]) -> Iterator[tuple[str, Line, dict[str, int]]]:
    """Yield the faults of a table, if the block has one: its divider is the second line, or later by mistake."""
    pairs = enumerate(pairwise(block), 1)
    divider = next((at for at, (above, line) in pairs if line.is_divider and "|" in above.masked), 0)
    if divider == 0:
        return
    header, line, rows = block[divider - 1], block[divider], block[divider + 1 :]
    has_edges = header.edges > 0
    columns, count = header.cells(has_edges=has_edges), line.cells(has_edges=has_edges)
    if columns != count:
        yield "table-divider", line, {"columns": columns, "count": count}
    elif divider > 1:
        if _OF_A_TEXT.match(block[divider - 2].text.lstrip()):
            yield "table-divider/above", header, {}
    else:
        for row in rows:
            if (count := row.cells(has_edges=has_edges)) > columns:
                yield "table-row", row, {"columns": columns, "count": count}
