"""Where the addresses of a site lead, and where its links stand, checked on small sites made by hand."""

from __future__ import annotations

import markdown
import pytest

from link_checks.elements import as_browsers_read
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, Target, compressed, parse_content, write_content
from link_checks.site import Site
from link_checks.site_paths import file_addresses

EXTENSIONS = ["footnotes", "attr_list", "wikilinks"]
BOOK = "https://example.org/book/"


def page(path: str, url: str, text: str = "", rendered: str | None = None) -> Page:
    """A page of some Markdown, rendered by Markdown alone unless its HTML is given."""
    markup = markdown.markdown(text, extensions=EXTENSIONS) if rendered is None else rendered
    return Page(path, f"docs/{path}", url, path, MarkdownSource(text), parse_content(markup))


def site(*pages: Page, address: str = "", absolute_is_docs: bool = False, base: str = "") -> Site:
    """A site of two folders; ``base`` is the address from which the page base.md makes its links count."""
    return Site(
        [
            page("index.md", ""),
            page("glossary.md", "glossary/"),
            page("essay/index.md", "essay/"),
            page("essay/part-1.md", "essay/part-1/"),
            page("flat.md", "flat.html"),
            page("a b.md", "a%20b/"),
            page("X.md", "X/"),
            page("sub/base.md", "sub/base/", rendered=f'<base href="{base}">'),
            *pages,
        ],
        file_addresses(
            [
                ("paper.pdf", "paper.pdf"),
                ("essay/paper.pdf", "essay/paper.pdf"),
                ("old/index.html", "old/index.html"),
                ("old/myindex.html", "old/myindex.html"),
                ("XX.txt", "XX.txt"),
            ]
        ),
        address=address,
        unpublished={"draft.md": "a draft", "essay/out.pdf": "left out"},
        unpublished_addresses=file_addresses([("draft/", "draft.md"), ("essay/out.pdf", "essay/out.pdf")]),
        absolute_is_docs=absolute_is_docs,
        static_pages={path: page(path, path) for path in ("old/index.html", "old/two.html")},
        drawings={path: page(path, path) for path in ("one.svg", "two.svg")},
        of_theme=frozenset({"XX.txt"}),
    )


