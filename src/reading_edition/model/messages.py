"""The words that pages and exports add to the text: English, or an edition's translations.

``extra.edition.words`` in mkdocs.yml is a catalog, as translators know it: each message in English, and its
translation. Names in braces are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

from markupsafe import Markup

from reading_edition.model.dates import DateFormat

# The messages of pages and exports, then those of the theme's templates and scripts.
MESSAGES = tuple(
    message.strip()
    for message in """
    Paragraph {number}
    paragraph {number}
    Paragraph {number}: {event}
    Note
    Note {number}
    note {number}
    Note {number} to paragraph {paragraph}
    Back to the text
    Part {number}
    Part {number}, paragraph {first}
    Part {number}, paragraphs {first}–{last}
    Read the entry
    See it in the timeline
    See the source
    Go to the passage
    Go to the note
    Go to the page
    Mentioned in
    Cited in
    Mentioned in {count} places
    Cited in {count} places
    As of {date}.
    Last changed {date}
    This page was last changed on {date}.
    Version {version}.
    Version {version}, {date}.
    about {date}
    since {date}
    {date} (?)
    received: {words}
    Paragraph
    As received
    As read
    Why
    archived copies
    Show
    all events
    Date
    Event
    Theme
    Chronology of {count} events, in lanes by theme; the table below says the same
    The chronology as a table
    The essay’s {count} paragraphs and the events that each bears on; the table below says the same
    Left of the upright line the essay looks back, right of it lies what came after it was written.
    The essay’s path as a table
    Events that it bears on
    What stood here is now under {place}.
    Moved: {title}
    This page has moved
    It is now at {place}.
    Propose a change
    Propose a change: {what}
    Propose a change to paragraph {number}
    Suggest a note
    Edit paragraph {number}
    at “{words}”
    Rights
    Edition
    Notes
    An annotated edition
    Edited by {names}
    The essay
    The notes
    The contributors to the edition
    The text as received, unchanged
    The received text was not changed.
    “{received}” is read as “{read}”: {why}.
    Notes and entries
    Nothing is said of the rights in the essay.
    Nothing is said of the rights in the notes.
    First published
    License
    As a website
    Restorations
    Contents
    Landmarks
    Cover
    Title page
    Essay
    Glossary
    People
    Chronology
    All events
    Sources

    Places
    Reading order
    Before this
    Next
    Report an error
    How much is shown
    text only
    text and glosses
    everything
    Search
    Words to look for
    Words in the essay, notes and entries
    Close the search
    There is no such page
    The address may be mistyped, or the page may have moved.
    The search above finds every passage by its words.
    The text begins here
    Colors: {choice}
    auto
    auto, as the system
    light
    dark
    Cite these words
    Citation of paragraph {number} copied.
    The words and a link to them are copied.
    Nothing found
    1 place
    {count} places
    {count} places, the first {most} shown
    The search index could not be read.
    On disk, search needs an offline copy.
    """.splitlines()
    if message.strip()
)


@dataclass(frozen=True)
class Translator:
    """Translates messages; it is called with a message and the values of the names in its braces."""

    language: str = "en"
    catalog: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, message: str, **values: object) -> str:
        """The translation of a message; markup if a value is markup."""
        words = self.catalog.get(message, message)
        if any(isinstance(value, Markup) for value in values.values()):
            return Markup.escape(words).format(**values)
        return words.format(**values) if values else words

    @property
    def date_format(self) -> DateFormat:
        """How dates are shown."""
        return DateFormat(self.language, *(self(name) for name in ("about {date}", "since {date}", "{date} (?)")))


ENGLISH = Translator()


def unknown_names(message: str, words: str) -> str:
    """A name in braces that a translation has and its message lacks, or an empty text.

    Raises ValueError for braces that do not close.
    """
    try:
        return min(_names(words) - _names(message), default="")
    except ValueError as error:
        raise ValueError("with braces that do not close") from error


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
