"""The edition as a book for e-readers: its files, its words, its notes and its links."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from test_real_site import page, received_lines, restored

from support.exports import EPUB_TYPE, NAMES, PARTS, XHTML, Book, book_of, is_passage


@pytest.fixture(scope="session")
def book(real_site: Path) -> Book:
    return book_of(real_site)


def words_of(element: etree._Element, *left_out: str) -> str:
    """The words of an element without those of elements of some classes."""
    text = element.text or ""
    for child in element:
        if child.get("class") not in left_out:
            text += words_of(child, *left_out)
        text += child.tail or ""
    return text


def test_the_archive_begins_with_its_type_uncompressed(book: Book) -> None:
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_names_every_file_and_the_spine_every_document(book: Book) -> None:
    items = {item.get("id"): item.get("href") for item in book.package.iter("{*}item")}
    stored = {name.removeprefix("EPUB/") for name in book.files if name.startswith("EPUB/")}
    assert set(items.values()) == stored - {"package.opf"}
    spine = [items[reference.get("idref")] for reference in book.package.iter("{*}itemref")]
    assert sorted(map(str, spine)) == sorted(book.documents)


def test_the_metadata_has_title_author_rights_date_and_accessibility(book: Book) -> None:
    assert book.metadata("dc:title") == ["Values for the Sake of Unification"]
    assert book.metadata("dc:creator") == ["Konstantin Kosachev"]
    assert book.metadata("dc:language") == ["en"]
    assert len(book.metadata("dc:rights")) == 2
    assert book.metadata("dc:identifier")[0].startswith("urn:uuid:")
    assert book.metadata("opf:meta[@property='dcterms:modified']")[0].endswith("T00:00:00Z")
    assert book.metadata("opf:meta[@property='schema:accessMode']") == ["textual"]
    for name in ("accessModeSufficient", "accessibilityHazard", "accessibilitySummary"):
        assert book.metadata(f"opf:meta[@property='schema:{name}']") != []
    assert "tableOfContents" in book.metadata("opf:meta[@property='schema:accessibilityFeature']")


def test_the_words_of_every_passage_are_the_essays(book: Book) -> None:
    passages = [
        element
        for name, root in book.documents.items()
        if name.startswith("part-")
        for element in root.xpath("//*[@id]")
        if is_passage(element)
    ]
    assert [words_of(element, "number", "mark").strip() for element in passages] == [
        restored(line, element.get("id") or "") for line, element in zip(received_lines(), passages, strict=True)
    ]


def test_every_numbered_paragraph_shows_its_number(book: Book) -> None:
    numbers = [each for root in book.documents.values() for each in root.xpath("//*[@class='number']")]
    assert all(f"p{number.text}" == number.getparent().get("id") for number in numbers)
    assert len(numbers) == 40


def test_every_note_of_the_essay_pops_up_from_its_reference_and_leads_back(book: Book, real_site: Path) -> None:
    notes = [note for part in PARTS for note in page(real_site, part).iter("aside")]
    wanted = {note.get("id", "").removeprefix("fn:") for note in notes}
    found = set()
    for name, root in book.documents.items():
        for reference in root.xpath("//h:a[@epub:type='noteref']", namespaces=NAMES):
            note = root.xpath(f"//*[@id='{(reference.get('href') or '')[1:]}']")[0]
            role = (note.tag, note.get(EPUB_TYPE), note.get("role"))
            assert role == (f"{XHTML}aside", "footnote", "doc-footnote")
            assert reference.get("role") == "doc-noteref"
            back = note.xpath(".//h:a[@epub:type='backlink']", namespaces=NAMES)[0]
            assert (back.get("href"), back.text) == (f"#{reference.get('id')}", reference.text)
            if name.startswith("part-"):
                found.add((note.get("id") or "").removeprefix("note."))
    assert found == wanted != set()


def test_every_link_leads_to_a_target_in_the_book_or_out_of_it(book: Book) -> None:
    counted = 0
    ids = {name: set(root.xpath("//@id")) for name, root in book.documents.items()}
    for name, link in book.links():
        href = link.get("href") or ""
        if href.startswith(("http://", "https://", "mailto:")):
            assert "127.0.0.1" not in href, "a book does not link to the machine that made it"
            continue
        file, _, fragment = href.partition("#")
        if fragment:
            assert fragment in ids[file or name], f"{name}: {href}"
            counted += 1
        elif href:
            assert file in book.documents
    assert counted > 1000


def test_ids_are_unique_and_links_are_not_nested(book: Book) -> None:
    for name, root in book.documents.items():
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        assert not root.xpath("//h:a//h:a", namespaces=NAMES)


def test_every_entry_and_source_is_in_the_book(book: Book, real_site: Path) -> None:
    glossary = book.documents["term-1.xhtml"]
    assert glossary.xpath("//h:section[@epub:type='glossary'][@role='doc-glossary']/h:dl", namespaces=NAMES)
    ids = {str(name) for root in book.documents.values() for name in root.xpath("//@id")}
    for address in ("glossary/", "people/", "sources/", "timeline/since/", "timeline/before-1992/"):
        entries = page(real_site, address).xpath("//section[contains(@class, 'entry')]/h2/@id")
        assert set(entries) <= ids
        assert entries != []
    assert book.documents["source-1.xhtml"].xpath("//h:section[@epub:type='bibliography']", namespaces=NAMES)


def test_the_chronology_names_every_event_in_order(book: Book) -> None:
    items = book.documents["chronology.xhtml"].xpath("//h:ol/h:li", namespaces=NAMES)
    days = [item.xpath(".//h:time/@datetime", namespaces=NAMES)[0] for item in items]
    pages = [root for name, root in book.documents.items() if name.startswith("event-")]
    assert len(items) == sum(len(root.xpath("//*[@class='entry']")) for root in pages) > 50
    first_days = [f"{day}-01-01"[:10] for day in map(str, days)]  # a month begins with its first day
    assert first_days == sorted(first_days)


def test_contents_and_landmarks_lead_to_the_chapters(book: Book) -> None:
    contents, landmarks = book.documents["nav.xhtml"].iter(f"{XHTML}nav")
    assert (contents.get(EPUB_TYPE), landmarks.get(EPUB_TYPE)) == ("toc", "landmarks")
    links = {str(link.get("href")): link.text for link in contents.iter(f"{XHTML}a")}
    assert set(links) == set(book.documents) - {"nav.xhtml", "cover.xhtml"}
    assert links["event-1.xhtml"] == "Before 1992"
    types = [link.get(EPUB_TYPE) for link in landmarks.iter(f"{XHTML}a")]
    wanted = ["cover", "titlepage", "copyright-page", "toc", "bodymatter", "glossary", "bibliography"]
    assert types == wanted


def test_the_rights_page_states_both_rights_and_the_restorations(book: Book) -> None:
    rights = book.documents["rights.xhtml"]
    words = "".join(rights.itertext())
    assert "© Konstantin Kosachev and Russia in Global Affairs." in words
    assert "https://creativecommons.org/licenses/by/4.0/" in words
    rows = [[cell.xpath("string()") for cell in row] for row in rights.iter(f"{XHTML}tr")]
    assert [row[:3] for row in rows if row[0] == "32"] == [["32", "d?tente", "détente"]]