RESOLVED = [
    # from, address, kind, path, fragment
    ("essay/part-1.md", "", "page", "essay/part-1.md", None),
    ("essay/part-1.md", "#p1", "page", "essay/part-1.md", "p1"),
    ("essay/part-1.md", "#%C3%A9", "page", "essay/part-1.md", "é"),
    ("essay/part-1.md", "?print", "page", "essay/part-1.md", None),
    ("essay/part-1.md", "../../glossary/", "page", "glossary.md", None),
    ("essay/part-1.md", "../../glossary", "page", "glossary.md", None),
    ("essay/part-1.md", "../../glossary/#", "page", "glossary.md", ""),
    ("essay/part-1.md", "../../glossary/?a#b", "page", "glossary.md", "b"),
    ("essay/part-1.md", "../../glossary/index.html", "page", "glossary.md", None),
    ("essay/part-1.md", "../../glossary/index.html/", "missing", "../../glossary/index.html/", None),
    ("essay/part-1.md", "../..", "page", "index.md", None),
    ("essay/part-1.md", "../../.", "page", "index.md", None),
    ("essay/part-1.md", "../../index.html", "page", "index.md", None),
    ("essay/part-1.md", "..", "page", "essay/index.md", None),
    ("essay/part-1.md", ".", "page", "essay/part-1.md", None),
    ("essay/part-1.md", "../paper.pdf", "file", "essay/paper.pdf", None),
    ("essay/part-1.md", "../paper.pdf/", "missing", "../paper.pdf/", None),
    ("essay/part-1.md", "../paper.pdf/.", "missing", "../paper.pdf/.", None),
    ("essay/part-1.md", "../paper.pdf/x/..", "missing", "../paper.pdf/x/..", None),
    ("essay/part-1.md", "..\\paper.pdf", "file", "essay/paper.pdf", None),
    ("essay/part-1.md", "../../paper%2Epdf", "file", "paper.pdf", None),
    ("essay/part-1.md", "paper.pdf", "missing", "paper.pdf", None),
    ("essay/part-1.md", "../out.pdf", "unpublished", "essay/out.pdf", None),
    ("essay/part-1.md", "../../draft/#x", "unpublished", "draft.md", "x"),
    ("essay/part-1.md", "../../..", "above", "../../..", None),
    ("essay/part-1.md", "../../../glossary/", "above", "../../../glossary/", None),
    ("essay/part-1.md", "../../..glossary/", "missing", "../../..glossary/", None),
    ("essay/part-1.md", "/glossary/", "page", "glossary.md", None),
    ("essay/part-1.md", "/essay/../glossary/", "page", "glossary.md", None),
    ("essay/part-1.md", "/../glossary/", "page", "glossary.md", None),
    ("essay/part-1.md", "/", "page", "index.md", None),
    ("essay/part-1.md", "/old/", "file", "old/index.html", None),
    ("essay/part-1.md", "/old/index.html", "file", "old/index.html", None),
    ("essay/part-1.md", "/old/myindex.html", "file", "old/myindex.html", None),
    ("essay/part-1.md", "/old/my", "missing", "/old/my", None),
    ("essay/part-1.md", "https://example.org/glossary/", "outside", "https://example.org/glossary/", None),
    ("essay/part-1.md", "//example.org/glossary/#a", "outside", "//example.org/glossary/#a", None),
    ("essay/part-1.md", "mailto:a@example.org", "outside", "mailto:a@example.org", None),
    ("index.md", "glossary/", "page", "glossary.md", None),
    ("index.md", "X/", "page", "X.md", None),
    ("index.md", "a%20b/", "page", "a b.md", None),
    ("index.md", "a b/", "page", "a b.md", None),
    ("index.md", "flat.html", "page", "flat.md", None),
    ("index.md", "flat.html/", "missing", "flat.html/", None),
    ("index.md", "..", "above", "..", None),
    ("flat.md", "glossary/", "page", "glossary.md", None),
    ("flat.md", "../glossary/", "above", "../glossary/", None),
    ("essay/index.md", "part-1/", "page", "essay/part-1.md", None),
    ("essay/index.md", "paper.pdf", "file", "essay/paper.pdf", None),
]


@pytest.mark.parametrize(("path", "address", "kind", "found", "fragment"), RESOLVED)
def test_an_address_in_a_page_leads_where_a_browser_goes(
    path: str, address: str, kind: str, found: str, fragment: str | None
) -> None:
    whole = site()
    for _ in range(2):  # the second answer is kept from the first
        assert whole.resolve(whole.by_path[path], address)[:3] == (kind, found, fragment)


def test_pages_of_one_folder_and_of_another_are_not_mixed_up() -> None:
    whole = site(page("essay/part-2.md", "essay/part-2/"), page("flat-2.md", "flat-2.html"))
    part_1, part_2, front = (whole.by_path[path] for path in ("essay/part-1.md", "essay/part-2.md", "index.md"))
    assert whole.resolve(part_1, "paper.pdf").kind == "missing"
    assert whole.resolve(part_1, "../paper.pdf").path == "essay/paper.pdf"
    assert whole.resolve(part_2, "../paper.pdf").path == "essay/paper.pdf"
    assert whole.resolve(front, "../paper.pdf").kind == "above"
    assert whole.resolve(front, "paper.pdf").path == "paper.pdf"
    assert whole.resolve(whole.by_path["essay/index.md"], "paper.pdf").path == "essay/paper.pdf"
    assert whole.resolve(part_1, "#a").path == "essay/part-1.md"
    assert whole.resolve(part_2, "#a").path == "essay/part-2.md"
    assert whole.resolve(part_1, "?a").path == "essay/part-1.md"
    assert whole.resolve(part_2, "?a").path == "essay/part-2.md"
    for path in ("flat.md", "flat-2.md"):
        for address in ("", "#a", "?a"):
            assert whole.resolve(whole.by_path[path], address).path == path
    assert whole.resolve(part_1, "../#a").fragment == "a"
    assert whole.resolve(part_1, "../#b").fragment == "b"


