"""Mentions: the reverse of a cross-reference, which nobody writes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from reading_edition.model.edition import Edition
from reading_edition.model.items import Item, Mention, Note, Page, Passage, Reference
from reading_edition.model.later import later_runs
from reading_edition.model.names import owner_name
from reading_edition.model.runs import BLOCKS, LINK, FlatText, Run, flat_text, without_citations

_AROUND = 6  # words shown on each side of a link
_ORDER = ("event", "term", "person", "source")  # of the entries that mention another


def collect_mentions(edition: Edition) -> Mapping[str, list[Mention]]:
    """The mentions of each entry, by its id: paragraphs, notes, events, then other entries, in order.

    An owner that links to an entry more than once is named once. Links from pages that are neither the
    essay nor entries are not mentions.
    """
    order = {owner: rank for rank, owner in enumerate(_owners(edition))}
    blocks = {link: block for owner in order for link, block in _links_in_blocks(_runs_of(owner))}
    name_of = cache(partial(owner_name, translate=edition.settings.translate))
    writer = _Writer(blocks, edition.is_citation, later_runs(edition), name_of)
    mentions: dict[str, list[Mention]] = {}
    for entry in edition.entries:
        first: dict[Item, Reference] = {}
        for reference in edition.references_to(entry):
            mentioning = reference.owner
            if not isinstance(mentioning, Page) and mentioning in order and mentioning is not entry:
                first.setdefault(mentioning, reference)
        mentions[entry.id] = [writer.mention(*item) for item in sorted(first.items(), key=lambda item: order[item[0]])]
    return mentions


def _owners(edition: Edition) -> Iterator[Item]:
    yield from edition.passages
    yield from edition.notes
    for kind in _ORDER:
        yield from edition.of_kind(kind)


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
class _Writer:
    """Writes mentions, without citations between their words.

    ``blocks`` are the innermost blocks of links, ``later`` what is later than the text.
    """

    blocks: Mapping[Run, Run]
    is_citation: Callable[[Run], bool]
    later: Collection[Run]
    name_of: Callable[[Item], str]
    _flat: dict[Run, FlatText] = field(default_factory=dict)

    def mention(self, owner: Item, reference: Reference) -> Mention:
        """A mention, with the words before the link, its own, and those after it, in its block."""
        around = ("", "", "")
        if not reference.is_citation and reference.run in self.blocks:
            flat = self._flat_text(self.blocks[reference.run])
            span = flat.links[reference.run]
            around = _last(flat.text[: span.start]), flat.words(span), _first(flat.text[span.end :])
        return Mention(owner.page.url, owner.id, self.name_of(owner), *around, is_later=reference.run in self.later)

    def _flat_text(self, block: Run) -> FlatText:
        if block not in self._flat:
            self._flat[block] = flat_text(without_citations(block.runs, self.is_citation))
        return self._flat[block]


def _last(text: str) -> str:
    words = text.rsplit(maxsplit=_AROUND)
    return f"… {' '.join(words[1:])}" if len(words) > _AROUND else " ".join(words)


def _first(text: str) -> str:
    words = text.split(maxsplit=_AROUND)
    cut = f"{' '.join(words[:_AROUND])} …" if len(words) > _AROUND else " ".join(text.split())
    return f" {cut}" if text[:1].isspace() else cut
