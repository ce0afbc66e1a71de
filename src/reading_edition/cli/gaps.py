"""Gaps: what the apparatus does not cover yet. It is how a newcomer finds something to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from link_checks.location import Location
from reading_edition.model.dates import NEVER, Day, is_date, read_date
from reading_edition.model.edition import Edition, Entry, Passage
from reading_edition.render.words import Marked, marked_words

_QUOTATION = re.compile(r"“[^”]+”")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?:s|\b)")
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_NAME = re.compile(
    r"(?<![.?!:] )(?<![.?!]” )(?<!^)(?<![“(])\b[A-Z][\w’-]+(?: (?:of |for the |the )?[A-Z][\w’-]+)*"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_END = re.compile(r"[.?!][”’)]*(?:\s|$)")
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, order=True)
class Gap:
    """Something that nobody has explained, sourced or renewed yet."""

    kind: str
    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


def find_gaps(edition: Edition, today: date) -> list[Gap]:
    """All gaps, by kind, in the order of files and lines."""
    return sorted(
        [
            *_uncovered_words(edition),
            *_entries_without_since(edition),
            *_thin_disputes(edition),
            *_copies(edition),
            *stale_paragraphs(edition, today),
        ]
    )


def _uncovered_words(edition: Edition) -> Iterator[Gap]:
    known = _known_words(edition)
    for passage in edition.passages:
        marked = marked_words(passage.element)
        line = _line(passage)
        for kind, pattern in (
            ("quotation", _QUOTATION),
            ("year", _YEAR),
            ("name", _ACRONYM),
            ("name", _NAME),
        ):
            for match in pattern.finditer(marked.text):
                bare = _bare(match[0])
                if bare not in known and not _is_covered(marked, match.start(), match.end()):
                    name = passage.number or passage.id
                    words = f"paragraph {name}: {match[0]}"
                    yield Gap(f"{kind}s of the essay without entry or note", passage.page.file, line, words)


def _known_words(edition: Edition) -> set[str]:
    """The words that carry a link somewhere in the essay, and the titles of entries."""
    known = {_bare(entry.title) for entry in edition.entries}
    for passage in edition.passages:
        marked = marked_words(passage.element)
        known |= {_bare(marked.text[start:end]) for start, end in marked.links}
    return known


def _bare(words: str) -> str:
    return _POSSESSIVE.sub("", words.strip("“”.,;:()? ")).casefold()


def _is_covered(marked: Marked, start: int, end: int) -> bool:
    """Whether words touch a link, or a note's mark stands after them in their sentence."""
    if any(first < end and start < last for first, last in marked.links):
        return True
    ending = _SENTENCE_END.search(marked.text, end)
    return any(end - 1 <= mark <= (ending.end() if ending else len(marked.text)) for mark in marked.marks)


def _line(passage: Passage) -> int:
    for named in passage.page.source.ids:
        if named.name == passage.id:
            return passage.page.source.block_start(named.location).line
    return 0


def _entries_without_since(edition: Edition) -> Iterator[Gap]:
    for entry in edition.entries:
        if entry.kind in ("term", "person") and not any(b.get("data-as-of") for b in entry.block_elements):
            yield Gap(
                "entries without a later history", entry.page.file, _line_of(entry.location), entry.title
            )


def _thin_disputes(edition: Edition) -> Iterator[Gap]:
    for note in edition.notes:
        kind = edition.note_kind(note)
        if kind and len(edition.cited_sources(note)) < kind.wanted_sources:
            words = f"note '{note.name}' has fewer than {kind.wanted_sources} sources"
            yield Gap("notes with too few sources", note.page.file, _line_of(note.location), words)


def _copies(edition: Edition) -> Iterator[Gap]:
    file = edition.file(edition.settings.sources)
    for source in edition.sources:
        if source.kind == "copy":
            words = f"{source.id}: {source.remark or 'only a copy was seen'}"
            yield Gap("sources that are copies", file, _line_of(source.location), words)


def stale_paragraphs(edition: Edition, today: date) -> Iterator[Gap]:
    """The paragraphs that were last known to be true more than a year ago."""
    too_old = Day.of(today - A_YEAR)
    for entry in edition.entries:
        for block in entry.block_elements:
            text = block.get("data-as-of") or ""
            if is_date(text) and (read_date(text).last or NEVER) < too_old:
                words = f"{entry.title}: true as of {read_date(text).words}"
                yield Gap("paragraphs older than a year", entry.page.file, _line_in(entry, text), words)


def _line_in(entry: Entry, text: str) -> int:
    start = entry.location.line if entry.location else 1
    lines = entry.page.source.text.split("\n")
    for number in range(start, len(lines) + 1):
        if text in lines[number - 1]:
            return number
    return start


def _line_of(location: Location | None) -> int:
    return location.line if location else 0


def report(gaps: list[Gap]) -> str:
    """The gaps as text, under a heading for each kind."""
    lines: list[str] = []
    for kind in sorted({gap.kind for gap in gaps}):
        of_kind = [gap for gap in gaps if gap.kind == kind]
        lines += [f"{kind} ({len(of_kind)})", *(f"  {gap}" for gap in of_kind), ""]
    return "\n".join(lines) if lines else "No gaps found.\n"
