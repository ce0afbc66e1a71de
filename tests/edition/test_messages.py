"""What the house says in English, and what an edition may have it say instead."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from reading_edition.model.messages import MESSAGES, Translator, read_translator
from reading_edition.model.settings import SettingsError, read_settings
from support.sites import PROJECT, SRC

SPOKEN = re.compile(r"""\b(?:say\(|said\[)\s*f?(?:"([^"]+)"|'([^']+)')""")
NOT_OF_THE_CATALOG = {"{opening} {{count}} places"}  # put together from two that are


def texts() -> dict[str, str]:
    folders = [(SRC / "reading_edition", "*.py"), (SRC / "reading_edition" / "render" / "templates", "*"),
               (PROJECT / "overrides", "*.html"), (PROJECT / "docs/assets/js", "*.js")]  # fmt: skip
    files = [
        file for folder, pattern in folders for file in folder.rglob(pattern) if file.name != "wording.py"
    ]
    return {str(file): file.read_text("utf-8") for file in files}


def test_whatever_is_said_stands_in_the_catalog() -> None:
    said = {match[1] or match[2] for text in texts().values() for match in SPOKEN.finditer(text)}
    assert said - NOT_OF_THE_CATALOG - set(MESSAGES) == set()


@pytest.mark.parametrize("message", MESSAGES)
def test_nothing_stands_in_the_catalog_that_is_never_said(message: str) -> None:
    message = message.replace(" in {count} places", " in")
    assert any(f'"{message}"' in text or f"'{message}'" in text for text in texts().values())


def test_an_edition_says_it_in_its_own_words() -> None:
    translate = read_translator({"Note {number}": "Anm. {number}", "Search": "Suche"}, "de")
    assert translate("Note {number}", number=3) == "Anm. 3"
    assert translate("Search") == "Suche"
    assert translate("Mentioned in") == "Mentioned in"
    assert translate.date_format.language == "de"


def test_what_is_filled_in_as_markup_stays_markup_and_the_words_do_not() -> None:
    translate = Translator("de", {"As of {date}.": "<b>Stand</b>: {date}."})
    assert (
        translate("As of {date}.", date=Markup("<time>1</time>"))
        == "&lt;b&gt;Stand&lt;/b&gt;: <time>1</time>."
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            {"Mentoined in": "x"},
            "words has 'Mentoined in', which the house never says (did you mean 'Mentioned in'?)",
        ),
        (
            {"Note {number}": "{nummer}"},
            "words: '{nummer}' has '{nummer}', which 'Note {number}' does not fill",
        ),
        ({"Search": "a } b"}, "Single '}' encountered in format string"),
        (["Search"], "words is no mapping; write Search: Suche"),
    ],
)
def test_words_that_cannot_be_used_are_told(words: object, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings({"parts": ["a.md"], "received": "a.txt", "words": words})
    assert str(error.value) == f"mkdocs.yml: extra.edition cannot be read: {told}"
