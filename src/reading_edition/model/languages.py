"""Language tags, and the directions in which languages are written."""

from collections.abc import Mapping
from functools import cache

from reading_edition.model.about import LANGUAGE
from reading_edition.model.dates import DateFormat

_RIGHT_TO_LEFT = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})


def language_attributes(tag: str) -> Mapping[str, str]:
    """The attributes of an XHTML element with words in a language; none without a valid language tag."""
    return {"lang": tag, "xml:lang": tag, "dir": direction(tag)} if LANGUAGE.fullmatch(tag) else {}


@cache
def direction(tag: str) -> str:
    """``rtl`` or ``ltr``, by the script in a tag, or else the one in which the language is usually written."""
    scripts = [part.lower() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT else "ltr"
    return str(DateFormat(tag.partition("-")[0]).locale.text_direction)  # an unknown one reads as English
