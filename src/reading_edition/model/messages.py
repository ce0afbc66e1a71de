"""The words that pages and exports add to the text: English, or an edition's translations.

``extra.edition.words`` in mkdocs.yml is a catalog, as translators know it: each message in English, and its
translation. Names in braces are filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from markupsafe import Markup

from reading_edition.model.dates import DATE_MESSAGES, DateFormat

MESSAGES = tuple(
    line
    for line in Path(__file__).with_name("messages.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
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
        return DateFormat(self.language, tuple((name, self(name)) for name in DATE_MESSAGES if name in self.catalog))


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
