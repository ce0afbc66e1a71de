"""The search index: an entry for each passage, note and section, with the address of its location."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from reading_edition.export.search import search_entries, search_index
from support.cases import Case
from support.exports import edition_with_everything, example_edition


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, Any]]:
    """The entries of an edition with one of everything, by their locations."""
    index = json.loads("".join(search_index(edition_with_everything())))
    assert all(set(entry) - {"also"} == {"location", "title", "text", "kind"} for entry in index["docs"])
    assert {entry["kind"] for entry in index["docs"]} <= set(index["kinds"])
    return {entry["location"]: entry for entry in index["docs"]}


def test_passages_and_notes_have_entries_of_their_own(entries: dict[str, dict[str, Any]]) -> None:
    assert entries["essay/first.html#p2-1"]["title"] == "Paragraph 2-1"
    assert entries["essay/first.html#p2-1"]["text"] == "that nation,"
    note = entries["essay/second.html#fn:field"]
    assert note["title"] == "Note 3 to paragraph 3 (Disputed)"
    assert note["text"].startswith("Who won is seen in two ways.")
    assert "Basler 1953" not in note["text"]  # a citation, which is no words of the note


def test_entries_have_their_date_day_and_citation(entries: dict[str, dict[str, Any]]) -> None:
    assert entries["timeline.html#declaration"]["text"].startswith("July 4, 1776 Thirteen colonies")
    assert "True for long. As of February 2026." in entries["glossary.html#united-states"]["text"]
    assert "https://example.org/1863" in entries["sources.html#times-1863"]["text"]
    assert entries["sources.html#times-1863"]["text"].endswith("Press")


def test_the_words_of_a_section_end_at_the_next_heading(entries: dict[str, dict[str, Any]]) -> None:
    assert entries["glossary.html"] == {
        "location": "glossary.html",
        "title": "Glossary",
        "text": "Terms.",
        "kind": "page",
    }


def test_headings_inside_other_elements_begin_sections_and_text_is_plain() -> None:
    text = "# A &amp; B\n\nOne.\n\n<div><h3 id='inner'>Inner</h3><p>Two &lt; three.</p></div>\n"
    edition = example_edition(Case("nested", files={"docs/index.md": text}))
    found = {entry["location"]: (entry["title"], entry["text"]) for entry in search_entries(edition)}
    assert found["index.html"] == ("A & B", "One.")
    assert found["index.html#inner"] == ("Inner", "Two < three.")


@pytest.mark.parametrize("search", [{"exclude": True}, {"exclude": False}, {}, "no", None])
def test_a_page_is_left_out_by_its_front_matter_alone_and_the_essay_never(search: object) -> None:
    edition = example_edition()
    meta = {path: {"search": search} for path in ("people.md", "essay/first.md")}
    pages = {entry["location"].partition("#")[0] for entry in search_entries(replace(edition, front_matter=meta))}
    assert "essay/first.html" in pages
    assert ("people.html" in pages) is (search != {"exclude": True})


def test_entries_have_their_kind_and_their_other_spellings() -> None:
    text = '# People\n\n## Kyiv { #kyiv data-also=" Kiev;Київ; ;Kyiv" }\n\nA city.\n\n## None { #none data-also="" }\n'
    edition = example_edition(Case("spellings", files={"docs/people.md": text}))
    found = {entry["location"]: entry for entry in search_entries(edition)}
    assert found["people.html#kyiv"]["kind"] == "person"
    assert found["people.html#kyiv"]["also"] == ["Kiev", "Київ"]
    assert "also" not in found["people.html#none"]
    assert found["timeline.html#declaration"]["kind"] == "event"
    assert found["essay/first.html#p2-1"]["kind"] == "passage"


def test_the_index_names_the_kinds_in_the_language_of_the_edition_and_puts_sources_last() -> None:
    case = Case("words", files={"settings": "words: {Essay: Rede, Sources: Quellen, Source: Quelle}"})
    kinds = json.loads("".join(search_index(example_edition(case))))["kinds"]
    assert list(kinds) == ["passage", "note", "term", "person", "event", "source", "page"]
    assert kinds["passage"] == {"one": "Paragraph", "all": "Rede", "last": False}
    assert kinds["source"] == {"one": "Quelle", "all": "Quellen", "last": True}
