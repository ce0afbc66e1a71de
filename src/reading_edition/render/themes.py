"""Themes: on a page with events of several, a reader can see those of one alone."""

from __future__ import annotations

from collections.abc import Sequence

from reading_edition.model.edition import Edition, Entry
from reading_edition.render.markup import render


def weave_themes(edition: Edition) -> None:
    """Puts the choice of a theme before the events of each page that has more than one theme."""
    for events in _events_by_page(edition):
        _narrow_by_theme(edition, events)


def _events_by_page(edition: Edition) -> list[list[Entry]]:
    pages: dict[str, list[Entry]] = {}
    for event in edition.of_kind("event"):
        pages.setdefault(event.page.path, []).append(event)
    return list(pages.values())


def _narrow_by_theme(edition: Edition, events: Sequence[Entry]) -> None:
    present = {entry.data.get("theme") for entry in events}
    themes = [(theme, name) for theme, name in edition.settings.themes.items() if theme in present]
    if len(themes) > 1:
        events[0].element.getparent().addprevious(
            render("themes.html", themes=themes, translate=edition.settings.translate)
        )
