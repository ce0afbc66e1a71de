"""The settings of an edition, which ``load/settings.py`` reads from mkdocs.yml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property

from reading_edition.model.about import About
from reading_edition.model.dates import date_of
from reading_edition.model.messages import Translator

LISTS = ("claims", "text-notes")  # the generated lists of notes
FORMS = ("lines", "markdown")  # formats of the received text: one paragraph per line, or Markdown
BY_PART, GIVEN = "part", "given"
NUMBERS = ("text", BY_PART, GIVEN)  # the numbering of paragraphs: by id, by part, or given in the text
LINES = ("solid", "double", "dotted", "dashed")  # styles of the line beside a note


@dataclass(frozen=True)
class NoteKind:
    """A kind of note: the label that opens its notes, the number of sources that they need, and their appearance."""

    id: str
    label: str
    sources: int = 1
    listed: str = ""  # the generated list that contains notes of the kind, or empty
    wanted_sources: int = 0  # a note with fewer counts as a gap, not as a mistake
    strong_evidence: bool = False  # whether a note without strong evidence counts as a gap
    sign: str = "○"
    line: str = "solid"  # the style of the line beside a note
    color: tuple[str, str] | None = None  # for light and dark pages; None for the color of all notes
    description: str = ""  # the purpose of the kind, in a few words for readers


@dataclass(frozen=True)
class Refusal:
    """A host that, with its subdomains, refuses programs; ``answers`` are its HTTP statuses, ``why`` the evidence."""

    host: str
    answers: Sequence[int]
    why: str


@dataclass(frozen=True)
class Settings:
    """The settings of an edition. Paths are relative to the documents' folder."""

    parts: Sequence[str]
    received: str
    emendations: str = ""  # empty if nothing was restored
    sources: str = ""  # empty if there are none
    front: Mapping[str, str] = field(default_factory=dict)  # ids of the lines above the text, in order, with labels
    pages: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Sequence[NoteKind] = ()
    themes: Mapping[str, str] = field(default_factory=dict)
    source_kinds: Mapping[str, str] = field(default_factory=dict)
    received_as: str = FORMS[0]
    numbers: str = NUMBERS[0]
    evidence_labels: Mapping[str, str] = field(default_factory=dict)  # shorter names of kinds of sources, for counts
    strong_evidence: Sequence[str] = ()  # the kinds of sources that count as strong evidence
    guide: str = ""  # the page with a sentence for each paragraph; empty if there is none
    introduction: Sequence[str] = ()  # the editors' pages before the text in print and in exports
    appendix: Sequence[str] = ()  # the editors' pages after the text
    drawings: Sequence[str] = ()  # SVG files that placeholders insert into pages
    permalinks: str = ""  # the list of published addresses; empty if there is none
    note_form: str = ""  # the code host's form for suggesting a note, relative to the repository's address
    refusals: Sequence[Refusal] = ()  # hosts that refuse programs
    notes_without_kind: bool = False
    summary_words: int = 40
    note_words: int = 60
    facts: About = field(default_factory=About)
    translate: Translator = field(default_factory=Translator)  # for the messages that pages add to the text
    _kinds: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)  # cache of kind_of

    @property
    def is_markdown(self) -> bool:
        """Whether the received text is Markdown; if so, pages may contain verse, figures, tables and author's notes."""
        return self.received_as == "markdown"

    def date_words(self, text: str) -> str:
        """Return the words of an EDTF date; return any other text unchanged."""
        date = date_of(text, self.translate)
        return date.words if date else text

    def kind_of(self, path: str) -> str:
        """Return the kind of entries that a page contains, or an empty string."""
        if path not in self._kinds:
            found = (kind for kind, patterns in self.pages.items() if any(fnmatch(path, each) for each in patterns))
            self._kinds[path] = next(found, "")
        return self._kinds[path]

    def listed_in(self, name: str) -> list[str]:
        """Return the ids of the kinds of notes in a generated list."""
        return [kind.id for kind in self.notes if kind.listed == name]

    @cached_property
    def note_kinds(self) -> Mapping[str, NoteKind]:
        return {kind.id: kind for kind in self.notes}

    def note_kind(self, label: str) -> NoteKind | None:
        return next((kind for kind in self.notes if kind.label == label), None)
