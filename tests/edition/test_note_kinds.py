"""Kinds of notes are in mkdocs.yml alone: pages, style, lists, gaps and exports follow it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from link_checks.mkdocs_build import build_quietly
from reading_edition.cli.gaps import find_gaps
from reading_edition.load.settings import SettingsError, read_settings
from reading_edition.model.edition import Edition
from reading_edition.render.kinds_css import KINDS_CSS, choices_css, kinds_css
from support.cases import Case
from support.sites import PROJECT, change, lay_out_example

# The example calls the kind "disputed"; here it has another id, and a kind is added.
KINDS = """    notes:
      context: {label: Context}
      contested: {label: Disputed, sources: 2, wanted_sources: 3, listed: claims, sign: ⚡, line: dashed}
      aside: {label: Aside, sources: 0, listed: claims, sign: ★, color: {light: "#005500", dark: "#99ff99"}}
      text: {label: Text, sources: 0}
"""
FILES = {
    "docs/essay/second.md": """# Gettysburg Address { #second .apparatus }

We are met on a great battle-field[^field] of [that war](../timeline.md#civil-war).[^by-the-way]
{ #p3 }

[^field]: **Disputed.** Who won is seen in two ways. [Basler 1953](../sources.md#basler-1953)
    [Times 1863](../sources.md#times-1863)

[^by-the-way]: **Aside.** A remark.
""",
    "docs/claims.md": "# Claims\n\n<!-- edition: claims -->\n",
    "docs/index.md": "# Gettysburg Address\n\nSee the [claims](claims.md) and [the text](essay/first.md).\n",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    """The example with other kinds of notes, built, and the folder of its site."""
    folder = tmp_path_factory.mktemp("kinds")
    lay_out_example(folder)
    change(folder, Case("", files=FILES))
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"    notes:\n(?:      .*\n)+", KINDS, text), encoding="utf-8")
    loaded = build_quietly(str(config), str(folder / "site")).hook_data["edition"].edition
    assert isinstance(loaded, Edition)
    return loaded, folder / "site"


def test_a_page_shows_the_kinds_of_the_settings(edition: tuple[Edition, Path]) -> None:
    page = lxml.html.parse(edition[1] / "essay/second/index.html").getroot()
    kinds = {aside.get("data-kind"): aside.get("class").split()[-1] for aside in page.iter("aside")}
    assert kinds == {"contested": "note-contested", "aside": "note-aside"}


def test_the_style_sheet_has_the_sign_the_line_and_the_color_of_each_kind(
    edition: tuple[Edition, Path],
) -> None:
    rules = (edition[1] / KINDS_CSS).read_text(encoding="utf-8").splitlines()
    assert rules[:4] == [
        '[data-kind="context"] { --note-sign: "○"; --note-line: 2px solid; }',
        '[data-kind="contested"] { --note-sign: "⚡"; --note-line: 2px dashed; }',
        '[data-kind="aside"] { --note-sign: "★"; --note-line: 2px solid; --note-color: light-dark(#005500, #99ff99); }',
        '[data-kind="text"] { --note-sign: "○"; --note-line: 2px solid; }',
    ]


def test_a_list_contains_the_kinds_that_name_it(edition: tuple[Edition, Path]) -> None:
    page = lxml.html.parse(edition[1] / "claims/index.html").getroot()
    assert [item.get("data-kind") for item in page.find_class("listed-note")] == ["contested", "aside"]


def test_a_note_with_fewer_sources_than_its_kind_wants_is_a_gap(edition: tuple[Edition, Path]) -> None:
    found = find_gaps(edition[0], date(2026, 1, 1)).values()
    gaps = [gap for gaps in found for gap in gaps if "'field'" in str(gap)]
    assert len(gaps) == 1


def test_exports_name_the_kinds_of_the_settings(edition: tuple[Edition, Path]) -> None:
    tei = etree.parse(str(edition[1] / "data/edition.tei.xml"))
    kinds = tei.xpath("//t:body//t:note/@type", namespaces={"t": "http://www.tei-c.org/ns/1.0"})
    assert kinds == ["context", "text", "contested", "aside"]
    assert " Aside. A remark." in (edition[1] / "data/edition.txt").read_text(encoding="utf-8")


def test_no_code_template_script_or_style_sheet_names_a_kind_of_this_edition() -> None:
    """The ids of kinds are words such as "text", so that only the forms are sought in which one is used."""
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    ids = re.findall(r"^      (\S+): {label: ", settings, re.MULTILINE)
    assert len(ids) >= 4
    used = re.compile(rf"""note-(?:{"|".join(ids)})\b|kind\W+["'](?:{"|".join(ids)})\b""")
    files = [
        file
        for folder in ("src", "hooks")
        for file in (PROJECT / folder).rglob("*")
        if file.suffix in (".py", ".html", ".css", ".js")
    ]
    assert [file for file in files if used.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"color": "red; } body { display: none"}, "notes.odd.color"),
        ({"color": {"light": "#fff"}}, "notes.odd.color"),
        ({"line": "wavy"}, "notes.odd.line"),
        ({"listed": "gossip"}, "notes.odd.listed"),
    ],
)
def test_reports_a_value_that_a_kind_cannot_have(values: dict[str, object], path: str) -> None:
    notes = {"odd": {"label": "Odd", **values}}
    with pytest.raises(SettingsError, match=re.escape(path)):
        read_settings({"parts": ["a.md"], "received": "received.txt", "notes": notes})


def test_a_sign_cannot_end_the_rule_that_contains_it() -> None:
    notes = {'o"dd': {"label": "Odd", "sign": '"; } body { display: none; } x {'}}
    settings = read_settings({"parts": ["a.md"], "received": "received.txt", "notes": notes})
    rule, hides = kinds_css(settings).strip(), choices_css(settings).strip()
    assert hides.count('o\\"dd') == hides.count('dd"]') == 2
    assert rule.startswith('[data-kind="o\\"dd"] { --note-sign: "\\"; } body')
    assert rule.count('"') - rule.count('\\"') == 4
