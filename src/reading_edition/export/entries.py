"""What an entry shows: its date, its blocks, and the citation and facts of a source."""

from collections.abc import Iterator
from dataclasses import replace

from reading_edition.model.dates import EdtfDate, is_date, read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry
from reading_edition.model.messages import Translator
from reading_edition.model.runs import TEXT, Run, words_of

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
    return [_with_as_of(block, translate) for block in entry.blocks]


def _with_as_of(block: Run, translate: Translator) -> Run:
    as_of = block.get("data-as-of")
    if not is_date(as_of):
        return block
    before, _, after = translate("As of {date}.", date=_DATE).partition(_DATE)
    date = date_runs(read_date(as_of, translate.date_format))
    return replace(block, runs=(*block.runs, Run(TEXT, f" {before}"), *date, Run(TEXT, after)))


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
