"""The book of small editions: their words, languages, pictures and links."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reading_edition.cli.main import main
from reading_edition.export.epub import epub
from reading_edition.export.xml import outside_address
from reading_edition.model.edition import Edition
from reading_edition.model.languages import direction
from reading_edition.model.messages import Translator
from support.cases import Case
from support.exports import NAMES, XHTML, Book, book_of, edition_with_everything, example_edition, facts_of
from support.sites import build_example

UNITED_STATES = "A republic of North America, founded in [1776](timeline.md#declaration)."


def written(edition: Edition, **files: bytes) -> Book:
    """The book of an edition; ``files`` are those of the documents' folder, with ``_`` for the dot."""
    return Book(epub(edition, lambda path: files.get(path.replace(".", "_"), b"")))


def with_facts(about: object, **words: str) -> Edition:
    """The example edition with other facts and messages."""
    edition = example_edition()
    facts = facts_of(about)
    translate = Translator(facts.notes_language, words)
    return replace(edition, settings=replace(edition.settings, facts=facts, translate=translate))


@pytest.fixture(scope="module")
def plain_book() -> Book:
    return written(example_edition())


def test_another_edition_makes_a_book_of_its_own(plain_book: Book) -> None:
    assert plain_book.metadata("dc:title") == ["Gettysburg Address"]
    assert plain_book.metadata("dc:language") == ["und", "en"]
    first = plain_book.documents["part-1.xhtml"]
    assert [item.get("id") for item in first.xpath("//h:ul/h:li", namespaces=NAMES)] == ["p2-1", "p2-2"]
    second = plain_book.documents["part-2.xhtml"]
    assert second.xpath("string(//h:h1)", namespaces=NAMES) == "Part 2, paragraph 3"
    source = plain_book.documents["source-1.xhtml"].xpath("//*[@id='times-1863']")[0]
    cited = source.xpath(".//h:p[@class='mentions']", namespaces=NAMES)
    assert "Note 3 to paragraph 3" in "".join(cited[0].itertext())


def test_the_book_has_translated_messages_and_all_names() -> None:
    about = {
        "version": "2",
        "notes_language": "de",
        "editors": ["The Society", {"family": "Basler", "given": "Roy"}],
        "essay": {"title": "A title that is far too long for one line", "author": [{"literal": "林肯"}]},
    }
    words = {"Contents": "Inhalt", "Edited by {names}": "Hg. von {names}"}
    book = written(with_facts(about, **words))
    assert book.documents["nav.xhtml"].xpath("string(//h:h1)", namespaces=NAMES) == "Inhalt"
    title = "".join(book.documents["title.xhtml"].itertext())
    assert "Hg. von The Society, Roy Basler" in title
    assert "Edition 2" in title
    assert book.metadata("dc:contributor") == ["The Society", "Roy Basler"]
    assert book.metadata("dc:creator") == ["林肯"]
    assert book.metadata("opf:meta[@property='file-as']") == ["Basler, Roy"]
    assert book.metadata("opf:meta[@property='dcterms:modified']") == ["1980-01-01T00:00:00Z"]
    lines = etree.fromstring(book.files["EPUB/cover.svg"]).xpath("//*[local-name()='text']/text()")
    assert " ".join(lines) == "A title that is far too long for one line 林肯 An annotated edition"


