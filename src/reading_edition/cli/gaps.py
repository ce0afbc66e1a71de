"""List the gaps in the annotations: missing notes, weak sources, and old paragraphs. Newcomers can start here."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from link_checks.location import Location
from reading_edition.cli import built_edition
from reading_edition.model.dates import NEVER, Day, is_date, read_date
from reading_edition.model.edition import Edition
from reading_edition.model.evidence import evidence_of, profile, without_strong_evidence
from reading_edition.model.runs import FlatText, Span

_QUOTATION = re.compile(r"“[^”]+”")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?:s|\b)")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_NAME = re.compile(r"(?<![.?!:] )(?<![.?!]” )(?<!^)(?<![“(])\b[A-Z][\w’-]+(?: (?:of |for |the )?[A-Z][\w’-]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_END = re.compile(r"[.?!][”’)]*(?:\s|$)")
_A_YEAR = timedelta(days=365)
_FEW = 2


class Gap(NamedTuple):
    """An explanation, source, or update that is missing, and its location."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


def run(config_file: str) -> None:
    with built_edition(config_file) as built:
        print(report(find_gaps(built.edition, date.today())), end="")


def find_gaps(edition: Edition, today: date) -> dict[str, list[Gap]]:
    """Return the gaps by kind, sorted by file and line; leave out kinds without gaps."""
    found = {title: sorted(set(find(edition))) for title, find in _finders(today).items()}
    return {title: gaps for title, gaps in found.items() if gaps}


def report(gaps: Mapping[str, Sequence[Gap]]) -> str:
    """Return the gaps as text, with a heading for each kind."""
    blocks = ["\n  ".join([f"{title} ({len(found)})", *map(str, found)]) for title, found in gaps.items()]
    return "\n\n".join(blocks or ["No gaps found."]) + "\n"


def _thin_notes(edition: Edition) -> Iterator[Gap]:
    for note in edition.notes:
        kind, count = edition.note_kind(note), len(edition.cited_sources(note))
        if kind and count < kind.wanted_sources:
            words = f"note '{note.name}' ({kind.label}) has {count} of {kind.wanted_sources} sources"
            yield _gap(note.page.file, note.location, words)


def _weak_notes(edition: Edition) -> Iterator[Gap]:
    for note in without_strong_evidence(edition):
        yield _gap(note.page.file, note.location, f"note '{note.name}': {profile(edition, note) or 'no sources'}")


def _weak_entries(edition: Edition) -> Iterator[Gap]:
    for entry in edition.entries:
        evidence = evidence_of(edition, entry)
        if entry.kind != "source" and not evidence.strong and evidence.total < _FEW:
            yield _gap(entry.page.file, entry.location, f"{entry.title}: {profile(edition, entry) or 'no sources'}")


def _entries_without_history(edition: Edition) -> Iterator[Gap]:
    for entry in edition.entries:
        if entry.kind in ("term", "person") and not any(block.get("data-as-of") for block in entry.blocks):
            yield _gap(entry.page.file, entry.location, entry.title)


def _old_paragraphs(too_old: Day, edition: Edition) -> Iterator[Gap]:
    for entry in edition.entries:
        start, lines = entry.location, entry.page.source.text.split("\n")
        for text in (block.get("data-as-of") for block in entry.blocks):
            if is_date(text) and (read_date(text).last or NEVER) < too_old:
                below = range(start.line if start else 1, len(lines) + 1)
                lines_with_it = (Location(number, 1) for number in below if text in lines[number - 1])
                words = f"{entry.title}: true as of {read_date(text).words}"
                yield _gap(entry.page.file, next(lines_with_it, start), words)


def _copies(edition: Edition) -> Iterator[Gap]:
    file = edition.file(edition.settings.sources)
    for source in edition.sources:
        if source.kind == "copy":
            yield _gap(file, source.location, f"{source.id}: {source.remark or 'only a copy was seen'}")


def _unexplained(patterns: Sequence[re.Pattern[str]], edition: Edition) -> Iterator[Gap]:
    """Yield the words of the essay that match a pattern, have no entry or note, and are linked nowhere in the essay."""
    known = {_bare(entry.title) for entry in edition.entries}
    known |= {_bare(each.flat.words(span)) for each in edition.passages for span in each.flat.links.values()}
    for passage in edition.passages:
        for match in (each for pattern in patterns for each in pattern.finditer(passage.flat.text)):
            if _bare(match[0]) not in known and not _is_covered(passage.flat, Span(*match.span())):
                words = f"paragraph {passage.number or passage.id}: {match[0]}"
                yield _gap(passage.page.file, passage.location, words)


def _finders(today: date) -> Mapping[str, Callable[[Edition], Iterator[Gap]]]:
    """Return the functions that find the gaps, by kind, in the order in which the command shows the kinds."""
    return {
        "notes without strong evidence": _weak_notes,
        "notes with fewer sources than their kind wants": _thin_notes,
        "entries with one weak source": _weak_entries,
        "entries without a later history": _entries_without_history,
        "names of the essay without entry or note": partial(_unexplained, [_ACRONYM, _NAME]),
        "paragraphs older than a year": partial(_old_paragraphs, Day.of(today - _A_YEAR)),
        "quotations of the essay without entry or note": partial(_unexplained, [_QUOTATION]),
        "sources that are copies": _copies,
        "years of the essay without entry or note": partial(_unexplained, [_YEAR]),
    }


def _bare(words: str) -> str:
    return _POSSESSIVE.sub("", words.strip("“”.,;:()? ")).casefold()


def _is_covered(flat: FlatText, words: Span) -> bool:
    """Return whether a span overlaps a link, or a note reference follows the span in its sentence."""
    if any(link.start < words.end and words.start < link.end for link in flat.links.values()):
        return True
    ending = _SENTENCE_END.search(flat.text, words.end)
    last = ending.end() if ending else len(flat.text)
    return any(words.end - 1 <= position <= last for position in flat.references.values())


def _gap(file: str, location: Location | None, words: str) -> Gap:
    return Gap(file, location.line if location else 0, words)
