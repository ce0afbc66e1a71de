"""Weaving: what the written pages gain from the edition that they make together.

What is woven is worked out from the pages as they were rendered, and only then put into them: what is
made of notes, gists and mentions come first, because all of them read the pages. What leads about in the
site comes last, after the book was copied from the pages: most of their markup, and no part of the book.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Edition
from ..pages import fill_places, fill_whole, make_places
from .changes import weave_changes
from .entries import weave_entries
from .gists import collect_gists, weave_references
from .mentions import collect_mentions, weave_mentions
from .moved import weave_moved
from .notes import weave_notes
from .passages import weave_passages
from .proposals import weave_proposals
from .themes import weave_themes


def weave(edition: Edition, citations: Mapping[str, str]) -> None:
    """Changes the pages of an edition in place. ``citations`` are HTML, by the ids of the sources."""
    made = make_places(edition)
    gists = collect_gists(edition, citations)
    edition.mentions = collect_mentions(edition)
    weave_references(edition, gists, made)
    weave_notes(edition)
    weave_passages(edition)
    weave_entries(edition, citations)
    fill_places(made)
    fill_whole(edition)
    weave_themes(edition)
    weave_mentions(edition)
    weave_changes(edition)
    weave_proposals(edition)
    weave_moved(edition)
