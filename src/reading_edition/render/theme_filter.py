"""On a page with events of several themes, a reader can choose one; ``kinds_css.py`` has the rules."""

from __future__ import annotations

from reading_edition.model.edition import Edition
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import render_element


def render_theme_filters(edition: Edition, elements: Elements) -> None:
    """Puts the choice of a theme before the events of each page that has more than one theme."""
    for page in edition.pages:
        events = [entry for entry in edition.entries_on(page) if entry.kind == "event"]
        present = {event.data.get("theme") for event in events}
        themes = [(theme, name) for theme, name in edition.settings.themes.items() if theme in present]
        if len(themes) > 1:
            choice = render_element("theme-filter.html", themes=themes, translate=edition.settings.translate)
            section_of(elements.of(events[0])).addprevious(choice)
