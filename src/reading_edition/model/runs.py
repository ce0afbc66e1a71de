"""Runs: the content of a passage, note or entry without HTML."""

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
AUTHORS_MARK = "authors-mark"  # a reference to a note of the author; its text is the id of the note
AUTHORS_NOTES = "authors-notes"  # the class of their list
EMENDATION = "emendation"  # its attribute "received" has the received words
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p div section blockquote pre figure figcaption details summary hr "
    "ul ol li dl dt dd table thead tbody tfoot tr td th caption".split()
)
_EDGED = BLOCKS | {LINE_BREAK}
_NO_ATTRIBUTES: Mapping[str, str] = {}  # one for all runs, most of which have none
_LINES = (LINE_BREAK, "p", "tr", "caption")
_SIGNS = {"\n": "\x1e", "\t": "\x1f"}  # ASCII's separators of records and units, which are white space
_EDGES = re.compile(r"\s+")
_UNDEFINED_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
# A sentence ends with white space after its sign, which is not that of an initial or of "U.S.", or, in scripts that
# write none, without.
_SENTENCE_END = re.compile(r"(?<!\b[^\W\d_])[.?!؟۔।…][\"'”’»›)\]]*\s+|[。！？][」』”’）]*\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A text, or something that contains runs: emphasis, a link, a list.

    ``kind`` is one of the constants above, or the name of an HTML element (``em``, ``p``, ``ul``). A run is equal only
    to itself, so two links with the same words differ.
    """

    kind: str
    text: str = ""
    runs: tuple[Run, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)
    target: Target | None = None  # of a link or an image

    def get(self, name: str) -> str:
        """An attribute, or an empty string."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()


Runs = Sequence[Run]


def walk(runs: Iterable[Run]) -> Iterator[Run]:
    """Yields all runs, each before the runs inside it."""
    waiting = [*runs][::-1]
    while waiting:
        run = waiting.pop()
        yield run
        if run.runs:
            waiting += run.runs[::-1]


def text_of(runs: Iterable[Run]) -> str:
    """The characters of runs, as on the page."""
    return "".join(run.text for run in walk(runs) if run.kind == TEXT)


def words_of(runs: Iterable[Run]) -> str:
    """The words of runs, with single spaces."""
    texts: list[str] = []
    _add_texts(runs, texts)
    return plain("".join(texts))


def typed(runs: Iterable[Run]) -> str:
    """The words of runs with a line for each line of verse and each row, and tabs between cells."""
    marked = "".join(_marked(runs)).strip()
    return _EDGES.sub(lambda edge: next((sign for sign in "\n\t" if _SIGNS[sign] in edge[0]), " "), marked)


def _marked(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        sign = _SIGNS["\n"] if run.kind in _LINES else _SIGNS["\t"] if run.kind in ("td", "th") else ""
        yield from (sign, run.text if run.kind == TEXT else "", *_marked(run.runs), sign)


def without_undefined_references(text: str) -> str:
    """A text without any ``[^name]`` that is left because there is no such note."""
    return _UNDEFINED_REFERENCE.sub("", text)


def plain(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


def without_citations(runs: Iterable[Run], is_citation: Callable[[Run], bool]) -> Iterator[Run]:
    """Yields runs without citations, and without the semicolons between them."""
    is_cited = False
    for run in runs:
        is_left_out = is_citation(run) or (is_cited and run.kind == TEXT and run.text.strip() == ";")
        is_cited = is_citation(run)
        if not is_left_out:
            is_whole = run.kind == LINK or not run.runs
            yield run if is_whole else replace(run, runs=tuple(without_citations(run.runs, is_citation)))


def first_words(text: str, count: int) -> str:
    """The first words of a text, with an ellipsis if there are more."""
    words = text.split()
    return f"{' '.join(words[:count])} …" if len(words) > count else " ".join(words)


def _add_texts(runs: Iterable[Run], texts: list[str]) -> None:
    """Adds the texts of runs to a list, with a space at the edges of blocks and for each line break."""
    for run in runs:
        if run.kind == TEXT:
            texts.append(run.text)
            continue
        edge = " " if run.kind in _EDGED else ""
        texts.append(edge)
        _add_texts(run.runs, texts)
        texts.append(edge)


def first_references(runs: Iterable[Run]) -> dict[str, Run]:
    """The first reference to each note, by the note's name."""
    found: dict[str, Run] = {}
    for run in walk(runs):
        if run.kind == NOTE_REFERENCE:
            found.setdefault(run.text, run)
    return found


def table_rows(table: Run) -> Iterator[list[Run]]:
    """Yields the cells of each row, except empty rows."""
    for run in table.runs:
        cells = [cell for cell in run.runs if cell.kind in ("td", "th")]
        if run.kind == "tr" and cells:
            yield cells
        elif run.kind in ("thead", "tbody", "tfoot"):
            yield from table_rows(run)


@dataclass(frozen=True)
class Span:
    """The position of the first character of a span, and the position after its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Quotation:
    """The text of a span, with enough on each side to find it."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True)
class FlatText:
    """The characters of runs, with the spans of links and the positions of note references."""

    text: str
    links: Mapping[Run, Span] = field(default_factory=dict)
    references: Mapping[str, int] = field(default_factory=dict)  # the first to each note

    def span_before(self, position: int) -> Span:
        """The span of the sentence before a position, or else the whole text."""
        start = 0
        for end in sentence_ends(self.text):
            if end < position and self.text[end:position].strip():
                start = end
        span = self.trimmed(Span(start, position))
        return span if span.start < span.end else self.trimmed(Span(0, len(self.text)))

    def span_of_note(self, name: str) -> Span:
        """The span that a note is about: its sentence, up to the reference."""
        return self.span_before(self.references.get(name, len(self.text)))

    def words(self, span: Span) -> str:
        """The words of a span, with single spaces."""
        return plain(self.text[span.start : span.end])

    def trimmed(self, span: Span) -> Span:
        """A span without white space at its ends."""
        words = self.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, max(start, span.start + len(words.rstrip())))

    def in_plain(self, span: Span) -> Span:
        """The same span in the text with single spaces."""
        start = len(plain(f"{self.text[: span.start]}x")) - 1
        return Span(start, start + len(self.words(span)))

    def quotation(self, span: Span, context: int = 32) -> Quotation:
        """Quotes a span with enough characters around it to make it unique in the text.

        White space at the ends of the text is left out: a page may have something of its own there.
        """
        prefix = self.text[: span.start].lstrip()[-context:]
        exact, suffix = self.text[span.start : span.end], self.text[span.end :].rstrip()[:context]
        around = f"{prefix}{exact}{suffix}"
        if context >= len(self.text) or self.text.find(around) == self.text.rfind(around):
            return Quotation(exact, prefix, suffix)
        return self.quotation(span, context * 2)


def sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end, with the white space after them. None starts with a lowercase letter or a digit."""
    ends = (end.end() for end in _SENTENCE_END.finditer(text))
    return (end for end in ends if not (text[end : end + 1].islower() or text[end : end + 1].isdecimal()))


def cut(runs: Iterable[Run], span: Span) -> list[Run]:
    """Cuts a span of a :class:`FlatText` out of its runs. A link or emphasis may be shortened."""
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
