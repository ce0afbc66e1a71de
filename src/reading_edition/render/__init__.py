"""Weaving: what the written pages gain from the edition that they make together.

What is woven is worked out from the pages as they were rendered, and only then put into them: what is
made of notes, gists and mentions come first, because all of them read the pages. What leads about in the
site comes last, after the book was copied from the pages: most of their markup, and no part of the book.
"""

from __future__ import annotations

from collections.abc import Mapping

from reading_edition.model.edition import Edition
from reading_edition.render.changes import weave_changes
from reading_edition.render.edit_links import weave_proposals
from reading_edition.render.entries import weave_entries
from reading_edition.render.generated import fill_places, fill_whole, make_places
from reading_edition.render.mentions import weave_mentions
from reading_edition.render.moved import weave_moved
from reading_edition.render.notes import weave_notes
from reading_edition.render.passages import weave_passages
from reading_edition.render.style_sheet import move_styles
from reading_edition.render.themes import weave_themes
from reading_edition.render.tooltips import collect_gists, weave_references


def weave(edition: Edition, citations: Mapping[str, str]) -> None:
    """Changes the pages of an edition in place. ``citations`` are HTML, by the ids of the sources."""
    move_styles(edition)
    made = make_places(edition)
    gists = collect_gists(edition, citations)
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
