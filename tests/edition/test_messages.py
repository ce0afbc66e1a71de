"""The words that pages add to the text: a catalog in English, which an edition may translate."""

from __future__ import annotations

import re
from functools import cache

import pytest
from markupsafe import Markup

from reading_edition.model.messages import MESSAGES, Translator
from support.sites import SRC

IN_USE = re.compile(r"""\b(?:say\(|translate\()\s*f?(?:"([^"]+)"|'([^']+)')""")
WITH_MESSAGES = {".py", ".js", ".html", ".xhtml", ".xml", ".opf", ".svg", ".json", ".txt"}  # code and templates
COMPOSED = {"{opening} {{count}} places"}  # from two that are in the catalog


@cache
def texts() -> dict[str, str]:
    files = [
        file
        for file in (SRC / "reading_edition").rglob("*")
        if file.suffix in WITH_MESSAGES and file.name != "messages.txt"
    ]
    return {str(file): file.read_text("utf-8") for file in files}


def test_every_message_in_use_is_in_the_catalog() -> None:
    said = {match[1] or match[2] for text in texts().values() for match in IN_USE.finditer(text)}
    assert said - COMPOSED - set(MESSAGES) == set()


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_of_the_catalog_is_in_use(message: str) -> None:
    message = message.replace(" in {count} places", " in")
    assert any(f'"{message}"' in text or f"'{message}'" in text for text in texts().values())


def test_an_edition_translates_messages() -> None:
    translate = Translator("de", {"Note {number}": "Anm. {number}", "Search": "Suche"})
    assert translate("Note {number}", number=3) == "Anm. 3"
    assert translate("Search") == "Suche"
    assert translate("Mentioned in") == "Mentioned in"
    assert translate.date_format.language == "de"


def test_markup_that_is_filled_in_stays_markup_and_the_words_around_it_do_not() -> None:
    translate = Translator("de", {"As of {date}.": "<b>Stand</b>: {date}."})
    assert translate("As of {date}.", date=Markup("<time>1</time>")) == "&lt;b&gt;Stand&lt;/b&gt;: <time>1</time>."
