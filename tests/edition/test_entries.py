"""Pages of entries: where the essay names an entry, its sources as letters, and the index of names."""

from __future__ import annotations

from collections.abc import Sequence

import lxml.html
import pytest
from lxml.html import HtmlElement

from link_checks.markdown_source import MarkdownSource
from reading_edition.model.addresses import wikidata
from reading_edition.model.items import Entry, Page
from reading_edition.model.names import NameFinder
from reading_edition.render.entry_index import first_letter
from reading_edition.render.letters import letter_of
from support.cases import BETWEEN, MARK, Case
from support.sites import CASES, GETTYSBURG, Built, build_example

NAMES = [
    [part.strip() for part in line.split("|")]
    for line in (CASES / "entries/names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LETTERS = [
    [part.partition("\n")[2].strip() for part in text.split(f"{MARK} ")[1:]]
    for text in (CASES / "entries/letters.txt").read_text(encoding="utf-8").split(BETWEEN)
]
LINKS = {"[A]": "[Basler 1953](sources.md#basler-1953)", "[B]": "[Times 1863](sources.md#times-1863)"}
PERSONS = ["Adams", "Álvarez", "Booth", "Clay", "Douglass", "Everett", "Grant", "Hay", "Lee"]


@pytest.mark.parametrize(("names", "words", "answer"), NAMES)
def test_words_name_an_entry_by_its_whole_name(names: str, words: str, answer: str) -> None:
    assert bool(NameFinder({"it": names.split(";")}).owners(words)) is (answer == "yes")


@pytest.mark.parametrize(("written", "shown"), [("Q91", "http://www.wikidata.org/entity/Q91"), ("Q 91", ""), ("", "")])
def test_only_an_id_of_wikidata_becomes_an_address(written: str, shown: str) -> None:
    page = Page("glossary.md", "docs/glossary.md", "glossary/", "Glossary", MarkdownSource(""))
    assert wikidata(Entry("lincoln", "person", "Abraham Lincoln", page, data={"wikidata": written})) == shown


def test_letters_go_on_after_z() -> None:
    assert [letter_of(position) for position in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        *("a", "z", "aa", "ab", "az", "ba", "zz", "aaa")
    ]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Abkhazia", "A"),
        ("“Aggressive bloc”", "A"),
        ("Česko", "C"),
        ("1848", "0–9"),
        ("НАТО", "Н"),
        ("سعدی", "س"),
        ("…", ""),
    ],
)
def test_a_name_is_under_its_first_letter(name: str, letter: str) -> None:
    assert first_letter(name) == letter


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example edition with an entry for each case of letters, and with enough persons for an index."""
    terms, persons = (
        (GETTYSBURG / f"docs/{name}.md").read_text(encoding="utf-8").strip() for name in ("glossary", "people")
    )
    cases = {f"case-{number}": written for number, (written, _) in enumerate(LETTERS)}
    links = [f"[it](glossary.md#{name})" for name in cases] + [f"[{name}](people.md#{ids(name)})" for name in PERSONS]
    terms = terms.replace("\n\n**Sources.**", f"\n\n{', '.join(links)}\n\n**Sources.**")
    terms += "".join(f"\n\n## {name} {{ #{name} }}\n\nA summary.\n\n{written}" for name, written in cases.items())
    persons = persons.replace('data-wikidata="Q91"', 'data-also="Abe; our fathers"')
    persons += "".join(f"\n\n## John {name} {{ #{ids(name)} }}\n\nA person.\n\n**Sources.** [A]" for name in PERSONS)
    files = {"docs/glossary.md": terms, "docs/people.md": persons}
    for sign, link in LINKS.items():
        files = {path: text.replace(sign, link) for path, text in files.items()}
    example = build_example(tmp_path_factory.mktemp("entries"), Case("", files=files))
    assert example.problems == []
    return example


def ids(name: str) -> str:
    return name.lower().replace("á", "a")


def section(built: Built, page: str, name: str) -> HtmlElement:
    return lxml.html.document_fromstring(built.page(f"{page}/index.html")).get_element_by_id(name).getparent()


def words(elements: Sequence[HtmlElement]) -> str:
    lines = (" ".join(element.text_content().split()) for element in elements)
    return "\n".join(lines)


@pytest.mark.parametrize("number", range(len(LETTERS)))
def test_citations_of_an_entry_are_letters(built: Built, number: int) -> None:
    entry = section(built, "glossary", f"case-{number}")
    shown = entry.xpath("./p[not(contains(@class, 'evidence'))] | ./ul/li")
    assert words(shown) == f"A summary.\n{LETTERS[number][1]}"


def test_a_letter_has_the_label_as_its_name_and_the_tooltip_of_the_source(built: Built) -> None:
    entry = section(built, "glossary", "case-0")
    letter, _ = entry.xpath(".//a[@aria-label]")[:2]
    assert letter.get("aria-label") == "Basler 1953"
    assert letter.get("href") == "../sources/#basler-1953"
    assert letter.get("aria-describedby") == "tooltip-basler-1953"


def test_notes_keep_the_labels_of_their_sources(built: Built) -> None:
    note = lxml.html.document_fromstring(built.page("essay/first/index.html")).get_element_by_id("fn:nation")
    assert "Basler 1953" in note.text_content()


def test_the_tooltip_of_a_source_leads_to_its_page_outside_and_to_its_entry(built: Built) -> None:
    root = lxml.html.document_fromstring(built.page("essay/second/index.html"))
    entry, outside = root.get_element_by_id("tooltip-times-1863").xpath("./p[last()]/a")
    assert entry.get("href") == "../../sources/#times-1863"
    assert dict(outside.attrib) == {
        "href": "https://example.org/1863",
        "rel": "external noreferrer",
        "data-archived": "18631120/",
    }
    assert outside.text == "example.org"
    assert len(root.get_element_by_id("tooltip-basler-1953").xpath("./p[last()]/a")) == 1  # a book without an address


def test_an_entry_lists_the_paragraphs_that_name_it(built: Built) -> None:
    strip = section(built, "people", "lincoln").xpath("./div[@class='in-essay']")[0]
    assert words(strip.iter("p")) == "Also in paragraph 1"
    assert [link.get("href") for link in strip.iter("a")] == ["../essay/first/#p1"]
    assert strip[0].get("aria-label") == "In 1 of 3 paragraphs"
    war = section(built, "timeline", "civil-war").xpath("./div[@class='in-essay']")[0]
    assert words(war.iter("p")) == "Linked in paragraphs 2, 3"
    assert section(built, "glossary", "united-states").find("div[@class='in-essay']") is None


def test_a_page_with_many_entries_has_an_index_of_names(built: Built) -> None:
    root = lxml.html.document_fromstring(built.page("people/index.html"))
    index = root.find_class("entry-index")[0]
    assert index.getprevious().text == "Persons."
    assert [link.get("href") for link in index.xpath(".//nav/p/a")][:3] == ["#lincoln", "#adams", "#booth"]
    assert [link.text_content() for link in index.xpath(".//li/a")][:3] == ["Abraham Lincoln", "John Lee", "John Adams"]
    assert not lxml.html.document_fromstring(built.page("timeline/index.html")).find_class("entry-index")
    assert not lxml.html.document_fromstring(built.page("sources/index.html")).find_class("entry-index")