UNDER_A_PATH = [
    ("/book/glossary/", "page", "glossary.md", None),
    ("/book/", "page", "index.md", None),
    ("/book", "page", "index.md", None),
    ("/book/x/../glossary/#a", "page", "glossary.md", "a"),
    ("/x/../book/glossary/", "page", "glossary.md", None),
    ("/book/essay/..", "page", "index.md", None),
    ("/book/paper.pdf/.", "missing", "/book/paper.pdf/.", None),
    ("/glossary/", "missing", "/glossary/", None),
    ("/bookish/glossary/", "missing", "/bookish/glossary/", None),
    ("/book/../glossary/", "missing", "/book/../glossary/", None),
    ("../glossary/", "page", "glossary.md", None),
    ("https://example.org/book/glossary/", "page", "glossary.md", None),
    ("http://example.org/book/glossary/#a", "page", "glossary.md", "a"),
    ("HTTPS://EXAMPLE.ORG/book/paper.pdf", "file", "paper.pdf", None),
    ("https://example.org/book", "page", "index.md", None),
    ("https://example.org/book#a", "page", "index.md", "a"),
    ("https://example.org/book/?q#a", "page", "index.md", "a"),
    ("https://example.org/book/none/", "missing", "/book/none/", None),
    ("https://example.org/", "outside", "https://example.org/", None),
    ("https://example.org/other/", "outside", "https://example.org/other/", None),
    ("https://example.com/book/glossary/", "outside", "https://example.com/book/glossary/", None),
    ("ftp://example.org/book/glossary/", "outside", "ftp://example.org/book/glossary/", None),
    ("https://example.org[/book/", "outside", "https://example.org[/book/", None),
]


@pytest.mark.parametrize(("address", "kind", "found", "fragment"), UNDER_A_PATH)
def test_the_sites_own_address_and_the_path_under_which_it_lives_count(
    address: str, kind: str, found: str, fragment: str | None
) -> None:
    whole = site(address=BOOK)
    assert whole.resolve(whole.by_path["essay/index.md"], address)[:3] == (kind, found, fragment)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://example.org/book/a/?b=c#d", "/book/a/?b=c#d"),
        ("http://example.org/book/a/", "/book/a/"),
        ("https://example.org/book/a/#", "/book/a/#"),
        ("https://example.org/book", "/book"),
        ("https://example.org/book/a/../b", "/book/b"),
        ("https://example.org/book/a/.", "/book/a/"),
        ("https://example.org/book/a/b/..", "/book/a/"),
        ("https://example.org/book/a/./b", "/book/a/b"),
        ("https://example.org/book/./a/", "/book/a/"),
        ("https://example.org/book/./X", "/book/X"),
        ("https://example.org/book/.a", "/book/.a"),
        ("https://example.org", None),
        ("https://example.org/", None),
        ("https://example.org/books/", None),
        ("https://example.org/book/../a", None),
        ("https://www.example.org/book/", None),
        ("https://[/book/", None),
        ("//example.org/book/", None),
        ("/book/a/", None),
        ("mailto:a@example.org", None),
    ],
)
def test_an_address_is_the_sites_own_with_either_scheme_and_under_its_path(address: str, own: str | None) -> None:
    assert site(address=BOOK).own_path(address) == own


