"""The messages that pages and exports add to the text, in the language of the notes.

``locale/messages.pot`` lists the messages in English; a gettext catalog for each other language is in the same folder.
An edition can override each message under ``extra.edition.words``. Names in braces are placeholders for values.
"""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from markupsafe import Markup

from reading_edition.model.languages import locale_of

_FOLDER = Path(__file__).parents[1] / "locale"
_OF_SCRIPTS = "script"  # the comment that marks messages for scripts

Words = str | tuple[str, ...]  # a translation, or one for each plural form


@dataclass(frozen=True)
class Messages:
    """The English messages: their names (of several forms, the plural), all singular forms, and those for scripts."""

    names: tuple[str, ...]
    singular: tuple[str, ...]
    of_scripts: tuple[str, ...]

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(self.names + self.singular)


@dataclass(frozen=True)
class Translator:
    """A translator of messages; it contains only plain values, so that an edition that contains it can be pickled."""

    language: str = "en"
    catalog: Mapping[str, Words] = field(default_factory=dict, hash=False)  # keyed by message, or by its plural form
    plural_forms: str = "(n != 1)"  # the catalog's rule for selecting a plural form

    def __call__(self, message: str, **values: object) -> str:
        """Return the translation of a message with ``values`` for its placeholders; markup if one of the values is."""
        words = self.catalog.get(message, message)
        return _filled(words if isinstance(words, str) else words[-1], values)

    def plural(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the translation of a message that depends on a number."""
        name = one if number == 1 and one in self.catalog else many
        words = self.catalog.get(name, one if number == 1 else many)
        return _filled(words if isinstance(words, str) else words[_rule(self.plural_forms)(number)], values)

    @property
    def for_scripts(self) -> Mapping[str, str]:
        """The translations of the messages that scripts use."""
        return {message: self(message) for message in messages().of_scripts if message in self.catalog}

    @property
    def locale(self) -> Locale:
        return locale_of(self.language)


ENGLISH = Translator()


@cache
def messages() -> Messages:
    listed = [each for each in _read(_FOLDER / "messages.pot") if each.id]
    singular = tuple(each.id[0] for each in listed if isinstance(each.id, tuple))
    of_scripts = tuple(_name(each) for each in listed if _OF_SCRIPTS in each.auto_comments)
    return Messages(tuple(map(_name, listed)), singular, of_scripts)


def languages() -> list[str]:
    """Return the languages that have a catalog; English has none."""
    return sorted(file.stem for file in _FOLDER.glob("*.po"))


@cache
def translator(language: str) -> Translator:
    """Return the translator for a language; messages that its catalog lacks, or all without a catalog, stay English."""
    primary = language.partition("-")[0].lower()
    if primary not in languages():
        return Translator(language)
    catalog = _read(_FOLDER / f"{primary}.po")
    found = {_name(each): words for each in catalog if each.id and (words := _words(each))}
    return Translator(language, found, catalog.plural_expr)


@cache
def _rule(plural_forms: str) -> Callable[[int], int]:
    return gettext.c2py(plural_forms)


def _read(file: Path) -> Catalog:
    with file.open("rb") as content:
        return read_po(content)


def _name(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[1])


def _words(message: Message) -> Words:
    """Return the translation of a message; empty if it or one of its plural forms is missing."""
    words = message.string or ""
    return words if isinstance(words, str) else tuple(words) if all(words) else ""


def _filled(words: str, values: Mapping[str, object]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup.escape(words).format(**values)
    return words.format(**values) if values else words


def unknown_names(message: str, words: str) -> str:
    """Return a placeholder that only the translation has, if any; raise ValueError if braces are not closed."""
    try:
        return min(names_in(words) - names_in(message), default="")
    except ValueError as error:
        raise ValueError("with braces that do not close") from error


def names_in(words: str) -> set[str]:
    """Return the names in braces in a message."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
