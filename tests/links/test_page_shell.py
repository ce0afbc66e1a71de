"""What is around a page's content: which of its links are reported, at which line, and what was meant."""

from __future__ import annotations

import pytest

from link_checks.checks.page_shell import PageShell, is_relative
from link_checks.checks.templates import Template, check_template
from link_checks.config_file import ConfigFile
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.site import Site

HEAD = "<!doctype html>\n"


def page(path: str, url: str, markup: str = "") -> Page:
    return Page(path, f"docs/{path}", url, "", MarkdownSource(""), parse_content(markup))


def frame(*templates: str, config: str = "", address: str = "", front: bool = True) -> PageShell:
    pages = [page("terms.md", "terms/", '<h2 id="act">Act</h2><a name="old"></a>'), page("X/a.md", "X/a/")]
    if front:
        pages.append(page("index.md", ""))
    site = Site(
        pages,
        {"report.pdf": "report.pdf", "js/bundle.js": "js/bundle.js"},
        address=address,
        unpublished={"draft.md": "a draft"},
        unpublished_addresses={"draft": "draft.md"},
        of_theme=frozenset({"js/bundle.js"}),
    )
    written = tuple(Template(f"theme/{number}.html", text) for number, text in enumerate(templates))
    return PageShell(site, ConfigFile(config), written)