def test_a_site_at_the_root_of_its_host_has_every_path_of_it() -> None:
    for address in ("https://example.org", "https://example.org/"):
        assert site(address=address).own_path("https://example.org") == "/"
        assert site(address=address).own_path("https://example.org/a") == "/a"
        assert site(address=address).own_path("https://example.org/a/..") == "/"
        assert site(address=address).base == "/"
    assert site(address=BOOK).base == site(address=BOOK.rstrip("/")).base == "/book/"
    assert site().own_path("https://example.org/") is None
    assert site(address="https://[").own_path("https://example.org/") is None


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://localhost:8000/book/glossary/", "glossary.md"),
        ("http://127.0.0.1:8000/book/glossary/#a", "glossary.md"),
        ("http://localhost:8000/book/paper.pdf", "paper.pdf"),
        ("http://localhost:8000/book/a%20b/", "a b.md"),
        ("http://localhost:8000/book/none/", ""),
        ("http://localhost:8000/book/draft/", ""),
        ("http://localhost:8000/glossary/", ""),
        ("http://localhost:8000/book/", ""),
        ("http://localhost:8000/book", ""),
        ("http://localhost:8000/", ""),
        ("http://localhost:8000", ""),
        ("https://example.org/book/glossary/", ""),
        ("http://[", ""),
    ],
)
def test_an_address_of_the_preview_means_the_page_or_file_that_it_shows(address: str, found: str) -> None:
    assert site(address=BOOK).preview_path(address) == found


def test_the_preview_of_a_site_without_an_address_is_at_the_root() -> None:
    assert site().preview_path("http://localhost:8000/glossary/") == "glossary.md"
    assert site().preview_path("http://localhost:8000/X/") == "X.md"
    assert site().preview_path("http://localhost:8000//") == ""
    assert site(address="https://example.org/X/").preview_path("http://localhost:8000/X/X/") == "X.md"


FROM_A_BASE = [
    # base, address, kind, path, fragment
    ("../../", "glossary/", "page", "glossary.md", None),
    ("../../", "glossary/#a", "page", "glossary.md", "a"),
    ("../../", "sub/../glossary/", "page", "glossary.md", None),
    ("../../", "none/", "missing", "/none/", None),
    ("/", "glossary/", "page", "glossary.md", None),
    ("essay/", "glossary/", "missing", "/sub/base/essay/glossary/", None),
    ("../../glossary/", "#a", "page", "glossary.md", "a"),
    ("../../glossary/", "", "page", "glossary.md", None),
    (".", "#a", "page", "sub/base.md", "a"),
    ("https://example.com/", "glossary/", "outside", "https://example.com/glossary/", None),
    ("../../", "https://example.com/", "outside", "https://example.com/", None),
    ("../../", "mailto:a@example.org", "outside", "mailto:a@example.org", None),
    ("http://[", "glossary/", "missing", "glossary/", None),
    ("../../", "http://[", "outside", "http://[", None),
]


@pytest.mark.parametrize(("base", "address", "kind", "found", "fragment"), FROM_A_BASE)
def test_with_a_base_every_address_counts_from_it(
    base: str, address: str, kind: str, found: str, fragment: str | None
) -> None:
    whole = site(base=base)
    based = whole.by_path["sub/base.md"]
    assert based.base == base
    assert whole.resolve(based, address)[:3] == (kind, found, fragment)


def test_with_a_base_a_site_under_a_path_stays_under_it() -> None:
    whole = site(base="../../", address=BOOK)
    based = whole.by_path["sub/base.md"]
    assert whole.resolve(based, "glossary/") == Target("page", "glossary.md")
    assert whole.resolve(based, "/glossary/") == Target("missing", "/glossary/")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("", "essay/part-1/#"),
        ("#a", "essay/part-1/#a"),
        ("../made.html#a", "essay/part-1/../made.html#a"),
        ("made.html", "essay/part-1/made.html#"),
        ("../../glossary/index.html#a", "glossary/#a"),
        ("../paper.pdf", "essay/paper.pdf#"),
        ("../out.pdf", "essay/out.pdf#"),
        ("../../..", ""),
        ("/book/made.html#a", "made.html#a"),
        ("/book", "#"),
        ("/made.html", ""),
        ("https://example.org/book/made.html", "made.html#"),
        ("https://example.com/made.html", ""),
    ],
)
def test_the_published_address_that_is_meant_counts_from_the_sites_root(address: str, meant: str) -> None:
    whole = site(address=BOOK)
    assert whole.published(whole.resolve(whole.by_path["essay/part-1.md"], address)) == meant


