"""The kinds of entries. To add a kind, add it here; pages, checks and exports follow."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry.

    ``name`` is what messages call an entry, ``label`` what readers call it, ``title`` what they call the list of all.
    ``way_on`` is the link of a tooltip, ``mentions`` the title of the list of mentions. ``layout`` names the rules of
    the style sheet: ``article``, ``timeline`` or ``list``. Search lists what ``is_evidence`` after the edition's own
    words. Labels, titles and links are translated when shown.
    """

    id: str
    name: str
    label: str
    title: str
    way_on: str = "Read the entry"
    mentions: str = "Mentioned in"
    layout: str = "article"
    is_evidence: bool = False


ENTRY_KINDS: Mapping[str, EntryKind] = {
    kind.id: kind
    for kind in (
        EntryKind("term", "glossary entry", "Term", "Glossary"),
        EntryKind("person", "person", "Person", "People"),
        EntryKind("event", "event", "Event", "Chronology", way_on="See it in the timeline", layout="timeline"),
        EntryKind("source", "source", "Source", "Sources", "See the source", "Cited in", "list", is_evidence=True),
    )
}
