"""Marks content about the time after the text was written, in the rendered pages, before the pages are read.

A sentence is later if it names a later year or links to a later event, a paragraph if its ``data-as-of`` is later, an
event if its date is later. Elements of class ``later`` are always later, elements of class ``known`` never.
The citations after a sentence belong to the sentence, but their years do not count.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from lxml.html import HtmlElement
from lxml.html.builder import E

from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from reading_edition.model.dates import EdtfDate, date_of, is_date
from reading_edition.model.later import LATER, Then, then_of
from reading_edition.model.problems import problem_in
from reading_edition.model.runs import BLOCKS, HEADINGS, sentence_ends
from reading_edition.model.settings import Settings

_BETWEEN = " ,;.\u00a0\n"  # characters between and after the citations of a sentence
_BY_HAND = frozenset({"later", "known"})
_Sentence = list[HtmlElement | str]


def later_marker(site: Site, settings: Settings) -> "Marker | None":
    """Return the marker for the pages of a site, or None if the settings do not say when the text was written."""
    if (then := then_of(settings)) is None:
        return None
    dates = {
        (page.path, heading.get("id", "")): date
        for page in site.in_turn()
        if settings.kind_of(page.path) == "event"
        for heading in page.root.iterfind("./*[@data-date]")
        if (date := date_of(heading.get("data-date", "")))
    }
    return Marker(site, settings, then, dates)


@dataclass(frozen=True)
class Marker:
    """A marker of content that is later than ``then``."""

    site: Site
    settings: Settings
    then: Then
    dates: Mapping[tuple[str, str], EdtfDate]  # dates of events, keyed by page path and id

    def mark(self, page: Page) -> list[Problem]:
        """Mark later content in the notes and entries of a page, in place; report sentences that are unclear."""
        blocks = [block for owner in self._owners(page) for block in owner.iter(*BLOCKS)]
        innermost = [block for block in blocks if not any(child.tag in BLOCKS for child in block)]
        problems: list[Problem] = []
        for sentence in (each for block in innermost for each in self._mark_block(page, block)):
            problems.append(self._problem(page, sentence, problems))
        return problems

    def _owners(self, page: Page) -> Iterator[HtmlElement]:
        """Yield the notes of a page, and the blocks of entries other than sources; mark later entries as a whole."""
        yield from page.root.xpath(".//li[starts-with(@id, 'fn:')]")
        is_marked = False
        for block in page.root.iterchildren(*BLOCKS) if self.settings.kind_of(page.path) not in ("", "source") else ():
            if block.tag in HEADINGS:
                is_marked = self._is_marked(block, self.dates.get((page.path, block.get("id", ""))))
            if is_marked:
                block.set(LATER, "")
            elif block.tag not in HEADINGS and block.get("class") != "footnote":
                yield block

    def _is_marked(self, element: HtmlElement, date: EdtfDate | None) -> bool:
        is_after = date is not None and date.first > self.then.day
        return "later" in element.classes or (is_after and "known" not in element.classes)

    def _mark_block(self, page: Page, block: HtmlElement) -> Iterator[_Sentence]:
        """Mark later content in a block, and yield its unclear sentences."""
        as_of = block.get("data-as-of", "")
        if self._is_marked(block, date_of(as_of)):
            block.set(LATER, "")
        elif "known" not in block.classes and (is_date(as_of) or not as_of):  # other checks report an invalid date
            for element in block.find_class("later"):
                element.set(LATER, "")
            if not (self.then.may_concern(block.text_content()) or self._has_later_event(page, block)):
                return
            judged = [(self._is_later(page, sentence), sentence) for sentence in self._sentences(page, block)]
            yield from (sentence for later, sentence in judged if later is None)
            if any(later for later, _ in judged):
                _rebuild(block, judged)

    def _has_later_event(self, page: Page, block: HtmlElement) -> bool:
        targets = (self.site.resolve(page, link.get("href") or "") for link in block.iter("a"))
        dates = (self.dates.get((target.path, target.fragment or "")) for target in targets)
        return any(date is not None and date.first > self.then.day for date in dates)

    def _is_citation(self, page: Page, piece: HtmlElement | str) -> bool:
        href = None if isinstance(piece, str) or piece.tag != "a" else piece.get("href")
        return bool(href) and self.settings.kind_of(self.site.resolve(page, href or "").path) == "source"

    def _sentences(self, page: Page, block: HtmlElement) -> list[_Sentence]:
        """Return the sentences of a block, each with the citations that follow it."""
        sentences: list[_Sentence] = [[]]
        is_over = False
        for piece, ends in _pieces(block):
            is_between = isinstance(piece, str) and not piece.strip(_BETWEEN)
            if is_over and not is_between and not self._is_citation(page, piece):
                sentences.append([])
                is_over = False
            sentences[-1].append(piece)
            is_over = is_over or ends
        return sentences

    def _is_later(self, page: Page, sentence: _Sentence) -> bool | None:
        """Return whether a sentence is later, or None if that is unclear."""
        read = [each for piece in sentence for each in self._read(page, piece)]
        targets = [self.site.resolve(page, href) for _, href in read if href]
        events = [self.dates.get((target.path, target.fragment or "")) for target in targets]
        return self.then.verdict("".join(text for text, _ in read), [date for date in events if date])

    def _read(self, page: Page, piece: HtmlElement | str) -> Iterator[tuple[str, str]]:
        """Yield the texts and URLs that count: none from citations or elements of class ``later`` or ``known``."""
        if isinstance(piece, str):
            yield piece, ""
        elif isinstance(piece.tag, str) and _BY_HAND.isdisjoint(piece.classes) and not self._is_citation(page, piece):
            yield piece.text or "", piece.get("href") or ""
            for child in piece:
                yield from self._read(page, child)
                yield child.tail or "", ""

    def _problem(self, page: Page, sentence: _Sentence, others: Collection[Problem]) -> Problem:
        """Return the problem of an unclear sentence, located at its year on a line with its longest piece of text.

        If another sentence of the page has the same text, each gets a location of its own.
        """
        taken = {(other.line, other.column) for other in others}
        texts = [text for piece in sentence for text, _ in self._read(page, piece)]
        year = str(self.then.day.year)
        lines = {found.line for found in page.source.find_all(max(texts, key=len).strip())}
        found = page.source.find_all(next((text.strip() for text in texts if year in text), year))
        near = [each for each in found if each.line in lines]
        location = next((each for each in near if (each.line, each.column) not in taken), near[0] if near else None)
        return problem_in(page.file, location, "later", year=year)


def _pieces(block: HtmlElement) -> Iterator[tuple[HtmlElement | str, bool]]:
    """Yield the texts and elements in a block, each with whether a sentence ends with it."""
    yield from _parts(block.text or "")
    for child in block:
        words = child.text_content()
        yield child, len(words) + 1 in sentence_ends(f"{words} ") and not (child.tail or " ")[0].strip()
        yield from _parts(child.tail or "")


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Split a text after leading separators and at sentence ends; yield each piece, and whether it ends a sentence."""
    ends, start = set(sentence_ends(text)), 0
    for end in sorted({len(text) - len(text.lstrip(_BETWEEN)), *ends, len(text)}):
        yield text[start:end], end in ends
        start = end


def _rebuild(block: HtmlElement, judged: Sequence[tuple[bool | None, _Sentence]]) -> None:
    """Wrap the later sentences of a block in ``span`` elements."""
    for child in block:
        child.tail = None
    content: _Sentence = []
    for is_later, group in groupby(judged, key=itemgetter(0)):
        pieces = [piece for _, sentence in group for piece in sentence]
        content += [E.span({LATER: ""}, *pieces)] if is_later else pieces
    new = E.div(*content)
    block.text, block[:] = new.text, list(new)