def test_a_book_in_a_right_to_left_language_runs_from_right_to_left() -> None:
    book = written(with_facts({"date": "1863-11", "essay": {"language": "he"}, "notes_language": "en"}))
    spine = next(book.package.iter("{*}spine"))
    assert spine.get("page-progression-direction") == "rtl"
    assert book.documents["part-1.xhtml"].get("dir") == "rtl"
    assert book.documents["part-1.xhtml"].xpath("//h:section/@dir", namespaces=NAMES) == ["ltr"]
    assert book.documents["term-1.xhtml"].get("dir") == "ltr"
    assert book.metadata("opf:meta[@property='dcterms:modified']") == ["1863-11-01T00:00:00Z"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("ru-RU", "ltr"),
        ("ar-Latn", "ltr"), ("az-Arab", "rtl"), ("und", "ltr"), ("und-Hebr", "rtl"), ("x-klingon", "ltr"),
    ],
)  # fmt: skip
def test_a_language_has_a_direction(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_everything_in_an_entry_is_kept_and_rightly_nested() -> None:
    root = written(edition_with_everything()).documents["term-1.xhtml"]
    entry = root.xpath("//h:dd", namespaces=NAMES)[0]
    tags = {etree.QName(element).localname for element in entry.iter()}
    kept = "em span a br time ol ul table th blockquote dl dt dd".split()
    assert set(kept) <= tags
    assert not {"hr", "details", "h4"} & tags
    for container in ("p", "span"):
        assert not entry.xpath(f".//h:{container}//h:div | .//h:{container}//h:p", namespaces=NAMES)
    assert entry.xpath(".//h:ol/@start", namespaces=NAMES) == ["3"]
    assert entry.xpath(".//@colspan | .//@rowspan") == ["2"]
    assert set(entry.xpath(".//@dir")) == {"ltr", "rtl"}
    assert entry.xpath(".//h:time/@datetime", namespaces=NAMES) == ["1776-07", "2026-02"]
    assert "As of February 2026." in "".join(entry.itertext())
    assert [item.text for item in entry.xpath(".//h:dl/h:dd", namespaces=NAMES)] == ["d"]


def test_links_lead_through_the_book_or_nowhere_without_an_address() -> None:
    root = written(edition_with_everything()).documents["term-1.xhtml"]
    entry = root.xpath("//h:dd", namespaces=NAMES)[0]
    links = {"".join(link.itertext()): link.get("href") for link in entry.iter(f"{XHTML}a")}
    assert links["1776"] == "event-1.xhtml#declaration"
    assert links["mail"] == "mailto:a@example.org"
    assert [links[words] for words in ("index", "the files", "tel")] == [None] * 3


def test_a_note_reference_inside_a_link_comes_after_the_link() -> None:
    root = written(edition_with_everything()).documents["term-1.xhtml"]
    link = root.xpath("//h:a[. = 'reference inside a link']", namespaces=NAMES)[0]
    assert link.get("href") == "event-1.xhtml#declaration"
    assert link.getnext()[0].get("id") == "mark.seen"


def test_a_note_with_two_references_is_in_the_book_once() -> None:
    root = written(edition_with_everything()).documents["term-1.xhtml"]
    references = root.xpath("//h:sup/h:a", namespaces=NAMES)
    assert [(each.text, each.get("id")) for each in references] == [("4", "mark.seen"), ("4", None)]
    assert len(root.xpath("//h:aside", namespaces=NAMES)) == 1


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("https://example.org/a b?c=[d]&e#f", "https://example.org/ab?c=%5Bd%5D&e#f"),
        ("https://example.org/%C3%A9/%zz", "https://example.org/%C3%A9/%25zz"),
        ("https://пример.рф/текст", "https://xn--e1afmkfd.xn--p1ai/%D1%82%D0%B5%D0%BA%D1%81%D1%82"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://", ""),
        ("http:///x", ""),
        ("mailto:", ""),
        ("javascript:alert(1)", ""),
        ("//example.org/", ""),
        ("http://[broken", ""),
        ("../glossary/", ""),
    ],
)
def test_links_out_of_the_book_have_valid_addresses(written: str, wanted: str) -> None:
    assert outside_address(written) == wanted


def png() -> bytes:
    """A picture of one white pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def test_the_book_contains_pictures() -> None:
    pictures = "![a map](map.png) [![the map again](map.png)](index.md) [![a plan](plan.tiff)](index.md) ![a scheme](scheme.svg)"
    case = Case("pictures", changes={"docs/glossary.md": [([UNITED_STATES], [UNITED_STATES, "", pictures])]})
    case.files["published"] = "map.png\nplan.tiff\nscheme.svg\n"
    book = written(example_edition(case), map_png=png(), scheme_svg=b"<svg/>")
    entry = book.documents["term-1.xhtml"].xpath("//h:dd", namespaces=NAMES)[0]
    images = [(image.get("src"), image.get("alt")) for image in entry.iter(f"{XHTML}img")]
    assert images == [("pictures/1.png", "a map"), ("pictures/1.png", "the map again"), ("pictures/2.svg", "a scheme")]
    assert "[a plan]" in "".join(entry.itertext())
    assert book.files["EPUB/pictures/1.png"] == png()
    items = {item.get("href"): item.get("media-type") for item in book.package.iter("{*}item")}
    assert items["pictures/1.png"] == "image/png"
    assert book.metadata("opf:meta[@property='schema:accessMode']") == ["textual", "visual"]


def test_links_to_pages_that_the_book_lacks_lead_to_the_site() -> None:
    line = "The sixteenth president of the [United States](glossary.md#united-states)."
    case = Case("site", changes={"docs/people.md": [([line], [f"{line} See [the index](index.md)."])]})
    book = written(example_edition(case, address="https://example.org/ga/"))
    links = {"".join(link.itertext()): link.get("href") for _, link in book.links()}
    assert links["the index"] == "https://example.org/ga/index.html"
    assert links["https://example.org/ga/"] == "https://example.org/ga/"


def test_the_same_edition_gives_the_same_bytes(plain_book: Book) -> None:
    assert written(example_edition()).content == plain_book.content


def test_the_command_writes_the_published_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_example(tmp_path).problems == []
    config, output = str(tmp_path / "mkdocs.yml"), tmp_path / "book.epub"
    assert main(["--config-file", config, "epub", "--output", str(output)]) == 0
    assert output.read_bytes() == book_of(tmp_path / "site").content
    assert "KiB" in capsys.readouterr().out
    assert main(["--config-file", config, "epub", "--output", str(tmp_path / "no/book.epub")]) != 0
    assert "cannot be written" in capsys.readouterr().err
