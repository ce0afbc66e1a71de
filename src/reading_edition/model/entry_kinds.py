"""The kinds of entries. To add a kind, add it here; pages, checks and exports follow."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry.

    ``name`` is what messages call an entry, ``title`` what exports call the list of all of them. ``way_on``
    is the link of a tooltip, ``mentions`` the title of the list of mentions. ``layout`` names the rules of
    the style sheet: ``article``, ``timeline`` or ``list``. Titles and links are translated when shown.
    """

    id: str
    name: str
    title: str
    way_on: str = "Read the entry"
    mentions: str = "Mentioned in"
    layout: str = "article"


ENTRY_KINDS: Mapping[str, EntryKind] = {
    kind.id: kind
    for kind in (
        EntryKind("term", "glossary entry", "Glossary"),
        EntryKind("person", "person", "People"),
        EntryKind("event", "event", "Chronology", way_on="See it in the timeline", layout="timeline"),
        EntryKind("source", "source", "Sources", "See the source", mentions="Cited in", layout="list"),
    )
}
