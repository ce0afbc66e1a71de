"""The settings of an edition, as values. ``load/settings.py`` reads them from mkdocs.yml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property

from reading_edition.model.about import About
from reading_edition.model.dates import DateFormat, is_date, read_date
from reading_edition.model.messages import Translator

LISTS = ("claims", "text-notes")  # the generated lists of notes
FORMS = ("lines", "markdown")  # of the received text: a paragraph a line, or Markdown
BY_PART, GIVEN = "part", "given"
NUMBERS = ("text", BY_PART, GIVEN)  # how paragraphs are counted
LINES = ("solid", "double", "dotted", "dashed")  # the lines beside a note


@dataclass(frozen=True)
class NoteKind:
    """A kind of note: the word with which it opens, how many sources it needs, and how it looks."""

    id: str
    label: str
    sources: int = 1
    listed: str = ""  # the generated list that contains notes of the kind, if there is one
    wanted_sources: int = 0  # a note with fewer is a gap, but not a mistake
    strong_evidence: bool = False  # whether a note without any is a gap
    sign: str = "○"
    line: str = "solid"  # the style of the line beside a note
    color: tuple[str, str] | None = None  # on a light and on a dark page; None for that of all notes
    description: str = ""  # what the kind is for, in a few words for readers


@dataclass(frozen=True)
class Refusal:
    """A host that refuses programs, its subdomains included, with which statuses, and how that is known."""

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
    introduction: Sequence[str] = ()  # the editors' pages that come before the text in print and in exports
    appendix: Sequence[str] = ()  # those that come after it
    drawings: Sequence[str] = ()  # files of SVG that a placeholder puts into a page
    permalinks: str = ""  # the list of published addresses; empty if none is kept
    note_form: str = ""  # the code host's form for suggesting a note, relative to the repository's address
    refusals: Sequence[Refusal] = ()  # hosts that refuse programs
    notes_without_kind: bool = False
    summary_words: int = 40
    note_words: int = 60
    facts: About = field(default_factory=About)
    translate: Translator = field(default_factory=Translator)  # the words that the pages add to the text
    _kinds: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)  # that were looked up

    @property
    def is_markdown(self) -> bool:
        """Whether the received text is Markdown, and the pages have all shapes of prose."""
        return self.received_as == "markdown"

    @property
    def date_format(self) -> DateFormat:
        return self.translate.date_format

    def date_words(self, text: str) -> str:
        """A date in EDTF as it is shown; another text as it is."""
        return read_date(text, self.date_format).words if is_date(text) else text

    def kind_of(self, path: str) -> str:
        """The kind of entries that a page contains, or an empty text."""
        if path not in self._kinds:
            found = (kind for kind, patterns in self.pages.items() if any(fnmatch(path, each) for each in patterns))
            self._kinds[path] = next(found, "")
        return self._kinds[path]

    def listed_in(self, name: str) -> list[str]:
        """The kinds of notes in a generated list."""
        return [kind.id for kind in self.notes if kind.listed == name]

    @cached_property
    def note_kinds(self) -> Mapping[str, NoteKind]:
        return {kind.id: kind for kind in self.notes}

    def note_kind(self, label: str) -> NoteKind | None:
        return next((kind for kind in self.notes if kind.label == label), None)
