"""The kinds of entries. To add a kind, add it here; pages, checks and exports follow."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry. Labels, titles and links are translated when shown."""

    id: str
    name: str  # the name of an entry in messages
    label: str  # the name of an entry for readers
    title: str  # the title of the list of all entries
    way_on: str = "Read the entry"  # the link of a tooltip
    mentions: str = "Mentioned in"  # the title of the list of mentions
    layout: str = "article"  # the layout in the style sheet: article, timeline or list
    is_evidence: bool = False  # whether the edition cites the entries; search lists them after its own text


ENTRY_KINDS: Mapping[str, EntryKind] = {
    kind.id: kind
    for kind in (
        EntryKind("term", "glossary entry", "Term", "Glossary"),
        EntryKind("person", "person", "Person", "People"),
        EntryKind("event", "event", "Event", "Chronology", way_on="See it in the timeline", layout="timeline"),
        EntryKind("source", "source", "Source", "Sources", "See the source", "Cited in", "list", is_evidence=True),
    )
}
