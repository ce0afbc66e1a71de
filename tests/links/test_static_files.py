"""What is published unchanged: pages of HTML, drawings and style sheets."""

from __future__ import annotations

import pytest

from link_checks.checks.static_files import check_static_files, drawing, html_page
from link_checks.elements import StyleSheet
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.site import Site

FILES = {"css/img/paper.png": "css/img/paper.png", "img/map.svg": "img/map.svg", "q.css": "q.css"}


def site_of(**kept: object) -> Site:
    root = parse_content('<h2 id="act">Act</h2>')
    page = Page("terms.md", "docs/terms.md", "terms/", "", MarkdownSource(""), root)
    unpublished = {"draft.png": "a draft"}
    addresses = {"draft.png": "draft.png"}
    return Site([page], FILES, unpublished=unpublished, unpublished_addresses=addresses, **kept)  # type: ignore[arg-type]


def of_sheet(text: str, url: str = "css/a.css", **kept: object) -> list[str]:
    sheet = StyleSheet(f"docs/{url}", url, text)
    return [str(found) for found in check_static_files(site_of(style_sheets=[sheet], **kept))]


def of_page(text: str, url: str = "old.html", **kept: object) -> list[str]:
    page = html_page(url, f"docs/{url}", url, text)
    return [str(found) for found in check_static_files(site_of(static_pages={page.path: page}, **kept))]


def of_drawing(text: str, **kept: object) -> list[str]:
    picture = drawing("img/map.svg", "docs/img/map.svg", "img/map.svg", text)
    return [str(found) for found in check_static_files(site_of(drawings={picture.path: picture}, **kept))]


@pytest.mark.parametrize(
    "text",
    [
        "p { background: url(img/paper.png) }",
        "p { background: url(../css/img/paper.png?v=1#x) }",
        "p { background: url(https://example.org/a.png) } q { mask: url(#here) }",
        "p { background: url(data:image/png;base64,xx) } q { behavior: url('') }",
        "@import '../q.css';",
    ],
)
def test_a_style_sheet_that_loads_what_is_there_is_not_accused(text: str) -> None:
    assert of_sheet(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "a{b:url(paper.png)}",
            "1:5: {} missing file 'paper.png' (did you mean 'img/paper.png'?) [missing-file]",
        ),
        (
            "\na{b:url(img/papr.png)}",
            "2:5: {} missing file 'img/papr.png' (did you mean 'img/paper.png'?) [missing-file]",
        ),
        ("@import 'q.css';", "1:9: {} missing file 'q.css' (did you mean '../q.css'?) [missing-file]"),
        (
            "a{b:url(../../q.css)}",
            "1:5: {} missing file '../../q.css' (did you mean '../q.css'?) [missing-file]",
        ),
        (
            "a{b:url(none.gif)}",
            "1:5: {} missing file 'none.gif' (the path is relative to the style sheet) [missing-file]",
        ),
        (
            "a{b:url(../../none.gif)}",
            "1:5: {} missing file '../../none.gif' (the path is relative to the style sheet) [missing-file]",
        ),
        (
            "a{b:url(../draft.png)}",
            "1:5: {} missing file '../draft.png' (the path is relative to the style sheet) [missing-file]",
        ),
    ],
)
def test_what_a_style_sheet_misses_is_told_where_it_stands(text: str, wanted: str) -> None:
    assert of_sheet(text) == [f"docs/css/a.css:{wanted.format('style sheet loads')}"]


def test_in_the_uppermost_folder_a_style_sheet_names_its_files_from_there() -> None:
    [said] = of_sheet("a{b:url(papr.png)}", url="a.css")
    assert " (did you mean 'css/img/paper.png'?)" in said


def test_an_address_outside_that_a_style_sheet_writes_is_judged() -> None:
    assert of_sheet("a{b:url(//example.org/x.png)}\nb{c:url(https://foo/)}") == [
        "docs/css/a.css:1:5: address '//example.org/x.png' has no scheme "
        "(did you mean 'https://example.org/x.png'? "
        "from a file on disk it leads to the disk) [address-without-scheme]",
        "docs/css/a.css:2:5: address 'https://foo/' has a host without a dot, 'foo' "
        "(a host that every reader can reach has a dot in its name) [malformed-address]",
    ]


def test_what_a_style_sheet_misses_is_known_by_its_address_in_the_site() -> None:
    sheet = StyleSheet("docs/css/a.css", "css/a.css", "a{b:url(made.png)}")
    assert [found.published for found in check_static_files(site_of(style_sheets=[sheet]))] == ["css/made.png#"]


