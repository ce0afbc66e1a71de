"""The promises of the built edition, checked on the files that a reader gets."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
import yaml
from lxml.html import HtmlElement

from reading_edition.cli.main import main
from reading_edition.model.edition import Edition
from reading_edition.render.page_shell import SHEETS
from support.sites import PROJECT

PARTS = {
    "essay/part-1/": ["title", "issue", "byline", "author-note", "p1", "p2"],
    "essay/part-2/": [f"p{number}" for number in range(3, 17)],
    "essay/part-3/": [
        *(f"p{number}" for number in range(17, 27)),
        *("p26-1", "p26-2", "p26-3"),
        *(f"p{number}" for number in range(27, 38)),
    ],
}
KINDS = {"ref-term", "ref-person", "ref-event", "ref-source", "ref-passage", "ref-page", "ref-note"}
LOADING = {
    "img": "src", "script": "src", "source": "src", "iframe": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "link": "href",
}  # fmt: skip


@cache
def document(file: Path) -> HtmlElement:
    return lxml.html.document_fromstring(file.read_text(encoding="utf-8"))


def pages(site: Path) -> dict[str, HtmlElement]:
    """All pages but those that repeat the others, for print and for a handout."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): document(file)
        for file in sorted(site.rglob("*.html"))
        if file.parent.name not in ("print", "handout")
    }


def page(site: Path, address: str) -> HtmlElement:
    return document(site / address / "index.html")


@cache
def ids(root: HtmlElement) -> list[str]:
    return [str(name) for name in root.xpath("//@id")]


def received_lines() -> list[str]:
    """The received text, read without the edition's code: a paragraph a line, without bullets."""
    text = (PROJECT / "docs/essay/received.txt").read_text(encoding="utf-8")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return [line.removeprefix("• ") for line in lines if line]


def restored(words: str, number: str) -> str:
    records = yaml.safe_load((PROJECT / "docs/essay/emendations.yaml").read_text(encoding="utf-8"))
    for record in records:
        if f"p{record['paragraph']}" == number:
            words = words.replace(record["received"], record["read"])
    return words


