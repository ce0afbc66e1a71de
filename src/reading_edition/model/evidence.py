"""Evidence for a note or an entry: the kinds and dates of the sources that it cites."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reading_edition.model.dates import EdtfDate, date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Reference
from reading_edition.model.runs import flat_text


@dataclass(frozen=True)
class Evidence:
    """The number of cited sources of each kind, in the order of the settings, and the earliest date of the sources."""

    counts: Mapping[str, int]
    earliest: EdtfDate | None
    strong: int  # the number of sources of kinds that count as strong evidence

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def citations_in(edition: Edition, owner: Note | Entry) -> Iterator[Reference]:
    """Yield the citations of a note or entry, in order; a link to a source inside a sentence is not a citation."""
    cited = [reference for reference in edition.references_from(owner) if reference.is_citation]
    flat = flat_text((owner.paragraphs if isinstance(owner, Note) else owner.blocks) if cited else ())
    spans = {each: flat.links[each.run] for each in cited if each.run in flat.links}  # the others are in a heading
    ends = {span.end for span in spans.values()}
    for reference, span in spans.items():
        before = flat.text[: span.start].rstrip()
        is_in_sentence = before[-1:].isalnum() or before.endswith((",", "،"))
        if not is_in_sentence or len(before) in ends:
            yield reference


def evidence_of(edition: Edition, owner: Note | Entry) -> Evidence:
    sources = [source for entry in edition.cited_sources(owner) if (source := edition.source(entry.id))]
    found = Counter(source.kind for source in sources)
    counts = {kind: found[kind] for kind in edition.settings.source_kinds if found[kind]}
    written = (str(source.csl.get("issued", "")) for source in sources)
    dates = (date_of(text, edition.settings.translate) for text in written)
    earliest = min(filter(None, dates), key=lambda date: date.first, default=None)
    return Evidence(counts, earliest, sum(found[kind] for kind in edition.settings.strong_evidence))


def profile(edition: Edition, owner: Note | Entry) -> str:
    """Return the evidence in one line ("2 primary, 1 press; earliest September 30, 2009"); empty without sources."""
    evidence = evidence_of(edition, owner)
    labels = {**edition.settings.source_kinds, **edition.settings.evidence_labels}
    kinds = ", ".join(f"{count} {labels[kind]}" for kind, count in evidence.counts.items())
    if not kinds or evidence.earliest is None:
        return kinds
    return f"{kinds}; {edition.settings.translate('earliest {date}', date=evidence.earliest.words)}"


def without_strong_evidence(edition: Edition) -> list[Note]:
    """Return the notes whose kind expects strong evidence, but that cite none."""
    wanting = (note for note in edition.notes if (kind := edition.note_kind(note)) and kind.strong_evidence)
    return [note for note in wanting if not evidence_of(edition, note).strong]
