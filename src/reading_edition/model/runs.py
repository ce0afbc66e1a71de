"""Runs: the content of passages, notes and entries as a tree without HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from link_checks.page import Target

TEXT = "text"
LINK = "link"
IMAGE = "image"
LINE_BREAK = "line-break"
NOTE_REFERENCE = "note-reference"  # its text is the name of the note
AUTHORS_MARK = "authors-mark"  # a reference to a note by the author; its text is the id of the note
REFERENCES = (NOTE_REFERENCE, AUTHORS_MARK)
AUTHORS_NOTES = "authors-notes"  # the class of the list of the author's notes
EMENDATION = "emendation"  # its attribute "received" contains the received words
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p div section blockquote pre figure figcaption details summary hr "
    "ul ol li dl dt dd table thead tbody tfoot tr td th caption".split()
)
_NO_ATTRIBUTES: Mapping[str, str] = {}  # shared by all runs without attributes
_SPACED = dict.fromkeys((*BLOCKS, LINE_BREAK), " ")
_LINE, _CELL = "\x1e", "\x1f"  # placeholders: ASCII record and unit separators, which are whitespace
_TYPED = {**dict.fromkeys((LINE_BREAK, "p", "tr", "caption"), _LINE), **dict.fromkeys(("td", "th"), _CELL)}
_EDGES = re.compile(r"\s+")
_UNDEFINED_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
# A sentence ends with punctuation and whitespace, but not after an initial or "U.S.". In scripts that have no spaces
# between sentences, it ends with punctuation.
_SENTENCE_END = re.compile(r"(?<!\b[^\W\d_])[.?!؟۔।…][\"'”’»›)\]]*\s+|[。！？][」』”’）]*\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A text, or an element that contains runs: emphasis, a link, a list.

    ``kind`` is one of the constants above, or the name of an HTML element (``em``, ``p``, ``ul``). A run is equal only
    to itself, so two links with the same text differ.
    """

    kind: str
    text: str = ""
    runs: tuple[Run, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)
    target: Target | None = None  # of a link or an image

    def get(self, name: str) -> str:
        """Return the value of an attribute, or an empty string."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()


Runs = Sequence[Run]


def walk(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield all runs, each before the runs inside it."""
    waiting = [*runs][::-1]
    while waiting:
        run = waiting.pop()
        yield run
        if run.runs:
            waiting += run.runs[::-1]


def text_of(runs: Iterable[Run]) -> str:
    """Return the text of runs, with whitespace as on the page."""
    return "".join(run.text for run in walk(runs) if run.kind == TEXT)


def words_of(runs: Iterable[Run]) -> str:
    """Return the text of runs with single spaces, also between blocks and at line breaks."""
    return plain("".join(_texts(runs, _SPACED)))


def typed(runs: Iterable[Run]) -> str:
    """Return the text of runs with each line of verse, paragraph, row and caption on a line, and tabs between cells."""
    marked = "".join(_texts(runs, _TYPED)).strip()
    return _EDGES.sub(lambda edge: "\n" if _LINE in edge[0] else "\t" if _CELL in edge[0] else " ", marked)


