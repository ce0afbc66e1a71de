"""Weaving: what the written pages gain from the edition that they make together.

What is woven is worked out from the pages as they were rendered, and only then put into them: what is
made of notes, gists and mentions come first, because all of them read the pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Edition
from ..pages import fill_places, fill_whole, make_places
from .changes import weave_changes
from .entries import weave_entries
from .gists import collect_gists, weave_references
from .mentions import collect_mentions
from .moved import weave_moved
from .notes import weave_notes
from .passages import weave_passages
from .proposals import weave_proposals


def weave(edition: Edition, citations: Mapping[str, str]) -> None:
    """Changes the pages of an edition in place. ``citations`` are HTML, by the ids of the sources."""
    made = make_places(edition)
    gists = collect_gists(edition, citations)
    mentions = collect_mentions(edition)
    weave_references(edition, gists, made)
    weave_notes(edition)
    weave_passages(edition)
    weave_entries(edition, citations, mentions)
    fill_places(made)
    weave_changes(edition)
    weave_proposals(edition)
    fill_whole(edition)
    weave_moved(edition)
