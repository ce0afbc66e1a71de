"""The ways by which a reader proposes a change: from paragraphs, notes and entries, and by mail."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zipfile import ZipFile

import lxml.html
import pytest
import yaml
from lxml.html import HtmlElement
from playwright.sync_api import Page

from reading_edition.cli.main import main
from reading_edition.model.code_host import CodeHost, code_host
from support.browsing import Opener, violations
from support.cases import Case
from support.servers import serving_files
from support.sites import GETTYSBURG, HOSTED_SETTINGS, PROJECT, Built, build_example

REPOSITORY, ADDRESS = HOSTED_SETTINGS["REPO_URL"], HOSTED_SETTINGS["SITE_URL"]
HOSTED = [
    "site_name: Gettysburg Address",
    f"site_url: {ADDRESS}",
    f"repo_url: {REPOSITORY}",
    'edit_uri: ""',
    "edit_uri_template: blob/main/docs/{path}?plain=1",
]


def hosted(folder: Path) -> Built:
    """The example edition as a host builds it."""
    case = Case("hosted")
    case.changes["mkdocs.yml"] = [
        (["site_name: Gettysburg Address"], HOSTED),
        (["    permalinks: permalinks.txt"], ["    note_form: issues/new?template=note.yml"]),
    ]
    built = build_example(folder, case)
    assert built.problems == []
    return built


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return hosted(tmp_path_factory.mktemp("hosted"))


def page(built: Built, path: str) -> HtmlElement:
    return lxml.html.document_fromstring(built.page(path))


def line(href: str) -> str:
    """The written line to which a way to the sources leads."""
    address = urlsplit(href)
    assert href.startswith(f"{REPOSITORY}/blob/main/docs/")
    assert address.query == "plain=1"
    path = unquote(address.path).partition("/blob/main/docs/")[2]
    lines = (GETTYSBURG / "docs" / path).read_text(encoding="utf-8").splitlines()
    return lines[int(address.fragment.removeprefix("L")) - 1]


def test_a_paragraph_leads_to_the_line_on_which_it_is_written(example: Built) -> None:
    wanted = {"1": "[Four score", "2": "Now we are engaged"}
    found = page(example, "essay/first/index.html").xpath("//details[@class='edit-link']")
    assert [box.xpath("./summary/@aria-label") for box in found] == [
        [f"Propose a change to paragraph {number}"] for number in wanted
    ]
    for box, start in zip(found, wanted.values(), strict=True):
        assert line(box.xpath("./a[not(@class)]/@href")[0]).startswith(start)


def test_the_edit_links_of_a_paragraph_follow_its_notes_and_its_list(example: Built) -> None:
    boxes = page(example, "essay/first/index.html").xpath("//details[@class='edit-link']")
    assert [box.getprevious().xpath("(.//p | .//li)[@id]/@id") for box in boxes] == [
        ["p1"],
        ["p2", "p2-1", "p2-2"],
    ]


def test_the_form_for_a_note_is_filled_with_paragraph_words_and_address(example: Built) -> None:
    href = page(example, "essay/second/index.html").xpath("//a[@class='suggest']/@href")[0]
    assert href.startswith(f"{REPOSITORY}/issues/new?")
    assert parse_qs(urlsplit(href).query) == {
        "template": ["note.yml"],
        "paragraph": ["3"],
        "words": ["We are met on a great battle-field of …"],
        "address": [f"{ADDRESS}essay/second/#p3"],
    }


def test_the_fields_that_are_filled_are_fields_of_the_form() -> None:
    form = yaml.safe_load((PROJECT / ".github/ISSUE_TEMPLATE/note.yml").read_text(encoding="utf-8"))
    assert {"paragraph", "words", "address"} <= {item.get("id") for item in form["body"]}


def test_a_note_leads_to_its_definition(example: Built) -> None:
    links = page(example, "essay/first/index.html").xpath("//aside//a[@class='edit-link']")
    assert [link.get("aria-label") for link in links] == [f"Propose a change: note {n}" for n in (1, 2)]
    assert [line(link.get("href")).partition(":")[0] for link in links] == ["[^nation]", "[^conceived]"]


@pytest.mark.parametrize(
    ("path", "name", "written"),
    [
        ("glossary", "united-states", "## United States {"),
        ("people", "lincoln", "## Abraham Lincoln {"),
        ("timeline", "civil-war", "## Civil War {"),
        ("sources", "times-1863", "- id: times-1863"),
    ],
)
def test_an_entry_leads_to_where_it_is_written(example: Built, path: str, name: str, written: str) -> None:
    (section,) = page(example, f"{path}/index.html").xpath(f"//section[h2[@id='{name}']]")
    (link,) = section.xpath("./p[@class='edit-link']/a")
    assert line(link.get("href")).startswith(written)
    assert section.find("h2").text_content() in link.get("aria-label")
    assert not section.xpath("./h2//a")


def test_edit_links_are_not_among_the_words_of_a_paragraph(example: Built, tmp_path: Path) -> None:
    for path in ("essay/first/index.html", "essay/second/index.html"):
        with_ways = page(example, path).xpath("//*[self::p or self::li][@id]")
        without = page(build_example(tmp_path), path).xpath("//*[self::p or self::li][@id]")
        assert [element.text_content() for element in with_ways] == [element.text_content() for element in without]


def test_without_a_repository_no_page_leads_to_one(tmp_path: Path) -> None:
    case = Case("no repository")
    settings = [one for one in HOSTED if not one.startswith("repo_url")]
    case.changes["mkdocs.yml"] = [(["site_name: Gettysburg Address"], settings)]
    built = build_example(tmp_path, case)
    assert built.problems == []
    for file in (built.folder / "site").rglob("*.html"):
        assert "edit-link" not in file.read_text(encoding="utf-8")


def test_a_line_that_is_not_known_leads_to_the_file() -> None:
    assert CodeHost("https://h/{path}?plain=1").line("a b.md", 0) == "https://h/a%20b.md?plain=1"


def test_a_form_without_a_question_of_its_own_gets_one() -> None:
    host = code_host("https://h/r/", "blob/{path}", "issues/new")
    assert host is not None
    assert host.suggestion(words="a & b") == "https://h/r/issues/new?words=a%20%26%20b"
    assert code_host("", "blob/{path}", "") is None


def test_every_paragraph_note_and_entry_of_the_real_site_has_its_way(hosted_site: Path) -> None:
    for file in sorted(hosted_site.rglob("index.html")):
        root = lxml.html.document_fromstring(file.read_text(encoding="utf-8"))
        if root.xpath("//div[@class='book']"):
            continue
        numbered = root.xpath("//p[a[contains(@class, 'passage-number')]]")
        assert len(root.xpath("//details[@class='edit-link']")) == len(numbered), file
        assert len(root.xpath("//aside//a[@class='edit-link']")) == len(root.xpath("//aside")), file
        entries = root.xpath("//section[starts-with(@class, 'entry ')]")
        assert len(root.xpath("//section/p[@class='edit-link']/a")) == len(entries), file


def test_nothing_of_it_is_searched_printed_or_published_for_programs(hosted_site: Path) -> None:
    book = lxml.html.document_fromstring((hosted_site / "print/index.html").read_bytes())
    assert not book.xpath("//*[contains(@class, 'edit-link')]")
    for file in (hosted_site / "search/search_index.json", *(hosted_site / "data").iterdir()):
        words = file.read_text(encoding="utf-8", errors="replace")
        assert "Propose a change" not in words, file
        assert "Suggest a note" not in words, file
        assert "Edit paragraph" not in words, file


def test_nothing_of_it_is_in_the_book(tmp_path: Path) -> None:
    built = hosted(tmp_path)
    book = tmp_path / "edition.epub"
    assert main(["--config-file", str(built.folder / "mkdocs.yml"), "epub", "--output", str(book)]) == 0
    with ZipFile(book) as files:
        for name in files.namelist():
            assert REPOSITORY.encode() not in files.read(name), name


def test_the_page_of_a_hosted_site_loads_nothing_of_the_repository(hosted_site: Path) -> None:
    root = lxml.html.document_fromstring((hosted_site / "index.html").read_bytes())
    assert not root.xpath("//*[contains(@class, 'md-source')]")
    assert not root.xpath(f"//*[starts-with(@src, '{REPOSITORY}')]")


def test_the_heaviest_page_of_a_hosted_site_stays_light(hosted_site: Path) -> None:
    for part in ("essay/part-1", "essay/part-2", "essay/part-3"):
        assert len(gzip.compress((hosted_site / part / "index.html").read_bytes())) < 64 * 1024


def test_an_error_is_reported_by_mail_with_the_page_in_its_subject(hosted_site: Path) -> None:
    root = lxml.html.document_fromstring((hosted_site / "essay/part-2/index.html").read_bytes())
    (href,) = root.xpath("//footer//a[starts-with(@href, 'mailto:')]/@href")
    address, _, query = str(href).partition("?")
    assert address == "mailto:errors@someone.example"
    assert parse_qs(query) == {
        "subject": ["Values for the Sake of Unification: Part 2"],
        "body": [f"{ADDRESS}essay/part-2/"],
    }


def test_without_a_contact_no_page_names_one(real_site: Path) -> None:
    assert "mailto:" not in (real_site / "essay/part-2/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(hosted_site: Path) -> Iterator[str]:
    """The address of a file server with the hosted site."""
    with serving_files(hosted_site) as address:
        yield address


@pytest.fixture
def reader(open_page: Opener) -> Page:
    return open_page("essay/part-2/")


@pytest.mark.browser
def test_the_words_that_a_reader_selected_are_suggested(reader: Page) -> None:
    reader.evaluate(
        """() => {
          const text = [...document.querySelector("#p3").childNodes].find((node) => node.nodeType === 3);
          getSelection().setBaseAndExtent(text, 0, text, 9);
        }"""
    )
    link = reader.locator(".edition-cite").get_by_role("link", name="Suggest a note")
    fields = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert fields == {
        "template": ["note.yml"],
        "paragraph": ["3"],
        "words": ["Years ago"],
        "address": [f"{ADDRESS}essay/part-2/#p3"],
    }


@pytest.mark.browser
def test_the_way_is_out_of_sight_until_it_is_wanted_and_opens_by_keyboard(reader: Page) -> None:
    box = reader.locator("details.edit-link").first
    summary, link = box.locator("summary"), box.get_by_role("link", name="Suggest a note")
    opacity = "(element) => getComputedStyle(element).opacity"
    assert summary.evaluate(opacity) == "0"
    reader.locator("#p3").hover()
    assert summary.evaluate(opacity) == "1"
    assert not link.is_visible()
    summary.focus()
    reader.keyboard.press("Enter")
    assert link.is_visible()
    for target in (summary, link):
        size = target.bounding_box()
        assert size is not None
        assert size["height"] >= 24
        assert size["width"] >= 24


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_way_covers_words_or_widens_the_page(open_page: Opener, width: int) -> None:
    page = open_page("essay/part-3/", width=width, has_touch=True, is_mobile=width < 1000)
    covered = page.evaluate(
        """() => {
          const wrong = [];
          for (const summary of document.querySelectorAll("details.edit-link > summary")) {
            const box = summary.getBoundingClientRect();
            for (const mark of document.querySelectorAll("article :is(p, li, aside) a")) {
              if (mark.closest(".edit-link") || !mark.checkVisibility()) continue;
              for (const other of mark.getClientRects()) {
                const [centerX, centerY] = [(other.left + other.right) / 2, (other.top + other.bottom) / 2];
                if (box.left < centerX && centerX < box.right && box.top < centerY && centerY < box.bottom)
                  wrong.push(`${summary.ariaLabel}: over ${mark.href}`);
              }
            }
          }
          if (document.documentElement.scrollWidth > innerWidth) wrong.push("wider than the window");
          return wrong;
        }"""
    )
    assert covered == []


@pytest.mark.browser
def test_what_is_offered_on_selected_words_can_be_read(reader: Page) -> None:
    reader.evaluate(
        "getSelection().setBaseAndExtent(document.querySelector('#p3'), 1, document.querySelector('#p3'), 2)"
    )
    boxes = reader.locator(".edition-cite > *")
    same = "(all) => all.map((one) => getComputedStyle(one).color === getComputedStyle(one.parentElement).color)"
    assert boxes.evaluate_all(same) == [True, True]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["essay/part-2/", "timeline/2008-2010/"])
def test_axe_finds_no_violation_where_all_ways_are_in_sight(open_page: Opener, path: str) -> None:
    page = open_page(path, width=375, has_touch=True, is_mobile=True)
    page.evaluate("document.querySelectorAll('details.edit-link').forEach((box) => { box.open = true; })")
    assert violations(page, [(375, "light"), (375, "dark")], within=".edit-link") == []


@pytest.mark.browser
def test_what_a_reader_copies_across_paragraphs_has_nothing_of_it(reader: Page) -> None:
    reader.evaluate("document.querySelectorAll('details.edit-link').forEach((box) => { box.open = true; })")
    copied = reader.evaluate(
        """() => {
          getSelection().setBaseAndExtent(document.querySelector("#p3"), 0, document.querySelector("#p5"), 2);
          return getSelection().toString();
        }"""
    )
    assert "Years ago" in copied
    assert "When Russia and NATO were" in copied
    for words in ("Suggest a note", "Edit paragraph", "Propose a change", "···"):
        assert words not in copied
