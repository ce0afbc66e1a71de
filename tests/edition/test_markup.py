"""Pieces of markup: put together for any page, and compiled once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from reading_edition.render.markup import linked, linked_plain, relative_url

from reading_edition.render import markup

_URLS = st.sampled_from(["", "essay/", "essay/part-1/", "glossary/", "index.html", "a/b.html"])
_WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=20)


@pytest.fixture
def _fresh_templates() -> Iterator[None]:
    _forget()
    yield
    _forget()


def _forget() -> None:
    for kept in (markup._environment, markup._template, markup._piece):
        kept.cache_clear()


@given(
    origin=_URLS,
    there=_URLS,
    here=_URLS,
    words=_WORDS,
    name=st.sampled_from(["x", "cut-here-", "cut-here--"]),
)
def test_links_of_a_piece_lead_to_the_same_places_from_any_page(
    origin: str, there: str, here: str, words: str, name: str
) -> None:
    html = f'{escape(words)}<a href="{relative_url(origin, there, name)}">{escape(words)}</a> cut-here-'
    moved = lxml.html.fragment_fromstring(linked(html, origin).at(here), create_parent="p")
    written = lxml.html.fragment_fromstring(html, create_parent="p")
    assert moved.text_content() == written.text_content()
    assert moved.find("a").get("href") == relative_url(here, there, name)


def test_a_piece_keeps_its_words_and_links_and_loses_its_ids_and_classes() -> None:
    element = lxml.html.fragment_fromstring(
        '<p id="a" class="b">See <a class="ref" id="c" href="../x/#y">x</a>.</p>'
    )
    assert linked_plain(element, "essay/part-1/").at("glossary/") == 'See <a href="../essay/x/#y">x</a>.'
    assert linked_plain(None, "essay/").at("glossary/") == ""


@pytest.mark.usefixtures("_fresh_templates")
def test_templates_render_where_no_folder_is_safe_to_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(tempfile, "gettempdir", unsafe)
    assert markup.render("old-id.html", id="p1").get("id") == "p1"


@pytest.mark.usefixtures("_fresh_templates")
def test_templates_render_where_what_is_compiled_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    assert markup.render("old-id.html", id="p1").get("id") == "p1"
