"""The TEI document: the received and the restored words, the notes at their positions, and all entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from test_real_site import page, received_lines, restored

from reading_edition.export.tei import tei
from reading_edition.export.tei.words import date_attributes
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from support.exports import NAMES, PARTS, TEI, XML_ID, edition_with_everything, example_edition, facts_of, tei_of
from support.sites import PROJECT

PASSAGES = [f"{TEI}{name}" for name in ("p", "ab", "head", "item")]


def written(edition: Edition) -> etree._Element:
    return etree.fromstring("".join(tei(edition)).encode())


@pytest.fixture(scope="module")
def everything() -> etree._Element:
    return written(edition_with_everything())


def test_ids_are_unique_and_every_pointer_has_a_target(real_site: Path, everything: etree._Element) -> None:
    for root in (tei_of(real_site), everything):
        ids = [str(name) for name in root.xpath("//@xml:id")]
        assert len(ids) == len(set(ids)) > 0
        written = " ".join(map(str, root.xpath("//@target | //@ana"))).split()  # ana may have several pointers
        pointers = [name for name in written if name.startswith("#")]
        assert {name[1:] for name in pointers} <= set(ids)


def words_of(element: etree._Element, reading: str) -> str:
    """The words of a passage without its notes; of a restoration the ``sic`` or the ``corr``."""
    text = element.text or ""
    for child in element:
        if child.tag not in (f"{TEI}note", f"{TEI}{'sic' if reading == 'corr' else 'corr'}"):
            text += words_of(child, reading)
        text += child.tail or ""
    return text


def test_passages_have_the_received_words_and_the_restored_ones(real_site: Path) -> None:
    passages = [each for each in tei_of(real_site).iter(*PASSAGES) if each.get(XML_ID) and each.get("n")]
    received = received_lines()
    assert [words_of(passage, "sic") for passage in passages] == received
    as_read = [restored(line, passage.get(XML_ID) or "") for passage, line in zip(passages, received, strict=True)]
    assert [words_of(passage, "corr") for passage in passages] == as_read


def test_notes_are_in_the_paragraph_of_their_reference_with_their_kind(real_site: Path) -> None:
    referenced = {
        f"note.{link.get('href', '').removeprefix('#fn:')}": passage.get("id")
        for part in PARTS
        for passage in page(real_site, part).xpath("//p[@id] | //li[@id]")
        for link in passage.xpath(".//a[starts-with(@href, '#fn:')]")
    }
    notes = {note.get(XML_ID): note for note in tei_of(real_site).iter(f"{TEI}note") if note.get("place")}
    passages = {name: next(note.iterancestors(f"{TEI}p", f"{TEI}ab", f"{TEI}item")) for name, note in notes.items()}
    assert {name: passage.get(XML_ID) for name, passage in passages.items()} == referenced != {}
    assert {note.get("type") for note in notes.values()} <= {"context", "disputed", "correction", "text"}


def test_a_note_is_at_the_position_of_its_reference() -> None:
    root = written(example_edition())
    note = root.xpath("//*[@xml:id='note.nation']")[0]
    assert note.getprevious().get("target") == "#declaration"
    assert note.getprevious().tail == " our fathers brought forth, upon this continent, a new nation,"
    assert (note.tail or "").startswith(" conceived in liberty")
    assert "".join(note.itertext()) == "The United States of 1776. Basler 1953"


def test_people_organizations_places_events_and_sources_have_elements_of_their_own(real_site: Path) -> None:
    root = tei_of(real_site)
    counts = {tag: len(list(root.iter(f"{TEI}{tag}"))) for tag in ("person", "event")}
    people = len(page(real_site, "people/").xpath("//section[contains(@class, 'entry-person')]"))
    assert counts["person"] == people > 0
    assert counts["event"] == len(root.xpath("//t:event[@when or @from or @notBefore]", namespaces=NAMES))
    for name, tag in (("nato", "org"), ("georgia", "place"), ("founding-act-1997", "biblStruct")):
        assert root.xpath(f"//*[@xml:id='{name}']")[0].tag == f"{TEI}{tag}"
    term = root.xpath("//*[@xml:id='founding-act']")[0]
    assert (term.tag, term.getprevious().tag) == (f"{TEI}item", f"{TEI}label")


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("1997-05-27", {"when": "1997-05-27"}),
        ("1997", {"when": "1997"}),
        ("-0063", {"when-iso": "-0063"}),
        ("2008-08-07/2008-08-12", {"from": "2008-08-07", "to": "2008-08-12"}),
        ("1861-04-12/1865-05", {"from": "1861-04-12", "to": "1865-05"}),
        ("2010-03/..", {"from": "2010-03", "when-custom": "2010-03/.."}),
        ("2010-03~", {"when": "2010-03", "cert": "medium", "when-custom": "2010-03~"}),
        ("1776-07-XX", {"when": "1776-07", "when-custom": "1776-07-XX"}),
        ("177X", {"notBefore": "1770-01-01", "notAfter": "1779-12-31", "when-custom": "177X"}),
        ("/1776", {"to": "1776", "when-custom": "/1776"}),
        ("../177X", {"notAfter": "1779-12-31", "when-custom": "../177X"}),
        ("2001-21", {"when": "2001", "when-custom": "2001-21"}),
        ("2010?", {"when": "2010", "cert": "low", "when-custom": "2010?"}),
    ],
)  # fmt: skip
def test_a_date_in_edtf_becomes_the_attributes_of_tei(text: str, attributes: dict[str, str]) -> None:
    assert date_attributes(read_date(text)) == attributes


def test_everything_in_an_entry_is_kept(everything: etree._Element) -> None:
    item = everything.xpath("//*[@xml:id='united-states']")[0]
    tags = [etree.QName(element).localname for element in item.iter()]
    for tag in ("hi", "foreign", "ref", "lb", "figure", "date", "list", "table", "quote", "note"):
        assert tag in tags, tag
    assert tags.count("note") == 1
    links = {" ".join("".join(link.itertext()).split()): link for link in item.iter(f"{TEI}ref")}
    targets = {words: link.get("target") for words, link in links.items()}
    assert targets["1776"] == "#declaration"
    assert (targets["index"], targets["the files"]) == ("../index.html", "edition.txt")
    assert (targets["4"], targets["Basler 1953"]) == ("#note.seen", "#basler-1953")
    assert (links["1776"].get("type"), links["index"].get("type")) == ("event", "page")
    assert "As of February 2026." in "".join(item.itertext())


def test_the_header_has_title_editors_and_received_text(real_site: Path) -> None:
    edition = example_edition()
    facts = facts_of({"editors": [{"family": "Lee", "given": "Ann"}, "A Society"], "date": "2026-01-02"})
    root = written(replace(edition, settings=replace(edition.settings, facts=facts)))
    assert root.findtext(f".//{TEI}titleStmt/{TEI}title") == "Gettysburg Address"
    editors = root.findall(f".//{TEI}titleStmt/{TEI}editor")
    assert ["".join(editor.itertext()).strip() for editor in editors] == ["Ann Lee", "A Society"]
    assert root.find(f".//{TEI}publicationStmt/{TEI}date").get("when") == "2026-01-02"
    received = tei_of(real_site).xpath("//t:sourceDesc//t:ref/@target", namespaces=NAMES)
    assert received[-1] == "http://127.0.0.1:8000/essay/received.txt"
    assert (PROJECT / "docs/essay/received.txt").is_file()
