"""The style sheet that is made of the settings: how kinds of notes look, and what a theme's choice hides."""

from __future__ import annotations

from collections.abc import Iterator

from tinycss2.serializer import serialize_string_value

from reading_edition.model.settings import NoteKind, Settings

KINDS_CSS = "assets/css/kinds.css"  # where the site has it; mkdocs.yml names it under extra_css


def kinds_css(settings: Settings) -> str:
    """The rules for the kinds of notes and for the themes of an edition."""
    rules = [*map(_note_rule, settings.notes), *map(_theme_rule, settings.themes)]
    return "".join(f"{rule}\n" for rule in rules)


def _note_rule(kind: NoteKind) -> str:
    """The values that the other style sheets use of a kind."""
    return f"[data-kind={_quoted(kind.id)}] {{ {'; '.join(_values(kind))}; }}"


def _values(kind: NoteKind) -> Iterator[str]:
    yield f"--note-sign: {_quoted(kind.sign)}"
    yield f"--note-line: {'4px' if kind.line == 'double' else '2px'} {kind.line}"
    if kind.color:
        yield f"--note-color: light-dark({', '.join(kind.color)})"


def _theme_rule(theme: str) -> str:
    """Hides the events of other themes while a theme is chosen."""
    chosen = f".md-content:has(.edition-themes input[value={_quoted(theme)}]:checked)"
    return f"{chosen} .entry:not([data-theme={_quoted(theme)}]) {{ display: none; }}"


def _quoted(text: str) -> str:
    """A text as a string of CSS."""
    return f'"{serialize_string_value(text)}"'
