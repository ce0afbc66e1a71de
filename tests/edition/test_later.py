"""What is later than the text: which sentences, and what the pages make of it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest

from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.site import Site
from reading_edition.load.later import later_marker
from reading_edition.load.settings import read_settings
from reading_edition.model.problems import problem_in
from reading_edition.model.runs import sentence_ends
from support.cases import Case, matches, read_case, read_cases
from support.editions import render_markdown
from support.sites import CASES, Built, build_example

SENTENCES = read_cases(CASES / "later" / "sentences.txt")
SETTINGS = {
    "parts": ["first.md"],
    "received": "received.txt",
    "pages": {"term": ["glossary.md"], "event": ["timeline.md"], "source": ["sources.md"]},
    "about": {
        "written": "1863-11",
        "date": "2026-11-24",
        "essay": {"author": [{"family": "Lincoln", "given": "Abraham"}]},
    },
}
TIMELINE = """# Timeline

## Declaration { #declaration data-date="1776-07-04" }

## Battle { #battle data-date="1863-07" }

## Reunion { #reunion data-date="1913-07" }
"""


def page(path: str, text: str) -> Page:
    root = parse_content(render_markdown(text).replace(".md", ".html"))
    return Page(path, f"docs/{path}", path.replace(".md", ".html"), path, MarkdownSource(text), root)


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case.title)
def test_marks_the_sentences_of_a_case(case: Case) -> None:
    glossary = page("glossary.md", f"# Glossary\n\n## It {{ #it }}\n\n{case.files['words']}")
    site = Site([glossary, page("timeline.md", TIMELINE), page("sources.md", "# Sources")], {})
    marker = later_marker(site, read_settings(SETTINGS))
    assert marker is not None
    reported = [str(problem) for page in site.pages for problem in marker.mark(page)]
    for later in glossary.root.xpath(".//*[@data-later]"):
        later.drop_tree()
    words = " ".join(" ".join(block.text_content() for block in glossary.root[2:]).split())
    assert words == " ".join(case.files["then"].split())
    assert matches(reported, case.problems), reported


def test_nothing_is_later_than_a_text_of_which_no_date_is_known() -> None:
    glossary = page("glossary.md", "## It { #it }\n\nIn 2020 and 1863.")
    undated = {**SETTINGS, "about": {}}
    assert later_marker(Site([glossary], {}), read_settings(undated)) is None
    assert glossary.root.xpath(".//*[@data-later]") == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three", ["One. ", "Two! ", "Three"]),
        ("The U.S. Army won. It rested.", ["The U.S. Army won. ", "It rested."]),
        ("He said “No.” Then he left.", ["He said “No.” ", "Then he left."]),
        ("一二。三四。", ["一二。", "三四。"]),
    ],
)
def test_finds_the_ends_of_sentences(text: str, sentences: list[str]) -> None:
    ends = [0, *(end for end in sentence_ends(text) if end < len(text)), len(text)]
    assert [text[start:end] for start, end in pairwise(ends)] == sentences


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example edition, dated, with a later event, entry, note and source, and with a list of all notes."""
    built = build_example(tmp_path_factory.mktemp("later"), read_case(CASES / "later" / "edition.txt"))
    assert built.problems == []
    return built


def element(built: Built, path: str, name: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(built.page(path)).get_element_by_id(name)


def marked(built: Built, path: str, name: str) -> bool:
    """Whether the section of an entry is hidden as a whole."""
    section = element(built, path, name).getparent()
    return section is not None and section.get("data-later") is not None


def test_a_later_event_is_marked_with_its_section_and_tooltip(example: Built) -> None:
    assert marked(example, "timeline/index.html", "reunion")
    assert not marked(example, "timeline/index.html", "civil-war")
    assert element(example, "essay/first/index.html", "tooltip-reunion").get("data-later") is not None
    assert element(example, "essay/first/index.html", "tooltip-declaration").get("data-later") is None


def test_a_source_is_marked_if_it_is_later_and_serves_nothing_earlier(example: Built) -> None:
    names = ("basler-1953", "times-1863", "reunion-1913", "undated")
    assert [marked(example, "sources/index.html", name) for name in names] == [False, False, True, False]


def test_a_quiet_line_says_where_all_is_later(example: Built) -> None:
    (line,) = element(example, "essay/first/index.html", "fn:nation").find_class("all-later")
    assert line.text == "This note is about later years."
    assert line.get("hidden") is not None  # until the reader asks
    assert element(example, "essay/second/index.html", "fn:field").find_class("all-later") == []
    listed = lxml.html.fromstring(example.page("all/index.html")).find_class("all-later")
    assert [each.text for each in listed] == ["This note is about later years."]
    (line,) = element(example, "glossary/index.html", "amendment").getparent().find_class("all-later")
    assert line.text == "This entry is about later years."


def test_a_page_of_later_events_says_so(example: Built) -> None:
    (line,) = lxml.html.fromstring(example.page("since/index.html")).find_class("all-later")
    assert line.text == "Everything on this page is about later years."


def test_mentions_in_what_is_later_are_marked(example: Built) -> None:
    section = element(example, "people/index.html", "lincoln").getparent()
    mentions = {item.find("a").text: item.get("data-later") is not None for item in section.xpath(".//ul/li")}
    assert mentions == {"Byline": False, "Reunion (July 1913)": True, "Amendment": True}


def test_the_words_of_the_text_are_never_marked(example: Built) -> None:
    for path in ("essay/first/index.html", "essay/second/index.html"):
        passages = lxml.html.fromstring(example.page(path)).xpath(
            "//p[starts-with(@id, 'p')] | //li[contains(@id, '-')]"
        )
        assert passages
        assert [later for passage in passages for later in passage.xpath(".//@data-later")] == []


def test_other_programs_get_the_words_without_marks(example: Built) -> None:
    for path in ("data/edition.txt", "data/edition.tei.xml", "data/annotations.jsonld"):
        text = (Path(example.folder) / "site" / path).read_text(encoding="utf-8")
        assert "data-later" not in text
        assert "slaves were freed in 1865" in " ".join(text.split())


def test_the_problem_of_an_unclear_year_names_each_way_to_make_it_clear() -> None:
    problem = str(problem_in("docs/x.md", None, "later", year="2010"))
    for words in ("name the month", '<span class="known">2010</span>', '<span class="later">...</span>'):
        assert words in problem