def reported(template: str, *, shown: str = "", url: str = "", name: str = "index.md", **kept: object) -> list[str]:
    """What is said of a page whose frame is a template, or is ``shown`` where the theme changes it."""
    return [str(found) for found in frame(template, **kept).check(url, name, shown or template)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words", "alone", "wanted"),
    [
        ('a\n b "x" x', "x", True, Location(2, 4)),
        ("a\n b 'x' x", "x", True, Location(2, 4)),
        ('"x" "x"\n', "x", True, Location(1, 1)),
        ('\n"x"\n"x"', "x", True, Location(2, 1)),
        ("'x' \"x\"", "x", True, Location(1, 5)),
        ("x/x/y", "x", True, None),
        ("a b/x/y", "x", False, Location(1, 5)),
        ('q x "x#y"', "x", False, Location(1, 5)),
        ("q x 'x#y'", "x", False, Location(1, 5)),
        ('q x "b/x"', "x", False, Location(1, 7)),
        ("q x 'b/x'", "x", False, Location(1, 7)),
        ('b/x" "x#', "x", False, Location(1, 6)),
        ("\n\nq x", "x", False, Location(3, 3)),
        ("q", "x", False, None),
    ],
)
def test_words_of_a_template_are_found_first_as_an_address(
    text: str, words: str, alone: bool, wanted: Location | None
) -> None:
    found = Template("a.html", text).find(words, alone=alone)
    assert found == (("a.html", wanted, words) if wanted else None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('<p id="x"><p id="x">', Location(1, 14)),
        ("<p id='x'><p id='x'>", Location(1, 14)),
        ("<p id=\"x\">\n<p\n class='a' id='x'>", Location(3, 12)),
        ("<p id='x'>\n<p id=\"x\">", Location(2, 4)),
        ("\n<p id='x'>\n<p>", Location(2, 4)),
        (" id='x'", Location(1, 2)),
        ('<p id="xy" data-id="x">', None),
    ],
)
def test_an_id_of_a_template_is_found_where_it_stands_last(text: str, wanted: Location | None) -> None:
    assert Template("a.html", text).location_of_id("x") == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("a/", True),
        ("../a", True),
        (".", True),
        ("", False),
        ("#a", False),
        ("?a", False),
        ("/a", False),
        ("//a.org", False),
        ("https://a.org", False),
        ("mailto:a@b.org", False),
    ],
)
def test_an_address_counts_from_its_page_or_does_not(address: str, wanted: bool) -> None:
    assert is_relative(address) is wanted


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<!-- -->",
        '<a href="terms/#act">a</a> <a href="terms/#old">b</a> <a href="terms/#top">c</a>',
        '<a href="terms/#:~:text=x">a</a> <a href="terms/#act:~:text=x">b</a>',
        '<a href="#here">a</a> <p id="here"></p> <a href="#old">b</a> <i name="old"></i> <a href="#">c</a>',
        '<a href="report.pdf#page=2">a</a> <a href="https://example.org/">b</a> <a href="X/a/">c</a>',
        '<a href="gone/" hreflang="fr">a</a> <link rel="Alternate" href="gone.xml">',
        '<link rel="canonical" href="gone/"> <link rel="shortcut edit" href="gone/">',
        '<link rel="dns-prefetch" href="//fonts.example.org"> <link rel="preconnect" href="//a.example.org">',
        '<template><a href="gone/">a</a></template>',
        '<p id="a"></p> <svg><g id="b"/></svg><svg><g id="b"/></svg> <template><p id="a"></p></template>',
        '<link rel="x" href=""><a href="terms/">a</a>',
        '<img src="js/bundle.js" alt=""> <div style="background: url(report.pdf)"></div>',
    ],
)
def test_a_frame_that_is_right_is_not_accused(markup: str) -> None:
    assert reported(markup) == []


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        (
            '<a href="term/">a</a>',
            [
                "1:9: broken link: there is no page or file 'term/' (did you mean '{{ 'terms/' | "
                "url }}'?) [missing-page]"
            ],
        ),
        (
            '<a href="index.md">a</a>',
            ["1:9: broken link: there is no page or file 'index.md' (did you mean '{{ '.' | url }}'?) [missing-page]"],
        ),
        (
            '\n <a href="reports.pdf">a</a>',
            [
                "2:10: broken link: there is no page or file 'reports.pdf' (did you mean '{{ "
                "'report.pdf' | url }}'?) [missing-page]"
            ],
        ),
        (
            '<a href="bundle.js">a</a>',
            [
                "1:9: broken link: there is no page or file 'bundle.js' (write the address of a "
                "page or file, from the site's root) [missing-page]"
            ],
        ),
        (
            '<a href="../x1/">a</a>',
            [
                "1:9: broken link: there is no page or file '../x1/' (write the address of a page "
                "or file, from the site's root) [missing-page]"
            ],
        ),
        (
            '<a href="example.org/x">a</a>',
            [
                "1:9: broken link: there is no page or file 'example.org/x' (did you mean "
                "'https://example.org/x'?) [missing-page]"
            ],
        ),
        (
            '<link rel="stylesheet" href="gone.css">',
            [
                "1:29: broken link: there is no page or file 'gone.css' (write the address of a "
                "page or file, from the site's root) [missing-page]"
            ],
        ),
        (
            '<a href="draft/">a</a>',
            [
                "1:9: broken link: readers do not get 'draft.md', because it is a draft (remove the "
                "link) [unpublished-page]"
            ],
        ),
        (
            '<a href="terms/#akt">a</a>',
            ["1:9: broken link: terms.md has no anchor '#akt' [missing-anchor]"],
        ),
        (
            '<a href="terms/#Act">a</a>',
            ["1:9: broken link: terms.md has no anchor '#Act' (did you mean '#act'?) [missing-anchor]"],
        ),
        (
            '<a href="terms/#nope:~:text=x">a</a>',
            ["1:9: broken link: terms.md has no anchor '#nope' [missing-anchor]"],
        ),
        (
            '<a href="#nope">a</a>',
            ["1:9: broken link: a page has no anchor '#nope' (the first page without it is index.md) [missing-anchor]"],
        ),
        (
            '<a href="htp://example.org">a</a>',
            [
                "1:9: address 'htp://example.org' has the unknown scheme 'htp:' "
                "(did you mean 'http://example.org'?) [unknown-scheme]"
            ],
        ),
        (
            '<a href="https://foo/">a</a>',
            [
                "1:9: address 'https://foo/' has a host without a dot, 'foo' "
                "(a host that every reader can reach has a dot in its name) [malformed-address]"
            ],
        ),
        (
            "<div style=\"background: url('gone.png')\">x</div>",
            [
                "1:29: broken link: there is no page or file 'gone.png' (write the address of a "
                "page or file, from the site's root) [missing-page]"
            ],
        ),
        (
            '<a href="">a</a>',
            ["1:4: link has no target (write the target in its href) [empty-link]"],
        ),
        (
            "<a href=''>a</a>",
            ["1:4: link has no target (write the target in its href) [empty-link]"],
        ),
        (
            '<p id="c"></p><p id="a"></p><p id="b"></p>\n<p id="a"></p>\n<p id="b"></p>',
            [
                "2:4: id 'a' is used twice in a page (first in index.md; give one of them another id) [duplicate-id]",
                "3:4: id 'b' is used twice in a page (first in index.md; give one of them another id) [duplicate-id]",
            ],
        ),
    ],
)
def test_a_link_of_a_template_is_told_where_it_stands(markup: str, wanted: list[str]) -> None:
    assert reported(markup) == [f"theme/0.html:{each}" for each in wanted]


