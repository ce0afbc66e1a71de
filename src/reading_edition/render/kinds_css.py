"""Style sheets generated from the settings: how kinds of notes look, and what filters hide."""

from dataclasses import replace
from itertools import cycle

from tinycss2.serializer import serialize_string_value

from reading_edition.model.edition import Edition
from reading_edition.model.settings import Settings
from reading_edition.render.generated.book import running_heads
from reading_edition.render.templating import render_page

# For light and for dark pages; each has a contrast of at least 4.5 : 1 to its page.
_COLORS = (
    ("#1f5a8a", "#8fc1ea"),
    ("#8f2b1d", "#eb9d83"),
    ("#2f6b3a", "#93cf9d"),
    ("#6b3f8f", "#c9a6ea"),
    ("#7a5a00", "#dcb95c"),
    ("#0b6470", "#7fcbd6"),
)
KINDS_CSS = "assets/css/kinds.css"  # with all generated style sheets, for sites with another theme


def made_styles(edition: Edition, style_rules: str) -> dict[str, str]:
    """Return the generated style sheets by name; ``style_rules`` are the rules for the pages' style attributes."""
    made = {"kinds": kinds_css(edition.settings), "choices": choices_css(edition.settings)}
    return made | {"styles": style_rules, "heads": running_heads(edition)}


def kinds_css(settings: Settings) -> str:
    """Return rules for the appearance of the kinds of notes; if no kind has a color, each gets a default color."""
    kinds = settings.notes
    if not any(kind.color for kind in kinds):
        kinds = [replace(kind, color=color) for kind, color in zip(kinds, cycle(_COLORS), strict=False)]
    return render_page("kinds.css", kinds=kinds, escape=serialize_string_value)


def choices_css(settings: Settings) -> str:
    """Return rules for what a filter by kind of note, theme or kind of source hides."""
    return render_page("choices.css", settings=settings, escape=serialize_string_value)
