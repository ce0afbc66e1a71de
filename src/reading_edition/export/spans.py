"""Stretches of a passage's words: where in them a link stands, and on which words a note.

Two texts are kept of a passage. The *page's* is what a browser has, character by character; the *plain*
one has every run of white space as one space, and is what the plain-text edition prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from reading_edition.load.runs import is_footnote_link

# What ends a sentence: with white space after it, or, where a script writes none, without.
_SENTENCE_END = re.compile(r"[.?!؟۔।…][\"'”’»›)\]]*\s+|[。！？][」』”’）]*\s*")
_CONTEXT = 32  # characters shown on each side of a quotation, if that is enough to make it the only one


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text: its first character's place, and the place after its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Quotation:
    """A stretch as one finds it without counting: its words, and those on each side of them."""

    exact: str
    prefix: str
    suffix: str


@dataclass
class PassageText:
    """The page's text of a passage, with the stretches of its links and the places of its marks.

    Links are found by their elements' identity, marks by the names of their notes.
    """

    text: str = ""
    links: dict[int, Stretch] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)

    def stretch_before(self, place: int) -> Stretch:
        """The words of the sentence on which a mark at a place stands, up to the mark.

        A mark with no words before it stands on the whole text.
        """
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            if self.text[match.end() : place].strip() and match.end() < place:
                start = match.end()
        stretch = self.trimmed(Stretch(start, place))
        return stretch if stretch.start < stretch.end else self.trimmed(Stretch(0, len(self.text)))

    def trimmed(self, stretch: Stretch) -> Stretch:
        """A stretch without white space at its ends."""
        words = self.text[stretch.start : stretch.end]
        start = stretch.start + len(words) - len(words.lstrip())
        return Stretch(start, max(start, stretch.start + len(words.rstrip())))

    def in_plain(self, stretch: Stretch) -> Stretch:
        """The same stretch in the plain text."""
        start = len(" ".join(f"{self.text[: stretch.start]}x".split())) - 1
        return Stretch(start, start + len(" ".join(self.text[stretch.start : stretch.end].split())))

    def quotation(self, stretch: Stretch) -> Quotation:
        """A stretch as a quotation, with as much around it as makes it the only one in the passage."""
        size = _CONTEXT
        while True:
            quotation = self._quotation(stretch, size)
            around = f"{quotation.prefix}{quotation.exact}{quotation.suffix}"
            if size >= len(self.text) or self.text.find(around) == self.text.rfind(around):
                return quotation
            size *= 2

    def _quotation(self, stretch: Stretch, size: int) -> Quotation:
        return Quotation(
            self.text[stretch.start : stretch.end],
            self.text[max(0, stretch.start - size) : stretch.start],
            self.text[stretch.end : stretch.end + size],
        )


def passage_text(element: HtmlElement) -> PassageText:
    """The page's text of a woven passage, or of any other block."""
    found = PassageText()
    _collect(element, found)
    return found


def _collect(element: HtmlElement, found: PassageText) -> None:
    """Adds the words in an element, and notes down where its links and marks are."""
    found.text += element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            start = len(found.text)
            if (name := noted_by(child)) is not None:
                found.marks.setdefault(name, start)
            elif not is_apparatus(child):
                _collect(child, found)
                if child.tag == "a":
                    found.links[id(child)] = Stretch(start, len(found.text))
        found.text += child.tail or ""


def noted_by(element: HtmlElement) -> str | None:
    """The name of the note of which an element is the mark, or nothing."""
    is_mark = element.tag == "a" and "note-reference" in (element.get("class") or "").split()
    return (element.get("href") or "").removeprefix("#fn:") if is_mark else None


def is_apparatus(element: HtmlElement) -> bool:
    """Whether an element stands in the words of a passage without being of them."""
    return "apparatus" in (element.get("class") or "").split() or is_footnote_link(element)