def test_an_empty_address_of_anything_but_a_link_is_no_link_that_leads_nowhere() -> None:
    assert reported('<form action=""></form><script src=""></script>') == []


def test_an_id_that_the_page_has_already_is_told_of_the_template_that_repeats_it() -> None:
    templates = ('<p id="other">', '<p id="act"><p id="act2">')
    found = list(frame(*templates).check("terms/", "terms.md", '<p id="act"></p><p id="act2"></p>'))
    assert [(each.file, each.line, each.column) for each in found] == [("theme/1.html", 1, 4)]
    assert "first in terms.md" in found[0].hint


def test_an_id_that_no_template_of_the_project_writes_is_not_told() -> None:
    assert reported("<p>", shown='<p id="a"></p><p id="a"></p>') == []


def test_an_id_is_told_of_the_first_template_alone() -> None:
    found = list(frame('<p id="act">', '<p id="act">').check("terms/", "terms.md", '<p id="act">'))
    assert [each.file for each in found] == ["theme/0.html"]


@pytest.mark.parametrize(
    ("config", "markup", "wanted"),
    [
        ("site_name: A\nextra:\n  homepage: /home/\n", '<a href="/home/">a</a>', "3:13"),
        ("theme:\n  logo: img/logo.png\n", '<img src="img/logo.png" alt="a">', "2:9"),
        ("theme:\n  logo: logo.png\n", '<img src="img/logo.png" alt="a">', "2:9"),
        ("theme:\n  logo: img/logo.png?x\n", '<img src="img/logo.png" alt="a">', "2:9"),
        ("copyright: see <a href='../Xanadu/'>x</a>\n", '<a href="../Xanadu/">a</a>', "1:12"),
        ("extra:\n  a: gone/#act\n", '<a href="gone/#act">a</a>', "2:6"),
    ],
)
def test_a_link_that_the_settings_name_is_told_there(config: str, markup: str, wanted: str) -> None:
    [said] = reported("<p>", shown=markup, config=config)
    assert said.startswith(f"mkdocs.yml:{wanted}: broken link: there is no page or file '"), said
    assert said.endswith("(write the address of a page or file, from the site's root) [missing-page]")


NOBODY = "mkdocs.yml"  # without a line: the theme itself


