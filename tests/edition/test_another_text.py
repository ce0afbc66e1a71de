"""Another text in the same project: a tale by Saadi, in Persian, with other names for everything.

The repository's files are copied, docs/ and the facts in mkdocs.yml replaced, and nothing else.
"""

from __future__ import annotations

import json
import re
import zipfile
from functools import cache
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from lxml.html import HtmlElement

from reading_edition.cli.main import main
from support.another import SAADI, build, drop_in
from support.sites import CASES

PAGES = {"golestan/حکایت/": ["onvan", "bab", "nevisandeh", "p1", "p2", "p3", "p3-1", "p3-2", "p3-3", "p3-4"],
         "golestan/نظم/": ["p4", "p5", "p6"]}  # fmt: skip


@cache
def document(file: Path) -> HtmlElement:
    return lxml.html.document_fromstring(file.read_text(encoding="utf-8"))


def test_the_page_runs_from_right_to_left(saadi: Path) -> None:
    root = document(saadi / "golestan/حکایت/index.html")
    assert root.get("lang") == "fa"
    assert root.find("body").get("dir") == "rtl"


def test_every_paragraph_has_the_received_words(saadi: Path) -> None:
    received = [line.strip(" •") for line in (SAADI / "docs/golestan/received.txt").read_text("utf-8").split("\n")]
    shown = [
        document(saadi / page / "index.html").get_element_by_id(name).text_content()
        for page, names in PAGES.items()
        for name in names
    ]
    assert shown == [line for line in received if line]


def test_notes_of_other_kinds_follow_their_paragraphs(saadi: Path) -> None:
    notes = [
        (note.get("id"), note.get("class").split()[-1], note.findtext("details/summary/strong"))
        for page in PAGES
        for note in document(saadi / page / "index.html").iter("aside")
    ]
    assert notes == [
        ("fn:torbat", "note-sharh", "شرح"),
        ("fn:qovvat", "note-noskhe", "نسخه‌بدل"),
        ("fn:yek-peykar", "note-noskhe", "نسخه‌بدل"),
        ("fn:gowhar", "note-do-khanesh", "دو خوانش"),
    ]


def test_generated_lists_contain_the_kinds_that_the_settings_name(saadi: Path) -> None:
    root = document(saadi / "yaddasht/index.html")
    lists = {
        name: [each.get("class") for each in root.find_class(f"listed-{name}")[0].find_class("listed-note")]
        for name in ("claims", "text")
    }
    assert lists == {"claims": ["listed-note note-do-khanesh"], "text": ["listed-note note-noskhe"] * 2}


def test_dates_before_christ_and_uncertain_ones_are_said(saadi: Path) -> None:
    root = document(saadi / "gahshomar/index.html")
    first = root.get_element_by_id("dameshq-rum").getparent().find_class("event-date")[0]
    assert first.text_content() == "64 ق.م."
    assert first.find("time") is None  # HTML knows no years before 1
    years = [each.text for each in root.find_class("chronology")[0].iter("h2")]
    assert years == ["64 ق.م.", "706", "1210", "1258", "2009"]


def test_the_edition_is_published_for_other_programs(saadi: Path) -> None:
    tei = etree.parse(str(saadi / "data/edition.tei.xml"))
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    assert tei.xpath("string(//t:text/@xml:lang)", namespaces=names) == "fa"
    assert tei.xpath("string(//t:event[@xml:id='dameshq-rum']/@when-iso)", namespaces=names) == "-0063"
    annotations = json.loads((saadi / "data/annotations.jsonld").read_text("utf-8"))
    text = (saadi / "data/edition.txt").read_text("utf-8")
    assert annotations["total"] == 7
    for annotation in annotations["first"]["items"]:
        page, plain = annotation["target"]
        place = plain["selector"]
        assert text[place["start"] : place["end"]] == page["selector"]["refinedBy"]["exact"]
    with zipfile.ZipFile(saadi / "data/edition.epub") as book:
        part = etree.fromstring(book.read("EPUB/part-1.xhtml"))
    assert part.get("dir") == "rtl"


def test_search_lands_on_paragraphs(saadi: Path) -> None:
    index = json.loads((saadi / "search/search_index.json").read_text("utf-8"))
    entries = {entry["location"]: entry["text"] for entry in index["docs"]}
    assert "اعضای یکدیگرند" in entries["golestan/%D9%86%D8%B8%D9%85/#p4"]


ENGLISH = re.compile(r"\b(?:[A-Z][a-z]{2,}|[a-z]{3,})\b")
OF_THE_TEXTS = {"Gulistan", "essence", "Lewis", "Obama", "Rehatsek"}  # words of the pages themselves


@pytest.mark.parametrize("page", [*PAGES, "vazheh/", "gahshomar/", "yaddasht/", ""])
def test_pages_have_only_words_in_the_language_of_the_edition(saadi: Path, page: str) -> None:
    """Nothing that the build adds to a page is English, but for sources and the theme's own words."""
    root = lxml.html.document_fromstring((saadi / page / "index.html").read_text("utf-8"))
    for element in [
        *root.iter("script", "style", "head"),
        *root.find_class("ref-source"),
        *root.find_class("md-skip"),
    ]:
        element.drop_tree() if element.getparent() is not None else None
    for tooltip in root.xpath("//div[@class='tooltips']/div[contains(@id, '-1') or contains(@id, '-2')]"):
        tooltip.drop_tree()  # of sources: citations
    said = [root.text_content(), *root.xpath("//@aria-label | //@title | //@placeholder")]
    found = {word for words in said for word in ENGLISH.findall(words)} - OF_THE_TEXTS
    assert found == set()


def test_citations_speak_the_language_of_the_edition(saadi: Path) -> None:
    root = document(saadi / "manabe/index.html")
    source = root.get_element_by_id("yusofi-1989").getparent()
    assert "ویراسته‌ی غلامحسین یوسفی" in source.text_content()


def test_scripts_get_the_translations_of_the_edition(saadi: Path) -> None:
    meta = document(saadi / "index.html").xpath("//meta[@name='edition-words']")[0]
    assert json.loads(meta.get("content"))["Print"] == "چاپ"


def test_the_least_edition_needs_nothing_but_its_text(tmp_path: Path) -> None:
    drop_in(tmp_path, CASES / "least")
    result = build(tmp_path)
    assert result.returncode == 0, f"{result.stdout}{result.stderr}"
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), "permalinks", "--check"]) == 0
    page = document(tmp_path / "site/text/first/index.html")
    assert page.get_element_by_id("p1").text_content() == "I met a traveller from an antique land,"
    assert page.get_element_by_id("title").text_content() == "Ozymandias"