HEAD = "<!doctype html>\n<title>Old</title>\n"


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        (
            '<a href="term/">x</a>',
            "3:1: broken link: there is no page 'term/' (did you mean 'terms/'?) [missing-page]",
        ),
        (
            '<p id="a"></p>\n<p id="a">',
            "4:1: id 'a' is used twice in this page, first in line 3 (...) [duplicate-id]",
        ),
        ('<a href="terms/"></a>', "3:1: link to 'terms/' has no text (...) [empty-text]"),
        (
            '<label for="nome">x</label><i id="name"></i>',
            '3:1: <label for="nome"> refers to an id that this page does not have (did you mean '
            "'name'?) [missing-id]",
        ),
        (
            '<img src="css/img/paper.png" srcset="css/img/paper.png 2" alt="x">',
            "3:1: '2' after 'css/img/paper.png' in a srcset is not a width or density (...) [malformed-srcset]",
        ),
    ],
)
def test_a_page_of_html_is_held_to_what_pages_are(markup: str, wanted: str) -> None:
    [said] = of_page(HEAD + markup)
    beginning, dots, end = f"docs/old.html:{wanted}".partition("...")
    assert said.startswith(beginning)
    assert said.endswith(end)
    assert dots or said == beginning


@pytest.mark.parametrize("text", ["", "<!-- -->", HEAD, f'{HEAD}<a href="terms/#act">x</a>'])
def test_a_page_of_html_may_be_empty_or_right(text: str) -> None:
    assert of_page(text) == []


RELATIVE = "leads to another address each time this page is shown"


@pytest.mark.parametrize("base", ["", '<base href="./">'])
def test_the_page_for_what_is_missing_has_no_relative_links(base: str) -> None:
    said = of_page(f'{base}<a href="terms/#act">x</a>', url="404.html", address="https://a.org/b/")
    hint = "readers see it in place of any page that is missing) [relative-link]"
    link = f"docs/404.html:1:{len(base) + 1}: link 'terms/#act'"
    assert said == [f"{link} {RELATIVE} (did you mean '/b/terms/'? {hint}"]


@pytest.mark.parametrize("base", ["/b/", "https://a.org/b/", "http://a.org/b/"])
def test_a_base_from_the_root_makes_relative_links_right_there(base: str) -> None:
    markup = f'<base href="{base}"><a href="terms/#act">x</a>'
    assert of_page(markup, url="404.html", address="https://a.org/b/") == []


def test_a_missing_link_in_the_page_for_what_is_missing_is_told_once() -> None:
    assert len(of_page('<a href="gone/">x</a>', url="404.html")) == 1
    assert of_page('<a href="terms/">x</a>', url="other/404.html") != []
    assert of_page('<a href="../terms/">x</a>', url="other/404.html") == []


DECLARED = '<?xml version="1.0"?>\n<!DOCTYPE svg>'


def test_the_places_in_a_drawing_are_those_of_its_file() -> None:
    text = f'{DECLARED}<svg version="1.1"><a href="../gone/">x</a>\n<image href="no.gif"/></svg>'
    assert [said.partition(" ")[0] for said in of_drawing(text)] == [
        f"docs/img/map.svg:2:{text.index('<a') - text.index('<!') + 1}:",
        "docs/img/map.svg:3:1:",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no drawing",
        "<svg/>",
        '<svg><image href="data:image/png;base64,xx"/><a href="../terms/">x</a></svg>',
    ],
)
def test_a_drawing_that_is_right_or_none_is_not_accused(text: str) -> None:
    assert of_drawing(text) == []


PARTS = '<svg><g id="river"/><a href="../gone/">x</a><image href="no.gif"/><use href="#lake"/></svg>'


def test_all_links_of_a_drawing_are_checked() -> None:
    assert [said.rpartition("[")[2] for said in of_drawing(PARTS)] == [
        "missing-page]",
        "missing-image]",
        "missing-anchor]",
    ]


def test_what_a_drawing_of_an_edition_may_not_load_is_left_to_the_check_that_refuses_it() -> None:
    assert [said.rpartition("[")[2] for said in of_drawing(PARTS, portable=True)] == [
        "missing-page]",
        "missing-anchor]",
    ]


def test_an_image_of_the_page_for_what_is_missing_is_told_like_a_page() -> None:
    [said] = of_page('<img src="css/img/paper.png" alt="x">', url="404.html")
    assert f"{RELATIVE} (did you mean '/css/img/paper.png'? " in said