@pytest.mark.parametrize(
    ("url", "address", "config", "where", "words"),
    [
        ("X/a/", "../gone/", "X/gone/", "2:6", "X/gone/"),
        ("X/a/", "../gone/", "", NOBODY, "X/gone/"),
        ("X/a/", "../gone.png", "", NOBODY, "X/gone.png"),
        ("X/a/", "../gone.png#x", "", NOBODY, "X/gone.png"),
        ("terms/", "../../../gone/", "", NOBODY, "gone/"),
        ("terms/", "../foX/", "foX/", "2:6", "foX/"),
        ("terms/", "../foX/", "foX", "2:6", "foX"),
        ("terms/", "../g", "g", NOBODY, "g"),
        ("terms/", "../g/", "g/", "2:6", "g/"),
        ("terms/", "../x/gone/", "x/gone", "2:6", "x/gone"),
        ("terms/", "../assets/gone/", "gone", "2:6", "gone"),
        ("terms/", "../assets/foX", "foX", "2:6", "foX"),
        ("terms/", "../assets/ab", "ab", "2:6", "ab"),
        ("terms/", "../gone/", "/gone/", "2:6", "gone/"),
        ("404.html", "/book/gone/", "/gone/", "2:6", "/gone/"),
        ("404.html", "/gone/", "", NOBODY, "/gone/"),
        ("404.html", "/book/gone/", "", NOBODY, "gone/"),
    ],
)
def test_what_the_settings_name_is_found_however_the_theme_writes_it(
    url: str, address: str, config: str, where: str, words: str
) -> None:
    base = "https://example.org/book/" if url == "404.html" else ""
    settings = f"extra:\n  a: {config or 'nothing'}\n"
    [said] = reported("<p>", shown=f'<a href="{address}">x</a>', url=url, config=settings, address=base)
    assert said.startswith(f"mkdocs.yml:{where}: " if where != NOBODY else "mkdocs.yml: ")
    assert f" broken link: there is no page or file '{words}' (" in said


def test_a_missing_target_is_known_by_its_address_in_the_site() -> None:
    found = frame("<p>").check("X/a/", "X/a.md", '<a href="../gone/">x</a>')
    assert [each.published for each in found] == ["X/a/../gone/#"]


@pytest.mark.parametrize(
    ("template", "anchor", "location"),
    [('<a href="{{ u }}#nope">', "nope", ["1:17"]), ("<p>#ab", "ab", ["1:4"]), ("<p>#nav", "n", [])],
)
def test_an_anchor_that_a_template_adds_to_an_address_is_found(template: str, anchor: str, location: str) -> None:
    said = reported(template, shown=f'<a href="terms/#{anchor}">x</a>')
    assert [line.removeprefix("theme/0.html:").partition(": ")[0] for line in said] == location


def test_a_folder_without_a_front_page_is_not_the_front_page_of_the_site() -> None:
    [said] = reported("<p>", shown='<a href="../">x</a>', url="X/a/", name="X/a.md", front=False)
    assert said.startswith("mkdocs.yml: broken link: there is no page or file 'X/' (")


def test_an_address_outside_is_told_of_the_frame_wherever_the_settings_name_it() -> None:
    [said] = reported("<p>", shown='<a href="https://foo/">x</a>', config="nav:\n- x: https://foo/\n")
    assert said.startswith("mkdocs.yml:2:6: address 'https://foo/' has a host without a dot")


def test_the_settings_come_before_templates_and_a_whole_address_before_a_piece() -> None:
    config = "extra:\n  a: gone/\n"
    assert reported('<a href="gone/">a</a>', config=config)[0].startswith("mkdocs.yml:2:6: ")
    assert reported('<a href="gone/">a</a>', config="site_name: gone/x\n")[0].startswith("theme/0.html:1:9: ")


def test_what_the_theme_alone_has_written_is_told_of_the_settings_with_its_first_page() -> None:
    shown = '<a href="../gone/">a</a> <a href="#nope">b</a> <a href="https://foo/">c</a>'
    shown += '<div style="background: url(../gone.png)"></div>'
    assert reported("<p>", shown=shown, url="terms/", name="terms.md", config="site_name: x\n") == [
        "mkdocs.yml: broken link: there is no page or file 'gone/' "
        "(the theme writes it into its pages, first into terms.md; a setting may name it) [missing-page]"
    ]


def test_what_a_page_itself_has_written_is_not_told_as_the_themes() -> None:
    kept = frame("<p>")
    kept.site.pages.append(page("post.md", "post/", '<a href="gone/">x</a>'))
    found = kept.check("", "index.md", '<a href="gone/">x</a><a href="gone/too/">y</a>')
    assert [each.message for each in found] == ["broken link: there is no page or file 'gone/too/'"]