def test_every_address_that_is_published_is_listed_as_a_promise(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config-file", str(PROJECT / "mkdocs.yml"), "permalinks", "--check"]) == 0, capsys.readouterr().err


def test_the_received_text_is_published_unchanged(real_site: Path) -> None:
    published = (real_site / "essay/received.txt").read_bytes()
    assert published == (PROJECT / "docs/essay/received.txt").read_bytes()


def test_every_passage_has_its_address_and_the_received_words(real_site: Path) -> None:
    names = [name for part in PARTS.values() for name in part]
    printed = []
    for address, part in PARTS.items():
        root = page(real_site, address)
        for name in part:
            (element,) = root.xpath(f"//*[@id='{name}']")
            assert element.tag == ("h1" if name == "title" else "li" if "-" in name[1:4] else "p"), name
            printed.append(" ".join(element.text_content().split()))
    wanted = [restored(line, name) for name, line in zip(names, received_lines(), strict=True)]
    assert printed == wanted


def test_parts_contain_their_passages_in_order(real_site: Path) -> None:
    for address, part in PARTS.items():
        found = [name for name in ids(page(real_site, address)) if name in part]
        assert found == part


def test_annotations_inside_a_paragraph_have_no_text(real_site: Path) -> None:
    for address in PARTS:
        for element in page(real_site, address).xpath("//*[@id]//*[contains(@class, 'apparatus')]"):
            if element.getparent().tag in ("p", "li"):
                assert element.text_content() == ""


def test_every_cross_reference_has_a_tooltip_with_words_in_its_page(real_site: Path) -> None:
    count = 0
    for address, root in pages(real_site).items():
        by_id = {element.get("id"): element for element in root.xpath("//*[@id]")}
        for link in root.xpath("//a[contains(concat(' ', @class, ' '), ' ref ')]"):
            count += 1
            assert KINDS & set(link.get("class").split()), address
            words = by_id[link.get("aria-describedby")].find("p").text_content()
            assert words.strip(), (address, link.get("href"))
    assert count > 400


MADE_BY_THE_BUILD = {
    "generated-citation",
    "mentioned",
    "in-essay",
    "entry-index",
    "entry-sources",
    "tooltips",
    "listed-notes",
    "emendations",
    "apparatus",
    "note-back",
    "note-steps",
    "cite",
    "guide-line",
    "headnote",
    "specimen",
    "picture",
    "chronology",
    "latest-changes",
}


def is_made_by_the_build(link: HtmlElement) -> bool:
    """Whether the edition made a link by itself: in a list of mentions or sources, an index, a tooltip, a made page."""
    return any(
        MADE_BY_THE_BUILD & set((element.get("class") or "").split()) for element in (link, *link.iterancestors())
    )


def test_every_link_between_written_pages_is_a_cross_reference(real_site: Path) -> None:
    for address, root in pages(real_site).items():
        for link in root.xpath("//article//a[@href]"):
            href = link.get("href")
            if (
                urlsplit(href).scheme
                or href.endswith((".txt", ".yaml", ".xml", ".atom", ".jsonld", ".epub", ".bib", ".json", ".ris"))
                or address == "404.html"
            ):
                continue
            assert is_made_by_the_build(link) or "ref" in (link.get("class") or "").split(), (address, href)


def test_links_inside_tooltips_are_plain(real_site: Path) -> None:
    for address, root in pages(real_site).items():
        for inner in root.xpath("//div[@class='tooltips']/div/p[2]//*"):
            assert not {"id", "aria-describedby"} & set(inner.attrib), address
            assert inner.get("class") in (None, "ref-source"), address


def test_the_words_around_a_mention_are_without_citations(real_site: Path, real_edition: Edition) -> None:
    citations = [source.title for source in real_edition.of_kind("source")]
    mentions = [str(quote.text_content()) for quote in page(real_site, "timeline/2008-2010/").iter("q")]
    assert len(mentions) > 50
    assert [(each, words) for words in mentions for each in citations if each in words] == []


def test_citations_in_listed_notes_look_like_citations(real_site: Path) -> None:
    for link in page(real_site, "claims/").xpath("//*[@class='listed-words']//a"):
        assert (link.get("class") == "ref-source") == str(link.get("href")).startswith("../sources/#")


def test_every_note_is_once_in_its_page_after_its_paragraph(real_site: Path) -> None:
    numbers: list[int] = []
    kinds: set[str] = set()
    for address in PARTS:
        root = page(real_site, address)
        for mark in root.xpath("//a[contains(@class, 'note-reference')]"):
            (note,) = root.xpath(f"//*[@id='{mark.get('href')[1:]}']")
            assert note.tag == "aside"
            assert note.get("role") == "note"
            number = mark.get("aria-label").removeprefix("note ")
            numbers.append(int(number))
            kinds |= {name for name in note.get("class").split() if name.startswith("note-")}
            before = note.getprevious()
            while before.tag == "aside":
                before = before.getprevious()
            block = mark.xpath("ancestor::*[self::p or self::ul]")[0]
            follows = block.getnext()
            if follows is not None and follows.tag == "ul":
                block = follows
            assert before is block, (address, mark.get("href"))
        assert not root.xpath("//div[@class='footnote']")
    assert numbers == list(range(1, len(numbers) + 1))
    assert kinds == {"note-context", "note-disputed", "note-correction", "note-text", "note-core"}


def test_mentions_are_the_exact_reverse_of_links(real_site: Path) -> None:
    """An entry lists what links to it, and nothing else."""
    links: dict[tuple[str, str], set[tuple[str, str]]] = {}
    mentions: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for address, root in pages(real_site).items():
        for link in root.xpath("//a[contains(concat(' ', @class, ' '), ' ref ')]"):
            owner = owner_of(link) if address != "guide/" else ""  # whose items have the ids of paragraphs
            target = resolve(address, link.get("href"))
            if owner and target != (address, owner):
                links.setdefault(target, set()).add((address, owner))
        for item in root.xpath("//ul[@class='mentions']/li/a"):
            entry = item.xpath("ancestor::section[contains(@class, 'entry')]/h2/@id")[0]
            mentions.setdefault((address, entry), set()).add(resolve(address, item.get("href")))
    entries = {
        (address, str(name))
        for address, root in pages(real_site).items()
        for name in root.xpath("//section[contains(@class, 'entry')]/h2/@id")
    }
    assert len(entries) > 200
    for entry in sorted(entries):
        assert mentions.get(entry, set()) == links.get(entry, set()), entry


def owner_of(link: HtmlElement) -> str:
    """The paragraph, note or entry that contains a link."""
    for ancestor in link.iterancestors():
        if ancestor.tag == "aside" and ancestor.get("id"):
            return str(ancestor.get("id"))
        if ancestor.tag == "section" and "entry" in (ancestor.get("class") or ""):
            return str(ancestor[0].get("id"))
        name = ancestor.get("id") or ""
        if any(name in part for part in PARTS.values()):
            return name
    return ""


def resolve(address: str, href: str) -> tuple[str, str]:
    """The page and id of the target of an address in a page."""
    path, _, fragment = href.partition("#")
    path = path.partition("?")[0]  # a page is the same with a choice of the reader's in its address
    if not path:
        return address, unquote(fragment)
    joined = posixpath.normpath(posixpath.join("/" + address, unquote(path))).lstrip("/")
    return (f"{joined}/" if joined and not posixpath.splitext(joined)[1] else joined), unquote(fragment)


def test_no_link_of_the_site_is_broken(real_site: Path) -> None:
    all_pages = pages(real_site)
    names = {address: set(ids(root)) for address, root in all_pages.items()}
    for address, root in all_pages.items():
        base = "" if address == "404.html" else address
        for href in root.xpath("//@href | //@src"):
            parts = urlsplit(str(href))
            if parts.scheme or parts.netloc or str(href).startswith(("/", "javascript:")):
                continue
            target, fragment = resolve(base, str(href))
            if target in names:
                known = not fragment or fragment in names[target] or fragment.startswith("__")
                assert known, (address, href)
            else:
                found = real_site / target
                assert found.is_file() or (found / "index.html").is_file(), (address, href)


def test_no_id_is_twice_in_a_page(real_site: Path) -> None:
    for address, root in pages(real_site).items():
        found = ids(root)
        assert len(found) == len(set(found)), (address, sorted({n for n in found if found.count(n) > 1}))


def test_ids_of_entries_and_notes_are_unique_in_the_edition(real_site: Path) -> None:
    found = [
        str(name)
        for root in pages(real_site).values()
        for name in root.xpath("//section[contains(@class, 'entry')]/h2/@id | //aside/@id")
    ]
    assert len(found) == len(set(found))


def test_no_page_loads_anything_from_another_host(real_site: Path) -> None:
    for address, root in pages(real_site).items():
        for tag, attribute in LOADING.items():
            for element in root.iter(tag):
                if tag == "link" and element.get("rel") in ("canonical", "prev", "next", "schema.DC"):
                    continue
                parts = urlsplit(element.get(attribute) or "")
                assert not parts.netloc, (address, element.get(attribute))
        for style in root.xpath("//style/text() | //@style"):
            assert "url(" not in str(style), address
    for sheet in real_site.rglob("assets/css/*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", sheet.read_text(encoding="utf-8"))


def test_every_event_has_a_time_for_each_end(real_site: Path) -> None:
    total = 0
    for span in ("before-1992", "1992-2007", "2008-2010", "since"):
        for event in page(real_site, f"timeline/{span}/").xpath("//section[contains(@class, 'entry-event')]"):
            total += 1
            ends = event[0].get("data-date").split("/")
            times = [str(time) for time in event.xpath(".//p[@class='event-date']/time/@datetime")]
            assert times == [end.rstrip("~?") for end in ends if end not in ("", "..")]
    assert total >= 40


def test_overview_of_the_timeline_leads_to_each_span_of_time(real_site: Path) -> None:
    links = set(page(real_site, "timeline/").xpath("//article//a/@href"))
    assert {"before-1992/", "1992-2007/", "2008-2010/", "since/"} <= links


REQUIRED = [
    "founding-act", "tagliavini-report", "csto", "european-security-treaty", "cfe-treaty", "osce", "nato",
    "nato-russia-council", "visegrad-group", "medvedev-sarkozy-plan", "military-doctrine-2010",
    "warsaw-pact", "detente", "vancouver-to-vladivostok", "cannot-be",
]  # fmt: skip


@pytest.mark.parametrize("name", REQUIRED)
def test_glossary_explains_what_readers_need(real_site: Path, name: str) -> None:
    (section,) = page(real_site, "glossary/").xpath(f"//section[h2[@id='{name}']]")
    mentions = section.xpath(".//ul[@class='mentions']/li/a/@href")
    assert any("essay/part-" in str(href) for href in mentions), f"no passage mentions {name}"


def test_names_are_linked_at_their_full_length_where_the_essay_has_no_short_form(real_site: Path) -> None:
    part = page(real_site, "essay/part-2/")
    csto = part.xpath("//p[@id='p5']/a[contains(@href, '#csto')]")[0]
    assert "Collective Security Treaty Organization" in csto.text_content()
    report = part.xpath("//p[@id='p8']/a[contains(@href, '#tagliavini-report')]")[0]
    assert "Tagliavini Commission’s report" in report.text_content()


def test_no_page_names_an_open_license_for_the_essay(real_site: Path) -> None:
    for address in PARTS:
        text = page(real_site, address).xpath("//footer")[0].text_content()
        assert "The essay: ©" in text
        assert not page(real_site, address).xpath("//*[@rel='license']")


def search_index(site: Path) -> list[dict[str, str]]:
    data = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    docs: list[dict[str, str]] = data["docs"]
    return docs


def test_search_has_an_entry_for_every_paragraph_and_note(real_site: Path) -> None:
    found = {entry["location"] for entry in search_index(real_site)}
    for address, part in PARTS.items():
        assert {f"{address}#{name}" for name in part} <= found
        assert {f"{address}#{name}" for name in page(real_site, address).xpath("//aside/@id")} <= found
    for location in found:
        address, _, fragment = location.partition("#")
        assert not fragment or fragment in ids(page(real_site, address)), location


def test_search_finds_the_words_of_a_paragraph_only_there(real_site: Path) -> None:
    hits = [entry["location"] for entry in search_index(real_site) if "under our thumb" in entry["text"]]
    assert "essay/part-2/#p12" in hits
    assert "essay/part-2/" not in hits


def events_in(site: Path, picture: str) -> list[HtmlElement]:
    links: list[HtmlElement] = page(site, "timeline/").xpath(f"{picture}//a[contains(@class, 'ref-event')]")
    return links


def test_chronology_lists_every_event_once_in_the_order_of_dates(real_site: Path) -> None:
    rows = "//*[@class='chronology-year']"
    shown = [resolve("timeline/", link.get("href")) for link in events_in(real_site, rows)]
    headings = {
        (address, str(heading.get("id"))): heading.get("data-date")
        for address, root in pages(real_site).items()
        for heading in root.xpath("//section[contains(@class, 'entry-event')]/h2")
    }
    assert sorted(shown) == sorted(headings)
    years = [headings[event][:4] for event in shown]
    assert years == sorted(years)


def test_overview_counts_every_event_in_each_of_its_themes_and_leads_to_its_year(real_site: Path) -> None:
    root = page(real_site, "timeline/")
    counted = Counter[str]()
    for bar in root.xpath("//*[@class='overview-lane']//a"):
        theme, _, year = bar.get("href").removeprefix("?theme=").partition("#")
        counted[theme] += int(bar.text)
        assert bar.get("aria-label").endswith(f"{year.removeprefix('year:')}: {bar.text}")
        assert root.get_element_by_id(year).tag == "section"
    rows = root.xpath("//section[number(h3) >= 1989]//li[contains(@class, 'event-row')]/@data-theme")
    assert counted == Counter(theme for themes in rows for theme in str(themes).split())


def test_ten_turning_points_are_named_and_spread_over_the_years(real_site: Path) -> None:
    years = [int(link.find("b").text) for link in events_in(real_site, "//*[@class='overview-points']")]
    assert len(years) == 10
    assert years == sorted(years)
    assert years[0] <= 1991
    assert years[-1] >= 2022


def test_every_picture_of_time_has_the_line_of_the_essay(real_site: Path) -> None:
    lines = page(real_site, "timeline/").find_class("picture-now")
    assert [line.text_content() for line in lines] == ["The essay, March 2010"] * 3


def test_path_names_each_event_that_a_paragraph_refers_to(real_site: Path) -> None:
    """A paragraph refers to an event if it or one of its notes links to it."""
    wanted = set()
    for address in PARTS:
        for link in page(real_site, address).xpath("//a[contains(@class, 'ref-event')]"):
            notes = list(link.iterancestors("aside"))
            if notes:
                name = f"[@href='#{notes[0].get('id')}']"
                mark = page(real_site, address).xpath(f"//a[contains(@class, 'note-reference')]{name}")[0]
                owner = owner_of(mark)
            else:
                owner = owner_of(link)
            if owner[:1] == "p" and owner[1:2].isdigit():
                wanted.add((owner.split("-")[0][1:], resolve(address, link.get("href"))))
    shown = set()
    for link in events_in(real_site, "//table[contains(@class, 'path')]"):
        (number,) = link.xpath("ancestor::tr/th/a/@aria-label")
        shown.add((number.removeprefix("Paragraph "), resolve("timeline/", link.get("href"))))
    assert shown == wanted


def test_every_event_of_a_picture_has_its_summary_in_the_page(real_site: Path) -> None:
    found = ids(page(real_site, "timeline/"))
    assert all(link.get("aria-describedby") in found for link in events_in(real_site, "//article"))


def test_print_page_contains_the_whole_edition(real_site: Path) -> None:
    book = page(real_site, "print/")
    names = ids(book)
    assert len(names) == len(set(names))
    for address, root in pages(real_site).items():
        wanted = root.xpath("//section[contains(@class, 'entry')]/h2/@id | //aside/@id")
        assert {str(name) for name in wanted} <= set(names), address
    for part in PARTS.values():
        assert set(part) - {"title"} <= set(names)
    words = {name: book.xpath(f"//*[@id='{name}']")[0].text_content() for name in PARTS["essay/part-2/"]}
    for name, text in words.items():
        assert text == page(real_site, "essay/part-2/").xpath(f"//*[@id='{name}']")[0].text_content()
    for href in book.xpath("//div[@class='book']//a/@href"):
        assert str(href).startswith("http") or str(href)[1:] in names, href
    assert not book.xpath("//*[@class='book']//*[contains(@class, 'tooltip')]")


def weight(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_our_own_scripts_and_styles_are_light(real_site: Path) -> None:
    assets = real_site / "assets"
    assert weight(*(assets / "js").glob("*")) < 8 * 1024
    for address, root in pages(real_site).items():
        styles = root.xpath("//link[contains(@href, 'assets/css/')]/@href")
        assert weight(*(assets / "css" / Path(str(path)).name for path in styles)) < 9 * 1024, address


def test_each_claim_names_its_note_and_paragraph_and_has_an_address(real_site: Path) -> None:
    claims = page(real_site, "claims/").find_class("listed-note")
    assert len(claims) > 30
    for claim in claims:
        assert claim.get("id") == f"note:{claim.get('data-note')}"
        to_passage, to_note, *_, to_itself = claim.xpath(".//a/@href")
        assert resolve("claims/", to_passage)[1]
        assert resolve("claims/", to_note)[1] == f"fn:{claim.get('data-note')}"
        assert to_itself == f"#{claim.get('id')}"


def test_print_page_has_contents_and_a_choice_of_the_text_alone(real_site: Path) -> None:
    book = page(real_site, "print/")
    chapters = book.find_class("book-chapter")
    (contents,) = book.find_class("book-contents")
    assert [f"#{chapter.get('id')}" for chapter in chapters] == contents.xpath(".//li/a/@href")
    assert "Contributors to the Annotated Edition" in contents.xpath("string(p[2])")
    assert sum(chapter.get("data-part") == "yes" for chapter in chapters) == len(PARTS)
    assert book.xpath("//input[@name='print']/@value") == ["", "parts"]


def test_scripts_are_sent_as_one_file_and_styles_as_one_of_each_sheet(real_site: Path) -> None:
    assert {file.name for file in (real_site / "assets/js").iterdir()} == {"site.js", "colors.js"}
    assert {file.stem for file in (real_site / "assets/css").iterdir()} == {"site", *SHEETS, "print"}


def test_each_page_loads_the_style_sheets_for_what_is_in_it_and_no_other(real_site: Path) -> None:
    css = {sheet: (real_site / f"assets/css/{sheet}.css").read_text(encoding="utf-8") for sheet in ("site", *SHEETS)}
    classes = {sheet: set(re.findall(r"\.([a-z][a-z-]+)", text)) for sheet, text in css.items()}
    for address, root in pages(real_site).items():
        own = {name for element in root.iter() for name in (element.get("class") or "").split()}
        linked = [Path(str(path)).stem for path in root.xpath("//link[contains(@href, 'assets/css/')]/@href")]
        assert linked == ["site", *(sheet for sheet in SHEETS if sheet in linked), "print"], address
        for sheet in SHEETS:
            others = set().union({"apparatus", "ref"}, *(classes[other] for other in classes if other != sheet))
            assert sheet in linked or not own & (classes[sheet] - others), (address, sheet)
            assert sheet not in linked or own & classes[sheet], (address, sheet)


@pytest.mark.parametrize("address", PARTS)
def test_an_essay_page_with_all_that_it_loads_is_light(real_site: Path, address: str) -> None:
    root = page(real_site, address)
    loaded = [*root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"), *root.xpath("//script/@src")]
    assert loaded
    folder = real_site / address
    assert weight(folder / "index.html", *((folder / str(path)).resolve() for path in loaded)) < 101 * 1024


def test_citations_of_the_handout_do_not_look_like_words(real_site: Path) -> None:
    notes = page(real_site, "handout/").xpath("//aside//details/p")
    citations = [found for note in notes for found in note.find_class("ref-source")]
    assert len(citations) > 100
    assert {citation.tag for citation in citations} == {"span"}