def _texts(runs: Iterable[Run], edges: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts of runs, and before and after each other run the edge of its kind."""
    for run in runs:
        if run.kind == TEXT:
            yield run.text
        else:
            edge = edges.get(run.kind, "")
            yield from (edge, *_texts(run.runs, edges), edge)


def without_undefined_references(text: str) -> str:
    """Return a text without each ``[^name]`` that remains because the note does not exist."""
    return _UNDEFINED_REFERENCE.sub("", text)


def plain(text: str) -> str:
    """Return a text with each sequence of whitespace replaced by a single space, and none at its ends."""
    return " ".join(text.split())


def without_citations(runs: Iterable[Run], is_citation: Callable[[Run], bool]) -> Iterator[Run]:
    """Yield runs without citations, and without the semicolons between citations."""
    is_cited = False
    for run in runs:
        is_left_out = is_citation(run) or (is_cited and run.kind == TEXT and run.text.strip() == ";")
        is_cited = is_citation(run)
        if not is_left_out:
            is_whole = run.kind == LINK or not run.runs
            yield run if is_whole else replace(run, runs=tuple(without_citations(run.runs, is_citation)))


def first_words(text: str, count: int) -> str:
    """Return the first words of a text, with an ellipsis if the text has more."""
    words = text.split()
    return f"{' '.join(words[:count])} …" if len(words) > count else " ".join(words)


def last_words(text: str, count: int) -> str:
    """Return the last words of a text, with an ellipsis if the text has more."""
    words = text.rsplit(maxsplit=count)
    return f"… {' '.join(words[1:])}" if len(words) > count else " ".join(words)


def first_references(runs: Iterable[Run]) -> dict[tuple[str, str], Run]:
    """Return the first reference to each note, by the kind and the text of the reference."""
    found: dict[tuple[str, str], Run] = {}
    for run in walk(runs):
        if run.kind in REFERENCES:
            found.setdefault((run.kind, run.text), run)
    return found


def table_rows(table: Run) -> Iterator[list[Run]]:
    """Yield the cells of each row of a table, except empty rows."""
    for run in table.runs:
        cells = [cell for cell in run.runs if cell.kind in ("td", "th")]
        if run.kind == "tr" and cells:
            yield cells
        elif run.kind in ("thead", "tbody", "tfoot"):
            yield from table_rows(run)


@dataclass(frozen=True)
class Span:
    """A span of a text: the position of its first character, and the position after its last character."""

    start: int
    end: int


@dataclass(frozen=True)
class FlatText:
    """The text of runs as one string, with the spans of links and the positions of note references."""

    text: str
    links: Mapping[Run, Span] = field(default_factory=dict)
    references: Mapping[str, int] = field(default_factory=dict)  # to each note the first, by name

    def span_before(self, position: int) -> Span:
        """Return the span of the sentence before a position, or else of the whole text."""
        start = 0
        for end in sentence_ends(self.text):
            if end < position and self.text[end:position].strip():
                start = end
        span = self.trimmed(Span(start, position))
        return span if span.start < span.end else self.trimmed(Span(0, len(self.text)))

    def span_of_note(self, name: str) -> Span:
        """Return the span that a note annotates: the sentence up to the first reference to the note."""
        return self.span_before(self.references.get(name, len(self.text)))

    def words(self, span: Span) -> str:
        """Return the text of a span, with single spaces."""
        return plain(self.text[span.start : span.end])

    def around(self, span: Span, count: int) -> tuple[str, str, str]:
        """Return the words of a span between up to ``count`` words before it and after it."""
        after = self.text[span.end :]
        space = " " if after[:1].isspace() else ""
        return last_words(self.text[: span.start], count), self.words(span), space + first_words(after, count)

    def trimmed(self, span: Span) -> Span:
        """Return a span without the whitespace at its ends."""
        words = self.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, max(start, span.start + len(words.rstrip())))

    def in_plain(self, span: Span) -> Span:
        """Return the same span in the text with single spaces."""
        start = len(plain(f"{self.text[: span.start]}x")) - 1
        return Span(start, start + len(self.words(span)))

    def quotation(self, span: Span, context: int = 32) -> Mapping[str, str]:
        """Return the text of a span (``exact``), and enough characters around it to make it unique in the text.

        Leave out whitespace at the ends of the text, where the whitespace of a page may differ.
        """
        prefix = self.text[: span.start].lstrip()[-context:]
        exact, suffix = self.text[span.start : span.end], self.text[span.end :].rstrip()[:context]
        around = f"{prefix}{exact}{suffix}"
        if context >= len(self.text) or self.text.find(around) == self.text.rfind(around):
            return {"exact": exact, "prefix": prefix, "suffix": suffix}
        return self.quotation(span, context * 2)


def sentence_ends(text: str) -> Iterator[int]:
    """Yield the end of each sentence after its whitespace. No sentence starts with a lowercase letter or a digit."""
    ends = (end.end() for end in _SENTENCE_END.finditer(text))
    return (end for end in ends if not (text[end : end + 1].islower() or text[end : end + 1].isdecimal()))


def cut(runs: Iterable[Run], span: Span) -> list[Run]:
    """Return the runs in a span of their :class:`FlatText`. A text, link or emphasis at an end may be cut."""
    cut_out: list[Run] = []
    position = 0
    for run in runs:
        length = len(text_of([run]))
        inside = Span(max(0, span.start - position), min(length, span.end - position))
        if inside == Span(0, length) and length:
            cut_out.append(run)
        elif inside.start < inside.end and run.kind == TEXT:
            cut_out.append(replace(run, text=run.text[inside.start : inside.end]))
        elif inside.start < inside.end:
            cut_out.append(replace(run, runs=tuple(cut(run.runs, inside))))
        position += length
    return cut_out


def flat_text(runs: Iterable[Run]) -> FlatText:
    texts: list[str] = []
    links: dict[Run, Span] = {}
    references: dict[str, int] = {}

    def add(runs: Iterable[Run], end: int) -> int:
        for run in runs:
            if run.kind == TEXT:
                texts.append(run.text)
            elif run.kind == NOTE_REFERENCE:
                references.setdefault(run.text, end)
            before, end = end, end + len(run.text) if run.kind == TEXT else add(run.runs, end)
            if run.kind == LINK:
                links[run] = Span(before, end)
        return end

    add(runs, 0)
    return FlatText("".join(texts), links, references)
