"""The messages that pages add to the text: a list in English, catalogs that translate it, and settings over both."""

from __future__ import annotations

import pickle
import re
from functools import cache

import pytest
from markupsafe import Markup

from reading_edition.cli.main import main
from reading_edition.load.settings import read_settings
from reading_edition.model.messages import Translator, languages, messages, translator
from support.sites import SRC

PACKAGE = SRC / "reading_edition"
STRING = r"""(?:"([^"\n]+)"|'([^'\n]+)')"""
IN_USE = re.compile(rf"""\b(?:translate(?:\.plural)?\(|translate\.plural\([^,\n]+,)\s*f?{STRING}|⟦([^⟧"\n]+)⟧""")
WITH_MESSAGES = {".py", ".js", ".html", ".xhtml", ".xml", ".opf", ".svg", ".json", ".txt", ".yml", ".md"}
LEAST = {"parts": ["a.md"], "received": "a.txt"}


@cache
def texts() -> dict[str, str]:
    files = [file for file in PACKAGE.rglob("*") if file.suffix in WITH_MESSAGES]
    return {file.relative_to(PACKAGE).as_posix(): file.read_text("utf-8") for file in files}


def test_every_message_in_use_is_listed() -> None:
    used = {"".join(match.groups("")) for text in texts().values() for match in IN_USE.finditer(text)}
    assert len(used) > 100
    assert used - messages().all == set()


@pytest.mark.parametrize("message", sorted(messages().all))
def test_every_listed_message_is_in_use(message: str) -> None:
    message = re.sub(r"^(?:Mentioned|Cited) in( {count} places?)", r"\1", message)  # composed of two
    shown = (f'"{message}"', f"'{message}'", f"⟦{message}⟧")
    assert any(each in text for text in texts().values() for each in shown)


def test_pages_carry_those_messages_that_scripts_say() -> None:
    scripts = "".join(text for name, text in texts().items() if name.startswith("theme/assets/js/"))
    assert set(messages().of_scripts) == {name for name in messages().names if f'"{name}"' in scripts}


def test_every_catalog_is_complete_and_has_the_names_in_braces(capsys: pytest.CaptureFixture[str]) -> None:
    assert languages() == ["de", "es", "fa", "fr", "ru", "uk"]
    assert main(["messages"]) == 0, capsys.readouterr().out
    assert main(["messages", "it"]) == 1
    assert "\n  Paragraph {number}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [
        ("en", 1, "Mentioned in 1 place"),
        ("en", 0, "Mentioned in 0 places"),
        ("de-AT", 2, "An 2 Stellen erwähnt"),
        ("fr", 0, "Mentionné à 0 endroit"),
        ("ru", 21, "Упомянуто в 21 месте"),
        ("ru", 5, "Упомянуто в 5 местах"),
        ("uk", 2, "Згадано в 2 місцях"),
        ("fa", 3, "یادشده در 3 جا"),
        ("la", 3, "Mentioned in 3 places"),
    ],
)
def test_counts_have_the_plural_of_the_language(language: str, count: int, shown: str) -> None:
    plural = translator(language).plural
    assert plural("Mentioned in {count} place", "Mentioned in {count} places", count, count=count) == shown


def test_an_edition_with_messages_of_any_language_can_be_kept() -> None:
    for language in ("en", *languages()):
        assert pickle.loads(pickle.dumps(translator(language))) == translator(language)


def test_an_edition_renames_messages_of_its_language() -> None:
    words = {"Search": "Finden", "Mentioned in {count} places": "{count}-mal"}
    translate = read_settings({**LEAST, "about": {"notes_language": "de"}, "words": words}).translate
    assert [translate("Search"), translate("Print")] == ["Finden", "Drucken"]
    assert translate.plural("Mentioned in {count} place", "Mentioned in {count} places", 1, count=1) == "1-mal"
    assert translate.for_scripts["Print"] == "Drucken"
    assert translate.locale.language == "de"
    assert "Search" not in translate.for_scripts  # a template says it


def test_markup_that_is_filled_in_stays_markup_and_the_words_around_it_do_not() -> None:
    translate = Translator("de", {"As of {date}.": "<b>Stand</b>: {date}."})
    assert translate("As of {date}.", date=Markup("<time>1</time>")) == "&lt;b&gt;Stand&lt;/b&gt;: <time>1</time>."