def test_a_link_of_the_theme_to_a_page_that_is_not_published_is_told() -> None:
    said = reported("<p>", shown='<a href="draft/">a</a>')
    assert said == [
        "mkdocs.yml: broken link: readers do not get 'draft.md', because it is a draft "
        "(the theme writes it into its pages, first into index.md; a setting may name it) [unpublished-page]"
    ]


@pytest.mark.parametrize("last", ["a", ".", "/"])
def test_a_piece_of_one_letter_does_not_make_the_settings_the_writer(last: str) -> None:
    said = reported("<p>", shown=f'<a href="zz/{last}">x</a>', config="site_name: a./\n")
    assert [line.partition(": ")[0] for line in said] == ["mkdocs.yml"]


@pytest.mark.parametrize(
    ("url", "address", "base"),
    [
        ("", ".", ""),
        ("terms/", "..", ""),
        ("terms/", "../", ""),
        ("404.html", "/", ""),
        ("404.html", "/book/.", "https://example.org/book/"),
        ("terms/", "https://example.org/book", "https://example.org/book/"),
    ],
)
def test_a_front_page_that_the_theme_misses_is_told_as_what_it_is(url: str, address: str, base: str) -> None:
    said = reported("<p>", shown=f'<a href="{address}">x</a>', url=url, address=base, front=False)
    message = "this site has no front page, to which the theme's logo and name lead"
    assert said == [f"docs/index.md: {message} (write this file) [missing-page]"]


def test_a_template_that_leads_to_a_front_page_which_is_missing_is_told_itself() -> None:
    [said] = reported('<a href="../">x</a>', url="terms/", name="terms.md", front=False)
    assert said.startswith("theme/0.html:1:9: broken link: there is no page or file '../'")


@pytest.mark.parametrize(
    ("config", "markup"),
    [
        ("nav:\n- gone.md\n- a: /gone/\n", '<a href="/gone/">a</a>'),
        ("nav:\n- gone/\n", '<a href="gone/">a</a>'),
        ("nav:\n- Draft: draft.md\n", '<a href="draft/">a</a>'),
        ("nav:\n- g/\n", '<a href="g/">a</a>'),
        ("nav:\n- X/./gone/\n", '<a href="X/gone/">a</a>'),
        ("nav:\n- x: ./a\\gone.png\n", '<a href="a/gone.png">a</a>'),
    ],
)
def test_what_the_navigation_names_is_left_to_its_own_check(config: str, markup: str) -> None:
    assert reported("<p>", shown=markup, config=config) == []


def test_what_the_navigation_names_is_left_to_its_own_check_in_a_folder_as_well() -> None:
    assert reported("<p>", shown='<a href="../gone/">a</a>', url="X/a/", config="nav:\n- X/gone/\n") == []


def test_the_whole_address_of_a_missing_page_of_the_site_is_told_where_the_navigation_names_it() -> None:
    shown, config = (
        '<a href="https://example.org/book/gone/">a</a>',
        "nav:\n- x: https://example.org/book/gone/\n",
    )
    [said] = reported("<p>", shown=shown, config=config, address="https://example.org/book/")
    assert (
        said == "mkdocs.yml:2:6: broken link: there is no page or file '/book/gone/' (write the address "
        "of a page or file, from the site's root) [missing-page]"
    )


def test_a_name_elsewhere_in_the_settings_is_not_the_navigation() -> None:
    [said] = reported("<p>", shown='<a href="gone/">a</a>', config="extra:\n  nav: gone/\n")
    assert said.startswith("mkdocs.yml:2:8: ")


def test_a_link_below_the_address_of_the_site_is_found_as_it_is_written_there() -> None:
    [said] = reported('<a href="/book/gone/">a</a>', address="https://example.org/book/", url="404.html")
    assert said.startswith("theme/0.html:1:9: broken link: there is no page or file '/book/gone/'")
    shown = '<a href="/book/gone/#x">a</a>'
    [said] = reported("""{{ 'gone/#x' | url }}""", shown=shown, address="https://example.org/book/", url="404.html")
    assert said.startswith("theme/0.html:1:4: broken link: there is no page or file 'gone/#x'")


