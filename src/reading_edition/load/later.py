"""Marks in the rendered pages what is later than the text, before they are read.

A sentence is later if it names a later year or links to a later event; a paragraph with a later ``data-as-of``, an
event with a later date. Elements of the class ``later`` are later whatever they say, those of the class ``known`` not.
The citations after a sentence belong to it; their years do not count.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter

from lxml import etree
from lxml.html import HtmlElement

from link_checks.page import Page
from link_checks.problem import Problem, problem_at
from link_checks.site import Site
from reading_edition.load.pages import blocks_under
from reading_edition.model.dates import EdtfDate, is_date, read_date
from reading_edition.model.later import LATER, Then, then_of
from reading_edition.model.runs import BLOCKS, HEADINGS, sentence_ends
from reading_edition.model.settings import Settings

_BETWEEN = " ,;.\u00a0\n"  # between the citations of a sentence, and after them
_MARKS = frozenset({"later", "known"})
_HINT = (
    'put what is later into <span class="later">...</span>, or a year that is not into <span class="known">...</span>'
)
_Sentence = list[HtmlElement | str]


def mark_later(site: Site, settings: Settings) -> list[Problem]:
    """Marks what is later in the notes and entries of a site, in place; reports sentences that leave it open."""
    then = then_of(settings)
    if then is None:
        return []
    marker = _Marker(site, settings, then)
    marker.dates = dict(marker.event_dates())
    for page in site.pages:
        for block in marker.blocks(page):
            marker.mark(page, block)
    return marker.problems


@dataclass
class _Marker:
    site: Site
    settings: Settings
    then: Then
    dates: dict[tuple[str, str], EdtfDate] = field(default_factory=dict)  # of events, by their pages and ids
    problems: list[Problem] = field(default_factory=list)

    def event_dates(self) -> Iterator[tuple[tuple[str, str], EdtfDate]]:
        """The dates of the events; a later one's heading is marked."""
        for page in self.site.pages:
            for heading in page.root.iterfind("./*[@data-date]"):
                if self.settings.kind_of(page.path) == "event" and is_date(heading.get("data-date")):
                    date = read_date(heading.get("data-date"))
                    if self.then.is_before(date) and "known" not in heading.classes:
                        heading.set(LATER, "")
                    yield (page.path, heading.get("id", "")), date

    def blocks(self, page: Page) -> Iterator[HtmlElement]:
        """The blocks of a page's notes and entries that contain no other blocks."""
        kind = self.settings.kind_of(page.path)
        owners = page.root.xpath(".//li[starts-with(@id, 'fn:')]")
        for heading in page.root.iterchildren(*HEADINGS[1:]) if kind not in ("", "source") else ():
            if "later" in heading.classes:
                heading.set(LATER, "")
            for block in blocks_under(heading):
                if LATER in heading.attrib:
                    block.set(LATER, "")
                else:
                    owners.append(block)
        for owner in owners:
            yield from (block for block in owner.iter(*BLOCKS) if not any(child.tag in BLOCKS for child in block))

    def mark(self, page: Page, block: HtmlElement) -> None:
        as_of = block.get("data-as-of", "")
        if "later" in block.classes or (is_date(as_of) and self.then.is_before(read_date(as_of))):
            block.set(LATER, "")
        elif "known" not in block.classes:
            for element in block.find_class("later"):
                element.set(LATER, "")
            sentences = _sentences(block, lambda element: self._is_citation(page, element))
            marked = [(self._is_later(page, sentence), sentence) for sentence in sentences]
            if any(later for later, _ in marked):
                _rebuild(block, marked)

    def _is_citation(self, page: Page, element: HtmlElement) -> bool:
        target = self.site.resolve(page, element.get("href") or "") if element.tag == "a" else None
        return target is not None and self.settings.kind_of(target.path) == "source"

    def _is_later(self, page: Page, sentence: _Sentence) -> bool:
        read = [text for piece in sentence for text in self._read(page, piece)]
        texts = [text for text, _ in read]
        links = [self.site.resolve(page, link) for _, link in read if link]
        events = (self.dates.get((link.path, link.fragment or "")) for link in links)
        verdict = self.then.verdict("".join(texts), filter(None, events))
        if verdict is None:
            self._report(page, texts)
        return bool(verdict)

    def _read(self, page: Page, element: HtmlElement | str) -> Iterator[tuple[str, str]]:
        """The texts and addresses in an element that count: not those of citations, nor what is marked by hand."""
        if isinstance(element, str):
            yield element, ""
            return
        is_marked = not _MARKS.isdisjoint(element.classes)
        if not isinstance(element.tag, str) or is_marked or self._is_citation(page, element):
            return
        yield element.text or "", element.get("href") or ""
        for child in element:
            yield from self._read(page, child)
            yield child.tail or "", ""

    def _report(self, page: Page, texts: Sequence[str]) -> None:
        year = str(self.then.day.year)
        lines = {found.line for found in page.source.find_all(max(texts, key=len).strip())}
        found = page.source.find_all(next(text.strip() for text in texts if year in text))
        message = f"this sentence names {year}, the year of the text, and may be later than the text or not"
        location = next((each for each in found if each.line in lines), None)
        self.problems.append(problem_at(page.file, location, "later", message, hint=_HINT))


def _sentences(block: HtmlElement, is_citation: Callable[[HtmlElement], bool]) -> list[_Sentence]:
    """The sentences of a block, each with the citations after it."""
    sentences: list[_Sentence] = [[]]
    is_over = False
    for piece, ends in _pieces(block):
        belongs = not piece.strip(_BETWEEN) if isinstance(piece, str) else is_citation(piece)
        if is_over and not belongs:
            sentences.append([])
            is_over = False
        sentences[-1].append(piece)
        is_over = is_over or ends
    return sentences


def _pieces(block: HtmlElement) -> Iterator[tuple[HtmlElement | str, bool]]:
    """The texts and elements in a block, and whether a sentence ends with each, as it does with bold opening words."""
    yield from _parts(block.text or "")
    for child in block:
        is_opening = child is block[0] and child.tag == "strong" and not (block.text or "").strip()
        yield child, is_opening and child.text_content().endswith((".", ":"))
        yield from _parts(child.tail or "")


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text divided at the ends of sentences, what is only between sentences by itself."""
    ends = set(sentence_ends(text))
    start = 0
    for end in sorted({len(text) - len(text.lstrip(_BETWEEN)), *ends, len(text)}):
        yield text[start:end], end in ends
        start = end


def _rebuild(block: HtmlElement, marked: Sequence[tuple[bool, _Sentence]]) -> None:
    """Puts the later sentences of a block into elements of their own."""
    for child in list(block):
        block.remove(child)
    block.text = None
    for is_later, group in groupby(marked, key=itemgetter(0)):
        target = etree.SubElement(block, "span", {LATER: ""}) if is_later else block
        for piece in chain.from_iterable(sentence for _, sentence in group):
            _append(target, piece)


def _append(target: HtmlElement, piece: HtmlElement | str) -> None:
    if not isinstance(piece, str):
        piece.tail = None
        target.append(piece)
    elif len(target):
        target[-1].tail = (target[-1].tail or "") + piece
    else:
        target.text = (target.text or "") + piece
