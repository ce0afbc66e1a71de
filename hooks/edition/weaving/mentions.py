"""Mentions: the reverse of a cross-reference, which nobody writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ..model import Edition, Entry, Note, Passage, Reference
from ..reading import is_footnote_machinery

_WORDS = 6  # shown on each side of the words that are the link
_BLOCKS = frozenset({"p", "li", "dd", "dt", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Mention:
    """A place that links to an entry: its address and name, and the link's words with a few around.

    The words of a citation say nothing, and are left out.
    """

    url: str
    id: str
    label: str
    before: str
    words: str
    after: str


def collect_mentions(edition: Edition) -> dict[str, list[Mention]]:
    """The mentions of each entry, by its id: paragraphs, notes, events, then other entries, in order.

    A place that links to an entry more than once is named once. Links from pages that are neither the
    essay nor entries are not mentions.
    """
    order = {id(owner): rank for rank, owner in enumerate(_owners(edition))}
    mentions: dict[str, list[Mention]] = {}
    for entry in edition.entries:
        first: dict[int, Reference] = {}
        for reference in edition.references_to.get(id(entry), []):
            if id(reference.owner) in order and reference.owner is not entry:
                first.setdefault(id(reference.owner), reference)
        ranked = sorted(first.items(), key=lambda item: order[item[0]])
        mentions[entry.id] = [_mention(reference) for _, reference in ranked]
    return mentions


def _owners(edition: Edition) -> Iterator[Passage | Note | Entry]:
    yield from edition.passages
    yield from edition.notes
    for kind in ("event", "term", "person", "source"):
        yield from edition.of_kind(kind)


def _mention(reference: Reference) -> Mention:
    owner = reference.owner
    assert isinstance(owner, Passage | Note | Entry)
    is_citation = isinstance(reference.aim, Entry) and reference.aim.kind == "source"
    before, words, after = ("", "", "") if is_citation else words_around(reference.element)
    return Mention(owner.page.url, owner.id, owner_name(owner), before, words, after)


def owner_name(owner: Passage | Note | Entry) -> str:
    """What a reader calls a place."""
    if isinstance(owner, Passage):
        return f"Paragraph {owner.number}" if owner.number else _front_name(owner)
    if isinstance(owner, Note):
        where = f" to paragraph {owner.passage.number}" if owner.passage and owner.passage.number else ""
        return f"Note {owner.number}{where}"
    return f"{owner.title} ({owner.date.words})" if owner.date else owner.title


def _front_name(passage: Passage) -> str:
    return passage.id.replace("-", " ").capitalize()


def words_around(link: HtmlElement) -> tuple[str, str, str]:
    """The words before a link, its own, and those after it, in the block in which it stands."""
    block = link
    while block.getparent() is not None and block.tag not in _BLOCKS:
        block = block.getparent()
    before: list[str] = []
    inside: list[str] = []
    after: list[str] = []
    current = before
    for element, text in _texts(block):
        if element is link:
            current = inside if current is before else after
            (inside if current is inside else after).append(text)
        else:
            current.append(text)
    return _last(before), " ".join("".join(inside).split()), _first(after)


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement | None, str]]:
    """The texts of an element in order; those of each link come with it, once as it opens and closes."""
    if element.tag == "a" and not is_footnote_machinery(element):
        yield element, element.text_content()
        yield element, ""
        return
    yield None, element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not is_footnote_machinery(child):
            yield from _texts(child)
        yield None, child.tail or ""


def _last(texts: Sequence[str]) -> str:
    words = "".join(texts).split()
    return f"… {' '.join(words[-_WORDS:])}" if len(words) > _WORDS else " ".join(words)


def _first(texts: Sequence[str]) -> str:
    text = "".join(texts)
    words = text.split()
    cut = f"{' '.join(words[:_WORDS])} …" if len(words) > _WORDS else " ".join(words)
    return cut if not text[:1].isspace() else f" {cut}"
