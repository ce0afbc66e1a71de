"""The themes of events, and those of notes."""

from collections.abc import Iterator

from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.checks.problems import problem
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note


def check_theme(edition: Edition, item: Entry | Note, theme: str) -> Iterator[Problem]:
    """The problem with the theme of an event or a note, if the settings do not list it."""
    themes = edition.settings.themes
    if theme not in themes:
        what, guess = f"an unknown theme '{theme}'" if theme else "no theme", closest(theme, themes)
        kind = "note" if isinstance(item, Note) else "event"
        key = ("theme/note" if kind == "note" else "theme") if themes else "theme/unlisted"
        name = item.name if isinstance(item, Note) else item.id
        yield problem(edition, item, key, guess=guess, kind=kind, name=name, what=what, themes=", ".join(themes))