def test_the_published_address_of_a_place_in_a_page_is_that_of_the_page() -> None:
    whole = site()
    assert whole.published(whole.resolve(whole.by_path["flat.md"], "#a")) == "flat.html#a"
    assert whole.published(whole.resolve(whole.by_path["flat.md"], "made.html")) == "made.html#"


def test_a_missing_front_page_has_a_published_address() -> None:
    whole = Site([page("glossary.md", "glossary/")], {}, address=BOOK)
    assert whole.published(whole.resolve(whole.by_path["glossary.md"], "/book/#a")) == "#a"


def test_the_published_address_counts_from_a_base_as_well() -> None:
    for base, meant in [
        ("../../essay/", "essay/made.html#a"),
        ("http://[", ""),
        ("https://example.com/", ""),
    ]:
        whole = site(base=base, address=BOOK)
        assert whole.published(whole.resolve(whole.by_path["sub/base.md"], "made.html#a")) == meant
        assert whole.published(whole.resolve(whole.by_path["essay/index.md"], "made.html#a")) == "essay/made.html#a"


def test_pages_and_files_are_found_by_their_paths() -> None:
    whole = site()
    assert whole.page_at("glossary.md") is whole.by_path["glossary.md"]
    assert whole.page_at("old/two.html") is whole.static_pages["old/two.html"]
    assert whole.page_at("paper.pdf") is None
    assert whole.url_of("glossary.md") == "glossary/"
    assert whole.url_of("essay/paper.pdf") == "essay/paper.pdf"
    assert whole.url_of("none.pdf") == "none.pdf"
    assert "XX.txt" in whole.file_paths
    assert "XX.txt" not in whole.own_files
    assert whole.file("a.md") == "docs/a.md"


WRITTEN = [
    # target as written in essay/part-1.md, kind, path, fragment
    ("", "page", "essay/part-1.md", None),
    ("#a", "page", "essay/part-1.md", "a"),
    ("index.md", "page", "essay/index.md", None),
    ("../glossary.md#a%20b", "page", "glossary.md", "a b"),
    ("./../glossary.md", "page", "glossary.md", None),
    ("../a%20b.md", "page", "a b.md", None),
    ("paper.pdf", "file", "essay/paper.pdf", None),
    ("../paper.pdf?x#y", "file", "paper.pdf", "y"),
    ("../draft.md", "unpublished", "draft.md", None),
    ("out.pdf#a", "unpublished", "essay/out.pdf", "a"),
    ("none.md", "missing", "none.md", None),
    ("../../glossary/", "page", "glossary.md", None),
    ("../../glossary/&#35;a", "page", "glossary.md", "a"),
    (" ../../glossary/ ", "page", "glossary.md", None),
    ("/glossary.md", "missing", "/glossary.md", None),
    ("/glossary/", "page", "glossary.md", None),
    ("https://example.com/a.md", "outside", "https://example.com/a.md", None),
]


@pytest.mark.parametrize(("target", "kind", "found", "fragment"), WRITTEN)
def test_what_markdown_names_is_a_file_first_and_an_address_else(
    target: str, kind: str, found: str, fragment: str | None
) -> None:
    whole = site()
    for _ in range(2):
        assert whole.resolve_written(whole.by_path["essay/part-1.md"], target)[:3] == (kind, found, fragment)


def test_a_path_from_the_root_means_the_documents_folder_where_settings_say_so() -> None:
    whole = site(absolute_is_docs=True)
    part = whole.by_path["essay/part-1.md"]
    assert whole.resolve_written(part, "/glossary.md") == Target("page", "glossary.md")
    assert whole.resolve_written(part, "/X.md") == Target("page", "X.md")
    assert whole.resolve_written(part, "/XX.txt") == Target("file", "XX.txt")
    assert whole.resolve_written(part, "/essay/../paper.pdf#a") == Target("file", "paper.pdf", "a")
    assert whole.resolve_written(part, "/none.md") == Target("missing", "/none.md", address="none.md")


