"""What pages share is read once, and nothing that is wrong is hidden by that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from link_checks.checks.page_shell import PageShell
from link_checks.checks.repeated_links import RepeatedLinks
from link_checks.config_file import ConfigFile
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.site import Site

LINK = '<li class="x"><a href="../b/">B</a></li>'


def left(known: str, shell: str, *, url: str = "a/c/", known_url: str = "a/d/") -> str:
    """What a parser reads of a page's shell after another page was right."""
    links, right = RepeatedLinks(), {"../b/", "../b/#x", "b/", "https://example.org/?a&b", "/x/"}
    links.without(known_url, known, right.__contains__)
    return links.without(url, shell, lambda _address: False)


@pytest.mark.parametrize(
    "shell",
    [
        LINK,
        '<ul><li><span class="y">\n<a href="../b/">B</a></span></li></ul>',
        '<a href="https://example.org/?a&amp;b">a < b</a>',
        '<a class="x" href="/x/">x</a>',
        '<div class="x"><p>x</p><link rel="stylesheet" href="/x/"></div>',
    ],
)
def test_links_that_were_right_are_left_out_on_pages_of_the_same_folder(shell: str) -> None:
    assert "<" not in left(shell, shell).replace("< b", "")


@pytest.mark.parametrize(
    ("shell", "kept"),
    [
        ('<a href="../wrong/">x</a>', '<a href="../wrong/">x'),
        ('<a href="../b/#x">x</a>', '<a href="../b/#x">x'),  # the anchor may be lost while the page stays the same
        ('<a href="b/">x</a>', '<a href="b/">x'),  # leads elsewhere from another page
        ('<a href="#x">x</a>', '<a href="#x">x'),
        ('<a href="../b/" id="x">x</a>', '<a href="../b/" id="x">x'),
        ('<a name="x">x</a>', '<a name="x">x'),
        ('<a\nid="x">x</a>', '<a\nid="x">x'),
        ('<link imagesrcset="../b/" href="../b/">', '<link imagesrcset="../b/" href="../b/">'),
        ("<a href='../b/'>x</a>", "<a href='../b/'>x"),
        ("<a href=../wrong/>x</a>", "<a href=../wrong/>x"),
        ('<a href="../b/" title="<script>">x</a>', '<a href="../b/" title="<script>">x'),
        ('<a href="../b/" title="> <script>">x</a>', '<a href="../b/" title="> <script>">x'),
        ('<a data-href="../b/" HREF="../wrong/">x</a>', '<a data-href="../b/" HREF="../wrong/">x'),
        ('<span style="background: url(x.png)">x</span>', '<span style="background: url(x.png)">x'),
        ('<svg><a xlink:href="../b/">x</a></svg>', '<svg><a xlink:href="../b/">x</svg>'),
        ('<img src="../b/">', '<img src="../b/">'),
        ('<!-- <a href="../b/">x</a> -->', "<!-- </a> -->"),
        ('<!-- <a href="../b/" --><a href="../wrong/">', '<!-- <a href="../b/" --><a href="../wrong/">'),
        ('<!-- <a href="../b/" --!>', '<!-- <a href="../b/" --!>'),
        ("<script>x</script><style>y</style>", "<script>x</script><style>y</style>"),
    ],
)
def test_everything_else_is_read_again(shell: str, kept: str) -> None:
    assert left(shell, shell) == kept


@pytest.mark.parametrize("url", ["e/c/", "", "a/", "a/c/d/", "c/a/"])
def test_links_are_read_again_on_a_page_of_another_folder(url: str) -> None:
    assert '<a href="../b/">' in left(LINK, LINK, url=url)
    assert '<a href="../b/">' not in left(LINK, LINK, url="a/c.html", known_url="a/d.html")


def test_links_through_the_root_are_left_out_on_all_pages_of_one_depth() -> None:
    links, looked_up = RepeatedLinks(), []
    for url in ("a/c/", "e/c/", "e/d/", "e/", "e/c/d/"):
        shell = LINK + LINK.replace("../", "../../")
        links.without(url, shell, lambda address, url=url: looked_up.append(f"{url} {address}") or True)
    assert sorted(looked_up) == [
        *("a/c/ ../../b/", "a/c/ ../b/", "e/ ../../b/", "e/ ../b/", "e/c/ ../b/", "e/c/d/ ../../b/", "e/c/d/ ../b/"),
    ]


PIECES = st.sampled_from(
    [
        '<li><a href="../b/">B</a></li>',
        '<a href="../gone/">gone</a>',
        '<a href="../b/#b">b</a>',
        '<a href="../b/#gone">b</a>',
        '<a href="#own">own</a>',
        '<img src="../gone.png">',
        '<a href="https://example">x</a>',
        '<span title="<ul>"><a href="../a/c/">x</a></span>',
        "<template><a href='../gone/'>x</a></template>",
        '<!-- <a href="../hidden/">x</a> -->',
        '<a href="../hidden/">hidden</a>',
        '<!-- <a href="../b/">x</a> -->',
        "<script>'<a href=\"../gone/\">'</script>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a/c/", "a/d/", "b/"]), st.lists(PIECES, max_size=5)), max_size=5))
def test_problems_of_a_site_are_those_of_each_page_alone(shells: list[tuple[str, list[str]]]) -> None:
    pages = [
        Page(f"{url}index.md", f"docs/{url}index.md", url, "", MarkdownSource(""), parse_content('<p id="b">b</p>'))
        for url in ("", "a/b/", "a/c/", "a/d/", "b/")
    ]

    def check(shell: PageShell, url: str, pieces: list[str]) -> set[str]:
        return set(map(str, shell.check(url, f"{url}index.md", f"<!doctype html>{''.join(pieces)}")))

    together = PageShell(Site(pages, {}), ConfigFile(""))
    for url, pieces in shells:
        alone = PageShell(Site(pages, {}), ConfigFile(""))
        assert check(together, url, pieces) == check(alone, url, pieces)
