"""What ``extra.edition`` in mkdocs.yml says of the text: the one place where facts about it stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from reading_edition.model.about import About, read_about
from reading_edition.model.dates import DateFormat
from reading_edition.model.messages import Translator, read_translator
from reading_edition.model.refusals import Refusal, read_refusals

LISTS = ("claims", "text-notes")  # the made lists of notes
ENTRY_KINDS = ("term", "person", "event", "source")


class SettingsError(ValueError):
    """The settings cannot be used; the message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class NoteKind:
    """A kind of note: the word with which it opens, and how many sources it needs.

    ``listed`` names the made list in which notes of the kind are gathered; nothing if in none. With fewer
    than ``wanted_sources`` a note is a gap, but not a mistake.
    """

    id: str
    label: str
    sources: int = 1
    listed: str = ""
    wanted_sources: int = 0


@dataclass(frozen=True)
class Settings:
    """The settings of an edition. Paths are relative to the documents' folder."""

    parts: Sequence[str]
    received: str
    emendations: str  # nothing if nothing was restored
    sources: str  # nothing if there are none
    front: Mapping[str, str]  # ids of the lines above the text, in order, and what readers call them
    pages: Mapping[str, Sequence[str]]
    notes: Sequence[NoteKind]
    themes: Mapping[str, str]
    source_kinds: Mapping[str, str]
    permalinks: str = ""  # the list of published addresses; nothing if none is kept
    note_form: str = ""  # where the code host takes suggestions of notes, from the repository's address
    refusals: Sequence[Refusal] = ()  # hosts that refuse programs
    summary_words: int = 40
    note_words: int = 60
    about: Mapping[str, Any] = field(default_factory=dict)
    facts: About = field(default_factory=About)  # the same, read and completed
    translate: Translator = field(default_factory=Translator)  # the apparatus's own words

    @property
    def date_format(self) -> DateFormat:
        """How dates are said."""
        return self.translate.date_format

    def kind_of(self, path: str) -> str:
        """The kind of entries that a page holds, or nothing."""
        for kind, patterns in self.pages.items():
            if any(fnmatch(path, pattern) for pattern in patterns):
                return kind
        return ""

    def listed_in(self, name: str) -> list[str]:
        """The kinds of notes that a made list gathers."""
        return [kind.id for kind in self.notes if kind.listed == name]

    @property
    def note_kinds(self) -> Mapping[str, NoteKind]:
        """The kinds of notes by their ids."""
        return {kind.id: kind for kind in self.notes}

    def note_kind(self, label: str) -> NoteKind | None:
        return next((kind for kind in self.notes if kind.label == label), None)


_NEEDED = ("parts", "received")


def read_settings(data: object) -> Settings:
    """Settings from the value of ``extra.edition``.

    Raises :class:`SettingsError` where something is missing or of another form.
    """
    if not isinstance(data, Mapping):
        raise SettingsError("mkdocs.yml needs a mapping 'edition' under 'extra'; see README.md")
    if missing := [name for name in _NEEDED if name not in data]:
        raise SettingsError(f"mkdocs.yml: extra.edition lacks {', '.join(missing)}; see README.md")
    try:
        return _settings(data)
    except (TypeError, AttributeError, ValueError, KeyError) as error:
        raise SettingsError(f"mkdocs.yml: extra.edition cannot be read: {error}") from error


def _settings(data: Mapping[str, Any]) -> Settings:
    pages = {kind: tuple(patterns) for kind, patterns in _mapping(data, "pages").items()}
    if unknown := sorted(set(pages) - set(ENTRY_KINDS)):
        raise SettingsError(
            f"mkdocs.yml: extra.edition.pages has unknown kinds {', '.join(unknown)}; "
            f"kinds are {', '.join(ENTRY_KINDS)}"
        )
    facts = read_about(data.get("about", {}))
    return Settings(
        parts=tuple(data["parts"]),
        received=str(data["received"]),
        emendations=str(data.get("emendations") or ""),
        sources=str(data.get("sources") or ""),
        front={str(name): str(label) for name, label in _mapping(data, "front").items()},
        pages=pages,
        notes=tuple(
            NoteKind(
                id=name,
                label=str(kind["label"]),
                sources=int(kind.get("sources", 1)),
                listed=_listed(name, kind.get("listed", "")),
                wanted_sources=int(kind.get("wanted_sources", 0)),
            )
            for name, kind in _mapping(data, "notes").items()
        ),
        themes=_mapping(data, "themes"),
        source_kinds=_mapping(data, "source_kinds"),
        refusals=read_refusals(data.get("refusals", {})),
        permalinks=str(data.get("permalinks") or ""),
        note_form=str(data.get("note_form") or ""),
        summary_words=int(data.get("gist_words", 40)),
        note_words=int(data.get("note_words", 60)),
        about=_mapping(data, "about"),
        facts=facts,
        translate=read_translator(data.get("words"), facts.notes_language),
    )


def _mapping(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A mapping that may be left out: an edition need not have people, events, notes or sources."""
    return dict(data.get(name) or {})


def _listed(kind: str, name: object) -> str:
    if name not in ("", *LISTS):
        raise ValueError(f"notes.{kind}.listed is '{name}'; lists are {', '.join(LISTS)}")
    return str(name)
