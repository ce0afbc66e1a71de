"""Editions that do without something: without notes, without people, of one part, of one paragraph.

Each is built strictly, with every made place on a page, and published for other programs.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml import etree

from reading_edition.render.generated import GENERATORS
from support.sites import HOOKS, build_site, share_citations

SOURCE = "- id: basler\n  label: Basler\n  kind: book\n  type: book\n  title: Works\n  issued: '1953'\n"
CITED = "**Sources.** [Basler](sources.md#basler)"
FIRST = """# Address { #title }

Four score and [seven years](timeline.md#year) ago[^note] [he](people.md#lincoln) went.
{ #p1 }
"""
NOTE = "\n[^note]: **Context.** Of the [union](glossary.md#union). [Basler](sources.md#basler)\n"
ENTRY = f"# {{}}\n\n## {{}} {{{{ #{{}} }}}}\n\n{{}}\n\n{CITED}\n"
YEAR = "Year", "year data-date='1776' data-theme='war'"
MADE = "\n\n".join(f"<!-- edition: {name} -->" for name in GENERATORS)
RECEIVED = "Address\nFour score and seven y?ars ago he went.\n"
FILES = {
    "docs/index.md": "# Home\n\nOf the [Address](first.md).\n",
    "docs/first.md": f"{FIRST}{NOTE}",
    "docs/second.md": "# Address { .apparatus #second }\n\nWe are met.\n{ #p2 }\n",
    "docs/received.txt": f"{RECEIVED}\n\nWe are met.\n",
    "docs/emendations.yaml": "- {paragraph: 1, received: y?ars, read: years, why: lost}\n",
    "docs/glossary.md": ENTRY.format("Glossary", "Union", "union", "Of [states](timeline.md#year)."),
    "docs/people.md": ENTRY.format("People", "Lincoln", "lincoln", "Head of the [Union](glossary.md#union)."),
    "docs/timeline.md": ENTRY.format("Timeline", *YEAR, "It began."),
    "docs/sources.md": "# Sources\n\n<!-- edition: sources -->\n",
    "docs/sources.yaml": SOURCE,
    "docs/made.md": f"# Made\n\n{MADE}\n",
}
SETTINGS: dict[str, Any] = {
    "parts": ["first.md", "second.md"],
    "received": "received.txt",
    "emendations": "emendations.yaml",
    "sources": "sources.yaml",
    "front": {"title": "Title"},
    "pages": {
        "term": ["glossary.md"],
        "person": ["people.md"],
        "event": ["timeline.md"],
        "source": ["sources.md"],
    },
    "notes": {"context": {"label": "Context"}},
    "themes": {"war": "War"},
    "source_kinds": {"book": "Book"},
}
Changes = dict[str, str | None]

# What an edition does without: the files that change (None: taken away), and the settings it has not.
WITHOUT: dict[str, tuple[Changes, list[str]]] = {
    "nothing": ({}, []),
    "emendations": (
        {"docs/emendations.yaml": None, "docs/received.txt": FILES["docs/received.txt"].replace("?", "e")},
        ["emendations"],
    ),
    "notes": (
        {"docs/first.md": FIRST.replace("[^note]", "").replace("Four", "[Four](glossary.md#union)")},
        ["notes"],
    ),
    "people": (
        {"docs/people.md": None, "docs/first.md": f"{FIRST}{NOTE}".replace("[he](people.md#lincoln)", "he")},
        ["pages.person"],
    ),
    "events": (
        {
            "docs/timeline.md": None,
            "docs/first.md": f"{FIRST}{NOTE}".replace("[seven years](timeline.md#year)", "seven years"),
            "docs/glossary.md": FILES["docs/glossary.md"].replace("[states](timeline.md#year)", "states"),
        },
        ["pages.event", "themes"],
    ),
    "terms": (
        {
            "docs/glossary.md": None,
            "docs/first.md": f"{FIRST}{NOTE}".replace("[union](glossary.md#union)", "union"),
            "docs/people.md": FILES["docs/people.md"].replace("[Union](glossary.md#union)", "Union"),
        },
        ["pages.term"],
    ),
    "sources": (
        {
            "docs/sources.md": None,
            "docs/sources.yaml": None,
            **{
                name: text.replace(CITED, "").replace(" [Basler](sources.md#basler)", "")
                for name, text in FILES.items()
                if "#basler" in text
            },
        },
        ["sources", "source_kinds", "pages.source"],
    ),
    "a second part": ({"docs/second.md": None, "docs/received.txt": RECEIVED}, []),
    "front lines": (
        {
            "docs/received.txt": "Four score and seven y?ars ago he went.\n\nWe are met.\n",
            "docs/first.md": f"{FIRST}{NOTE}".replace("{ #title }", "{ .apparatus #opening }"),
        },
        ["front"],
    ),
    "anything but a paragraph": (
        {
            **dict.fromkeys(FILES),
            "docs/index.md": "# A line { .apparatus #a-line }\n\nWe are met.\n{ #p1 }\n",
            "docs/received.txt": "We are met.\n",
            "docs/made.md": FILES["docs/made.md"],
        },
        [name for name in SETTINGS if name not in ("parts", "received")],
    ),
}


def settings_without(names: list[str], files: Changes) -> dict[str, Any]:
    settings = {name: value for name, value in SETTINGS.items() if name not in names}
    settings["parts"] = [part for part in SETTINGS["parts"] if files.get(f"docs/{part}")] or ["index.md"]
    if "pages" in settings:
        left_out = [name.removeprefix("pages.") for name in names]
        settings["pages"] = {kind: paths for kind, paths in SETTINGS["pages"].items() if kind not in left_out}
    return settings


@pytest.mark.parametrize("what", WITHOUT)
def test_an_edition_may_do_without(what: str, tmp_path: Path) -> None:
    changes, names = WITHOUT[what]
    files: Changes = {**FILES, **changes}
    edition = settings_without(names, files)
    share_citations(tmp_path)
    built = build_site(
        tmp_path,
        {name: text for name, text in files.items() if text is not None},
        hooks=[str(HOOKS / "check_links.py"), str(HOOKS / "annotated_edition.py")],
        extra={"edition": edition},
    )
    assert built.problems == []
    site = tmp_path / "site"
    made = lxml.html.document_fromstring((site / "made/index.html").read_text("utf-8"))
    assert made.find_class("book")
    tei = etree.parse(str(site / "data/edition.tei.xml"))
    parts = tei.xpath("//t:div[@type='part']", namespaces={"t": "http://www.tei-c.org/ns/1.0"})
    assert len(parts) == len(edition["parts"])
    notes = json.loads((site / "data/annotations.jsonld").read_text("utf-8"))
    assert notes["total"] == len(notes["first"]["items"])
    assert (site / "data/edition.txt").read_text("utf-8").strip()
    with zipfile.ZipFile(site / "data/edition.epub") as book:
        assert book.testzip() is None