def not_found(markup: str, **kept: str) -> list[str]:
    return reported(markup, url="404.html", name="404.html", **kept)


def test_a_relative_link_in_the_page_for_what_is_missing_is_told() -> None:
    assert not_found('<a href="terms/">a</a>') == [
        "theme/0.html:1:9: link 'terms/' leads to another address each time this page is shown "
        "(did you mean '{{ 'terms/' | url }}'? readers see it in place of any page that is missing) "
        "[relative-link]"
    ]
    [said] = not_found('<img src="report.pdf" alt="a">')
    assert "did you mean '{{ 'report.pdf' | url }}'?" in said


@pytest.mark.parametrize(
    "markup",
    [
        '<base href="/"><a href="terms/">a</a>',
        '<a href="/terms/">a</a> <a href="#x">b</a> <p id="x"></p> <a href="https://example.org/">c</a>',
        '<a href="//terms/">a</a> <img src="//report.pdf" alt="b">',
    ],
)
def test_the_page_for_what_is_missing_may_have_links_from_the_root(markup: str) -> None:
    assert not_found(markup) == []


def test_in_the_page_for_what_is_missing_the_settings_and_the_theme_are_not_accused() -> None:
    assert not_found("<p>", shown='<a href="terms/">a</a>') == []
    assert not_found("<p>", shown='<a href="terms/">a</a>', config="extra:\n  a: terms/\n") == []


def test_a_missing_target_in_the_page_for_what_is_missing_is_told_once() -> None:
    assert len(not_found('<a href="gone/">a</a>')) == 1


@pytest.mark.parametrize(
    ("url", "address", "markup"),
    [
        ("", "", '<a href="//terms/">a</a>'),
        ("404.html", "https://example.org/book/", '<a href="//terms/">a</a>'),
        ("404.html", "", '<a href="//gone/">a</a>'),
    ],
)
def test_two_slashes_are_a_host_elsewhere(url: str, address: str, markup: str) -> None:
    [said] = reported(markup, url=url, address=address)
    assert said.startswith("theme/0.html:1:9: address '//"), said
    assert "[address-without-scheme]" in said


def names(text: str) -> list[str]:
    return [str(found) for found in check_template(Template("a.html", text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('<a href="x"></a>', ["1:1"]),
        ('\n <a href="x"> \n</a>', ["2:2"]),
        ('<script>"<a href=x></a>"</script><a href="x"></a>', ["1:34"]),
        ('<style>"<a href=x></a>"</style><b></b><a href="x"></a>', ["1:39"]),
        ('<style></style><a href="x"></a>', ["1:16"]),
        ('<template><a href="x"></a></template><a href="x"></a>', ["1:38"]),
        ('<template><b></b><a href="x"></a></template>', []),
        ('<a href="x">&nbsp;</a>', ["1:1"]),
        ('<a href="x">&copy;</a>', []),
        ('<a href="x"><img src="y"></a>', ["1:1"]),
        ('<a href="x"><img src="y" alt="z"></a>', []),
        ('<a href="x" title=""></a><a href="x" title="y"></a>', ["1:1"]),
        ('{# \n <a href="x"></a> #}<a href="x"></a>', ["2:21"]),
        ('<a href="x">{{ y }}</a> <a href="x"><video></video></a> <a></a> <a href=""></a>', []),
        ('<a href="x" hidden></a> <a href="x" data-y></a> <a href="x" :y="z"></a> <a href="x" @y></a>', []),
        ('<a href="x"><b></b></a></a> <b></b></a>', ["1:1"]),
    ],
)
def test_a_link_of_a_template_without_words_is_told_where_it_stands(text: str, wanted: list[str]) -> None:
    said = [f"a.html:{location}: this link has no text" for location in wanted]
    end = " (write text between <a> and </a>, or an aria-label) [empty-text]"
    assert names(text) == [f"{line}{end}" for line in said]
