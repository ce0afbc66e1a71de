"""What is published for other programs: the same words at the same places, and both rights."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring, fragment_fromstring
from test_real_site import page, received_lines, restored

from reading_edition.export.spans import Stretch, passage_text
from reading_edition.export.tei.sources import set_date
from reading_edition.export.xml import clean, xml_name
from reading_edition.model.dates import read_date
from support.cases import Case
from support.sites import PROJECT, build_example

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
PARTS = ("essay/part-1/", "essay/part-2/", "essay/part-3/")


@cache
def text_of(site: Path) -> str:
    return (site / "data/edition.txt").read_bytes().decode()


@cache
def tei_of(site: Path) -> etree._Element:
    return etree.parse(site / "data/edition.tei.xml").getroot()


@cache
def collection_of(site: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site / "data/annotations.jsonld").read_text(encoding="utf-8"))
    return data


def annotations_of(site: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = collection_of(site)["first"]["items"]
    return items


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build_example(tmp_path_factory.mktemp("example"))
    assert built.problems == []
    return built.folder / "site"


@pytest.mark.parametrize("path", ["data/edition.txt", "data/edition.tei.xml", "data/annotations.jsonld"])
def test_each_file_states_both_rights_apart(real_site: Path, path: str) -> None:
    content = (real_site / path).read_text(encoding="utf-8")
    assert "© Konstantin Kosachev and Russia in Global Affairs." in content
    assert "https://creativecommons.org/licenses/by/4.0/" in content


def test_the_plain_text_opens_with_the_essay_in_numbered_paragraphs(real_site: Path) -> None:
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


def test_the_plain_text_holds_every_note_entry_and_source(real_site: Path) -> None:
    lines = text_of(real_site).splitlines()
    notes = [note for part in PARTS for note in page(real_site, part).iter("aside")]
    numbered = [line for line in lines if line.split(".")[0].isdigit()]
    assert len(numbered) >= len(notes) > 0
    for address in ("glossary/", "people/", "sources/"):
        for heading in page(real_site, address).iter("h2"):
            assert " ".join(heading.text_content().split()) in lines


def test_every_annotation_names_the_same_words_in_page_and_plain_text(real_site: Path, example: Path) -> None:
    for site in (real_site, example):
        for annotation in annotations_of(site):
            in_page, in_text = (target["selector"] for target in annotation["target"])
            words = text_of(site)[in_text["start"] : in_text["end"]]
            assert words == in_page["refinedBy"]["exact"] != ""


def test_every_quotation_stands_once_in_its_passage(real_site: Path) -> None:
    for annotation in annotations_of(real_site):
        target = annotation["target"][0]
        address = target["source"]["id"].partition("/essay/")[2]
        passage = page(real_site, f"essay/{address}").get_element_by_id(target["selector"]["value"])
        quote = target["selector"]["refinedBy"]
        around = f"{quote['prefix']}{quote['exact']}{quote['suffix']}"
        assert passage.text_content().count(around) == 1, annotation["id"]


def test_every_note_and_every_cross_reference_of_the_essay_is_annotated_once(real_site: Path) -> None:
    notes, links = set(), []
    for part in PARTS:
        root = page(real_site, part)
        notes |= {note.get("id", "").removeprefix("fn:") for note in root.iter("aside")}
        for annotation in annotations_of(real_site):
            if annotation["target"][0]["source"]["id"].endswith(part):
                value = annotation["target"][0]["selector"]["value"]
                assert root.get_element_by_id(value).tag in ("p", "li", "h1")
        passages = [
            element for element in root.xpath("//*[@id]") if is_passage(element) and element.tag != "h1"
        ]
        links += [
            " ".join(link.text_content().split())
            for passage in passages
            for link in passage.iter("a")
            if "ref" in (link.get("class") or "").split()
        ]
    annotations = annotations_of(real_site)
    names = [annotation["id"].partition("#")[2] for annotation in annotations]
    assert len(set(names)) == len(names) == collection_of(real_site)["total"]
    assert {name.removeprefix("note.") for name in names if name.startswith("note.")} == notes
    quoted = [
        annotation["target"][0]["selector"]["refinedBy"]["exact"]
        for annotation in annotations
        if annotation["motivation"] != "commenting"
    ]
    assert quoted == links


def is_passage(element: HtmlElement) -> bool:
    name = element.get("id") or ""
    return name in ("title", "issue", "byline", "author-note") or (name[0] == "p" and name[1:2].isdigit())


def test_annotations_have_absolute_addresses_or_relative_ones(real_site: Path, example: Path) -> None:
    assert annotations_of(real_site)[0]["id"].startswith("http://127.0.0.1:8000/data/annotations.jsonld#")
    first = annotations_of(example)[0]
    assert first["target"][0]["source"]["id"] == "../essay/first/"
    assert first["body"][0]["source"] == "../people/#lincoln"


def test_a_note_says_its_words_its_kind_and_its_sources(example: Path) -> None:
    note = next(item for item in annotations_of(example) if item["id"].endswith("#note.field"))
    assert note["motivation"] == "commenting"
    words = "Who won is told in two ways. [Basler 1953] [Times 1863]"
    assert [body.get("value") for body in note["body"]] == [words, "Disputed", None, None]
    assert note["body"][3]["source"] == "../sources/#times-1863"
    assert note["target"][0]["selector"]["refinedBy"]["exact"] == "We are met on a great battle-field"


def test_a_link_to_a_person_identifies_him(example: Path) -> None:
    person = next(item for item in annotations_of(example) if item["id"].endswith("#byline.lincoln"))
    assert person["motivation"] == "identifying"
    assert person["body"][1]["source"] == "http://www.wikidata.org/entity/Q91"


def test_tei_ids_are_unique_and_every_target_resolves(real_site: Path, example: Path) -> None:
    for site in (real_site, example):
        root = tei_of(site)
        ids = [str(name) for name in root.xpath("//@xml:id")]
        assert len(ids) == len(set(ids)) > 0
        pointers = [str(name) for name in root.xpath("//@target | //@ana") if str(name).startswith("#")]
        assert {name[1:] for name in pointers} <= set(ids)


def tei_words(element: etree._Element, read: str) -> str:
    """The words of a passage in TEI without its notes; of restorations what is to be ``read``."""
    text = element.text or ""
    for child in element:
        if child.tag not in (f"{TEI}note", f"{TEI}{'sic' if read == 'corr' else 'corr'}"):
            text += tei_words(child, read)
        text += child.tail or ""
    return text


def test_tei_holds_the_received_words_and_the_restored_ones(real_site: Path) -> None:
    passages = [
        element for element in tei_of(real_site).iter() if element.get(ID) and element.get("n")
        and element.tag in (f"{TEI}p", f"{TEI}ab", f"{TEI}head", f"{TEI}item")
    ]  # fmt: skip
    received = received_lines()
    assert [tei_words(passage, "sic") for passage in passages] == received
    as_read = [
        restored(line, passage.get(ID) or "") for passage, line in zip(passages, received, strict=True)
    ]
    assert [tei_words(passage, "corr") for passage in passages] == as_read


def test_tei_notes_stand_where_their_marks_do_with_their_kind(real_site: Path) -> None:
    marks = {}
    for part in PARTS:
        for passage in (
            element for element in page(real_site, part).xpath("//*[@id]") if is_passage(element)
        ):
            found = passage_text(passage)
            marks |= {
                f"note.{name}": (passage.get("id"), found.text[:at]) for name, at in found.marks.items()
            }
    notes = {note.get(ID): note for note in tei_of(real_site).iter(f"{TEI}note") if note.get("place")}
    assert notes.keys() == marks.keys() != set()
    for name, note in notes.items():
        passage = next(above for above in note.iterancestors() if above.get("n"))
        before = words_before(passage, note)
        assert (passage.get(ID), before) == marks[name]
        assert note.get("type") in ("context", "disputed", "correction", "text")


def words_before(passage: etree._Element, note: etree._Element) -> str:
    """The words of a passage before a note in it, restored, without other notes."""
    before = ""
    texts = passage.xpath(
        ".//text()[not(ancestor::t:note[@place]) and not(ancestor::t:sic)]", namespaces={"t": TEI[1:-1]}
    )
    for text in texts:
        if text.is_tail and text.getparent() is note:
            break
        before += str(text)
    return before


def test_tei_knows_persons_organizations_places_events_and_sources(real_site: Path) -> None:
    root = tei_of(real_site)
    counts = {tag: len(list(root.iter(f"{TEI}{tag}"))) for tag in ("person", "event")}
    people = len(page(real_site, "people/").xpath("//section[contains(@class, 'entry-person')]"))
    assert counts["person"] == people > 0
    assert counts["event"] == len(
        root.xpath("//t:event[@when or @from or @notBefore]", namespaces={"t": TEI[1:-1]})
    )
    for name, tag in (("nato", "org"), ("georgia", "place"), ("founding-act-1997", "biblStruct")):
        assert root.xpath(f"//*[@xml:id='{name}']")[0].tag == f"{TEI}{tag}"
    term = root.xpath("//*[@xml:id='founding-act']")[0]
    assert term.tag == f"{TEI}item"
    assert term.getprevious().tag == f"{TEI}label"


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("1997-05-27", {"when": "1997-05-27"}),
        ("1997", {"when": "1997"}),
        ("2008-08-07/2008-08-12", {"from": "2008-08-07", "to": "2008-08-12"}),
        ("1861-04-12/1865-05", {"from": "1861-04-12", "to": "1865-05"}),
        ("2010-03/..", {"from": "2010-03"}),
        (
            "2010-03~",
            {
                "notBefore": "2010-03-01", "notAfter": "2010-03-31", "cert": "medium",
                "when-custom": "2010-03~",
            },
        ),
        ("2010?", {"when": "2010", "cert": "low", "when-custom": "2010?"}),
    ],
)  # fmt: skip
def test_a_date_in_edtf_becomes_the_attributes_of_tei(text: str, attributes: dict[str, str]) -> None:
    element = etree.Element("date")
    set_date(element, read_date(text))
    assert dict(element.attrib) == attributes


def test_whatever_stands_in_a_paragraph_has_its_place_in_tei(tmp_path: Path) -> None:
    """Pictures, lists, tables, other languages, a note with two marks, a restoration: nothing is lost."""
    case = Case(
        "rich",
        changes={
            "docs/glossary.md": [
                (
                    ["A republic of North America, founded in [1776](timeline.md#declaration)."],
                    [
                        'A *republic* of <span lang="es">América</span>, founded in'
                        " [1776](timeline.md#declaration), see [index](index.md)"
                        " and [data](data/edition.txt)<br>![a map](map.png)"
                        '<time datetime="1776-07">then</time>.',
                        "",
                        "1. one[^seen]",
                        "2. two[^seen]",
                        "",
                        "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>",
                        "",
                        '<blockquote lang="ar" dir="rtl">كلمات</blockquote>',
                        "",
                        "[^seen]: **Context.** Seen twice. [Basler 1953](sources.md#basler-1953)",
                    ],
                )
            ],
        },
    )
    built = build_example(tmp_path, case, {"docs/map.png": b"\x89PNG"})
    assert [line for line in built.problems if "gist-length" not in line] == []
    item = tei_of(built.folder / "site").xpath("//*[@xml:id='united-states']")[0]
    tags = [etree.QName(element).localname for element in item.iter()]
    for tag in ("hi", "foreign", "ref", "lb", "figure", "date", "list", "table", "quote", "note"):
        assert tag in tags, tag
    assert tags.count("note") == 1
    links = {
        " ".join("".join(link.itertext()).split()): link.get("target") for link in item.iter(f"{TEI}ref")
    }
    assert links == {
        "1776": "#declaration", "index": "../", "data": "edition.txt", "4": "#note.seen",
        "Basler 1953": "#basler-1953",
    }  # fmt: skip


def test_words_before_a_mark_are_those_of_its_sentence() -> None:
    block = fragment_fromstring(
        '<p>One. Two\n <i>three</i><a class="note-mark" href="#fn:a"></a> four.'
        '<a class="note-mark" href="#fn:b"></a> <a class="note-mark" href="#fn:c"></a>Five</p>'
    )
    found = passage_text(block)
    said = {name: found.text[slice(*vars_of(found.stretch_before(at)))] for name, at in found.marks.items()}
    assert said == {"a": "Two\n three", "b": "Two\n three four.", "c": "Two\n three four."}
    assert found.in_plain(found.stretch_before(found.marks["a"])) == Stretch(5, 14)


def vars_of(stretch: Stretch) -> tuple[int, int]:
    return stretch.start, stretch.end


def test_a_mark_without_words_before_it_stands_on_the_whole_passage() -> None:
    found = passage_text(fragment_fromstring('<p> <a class="note-mark" href="#fn:a"></a>一二。三四。</p>'))
    assert found.stretch_before(found.marks["a"]) == Stretch(1, 7)
    assert found.stretch_before(7) == Stretch(4, 7)


def test_a_quotation_gets_as_much_around_it_as_tells_it_from_its_likes() -> None:
    found = passage_text(fragment_fromstring(f"<p>x{'a' * 200}</p>"))
    quotation = found.quotation(Stretch(120, 121))
    around = quotation.prefix + quotation.exact + quotation.suffix
    assert found.text.find(around) == found.text.rfind(around)
    assert len(quotation.prefix) == 120


def test_xml_holds_no_character_and_no_name_that_it_may_not() -> None:
    assert clean("a\x00b\x0bc\ufffe") == "abc"
    assert [xml_name(text) for text in ("context", "two words", "1st", "")] == [
        "context",
        "two_words",
        "_1st",
        "_",
    ]


def test_what_an_edition_does_not_say_of_itself_is_left_out(example: Path) -> None:
    assert "creator" not in collection_of(example)
    assert "rights" not in annotations_of(example)[0]
    assert tei_of(example).findtext(f".//{TEI}titleStmt/{TEI}title") == "Gettysburg Address"


def test_editors_are_named_in_every_file(tmp_path: Path) -> None:
    config = "    themes: {war: The war, after: After it}\n"
    facts = (
        "    about:\n      version: 1.0.0\n      date: 2026-01-02\n"
        "      editors: [{family: Lee, given: Ann}, A Society]\n"
        "      rights: {notes: Free, notes_url: 'https://example.org/free'}\n"
    )
    case = Case(
        "editors", changes={"mkdocs.yml": [([config.rstrip()], [*facts.splitlines(), config.rstrip()])]}
    )
    site = build_example(tmp_path, case).folder / "site"
    editors = tei_of(site).findall(f".//{TEI}titleStmt/{TEI}editor")
    assert ["".join(editor.itertext()) for editor in editors] == ["Ann Lee", "A Society"]
    creators = [{"type": "Person", "name": "Ann Lee"}, {"type": "Organization", "name": "A Society"}]
    assert annotations_of(site)[0]["creator"] == creators
    assert "Edition 1.0.0 2026-01-02" in text_of(site)


def test_the_page_of_data_leads_to_every_published_file(real_site: Path) -> None:
    root = document_fromstring((real_site / "about/data/index.html").read_text(encoding="utf-8"))
    links = {link.get("href") for link in root.iter("a")}
    for file in (real_site / "data").iterdir():
        assert f"../../data/{file.name}" in links


def test_the_text_as_received_is_named_as_the_source(real_site: Path) -> None:
    received = tei_of(real_site).xpath("//t:sourceDesc//t:ref/@target", namespaces={"t": TEI[1:-1]})
    assert received[-1] == "http://127.0.0.1:8000/essay/received.txt"
    assert (PROJECT / "docs/essay/received.txt").is_file()