def links(text: str, rendered: str | None = None) -> list[tuple[str, str, Location | None]]:
    whole = site(page("here.md", "here/", text, rendered))
    here = whole.by_path["here.md"]
    for link in whole.links(here):
        if link.element.tag != "style":
            assert as_browsers_read(link.element.get(link.attribute)) == link.address
        assert link.target == whole.resolve(here, link.address)
    return [(link.address, link.syntax, link.location) for link in whole.links(here)]


def test_links_to_one_target_stand_where_they_were_written_one_after_the_other() -> None:
    text = "[a](glossary.md) x [b](<glossary.md>)\n\n`[c](glossary.md)` [d][e]\n\n[e]: glossary.md\n"
    rendered = '<p><a href="../glossary/">a</a><a href="../glossary/">b</a><a href="../glossary/">d</a></p>'
    assert links(text, rendered) == [
        ("../glossary/", "inline", Location(1, 1)),
        ("../glossary/", "inline", Location(1, 20)),
        ("../glossary/", "reference", Location(3, 20)),
    ]


def test_a_link_that_a_plugin_repeats_is_located_where_it_was_written() -> None:
    link = '<a href="../glossary/"><em>a</em></a>'
    assert links("[*a*](glossary.md)", link * 2) == [("../glossary/", "inline", Location(1, 1))] * 2


def test_a_link_that_a_plugin_put_around_an_image_is_not_a_link_of_its_own() -> None:
    image = '<a href="../XX.txt"><img src="../XX.txt"></a>'
    assert links("![a](XX.txt)", image) == [("../XX.txt", "inline", Location(1, 2))]
    written = [("../XX.txt", "inline", Location(1, column)) for column in (1, 3)]
    assert links("[![a](XX.txt)](XX.txt)", image) == written


def test_raw_html_is_an_address_of_the_page_and_markdown_a_path_of_the_file() -> None:
    text = '<a href="../glossary/">a</a> [b](glossary.md)\n\n<a href="&#x2e;./glossary/">c</a> <http://a.example>\n'
    rendered = (
        '<a href="../glossary/">a</a><a href="../glossary/">b</a><a href="../glossary/">c</a>'
        '<a href="http://a.example">d</a>'
    )
    assert links(text, rendered) == [
        ("../glossary/", "html", Location(1, 1)),
        ("../glossary/", "inline", Location(1, 30)),
        ("../glossary/", "html", Location(3, 1)),
        ("http://a.example", "autolink", Location(3, 35)),
    ]


@pytest.mark.parametrize("written", ["glossary.md", "&#32;none/", "none/&amp;copy/", "\u00a0none/", "none/\n"])
def test_a_link_in_raw_html_stands_where_its_tag_does(written: str) -> None:
    ((_, syntax, location),) = links(f'words <a href="{written}">a</a>')
    assert (syntax, location) == ("html", Location(1, 7))


def test_a_link_that_was_made_in_another_way_stands_where_its_address_does() -> None:
    text = "First `x/y.png` then x/y.png and a%20b/\n\n`only/code/` and none\n"
    rendered = "".join(f'<a href="{address}"></a>' for address in ("x/y.png", "a%20b/", "only/code/", "none/", "x"))
    assert links(text, rendered) == [
        ("x/y.png", "", Location(1, 22)),
        ("a%20b/", "", Location(1, 34)),
        ("only/code/", "", Location(3, 2)),
        ("none/", "", None),
        ("x", "", None),
    ]
    assert links("as a/ it", '<a href="a/"></a>') == [("a/", "", Location(1, 4))]
    assert links("as a b/ it stands", '<a href="a%20b/"></a>') == [("a%20b/", "", Location(1, 4))]


