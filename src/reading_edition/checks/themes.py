"""The themes of events, and those of notes."""

from collections.abc import Iterator
from typing import Any

from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.checks.problems import problem
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note


def check_themes(edition: Edition, item: Entry | Note) -> Iterator[Problem]:
    """The problems with the themes of an event or a note: none, one that the settings do not list, one twice."""
    themes = edition.settings.themes
    is_note = isinstance(item, Note)
    who: dict[str, Any] = {
        "kind": "note" if is_note else "event",
        "name": item.name if isinstance(item, Note) else item.id,
    }
    key = ("theme/note" if is_note else "theme") if themes else "theme/unlisted"
    if not is_note and not item.themes:
        yield problem(edition, item, key, what="no theme", themes=", ".join(themes), **who)
    for theme in dict.fromkeys(item.themes):
        if (word := theme.rstrip(",;")) in themes and word != theme:
            yield problem(edition, item, "theme/comma", theme=word, **who)
        elif theme not in themes:
            what, guess = f"an unknown theme '{theme}'", closest(theme, themes)
            yield problem(edition, item, key, guess=guess, what=what, themes=", ".join(themes), **who)
        elif item.themes.count(theme) > 1:
            yield problem(edition, item, "theme/twice", theme=theme, **who)
