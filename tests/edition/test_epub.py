"""The edition as a book for e-readers: its files, its words, its notes and its links, without epubcheck."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest
from lxml import etree
from test_publishing import PARTS, is_passage
from test_real_site import page, received_lines, restored

from reading_edition.cli.main import main
from reading_edition.export.epub.addresses import outside_address
from reading_edition.export.epub.xhtml import direction
from support.cases import Case
from support.sites import build_example

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True)
class Epub:
    """A book as it was written."""

    content: bytes

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def documents(self) -> Mapping[str, etree._Element]:
        """The XHTML documents by their names; to be parsed they must be well-formed."""
        return {
            name.removeprefix("EPUB/"): etree.fromstring(content)
            for name, content in self.files.items()
            if name.endswith(".xhtml")
        }

    @cached_property
    def package(self) -> etree._Element:
        return etree.fromstring(self.files["EPUB/package.opf"])

    def said(self, path: str) -> list[str]:
        """What the package says under a path of its metadata."""
        return [str(item.text) for item in self.package.xpath(f"opf:metadata/{path}", namespaces=NAMES)]

    def links(self) -> Iterator[tuple[str, etree._Element]]:
        for name, root in self.documents.items():
            for link in root.iter(f"{XHTML}a"):
                yield name, link


@cache
def read(site: Path) -> Epub:
    return Epub((site / "data/edition.epub").read_bytes())


@pytest.fixture(scope="session")
def book(real_site: Path) -> Epub:
    return read(real_site)


def example(folder: Path, *, config: Mapping[str, str] | None = None, case: Case | None = None) -> Epub:
    """The book of the example edition; ``config`` changes lines of its mkdocs.yml."""
    case = case or Case("as it stands")
    for old, new in (config or {}).items():
        case.changes.setdefault("mkdocs.yml", []).append(([old], new.split("\n")))
    built = build_example(folder, case)
    assert built.problems == []
    return read(built.folder / "site")


def words_of(element: etree._Element, *left_out: str) -> str:
    """The words of an element without those of elements of some classes."""
    text = element.text or ""
    for child in element:
        if child.get("class") not in left_out:
            text += words_of(child, *left_out)
        text += child.tail or ""
    return text


def test_the_archive_opens_with_its_type_uncompressed(book: Epub) -> None:
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_names_every_file_and_the_spine_every_page(book: Epub) -> None:
    items = {item.get("id"): item.get("href") for item in book.package.iter("{*}item")}
    stored = {name.removeprefix("EPUB/") for name in book.files if name.startswith("EPUB/")}
    assert set(items.values()) == stored - {"package.opf"}
    spine = [items[reference.get("idref")] for reference in book.package.iter("{*}itemref")]
    assert sorted(map(str, spine)) == sorted(book.documents)


def test_the_package_says_what_it_is_whose_and_from_when(book: Epub) -> None:
    assert book.said("dc:title") == ["Values for the Sake of Unification"]
    assert book.said("dc:creator") == ["Konstantin Kosachev"]
    assert book.said("dc:language") == ["en"]
    assert len(book.said("dc:rights")) == 2
    assert book.said("dc:identifier")[0].startswith("urn:uuid:")
    assert book.said("opf:meta[@property='dcterms:modified']")[0].endswith("T00:00:00Z")
    assert book.said("opf:meta[@property='schema:accessMode']") == ["textual"]
    for name in ("accessModeSufficient", "accessibilityHazard", "accessibilitySummary"):
        assert book.said(f"opf:meta[@property='schema:{name}']") != []
    assert "tableOfContents" in book.said("opf:meta[@property='schema:accessibilityFeature']")


def test_the_words_of_every_passage_are_the_essays(book: Epub) -> None:
    passages = [
        element
        for name, root in book.documents.items()
        if name.startswith("part-")
        for element in root.xpath("//*[@id]")
        if is_passage(element)
    ]
    assert [words_of(element, "number", "mark").strip() for element in passages] == [
        restored(line, element.get("id") or "")
        for line, element in zip(received_lines(), passages, strict=True)
    ]


def test_every_numbered_paragraph_shows_its_number(book: Epub) -> None:
    for root in book.documents.values():
        for number in root.xpath("//h:span[@class='number']", namespaces=NAMES):
            assert f"p{number.text}" == number.getparent().get("id")
    assert len([n for r in book.documents.values() for n in r.xpath("//*[@class='number']")]) == 40


def test_every_note_of_the_essay_pops_up_from_its_mark_and_leads_back(book: Epub, real_site: Path) -> None:
    wanted = {
        note.get("id", "").removeprefix("fn:")
        for part in PARTS
        for note in page(real_site, part).iter("aside")
    }
    found = set()
    for name, root in book.documents.items():
        for mark in root.xpath("//h:a[@epub:type='noteref']", namespaces=NAMES):
            note = root.xpath(f"//*[@id='{(mark.get('href') or '')[1:]}']")[0]
            assert (note.tag, note.get(TYPE), note.get("role")) == (
                f"{XHTML}aside",
                "footnote",
                "doc-footnote",
            )
            assert mark.get("role") == "doc-noteref"
            back = note.xpath(".//h:a[@epub:type='backlink']", namespaces=NAMES)[0]
            assert back.get("href") == f"#{mark.get('id')}"
            assert back.text == mark.text
            if name.startswith("part-"):
                found.add((note.get("id") or "").removeprefix("note."))
    assert found == wanted != set()


def test_every_link_leads_to_a_place_of_the_book_or_out_of_it(book: Epub) -> None:
    counted = 0
    for name, link in book.links():
        href = link.get("href") or ""
        if href.startswith(("http://", "https://", "mailto:")):
            assert "127.0.0.1" not in href, "a book does not lead to the machine on which it was made"
            continue
        file, _, fragment = href.partition("#")
        if fragment:
            assert book.documents[file or name].xpath(f"//*[@id='{fragment}']"), f"{name}: {href}"
            counted += 1
        elif href:
            assert file in book.documents
    assert counted > 1000


def test_ids_are_unique_in_each_file(book: Epub) -> None:
    for name, root in book.documents.items():
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), name


def test_every_entry_and_source_is_in_the_book(book: Epub, real_site: Path) -> None:
    glossary = book.documents["term-1.xhtml"]
    assert glossary.xpath("//h:section[@epub:type='glossary'][@role='doc-glossary']/h:dl", namespaces=NAMES)
    ids = {str(name) for root in book.documents.values() for name in root.xpath("//@id")}
    for address in ("glossary/", "people/", "sources/", "timeline/since/", "timeline/before-1992/"):
        entries = page(real_site, address).xpath("//section[contains(@class, 'entry')]/h2/@id")
        assert set(entries) <= ids
        assert entries != []
    assert book.documents["source-1.xhtml"].xpath("//h:section[@epub:type='bibliography']", namespaces=NAMES)


def test_the_chronology_names_every_event_in_order(book: Epub) -> None:
    items = book.documents["chronology.xhtml"].xpath("//h:ol/h:li", namespaces=NAMES)
    days = [item.xpath(".//h:time/@datetime", namespaces=NAMES)[0] for item in items]
    events = [
        len(root.xpath("//*[@class='entry']")) for name, root in book.documents.items() if "event-" in name
    ]
    assert len(items) == sum(events) > 50
    firsts = [f"{day}-01-01"[:10] for day in map(str, days)]  # a month is its first day
    assert firsts == sorted(firsts)


def test_contents_and_landmarks_lead_to_the_chapters(book: Epub) -> None:
    contents, landmarks = book.documents["nav.xhtml"].iter(f"{XHTML}nav")
    assert (contents.get(TYPE), landmarks.get(TYPE)) == ("toc", "landmarks")
    listed = {link.get("href") for link in contents.iter(f"{XHTML}a")}
    assert listed == set(book.documents) - {"nav.xhtml", "cover.xhtml"}
    kinds = [link.get(TYPE) for link in landmarks.iter(f"{XHTML}a")]
    assert kinds == [
        "cover", "titlepage", "copyright-page", "toc", "bodymatter", "glossary", "bibliography",
    ]  # fmt: skip
    titles = [
        link.text for link in contents.iter(f"{XHTML}a") if (link.get("href") or "").startswith("event-")
    ]
    assert titles[0] == "Before 1992"


def test_the_rights_page_states_both_rights_and_the_restorations(book: Epub) -> None:
    words = "".join(book.documents["rights.xhtml"].itertext())
    assert "© Konstantin Kosachev and Russia in Global Affairs." in words
    assert "https://creativecommons.org/licenses/by/4.0/" in words
    assert "32d?tentedétentea letter “é” was lost" in words


def test_another_edition_makes_a_book_of_its_own(tmp_path: Path) -> None:
    book = example(tmp_path)
    assert book.said("dc:title") == ["Gettysburg Address"]
    assert book.said("dc:language") == ["und", "en"]
    first = book.documents["part-1.xhtml"]
    assert [item.get("id") for item in first.xpath("//h:ul/h:li", namespaces=NAMES)] == ["p2-1", "p2-2"]
    second = book.documents["part-2.xhtml"]
    assert second.xpath("string(//h:h1)", namespaces=NAMES) == "Part 2, paragraph 3"
    cited = book.documents["source-1.xhtml"].xpath(
        "//*[@id='times-1863']//h:p[@class='mentions']", namespaces=NAMES
    )
    assert "Note 3 to paragraph 3" in "".join(cited[0].itertext())


def test_the_book_says_its_own_words_and_all_names(tmp_path: Path) -> None:
    facts = """extra:
  edition:
    words: {Contents: Inhalt, Rights: Rechte, "Edited by {names}": "Hg. von {names}"}
    about:
      version: "2"
      notes_language: de
      editors: [The Society, {family: Basler, given: Roy}]
      rights: {essay: Nobody's., notes: Everybody's., notes_url: "https://example.org/license"}
      essay: {title: "A title that is far too long for one line", author: [{literal: "林肯"}]}"""
    book = example(
        tmp_path, config={"extra:": facts.partition("\n")[0], "  edition:": facts.partition("\n")[2]}
    )
    assert book.documents["nav.xhtml"].xpath("string(//h:h1)", namespaces=NAMES) == "Inhalt"
    assert "Hg. von The Society, Roy Basler" in "".join(book.documents["title.xhtml"].itertext())
    assert book.said("dc:contributor") == ["The Society", "Roy Basler"]
    assert book.said("dc:creator") == ["林肯"]
    assert book.said("opf:meta[@property='file-as']") == ["Basler, Roy"]
    assert "Edition 2" in "".join(book.documents["title.xhtml"].itertext())
    assert book.said("opf:meta[@property='dcterms:modified']") == ["1980-01-01T00:00:00Z"]
    lines = etree.fromstring(book.files["EPUB/cover.svg"]).xpath("//*[local-name()='text']/text()")
    assert " ".join(lines) == "A title that is far too long for one line 林肯 An annotated edition"


def test_a_language_written_from_right_to_left_turns_the_book(tmp_path: Path) -> None:
    about = "extra:\n  edition:\n    about: {date: 1863-11, essay: {language: he}, notes_language: en}"
    book = example(tmp_path, config={"extra:\n  edition:": about})
    spine = next(book.package.iter("{*}spine"))
    assert spine.get("page-progression-direction") == "rtl"
    assert book.documents["part-1.xhtml"].get("dir") == "rtl"
    assert book.documents["part-1.xhtml"].xpath("//h:section/@dir", namespaces=NAMES) == ["ltr"]
    assert book.documents["term-1.xhtml"].get("dir") == "ltr"
    assert book.said("opf:meta[@property='dcterms:modified']") == ["1863-11-01T00:00:00Z"]


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("ru-RU", "ltr"),
        ("ar-Latn", "ltr"), ("az-Arab", "rtl"), ("und", "ltr"), ("und-Hebr", "rtl"), ("x-klingon", "ltr"),
    ],
)  # fmt: skip
def test_a_language_says_which_way_its_words_run(tag: str, way: str) -> None:
    assert direction(tag) == way


def test_whatever_stands_in_an_entry_has_its_place_in_the_book(tmp_path: Path) -> None:
    """Pictures, lists, tables, other languages, a note with two marks: nothing is lost or nested wrongly."""
    case = Case(
        "rich",
        changes={
            "docs/glossary.md": [
                (
                    ["A republic of North America, founded in [1776](timeline.md#declaration)."],
                    [
                        'A *republic* of <span lang="es">América</span>, founded in'
                        " [1776](timeline.md#declaration), see [index](index.md)"
                        " and [the files](data/edition.txt)<br>![a map](map.png)"
                        '<time datetime="1776-07">then</time>, <span><div>a block</div></span>,'
                        " [mail](mailto:a@example.org), [tel](tel:112), [![a map](map.png)](index.md).",
                        "",
                        '<ol start="3"><li>one</li><li>two</li></ol>',
                        "",
                        "- seen[^seen]",
                        "- again[^seen]",
                        "",
                        '<table><tr><th colspan="2">a</th></tr>',
                        '<tr><td>b</td><td rowspan="x">c</td></tr></table>',
                        "",
                        '<blockquote lang="ar" dir="rtl">كلمات</blockquote>',
                        "",
                        "<details><summary>More</summary><h4>Inside</h4><dl><dt>t</dt><dd>d</dd></dl></details>",
                        "",
                        "<ul></ul><table></table><hr><dl><dd>alone</dd></dl>",
                        "",
                        '<bdo dir="rtl">one</bdo> <b dir="sideways">two</b>',
                        '<time datetime="2010-03~">then</time>',
                        "",
                        "[^seen]: **Context.** Seen twice. [Basler 1953](sources.md#basler-1953)",
                    ],
                )
            ],
        },
    )
    built = build_example(tmp_path, case, {"docs/map.png": b"\x89PNG"})
    assert [line for line in built.problems if "gist-length" not in line] == []
    root = read(built.folder / "site").documents["term-1.xhtml"]
    entry = root.xpath("//h:dd", namespaces=NAMES)[0]
    tags = [etree.QName(element).localname for element in entry.iter()]
    for tag in ("em", "span", "a", "br", "time", "ol", "ul", "table", "th", "blockquote", "dl", "dt", "dd"):
        assert tag in tags, tag
    assert not {"hr", "details", "h4"} & set(tags)
    for container in ("p", "span"):
        assert not entry.xpath(f".//h:{container}//h:div | .//h:{container}//h:p", namespaces=NAMES)
    assert not entry.xpath(".//h:a//h:a", namespaces=NAMES)
    links = {"".join(link.itertext()): link.get("href") for link in entry.iter(f"{XHTML}a")}
    assert links["1776"] == "event-1.xhtml#declaration"
    assert links["mail"] == "mailto:a@example.org"
    assert [links[words] for words in ("index", "the files", "tel")] == [None] * 3
    assert entry.xpath(".//h:ol/@start", namespaces=NAMES) == ["3"]
    assert entry.xpath(".//@colspan | .//@rowspan") == ["2"]
    assert set(entry.xpath(".//@dir")) == {"ltr", "rtl"}
    assert entry.xpath(".//h:time/@datetime", namespaces=NAMES) == ["1776-07"]
    assert [item.text for item in entry.xpath(".//h:dl/h:dd", namespaces=NAMES)] == ["d"]
    assert [mark.text for mark in entry.xpath(".//h:sup/h:a", namespaces=NAMES)] == ["4", "4"]
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
def test_a_book_leads_out_only_by_addresses_that_are_ones(written: str, wanted: str) -> None:
    assert outside_address(written) == wanted


def png() -> bytes:
    """A picture of one white point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def test_pictures_stand_in_the_book(tmp_path: Path) -> None:
    line = "A republic of North America, founded in [1776](timeline.md#declaration)."
    pictures = "![a map](map.png) [![the map again](map.png)](index.md) [![a plan](plan.svg)](index.md)"
    case = Case("pictures", changes={"docs/glossary.md": [([line], [line, "", pictures])]})
    case.files["docs/plan.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    built = build_example(tmp_path, case, {"docs/map.png": png()})
    assert built.problems == []
    book = read(built.folder / "site")
    entry = book.documents["term-1.xhtml"].xpath("//h:dd", namespaces=NAMES)[0]
    images = [(image.get("src"), image.get("alt")) for image in entry.iter(f"{XHTML}img")]
    assert images == [("pictures/1.png", "a map"), ("pictures/1.png", "the map again")]
    assert "[a plan]" in "".join(entry.itertext())
    assert book.files["EPUB/pictures/1.png"] == png()
    items = {item.get("href"): item.get("media-type") for item in book.package.iter("{*}item")}
    assert items["pictures/1.png"] == "image/png"
    assert book.said("opf:meta[@property='schema:accessMode']") == ["textual", "visual"]


def test_links_to_what_the_book_does_not_hold_lead_to_the_site(tmp_path: Path) -> None:
    line = "The sixteenth president of the [United States](glossary.md#united-states)."
    case = Case("site", changes={"docs/people.md": [([line], [f"{line} See [the index](index.md)."])]})
    book = example(
        tmp_path, config={"plugins: []": "plugins: []\nsite_url: https://example.org/ga/"}, case=case
    )
    links = {"".join(link.itertext()): link.get("href") for _, link in book.links()}
    assert links["the index"] == "https://example.org/ga/"
    assert links["https://example.org/ga/"] == "https://example.org/ga/"


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = example(tmp_path / "one"), example(tmp_path / "two")
    assert first.content == second.content


def test_the_command_writes_the_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = example(tmp_path)
    output = tmp_path / "book.epub"
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), "epub", "--output", str(output)]) == 0
    assert output.read_bytes() == published.content
    assert "KiB" in capsys.readouterr().out


def test_where_the_book_cannot_be_written_the_command_says_so(tmp_path: Path) -> None:
    example(tmp_path)
    with pytest.raises(SystemExit, match="cannot be written"):
        main(
            [
                "--config-file",
                str(tmp_path / "mkdocs.yml"),
                "epub",
                "--output",
                str(tmp_path / "no/book.epub"),
            ]
        )
