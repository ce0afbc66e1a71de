"""Mentions: the reverse of a cross-reference, which nobody writes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Mention, Note, Page, Passage, Reference
from reading_edition.model.later import later_runs
from reading_edition.model.names import owner_name
from reading_edition.model.runs import BLOCKS, LINK, FlatText, Run, first_words, flat_text, without_citations

_AROUND = 6  # words shown on each side of a link
_KEPT = 2000  # blocks whose words are kept for other mentions
_ORDER = ("event", "term", "person", "source")  # of the entries that mention another


def _runs_of(owner: Item) -> Iterable[Run]:
    if isinstance(owner, Passage):
        return [Run("p", "", tuple(owner.runs))]
    return owner.paragraphs if isinstance(owner, Note) else owner.blocks


def _links_in_blocks(runs: Iterable[Run], block: Run | None = None) -> Iterator[tuple[Run, Run]]:
    """Each link with the innermost block around it."""
    for run in runs:
        inner = run if run.kind in BLOCKS else block
        if run.kind == LINK and inner is not None:
            yield run, inner
        if run.runs:
            yield from _links_in_blocks(run.runs, inner)


@dataclass(frozen=True)
class Mentions:
    """The mentions of each entry, without citations between their words.

    They are made when they are asked for: all together take as much memory as the text.
    """

    edition: Edition
    _flat: dict[Run, FlatText] = field(default_factory=dict, repr=False)
    _names: dict[Item, str] = field(default_factory=dict, repr=False)

    @cached_property
    def _order(self) -> Mapping[Item, int]:
        entries = [entry for kind in _ORDER for entry in self.edition.of_kind(kind)]
        owners: list[Item] = [*self.edition.passages, *self.edition.notes, *entries]
        return {owner: rank for rank, owner in enumerate(owners)}

    @cached_property
    def _later(self) -> Collection[Run]:
        return later_runs(self.edition)

    def of(self, entry: Entry) -> list[Mention]:
        """The mentions of an entry: paragraphs, notes, events, then other entries, in order.

        An owner that links to an entry more than once is named once. Links from pages that are neither the
        essay nor entries are not mentions.
        """
        first: dict[Item, Reference] = {}
        for reference in self.edition.references_to(entry):
            mentioning = reference.owner
            if not isinstance(mentioning, Page) and mentioning in self._order and mentioning is not entry:
                first.setdefault(mentioning, reference)
        return [self._mention(*item) for item in sorted(first.items(), key=lambda item: self._order[item[0]])]

    def _mention(self, owner: Item, reference: Reference) -> Mention:
        """A mention, with the words before the link, its own, and those after it, in its block."""
        around = ("", "", "")
        links = () if reference.is_citation else _links_in_blocks(_runs_of(owner))
        if (block := next((block for link, block in links if link is reference.run), None)) is not None:
            flat = self._flat_text(block)
            span = flat.links[reference.run]
            after = first_words(flat.text[span.end :], _AROUND)
            space = " " if flat.text[span.end : span.end + 1].isspace() else ""
            around = _last(flat.text[: span.start]), flat.words(span), space + after
        if owner not in self._names:
            self._names[owner] = owner_name(owner, self.edition.settings.translate)
        is_later = reference.run in self._later
        return Mention(owner.page.url, owner.id, self._names[owner], *around, is_later=is_later)

    def _flat_text(self, block: Run) -> FlatText:
        if block not in self._flat:
            if len(self._flat) >= _KEPT:
                self._flat.clear()
            self._flat[block] = flat_text(without_citations(block.runs, self.edition.is_citation))
        return self._flat[block]


def _last(text: str) -> str:
    words = text.rsplit(maxsplit=_AROUND)
    return f"… {' '.join(words[1:])}" if len(words) > _AROUND else " ".join(words)