def test_wiki_links_stand_in_their_order_and_style_sheets_where_they_are_written() -> None:
    text = "[[One]] and [[Two]] and [[One]]\n"
    assert links(text) == [
        ("/One/", "wiki", Location(1, 1)),
        ("/Two/", "wiki", Location(1, 13)),
        ("/One/", "wiki", Location(1, 25)),
    ]
    once = '<a class="wikilink" href="/One/">One</a>'
    assert links("[[One]]\n", once * 2)[1] == ("/One/", "wiki", None)
    style = "a.png\n\n<style>\nx { background: url(a.png) }\n</style>\n"
    assert links(style, "<style>x { background: url(a.png) }</style>") == [("a.png", "", Location(4, 21))]


def test_a_link_is_shown_as_its_writer_knows_it() -> None:
    whole = site(
        page(
            "here.md",
            "here/",
            '[a](glossary.md) <a href="../glossary/">b</a> [c](none.md) [d](paper.pdf)',
            '<a href="../glossary/">a</a> <a href="../glossary/">b</a> <a href="none.md">c</a> '
            '<a href="../paper.pdf">d</a>',
        )
    )
    found = whole.links(whole.by_path["here.md"])
    assert [link.shown for link in found] == ["glossary.md", "../glossary/", "none.md", "paper.pdf"]


def test_where_a_reference_is_defined_is_known_with_its_use() -> None:
    whole = site(page("here.md", "here/", "[a][b]\n\n[b]: x.md\n"))
    assert [link.defined for link in whole.links(whole.by_path["here.md"])] == [Location(3, 1)]


def test_the_ids_and_anchors_of_a_page_are_those_at_which_a_browser_stops() -> None:
    rendered = (
        '<p id="a">1</p><p id="a">2</p><a name="b" id="">3</a><a name=""></a><i name="c"></i><!-- -->'
        '<template id="t"><p id="d"></p></template>'
    )
    found = page("x.md", "x/", rendered=rendered)
    assert set(found.ids) == {"a", "t"}
    assert found.ids["a"].text == "1"
    assert found.anchors == {"a", "b", "t"}


def test_content_is_written_as_it_was_read() -> None:
    whole = page("x.md", "x/", rendered="words <b>bold</b> more")
    whole.foot = "<hr>"
    assert write_content(whole.root) == "words <b>bold</b> more"
    assert whole.content == "words <b>bold</b> more<hr>"
    assert page("x.md", "x/", rendered="<b>1</b><i>2</i> 3").content == "<b>1</b><i>2</i> 3"
    assert page("x.md", "x/", rendered="").content == ""
    assert page("x.md", "x/", rendered="x").root.tag == "div"
    deep = "<b>" * 300 + "x" + "</b>" * 300
    assert "x" in write_content(parse_content(deep))


def test_markup_within_the_content_is_written_in_place_of_its_comment() -> None:
    whole = page("x.md", "x/", rendered="a<!--1-->b")
    whole.inside = {"<!--1-->": [compressed("<i>\ud800</i>"), compressed("é")]}
    assert whole.content == "a<i>\ud800</i>éb"


def test_a_large_site_has_the_links_and_texts_of_pages_as_they_were_after_their_release() -> None:
    text = '[a](one/) <a name="b">*c*</a> and one/\n'
    large = page("x.md", "", text)
    large.rendered, whole = markdown.markdown(text), Site([large], {}, is_large=True)
    before = whole.links(large), large.texts, large.anchors
    assert [each.path for each in whole.in_turn()] == ["x.md"]
    assert large.tree is None
    (link,) = whole.links(large)
    assert link.element.getparent().getparent() is large.root
    assert (link.address, link.location) == (before[0][0].address, before[0][0].location)
    assert (large.texts, large.anchors) == before[1:]


def test_addresses_of_files_are_kept_in_one_form() -> None:
    pairs = [
        ("a%20b/index.html", "1"),
        ("index.html", "2"),
        ("c/", "3"),
        ("d/my index.html", "4"),
        ("./e", "5"),
    ]
    assert file_addresses(pairs) == {"a b": "1", "": "2", "c": "3", "d/my index.html": "4", "e": "5"}
