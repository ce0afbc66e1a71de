"""The parts of entries and pages that several exports write: dates, blocks, lines of sources, sections."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reading_edition.model.dates import EdtfDate, date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry
from reading_edition.model.messages import Translator
from reading_edition.model.runs import HEADINGS, TEXT, Run, walk, words_of

_DATE = "\0"  # the placeholder of the date in a message


def date_runs(date: EdtfDate) -> tuple[Run, ...]:
    """Return a date as runs, with a ``time`` for each end that HTML can express."""
    runs: list[Run] = []
    for end in date.ends:
        words = Run(TEXT, end.words)
        time = Run("time", "", (words,), {"datetime": end.datetime})
        runs += [Run(TEXT, date.dash), time if end.datetime else words]
    return tuple(runs[1:])


def shown_blocks(entry: Entry, translate: Translator) -> list[Run]:
    """Return the blocks of an entry; a block with ``data-as-of`` ends with the day up to which it is true."""
    before, _, after = translate("As of {date}.", date=_DATE).partition(_DATE)
    shown: list[Run] = []
    for block in entry.blocks:
        if date := date_of(block.get("data-as-of"), translate):
            block = replace(block, runs=(*block.runs, Run(TEXT, f" {before}"), *date_runs(date), Run(TEXT, after)))
        shown.append(block)
    return shown


def source_lines(edition: Edition, entry: Entry) -> Iterator[str]:
    """Yield the lines of a source: its citation, its identifier, its address and its remark."""
    source = edition.source(entry.id)
    if source is not None:
        citation, address = words_of(edition.citations.get(source.id, ())), str(source.csl.get("URL", ""))
        yield from filter(None, (citation, source.identifier, address, source.remark))


def url_of(edition: Edition, path: str) -> str:
    """Return the URL of a page or a file from its path in the documents' folder."""
    page = edition.page_by_path.get(path)
    return page.url if page else path


def sections_of(blocks: Iterable[Run]) -> list[tuple[Run | None, list[Run]]]:
    """Return the headings of a page that have an id, each with the blocks up to the next such heading.

    The first pair is the page itself: its title, or None, and the blocks before the first such heading.
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
    """Yield blocks; of a block that contains headings, yield the blocks inside it instead."""
    for block in blocks:
        if any(run.kind in HEADINGS for run in walk(block.runs)):
            yield from _opened(block.runs)
        else:
            yield block
