"""Language tags, their locales, and writing directions."""

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from reading_edition.model.about import LANGUAGE

_RIGHT_TO_LEFT = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})


def language_attributes(tag: str) -> Mapping[str, str]:
    """Return the attributes of an XHTML element whose text is in a language; none if the language tag is invalid."""
    return {"lang": tag, "xml:lang": tag, "dir": direction(tag)} if LANGUAGE.fullmatch(tag) else {}


@cache
def direction(tag: str) -> str:
    """Return ``rtl`` or ``ltr`` for the script in a tag, or else for the usual script of the language."""
    scripts = [part.lower() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT else "ltr"
    return str(locale_of(tag.partition("-")[0]).text_direction)


@cache
def locale_of(tag: str) -> Locale:
    """Return the locale for a language tag; the locale for English if the language is unknown."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
