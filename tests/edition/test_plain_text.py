"""The plain text, and what all exports have in common."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import document_fromstring
from test_real_site import page, received_lines, restored

from reading_edition.export.epub import epub
from reading_edition.export.tei import tei
from reading_edition.export.text import text_edition
from reading_edition.export.xml import clean, xml_name
from reading_edition.model.entry_kinds import ENTRY_KINDS, EntryKind
from support.exports import PARTS, Book, edition_with_everything, example_edition, facts_of, text_of


@pytest.mark.parametrize("path", ["data/edition.txt", "data/edition.tei.xml", "data/annotations.jsonld"])
def test_each_file_states_the_rights_in_essay_and_notes(real_site: Path, path: str) -> None:
    content = (real_site / path).read_text(encoding="utf-8")
    assert "© Konstantin Kosachev and Russia in Global Affairs." in content
    assert "https://creativecommons.org/licenses/by/4.0/" in content


def test_the_page_about_data_links_to_every_file(real_site: Path) -> None:
    root = document_fromstring((real_site / "about/data/index.html").read_text(encoding="utf-8"))
    links = {link.get("href") for link in root.iter("a")}
    for file in (real_site / "data").iterdir():
        assert f"../../data/{file.name}" in links


def test_the_plain_text_begins_with_the_essay_in_numbered_paragraphs(real_site: Path) -> None:
    essay = text_of(real_site).partition("\n\n\nRIGHTS\n")[0]
    lines = [line for line in essay.splitlines() if line]
    wanted, number, item = [], 0, 0
    for index, line in enumerate(received_lines()):
        if index < 4:
            wanted.append(line)
        elif number == 26 and item < 3:
            item += 1
            wanted.append(f"[26-{item}] {line}")
        else:
            number += 1
            wanted.append(f"[{number}] {restored(line, f'p{number}')}")
    assert lines == wanted


def test_the_plain_text_contains_every_note_entry_and_source(real_site: Path) -> None:
    lines = text_of(real_site).splitlines()
    notes = [note for part in PARTS for note in page(real_site, part).iter("aside")]
    numbered = [line for line in lines if line.split(".")[0].isdigit()]
    assert len(numbered) >= len(notes) > 0
    for address in ("glossary/", "people/", "sources/"):
        for heading in page(real_site, address).iter("h2"):
            assert " ".join(heading.text_content().split()) in lines


def test_the_plain_text_of_an_entry_has_its_words_sources_and_day() -> None:
    lines = "".join(text_edition(edition_with_everything())).splitlines()
    entry = lines[lines.index("United States") :]
    assert entry[1].startswith("A republic of América, founded in 1776, see index and the files [a map] then,")
    assert "True for long. As of February 2026." in entry
    assert "Sources. [Basler 1953]" in entry
    assert "4. Context. Seen twice. [Basler 1953]" in lines
    assert "https://example.org/1863" in lines


def test_the_plain_text_names_version_and_date() -> None:
    edition = example_edition()
    facts = facts_of({"version": "1.0.0", "date": "2026-01-02"})
    edition = replace(edition, settings=replace(edition.settings, facts=facts))
    assert "Edition 1.0.0 January 2, 2026" in "".join(text_edition(edition))


def test_a_new_kind_of_entry_is_in_every_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENTRY_KINDS, "work", EntryKind("work", "work", "Work", "Works"))  # type: ignore[arg-type]
    edition = example_edition()
    entries = [replace(each, kind="work") if each.kind == "person" else each for each in edition.entries]
    edition = replace(edition, entries=entries)
    assert "Abraham Lincoln" in "".join(text_edition(edition)).splitlines()
    assert 'xml:id="lincoln"' in "".join(tei(edition))
    assert "work-1.xhtml" in Book(epub(edition, lambda _path: b"")).documents


def test_xml_has_only_the_characters_and_names_that_it_allows() -> None:
    assert clean("a\x00b\x0bc\ufffe") == "abc"
    names = [xml_name(text) for text in ("context", "two words", "1st", "")]
    assert names == ["context", "two_words", "_1st", "_"]
