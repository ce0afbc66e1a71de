"""The style sheet that is made of the settings: how kinds of notes look, and what a theme's choice hides."""

from tinycss2.serializer import serialize_string_value

from reading_edition.model.settings import Settings
from reading_edition.render.templating import render_page

KINDS_CSS = "assets/css/kinds.css"  # where the site has it


def kinds_css(settings: Settings) -> str:
    """The rules for the kinds of notes and for the themes of an edition."""
    return render_page("kinds.css", settings=settings, escape=serialize_string_value)
