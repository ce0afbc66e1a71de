"""The checks of one page each: what they report, and what they leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import markdown
import pytest

from link_checks.checks import check_site
from link_checks.checks.broken_links import check_image_sets, check_link
from link_checks.checks.broken_tags import check_tags
from link_checks.checks.footnotes import check_footnotes, check_switched_off_footnotes
from link_checks.checks.ids import check_duplicate_ids, check_id_references, check_reference_definitions
from link_checks.checks.link_text import check_link_text
from link_checks.checks.unrendered_links import check_unrendered_links
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.sources import SourceFile

EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "tables", "toc"]


def page_of(text: str, path: str = "index.md", *, without: str = "") -> Page:
    """A page as Python-Markdown renders it."""
    extensions = [extension for extension in EXTENSIONS if extension != without]
    html = markdown.markdown(text, extensions=extensions)
    url = "" if path == "index.md" else path.replace("index.md", "").replace(".md", "/")
    return Page(path, f"docs/{path}", url, "", MarkdownSource(text), parse_content(html))


def site_of(*pages: Page, **kept: object) -> Site:
    """A site of some pages, and of two more to which they may lead."""
    texts = {
        "terms.md": "# Terms\n\n## Act { #act }",
        "sub/part.md": "# Part\n\n## One",
        "index.md": "# Front",
    }
    taken = {page.path for page in pages}
    others = [page_of(text, path) for path, text in texts.items() if path not in taken]
    names = ["report.pdf", "sub/map.png", "old.css", *"xyzw", "a.md", "b.md"]
    files = {name: name for name in names}
    return Site([*pages, *others], files, **kept)  # type: ignore[arg-type]


def said(found: Iterator[Problem]) -> list[str]:
    return [str(problem).removeprefix("docs/index.md:") for problem in found]


def short(found: Iterator[Problem]) -> list[str]:
    """Place and code of each problem."""
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in found]


def of_words(text: str, path: str = "index.md") -> list[str]:
    page = page_of(text, path)
    site = site_of(page)
    return said(chain(check_tags(site, page), check_unrendered_links(site, page)))


def of_notes(text: str) -> list[str]:
    return said(check_footnotes(page_of(text), {}))


# ------------------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One\n{ #a }\n\nTwo\n{ #a }\n\nThree\n{ #a }", ["5:3 duplicate-id", "8:3 duplicate-id"]),
        ('<p id="a"></p>\n<p id="b"></p>\n<p id="b"></p>', ["3:1 duplicate-id"]),
        ('<p id="fn:a"></p><p id="fn:a"></p><p id="fnref:a"></p><p id="fnref:a"></p>', []),
        ('<p id="fnx"></p>\n<p id="fnx"></p>', ["2:1 duplicate-id"]),
        ('<p id=""></p><p id=""></p>', []),
        ("<svg><g id='a'/><g id='a'/></svg><math><mi id='a'></mi></math>", []),
        ("<template><p id='a'></p></template><p id='a'></p>", []),
        ('<a id="two"></a>\n\n## Two', []),
        ('<a id="two"></a>\n## Two', []),
        ('Words <a id="two"></a>\n\n## Two', ["1:7 duplicate-id"]),
        ('<a id="two"></a> words\n\n## Two', ["1:1 duplicate-id"]),
        ('<a id="two"></a><b>x</b>\n\n## Two', ["1:1 duplicate-id"]),
        ('<a id="two"><b></b></a>\n\n## Two', ["1:1 duplicate-id"]),
        ('<a id="two"></a>\n\nWords\n\n## Two', ["1:1 duplicate-id"]),
        ('<a id="two"></a>\n\n## One\n\n## Two', ["1:1 duplicate-id"]),
        ('<i id="two"></i>\n\n## Two', ["1:1 duplicate-id"]),
        ('<section><i>x</i><a id="b"></a><h6 id="b">B</h6></section>', []),
    ],
)
def test_an_id_that_stands_twice_is_told_from_its_second_place_on(text: str, wanted: list[str]) -> None:
    assert short(check_duplicate_ids(page_of(text))) == wanted


def test_the_first_place_of_an_id_is_named_where_two_were_written() -> None:
    [message] = said(check_duplicate_ids(page_of('<p id="a"></p>\n<p id="a"></p>')))
    hint = "(give one of them another id)"
    assert message == f"2:1: id 'a' is used twice in this page, first in line 1 {hint} [duplicate-id]"


def test_an_id_that_nobody_wrote_is_told_of_the_heading_that_has_it() -> None:
    root = parse_content('<h2 id="a">One  <i>and</i>\ntwo</h2><p id="a"></p>')
    page = Page("index.md", "docs/index.md", "", "", MarkdownSource("Words\n\n## One and two\n"), root)
    assert said(check_duplicate_ids(page)) == [
        "3:4: id 'a' is used twice in this page (give one of them another id) [duplicate-id]"
    ]


# ------------------------------------------------------------------------------------ references to ids


@pytest.mark.parametrize("state", ["aria-expanded", "aria-haspopup", "aria-selected"])
def test_what_opens_may_name_what_is_made_when_it_opens(state: str) -> None:
    assert said(check_id_references(page_of(f'<button aria-controls="menu" {state}="false">x</button>'))) == []
    # ... but of a label it is expected at once
    assert short(check_id_references(page_of(f'<label for="menu" {state}="x">x</label>'))) == ["1:1 missing-id"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '<button aria-controls="menu">x</button>',
            [
                '1:1: <button aria-controls="menu"> refers to an id that this page does not have '
                "(give the element that "
                "is meant this id)"
            ],
        ),
        ('<my-field for="x">y</my-field>', []),
        (
            '<label for="naem">x</label><input id="name">',
            ["1:1: <label for=\"naem\"> refers to an id that this page does not have (did you mean 'name'?)"],
        ),
        (
            'x\n\n<p id="first" aria-describedby="first two frist">x</p>',
            [
                '3:1: <p aria-describedby="two"> refers to an id that this page does not have (give '
                "the element that is "
                "meant this id)",
                '3:1: <p aria-describedby="frist"> refers to an id that this page does not have '
                "(did you mean 'first'?)",
            ],
        ),
        ('<map id="a" name="b"></map><img src="x" usemap="#a"><img src="x" usemap="#b">', []),
        (
            '<map name="b"></map><img src="x" usemap="b">',
            ["1:21: <img usemap=\"b\"> refers to a map that this page does not have (did you mean '#b'?)"],
        ),
        (
            '<map name="maps"></map><img src="x" usemap="#map">',
            ["1:24: <img usemap=\"#map\"> refers to a map that this page does not have (did you mean '#maps'?)"],
        ),
        (
            '<map></map><img src="x" usemap="#map">',
            [
                '1:12: <img usemap="#map"> refers to a map that this page does not have '
                '(write the areas of the image between <map name="..."> and </map>)'
            ],
        ),
    ],
)
def test_an_attribute_that_names_an_id_must_name_one_that_is_there(text: str, wanted: list[str]) -> None:
    assert said(check_id_references(page_of(text))) == [f"{line} [missing-id]" for line in wanted]


def test_a_missing_id_is_known_by_its_address_in_the_site() -> None:
    page = page_of('<label for="made">x</label>', "sub/a.md")
    assert [found.published for found in check_id_references(page)] == ["sub/a/#made"]


# ------------------------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("./terms", True),
        ("../terms", True),
        ("//example.org", True),
        ("www.example.org", True),
        ("/terms/", True),
        ("/5", False),
        ("/", False),
        ("#X", True),
        ("#12", False),
        ("#", False),
        ("terms.md", True),
        ("terms.md#act", True),
        ("terms.md?a#b", True),
        ("two%20words.md", True),
        ("map.PNG", True),
        ("book.epub", True),
        ("terms#act", True),
        ("terms", False),
        ("nothing#act", False),
        ("mailto:a@example.org", True),
        ("HTTPS://example.org", True),
        ("note:this", False),
        ("v1.2", False),
    ],
)
def test_what_stands_in_brackets_is_an_address_or_words(words: str, is_told: bool) -> None:
    assert bool(of_words(f"See (the thing)[{words}].")) is is_told
    assert bool(of_words(f"See ({words})[the thing].")) is is_told


def test_a_page_is_looked_for_from_the_folder_of_the_one_that_names_it() -> None:
    assert of_words("See (the part)[part#one].", "sub/a.md") != []
    assert of_words("See (the part)[part#one].") == []
    assert of_words("See (the part)[sub/part#one].") != []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "See (the act)[terms#act] and (two)[www.example.org].",
            [
                "1:5: link '(the act)[terms#act]' {} (did you mean '[the act](terms#act)'?)",
                "1:30: link '(two)[www.example.org]' {} (did you mean '[two](https://www.example.org)'?)",
            ],
        ),
        ("See (the terms)[/terms/].", ["1:5: link '(the terms)[/terms/]' {} (did you mean '[the terms](terms.md)'?)"]),
        (
            "See (terms#act)[the act], (terms.md)[1] and ( terms.md )[the terms ].",
            [
                "1:5: link '(terms#act)[the act]' {} (did you mean '[the act](terms#act)'?)",
                "1:45: link '( terms.md )[the terms ]' {} (did you mean '[the terms](terms.md)'?)",
            ],
        ),
    ],
)
def test_brackets_the_wrong_way_round_are_told(text: str, wanted: list[str]) -> None:
    what = "has its brackets and parentheses swapped"
    assert of_words(text) == [f"{line.format(what)} [reversed-link]" for line in wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "See [the act (terms#act) and [so] (terms#act), [x] (words), [y] (terms.md), [ ] (terms.md).",
            ["[so] (terms#act)", "[y] (terms.md)", "[the act (terms#act)"],
        ),
        ("[the act](terms#act and", ["[the act](terms#act"]),
        ("[the act(terms#act) and", ["[the act(terms#act)"]),
        ("[the words](of this and [the act](terms.md", ["[the act](terms.md"]),
        ("[x](a.md and [x](a.md", ["[x](a.md", "[x](a.md"]),
        ("[x](terms.md", ["[x](terms.md"]),
        (
            "[y](terms.md] and [y](terms.md} and [y]((terms.md) and",
            ["[y](terms.md", "[y](terms.md", "[y]((terms.md)"],
        ),
        ("[y}(terms.md) and [y)(terms.md)", ["[y}(terms.md)", "[y)(terms.md)"]),
        ("[y](https://example.org/] and [z](#act}", ["[y](https://example.org/", "[z](#act"]),
        ("- [X] (terms.md)\n- [x](terms.md", ["[x](terms.md"]),
        ("words](terms.md) and `[x](b.md`", ["](terms.md)"]),
    ],
)
def test_links_that_are_not_closed_are_told(text: str, wanted: list[str]) -> None:
    found = of_words(text)
    assert [line.partition("link '")[2].partition("'")[0] for line in found] == wanted
    assert all(line.endswith("[unclosed-link]") for line in found)


def test_the_place_and_the_guess_of_links_that_are_not_closed() -> None:
    assert of_words("[x](a.md and\n[x](a.md and [**y** z](b.md and [w](a.md") == [
        "1:1: link '[x](a.md' is not closed, or contains a space (did you mean '[x](a.md)'?) [unclosed-link]",
        "2:1: link '[x](a.md' is not closed, or contains a space (did you mean '[x](a.md)'?) [unclosed-link]",
        "2:14: link '[y z](b.md' is not closed, or contains a space (a link is written [text](target)) [unclosed-link]",
        "2:33: link '[w](a.md' is not closed, or contains a space (did you mean '[w](a.md)'?) [unclosed-link]",
    ]
    found = of_words("[y](a.md) and\n[y](a.md#b] and\n[y](a.md] and [y](a.md 'z")
    assert [line.partition(" is not")[0] for line in found] == [
        "2:1: link '[y](a.md#b'",
        "3:1: link '[y](a.md'",
        "3:15: link '[y](a.md'",
    ]
    assert of_words("[y}(a.md) and") == [
        "1:1: link '[y}(a.md)' is not closed, or contains a space (did you mean '[y](a.md)'?) [unclosed-link]"
    ]
    assert of_words("[y(a.md) and [y] (a.md)") == [
        "1:14: link '[y] (a.md)' has a space between its text and its target "
        "(did you mean '[y](a.md)'?) [unclosed-link]",
        "1:1: link '[y(a.md)' is not closed, or contains a space (did you mean '[y](a.md)'?) [unclosed-link]",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a][b] and [c][]", ["1:1 [a][b]", "1:12 [c][]"]),
        ("[a] [b] and [c] [] and [d]\n[e]", []),
        ("[1][2] and [a][b]", ["1:12 [a][b]"]),
        ("[^1][a] and [a][^1] and [-x][-y] and [a][-y]", []),
        ("[see 1][Act 2] and [see][Act 2]", ["1:20 [see][Act 2]"]),
        ("[a-z][0-9] and [^a-z][] and [12][] and [a-z][b]", ["1:40 [a-z][b]"]),
        ("f[a][b] and (x)[a][b] and `y`[a][b]", []),
        ("`[a][b]` and \\[a][b] and [a][b]\n[a][b]", ["1:26 [a][b]", "2:1 [a][b]"]),
        ("[**a** c][b] and [a c][b]", ["1:1 [a c][b]", "1:18 [a c][b]"]),
        ("[a c][b] and [*a* c][b]", ["1:1 [a c][b]", "1:14 [a c][b]"]),
    ],
)
def test_references_without_a_definition_are_told(text: str, wanted: list[str]) -> None:
    found = of_words(text)
    reported = [f"{line.partition(': ')[0]} {line.partition(chr(39))[2].partition(chr(39))[0]}" for line in found]
    assert reported == wanted
    assert all(line.endswith("[undefined-reference]") for line in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "[a][terms#act]",
            "1:1: reference link '[a][terms#act]' has no definition (did you mean '[a](terms#act)'?)",
        ),
        ("[a] [b.md]", "1:1: reference link '[a] [b.md]' has no definition (did you mean '[a](b.md)'?)"),
        ("[a.md][]", "1:1: reference link '[a.md][]' has no definition (did you mean '[a.md](a.md)'?)"),
        ("[a][bb]", "1:1: reference link '[a][bb]' has no definition (define it: [bb]: address)"),
        (
            "[a][Actt]\n\n[act]: terms.md",
            "1:1: reference link '[a][Actt]' has no definition (did you mean '[a][act]'? define it: [Actt]: address)",
        ),
        (
            "[a] [Actt] [sic]\n\n[act]: terms.md",
            "1:5: reference link '[Actt]' has no definition (did you mean '[act]'? define it: [Actt]: address)",
        ),
    ],
)
def test_what_a_reference_was_meant_to_be(text: str, wanted: str) -> None:
    assert of_words(text) == [f"{wanted} [undefined-reference]"]


@pytest.mark.parametrize(
    "text",
    [
        "[a] [actt] and [act]\n\n[act]: terms.md",
        "x[Actt] ![Actt] [Actt]: [^Actt] [Actt](x)\n\n[act]: terms.md",
        "`[Actt]` \\[Actt]\n\n[act]: terms.md",
    ],
)
def test_a_word_in_brackets_is_no_reference_where_nothing_unused_has_nearly_its_name(text: str) -> None:
    assert of_words(text) == []


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        (
            "[[terms]]",
            "index.md",
            ["1:1: '[[terms]]' is a link in a wiki, but not in Markdown (did you mean '[terms](terms.md)'?)"],
        ),
        (
            "x [[ Terms ]]",
            "index.md",
            ["1:3: '[[ Terms ]]' is a link in a wiki, but not in Markdown (did you mean '[Terms](terms.md)'?)"],
        ),
        (
            "[[part|the part]]",
            "index.md",
            [
                "1:1: '[[part|the part]]' is a link in a wiki, but not in Markdown (did you mean "
                "'[the part](sub/part.md)'?)"
            ],
        ),
        ("[[nothing]] `[[terms]]` \\[[terms]]", "index.md", []),
    ],
)
def test_a_link_of_a_wiki_is_told_where_a_page_has_its_name(text: str, path: str, wanted: list[str]) -> None:
    assert of_words(text, path) == [f"{line} [wiki-link]" for line in wanted]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("[[terms#act]]", "[terms#act](terms.md#act)"),
        ("[[terms#act | the act]]", "[the act](terms.md#act)"),
        ("[[Terms.md]]", "[Terms.md](terms.md)"),
        ("[[sub/part]]", "[sub/part](sub/part.md)"),
        ("[[sub/map.png]]", "[sub/map.png](sub/map.png)"),
        ("![[map.png]]", "[map.png](sub/map.png)"),
        ("[[#here]] <i id='here'></i>", "[#here](#here)"),
    ],
)
def test_a_link_of_a_wiki_may_name_a_path_a_file_or_an_anchor(text: str, guess: str) -> None:
    page = page_of(text)
    assert [(found.code, found.guess) for found in check_unrendered_links(site_of(page), page)] == [
        ("wiki-link", guess)
    ]


def test_words_in_two_brackets_that_name_nothing_are_words() -> None:
    assert of_words("[[#none]] [[other/part]] [[map]] [[none.png]] [[act]]") == []


def test_a_link_of_a_wiki_leads_from_the_folder_of_its_page() -> None:
    page = page_of("[[two words]] [[terms]] [[part]]", "sub/a.md")
    site = site_of(page, page_of("", "two-words.md"))
    assert [found.guess for found in check_unrendered_links(site, page)] == [
        "[two words](../two-words.md)",
        "[terms](../terms.md)",
        "[part](part.md)",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a]（terms.md） and ［b］(terms.md)", ["1:1 [a](terms.md)", "1:19 [b](terms.md)"]),
        ("［b］（terms.md) and [a] （terms.md)", ["1:1 [b](terms.md)", "1:19 [a](terms.md)"]),
        ("[a]: (terms.md) and x [a]:(terms.md)", ["1:1 [a](terms.md)", "1:23 [a](terms.md)"]),
        ("x [a]{terms.md} and {b}(terms.md)", ["1:3 [a](terms.md)", "1:21 [b](terms.md)"]),
        ("[1]（terms.md） [a]（words） x [1]: (terms.md) {1}(terms.md) x [2]{terms.md}", []),
        ("`[a]（terms.md）` \\[a]（terms.md） [a]（terms.md）", ["1:32 [a](terms.md)"]),
        ("[a]（#act） 和 [b]（#）", ["1:1 [a](terms.md#act)"]),
        ("[1]（terms.md） [a]（terms.md）", ["1:15 [a](terms.md)"]),
        (
            '[a]:(terms.md)\n\n[b]:(terms.md) "T"\n\n[c]:\n(terms.md)',
            [f"{n}:1 [{c}](terms.md)" for n, c in ((1, "a"), (3, "b"), (5, "c"))],
        ),
        ("[a]:(terms.md) x\n[b]:(terms.md)", ["2:1 [b](terms.md)", "1:1 [a](terms.md)"]),
    ],
)
def test_links_with_other_signs_are_told(text: str, wanted: list[str]) -> None:
    page = page_of(text)
    found = [each for each in check_unrendered_links(site_of(page), page) if each.code == "link-signs"]
    assert [f"{each.line}:{each.column} {each.guess}" for each in found] == wanted


def test_what_is_said_of_other_signs() -> None:
    assert of_words("x [a]{terms.md}\n\n[b]:(terms.md)\n\n[[a](terms.md) x\n\n[c [d](terms.md) e](terms.md)") == [
        "3:1: link '[b]:(terms.md)' has a colon between its brackets (did you mean '[b](terms.md)'?) [link-signs]",
        "7:4: link '[d](terms.md)' is inside the text of another link (write one link after the other) [link-in-link]",
        "5:1: '[[a](terms.md)' has one bracket too many (did you mean '[a](terms.md)'?) [link-signs]",
        "1:3: link '[a]{terms.md}' has braces, which Markdown does not read "
        "(did you mean '[a](terms.md)'?) [link-signs]",
    ]


def test_a_definition_in_parentheses_that_is_no_address_is_left_alone() -> None:
    assert of_words("[b]:(words)\n\n[c]:(terms.md\n\n[d]: terms.md) [x") == []


def test_a_link_in_raw_html_is_told_once_for_each_writing() -> None:
    found = of_words("[x](terms.md)\n\n<div>\n[x](terms.md) [y](words) [x](terms.md)\n</div>")
    assert [line.partition(": ")[0] for line in found] == ["4:1", "4:26"]
    assert found[0] == (
        "4:1: link '[x](terms.md)' is shown as text, because Markdown is not read inside raw HTML "
        '(write <a href="...">, or give the element around it markdown="1" (md_in_html)) [link-in-html]'
    )
    assert len(found) == 2


def test_of_a_block_that_nothing_closes_its_opening_alone_is_told() -> None:
    assert of_words("<div>\n[x](terms.md) [x](terms.md)\n\n[y](terms.md)") == [
        "1:1: <div> is not closed, so that Markdown after it is not read "
        "(write </div> on the line where it ends) [broken-tag]"
    ]


# ------------------------------------------------------------------------------------------------- tags


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('<A HERF="x">a</A> <a herf="y">b</a>', ['1:1 <a href="x">', '1:19 <a href="y">']),
        ('<area herf="x">', ['1:1 <area href="x">']),
        (
            '<a herf="x">a</a> <a herf="x">b</a> <a herf="x">c</a>',
            [f'1:{at} <a href="x">' for at in (1, 19, 37)],
        ),
        ('<img scr="x"> <IMG\nscr="y">', ['1:1 <img src="x">', '1:15 <img src="y">']),
        (
            '<iframe scr="x"></iframe> <video scrc="y"></video>',
            ['1:1 <iframe src="x">', '1:27 <video src="y">'],
        ),
        (
            '<embed srcs="x"> <audio sc="y"></audio> <track rc="z"> <source sr="w">',
            [
                '1:56 <source src="w">',
                '1:1 <embed src="x">',
                '1:18 <audio src="y">',
                '1:41 <track src="z">',
            ],
        ),
        ('<a ref="x">a</a> <a data-href="x">a</a> <a hreef2="x">a</a> <a hrxx="x">b</a>', []),
        ('<a herf="x" href="y">a</a> <img scr="x" srcset="y">', []),
        ('<img href="x"> <a src="y">z</a>', ['1:16 <a href="y">', '1:1 <img src="x">']),
        ('`<a herf="x">` <a herf="x">b</a>', ['1:16 <a href="x">']),
    ],
)
def test_a_misspelled_attribute_is_told(text: str, wanted: list[str]) -> None:
    page = page_of(text)
    found = [each for each in check_tags(site_of(page), page) if "leads nowhere" in each.message]
    assert sorted(f"{each.line}:{each.column} {each.guess}" for each in found) == sorted(wanted)
    assert {each.code for each in found} <= {"broken-tag"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('<img alt="x"> <img src="y" alt="x"> <img>', ["1:1", "1:37"]),
        (
            '<img alt="x" title="y" width="1" height="1" loading="lazy" decoding="async" align="left" border="0">',
            ["1:1"],
        ),
        ('<img alt="x" class="y"> <img data-x alt="x"> <picture><img alt="x"></picture>', []),
        ('`<img alt="x">` <IMG ALT="x">', ["1:17"]),
    ],
)
def test_an_image_without_a_source_is_told(text: str, wanted: list[str]) -> None:
    written = ("tag '<img", "tag '<IMG")
    found = [line for line in of_words(text) if "shows nothing, because it has no src" in line]
    assert all(line.partition(": ")[2].startswith(written) for line in found)
    assert [line.partition(": ")[0] for line in found] == wanted


def test_a_link_that_nothing_closes_is_told_but_where_a_template_may_close_it() -> None:
    assert of_words('x <a href="terms/">y') == [
        "1:3: tag '<a ...>' is not closed, so that everything after it is a link (write </a> after its "
        "text) [broken-tag]"
    ]
    assert of_words('{% x %} <a href="terms/">y') == []


def test_what_a_page_shows_as_code_is_no_tag() -> None:
    shown = "<p><code>&lt;a href='x/&gt;</code></p><pre>&lt;a href='y/&gt;</pre>"
    source = MarkdownSource("<a href='x/> <a href='y/> <a href='z/>")
    page = Page("index.md", "docs/index.md", "", "", source, parse_content(shown))
    assert [line.partition(" has")[0] for line in said(check_tags(site_of(page), page))] == ["1:27: tag '<a href='z/>'"]


def test_an_address_that_is_taken_for_a_tag_is_told() -> None:
    assert of_words("x <mailto:me> <terms.md>") == [
        f"1:{column}: '<{written}>' is read as a tag of HTML, and shows nothing ({meant}) [swallowed-link]"
        for column, written, meant in (
            (3, "mailto:me", "a link is written [text](target)"),  # nobody has this address
            (15, "terms.md", "did you mean '[text](terms.md)'?"),
        )
    ]


def test_a_quotation_mark_that_nothing_closes_is_told_once() -> None:
    [found] = of_words('x <a href="terms/>y</a> and `<a href="more/>`')
    assert found.startswith("1:3: tag '<a href=\"terms/>' has an unclosed quotation mark (")
    [found] = of_words("x <img src='a.png alt=x>y and `<img src='a.png alt=x>` <b>")
    assert found.startswith("1:3: ")


# ------------------------------------------------------------------------------------------------ notes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A[^a] b[^b].\n\n[^a]: A.\n\n[^b]: B.", []),
        (
            "A[^0-9] b[^nots].\n\n[^note]: N.",
            [
                "5"[:0] + "3:1: note 'note' has no reference in the text (put [^note] after the words that "
                "it explains) "
                "[note-without-mark]",
                "1:10: note reference '[^nots]' has no note (did you mean '[^note]'? "
                "define it under the paragraph: [^nots]: ...) [mark-without-note]",
            ],
        ),
        (
            "A[^a]\n\n[^a]: A.\n\n[^b]: B.",
            [
                "5:1: note 'b' has no reference in the text (put [^b] after the words that it explains) "
                "[note-without-mark]"
            ],
        ),
        (
            "A[^a]\n\n[^a]: A.\n\n[^a]: B.\n\n[^a]: C.",
            [
                f"{line}:1: note 'a' is defined twice, first in line 3 "
                "(only one of them is shown; give one another name) [duplicate-note]"
                for line in (5, 7)
            ],
        ),
        (
            "A[^a]\n\n[^a]:",
            [
                "3:1: note 'a' is empty (write its text after the colon; "
                "indent further lines of a note by four spaces) [empty-note]"
            ],
        ),
        (
            "A[^x].\n\n[^note]: N.",
            [
                "3:1: note 'note' has no reference in the text (put [^note] after the words that it explains) "
                "[note-without-mark]",
                "1:2: note reference '[^x]' has no note (did you mean '[^note]'? "
                "define it under the paragraph: [^x]: ...) [mark-without-note]",
            ],
        ),
        (
            "A[^0-9].\n\n[^note]: N.",  # signs of a pattern are no mark
            [
                "3:1: note 'note' has no reference in the text (put [^note] after the words that it explains) "
                "[note-without-mark]"
            ],
        ),
        ("A[^a]\n\n[^a]:\n    Words.", []),
        (
            "A[^a] b[^b]\n\n[^a] A.\n\n[^b] B.",
            [
                f"{line}:1: note '{name}' is defined without a colon after its bracket "
                f"(did you mean '[^{name}]: ...'?) [mark-without-note]"
                for line, name in ((3, "a"), (5, "b"))
            ],
        ),
        ("A[^a]\n\n[^a]: ![x](y.png)", []),
        (
            "A[^a]\n\n[^a] A.",
            [
                "3:1: note 'a' is defined without a colon after its bracket (did you mean "
                "'[^a]: ...'?) [mark-without-note]"
            ],
        ),
        (
            "[^a] opens it.",
            ["1:1: note reference '[^a]' has no note (define it under the paragraph: [^a]: ...) [mark-without-note]"],
        ),
        (
            "A[^a]\n\n\t[^a]: A.",
            [
                "1:2: note reference '[^a]' has no note (its definition in line 3 is indented by four "
                "spaces, and so is read as code) "
                "[mark-without-note]"
            ],
        ),
        (
            "A[^a] b[^a]",
            [
                f"1:{column}: note reference '[^a]' has no note (define it under the paragraph: [^a]: ...) "
                f"[mark-without-note]"
                for column in (2, 8)
            ],
        ),
        ("A[^a b] c[^a-z_] d[^\\w] e[^A-Z0-9.,]", []),
        (
            "A[^see there] b[^ab c]",
            [
                "1:2: note reference '[^see there]' has no note (define it under the paragraph: [^see "
                "there]: ...) "
                "[mark-without-note]"
            ],
        ),
        (
            "A[^a]\n\n<div>\nx [^a] [^a]\n</div>\n\n[^a]: A.",
            [
                f"4:{column}: note reference '[^a]' is inside raw HTML, where notes are not read "
                '(move it out of the HTML, or give the element around it markdown="1" (md_in_html)) '
                "[mark-without-note]"
                for column in (3, 8)
            ],
        ),
        (
            "A[^ a] b[^a]\n\n[^a]: A.",
            [
                "1:2: note reference '[^ a]' has no note (did you mean '[^a]'? "
                "define it under the paragraph: [^ a]: ...) [mark-without-note]"
            ],
        ),
    ],
)
def test_every_mark_has_one_note_and_every_note_a_mark(text: str, wanted: list[str]) -> None:
    assert of_notes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "^[a] and ^[a] and ^[a] [^a]",
            [f"1:{column}: '^[a]' is not a note reference (did you mean '[^a]'?)" for column in (1, 10, 19)],
        ),
        (
            "[a^] and [ ^a] and [\n^ a ] [^a]",
            [
                "1:1: '[a^]' is not a note reference (did you mean '[^a]'?)",
                "1:10: '[ ^a]' is not a note reference (did you mean '[^a]'?)",
                "1:20: '[ ^ a ]' is not a note reference (did you mean '[^a]'?)",
            ],
        ),
        ("[b^] [ ^b] `[a^]` \\[a^] x^[2] x^[a b] [^a]", []),
    ],
)
def test_marks_that_are_none_are_told(text: str, wanted: list[str]) -> None:
    assert of_notes(f"{text}\n\n[^a]: A.") == [f"{line} [mark-without-note]" for line in wanted]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Words^[A note of words]", True),
        ("Words.^[see there]", True),
        ("Words,^[inline]", True),
        ("Words”^[inline]", True),
        ("Words ^[A note of words]", True),
        ("Words ^[inline]", False),
        ("x^[inline]", False),
        ("xy^[inline]", True),
        ("xy^[abc]", False),
        ("xy^[ab1c]", False),
        ("2^[A note of words]", False),
        ("^[A note of words]", False),
        ("xy^[n + 1]", False),
        ("xy^[1914 to 1918]", True),
    ],
)
def test_a_note_within_the_text_is_told_and_an_exponent_is_not(text: str, is_told: bool) -> None:
    found = of_notes(text)
    assert len(found) == is_told
    place = f"1:{text.index('^') + 1}: '{text[text.index('^') :]}' is a note in other kinds of Markdown"
    assert all(line.startswith(place) and line.endswith("[inline-note]") for line in found)


def test_a_note_within_the_text_is_reported_after_an_exponent() -> None:
    assert [line.partition(": ")[0] for line in of_notes("xy^[abc] and Words^[see there]")] == ["1:19"]


def test_notes_that_another_extension_reads_are_not_accused() -> None:
    source = MarkdownSource("A[^a].\n\n[^a]: B")
    page = Page("index.md", "docs/index.md", "", "", source, parse_content("<p>A<sup>1</sup>.</p>"))
    assert said(check_switched_off_footnotes(page)) == []


def test_what_is_said_of_notes_that_are_switched_off() -> None:
    page = page_of("A[^a].\n\n[^a]: https://example.org", without="footnotes")
    assert said(check_site(Site([page], {}, has_footnotes=False))) == [
        "1:2: note reference '[^a]' is not read, because notes are switched off "
        "(add footnotes to markdown_extensions in mkdocs.yml) [notes-switched-off]"
    ]


def test_all_that_can_be_wrong_with_a_page_is_looked_for() -> None:
    text = """[a](none.md) [b]() [c](#x "") [](#y) (t)[terms.md] x[^n]
<i id="x"></i><i id="x"></i><i id="y"></i><label for="none">l</label><img srcset="old.css 2">

[m]: a.md
[m]: b.md"""
    page = page_of(text)
    assert {found.code for found in check_site(site_of(page))} == {
        "missing-page",
        "empty-link",
        "empty-text",
        "reversed-link",
        "mark-without-note",
        "duplicate-id",
        "missing-id",
        "malformed-srcset",
        "duplicate-reference",
        "no-image",
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A[^a] b[^b].\n\n[^a]: https://example.org\n\n[^b]: B", ["1:2 notes-switched-off"]),
        ("A[^1]. B[^z]\n\n[^1]: Two words", ["1:2 notes-switched-off"]),
        ("A[^z].\n\n`[^a]`\n\n[^a]: B", []),
        ("A[^z]", []),
    ],
)
def test_notes_that_are_switched_off_are_told_once_in_a_page(text: str, wanted: list[str]) -> None:
    assert short(check_switched_off_footnotes(page_of(text, without="footnotes"))) == wanted


# ------------------------------------------------------------------------- names, images, definitions


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[](terms/)", "1:1: link to 'terms.md' has no text (write the text between its brackets)"),
        ("[&#8203;](terms/)", "1:1: link to 'terms.md' has no text (write the text between its brackets)"),
        (
            "[![](sub/map.png)](terms/)",
            "1:1: link to 'terms.md' is only an image, without alternative text "
            "(write its alternative text: [![text](image)](target))",
        ),
        (
            '<a href="terms/"></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="terms/"><img src="sub/map.png" alt=" "></a>',
            "1:1: link to 'terms/' is only an image, without alternative text "
            "(write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<map name="m"><area href="terms/"></map>',
            "1:15: area that leads to 'terms/' has no alternative text (give it an alt=\"...\")",
        ),
        (
            '<a href="terms/"><b aria-hidden="true">x</b></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="terms/"><b style="color: red; Display: None">x</b></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="terms/"><b style="visibility:hidden"><i>x</i>y</b></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="terms/"><b hidden>x</b></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="terms/"><style>x</style><script>x</script></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="terms/"><!-- x --></a>',
            "1:1: link to 'terms/' has no text (write text between <a> and </a>, or an aria-label)",
        ),
        (
            '<a href="#b" id="a"></a>',
            "1:1: link to '#b' has no text (write text between <a> and </a>, or an aria-label)",
        ),
    ],
)
def test_a_link_without_a_name_is_told(text: str, wanted: str) -> None:
    page = page_of(text)
    assert said(check_link_text(site_of(page), page)) == [f"{wanted} [empty-text]"]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="terms/"><b></b>x</a> <a href="terms/"><b></b><b>x</b></a> <a href="terms/"><!-- y -->x</a>',
        '<a href="terms/" aria-label="x"></a> <a href="terms/" title="x"></a> <a href="terms/" '
        'aria-labelledby="x"></a>',
        '<a href="terms/" hidden></a> <a href="terms/" aria-hidden="true"></a> <p hidden><a href="terms/"></a></p>',
        '<a href="terms/"><video></video></a> <a href="terms/"><b title="x"></b></a> <a '
        'href="terms/"><img alt="x" src="y"></a>',
        '<a href="terms/"><b hidden>y</b>x</a> <a href="terms/"><b aria-hidden="false">x</b></a>',
        '<a href="#a" id="a"></a> <a href="#b" name="b"></a> <area href="terms/" alt="x"> <a></a> <link href="x">',
        '<a href="terms/"><audio></audio></a> <a href="terms/"><canvas></canvas></a> <a '
        'href="terms/"><math></math></a>',
    ],
)
def test_a_link_with_a_name_or_hidden_from_readers_is_not_accused(text: str) -> None:
    page = page_of(text)
    assert said(check_link_text(site_of(page), page)) == []


def test_each_set_of_images_is_told_once_with_all_that_is_wrong_in_it() -> None:
    page = page_of('<img src="a.png" srcset="a.png 2, b.png 3y" alt="x">\n<source srcset="c.png x">')
    hint = "(write it as {0} 2x or {0} 600w, with a comma between one image and the next) [malformed-srcset]"
    assert said(check_image_sets(site_of(page), page)) == [
        f"1:1: '2' after 'a.png' in a srcset is not a width or density {hint.format('a.png')}",
        f"1:1: '3y' after 'b.png' in a srcset is not a width or density {hint.format('b.png')}",
        f"2:1: 'x' after 'c.png' in a srcset is not a width or density {hint.format('c.png')}",
    ]


def test_a_name_that_is_defined_twice_with_two_addresses_is_told_once_for_each_further_one() -> None:
    text = "[a]: x.md\n[b]: x.md\n[A]: y.md\n[b]: x.md\n[a]: x.md\n[a  c]: x.md\n[a c]: y.md\n[a]: z.md"
    hint = "(give one of them another name) [duplicate-reference]"
    assert said(check_reference_definitions(page_of(text))) == [
        f"3:1: reference '[A]' is defined twice, first in line 1, with another address {hint}",
        f"7:1: reference '[a c]' is defined twice, first in line 6, with another address {hint}",
        f"8:1: reference '[a]' is defined twice, first in line 1, with another address {hint}",
    ]


# --------------------------------------------------------------------------------------------- targets


def of_links(text: str, path: str = "index.md", **kept: object) -> list[str]:
    page = page_of(text, path)
    site = site_of(page, **kept)
    return [str(found) for link in site.links(page) for found in check_link(site, link)]


def guess_of(text: str, path: str = "index.md", **kept: object) -> tuple[str, str]:
    page = page_of(text, path)
    site = site_of(page, **kept)
    [found] = [found for link in site.links(page) for found in check_link(site, link)]
    return found.guess, found.hint


SEEN = "raw HTML needs the address of the built page, not the path of the file"
HERE = "write the path relative to this file"
NO_FILE = "add the file, or write its path relative to this file, such as report.pdf or ../files/report.pdf"
NO_IMAGE = "add the image, or write its path relative to this file, such as map.png or ../images/map.png"
NOBODY = "it contains an invisible zero width space (U+200B)"


@pytest.mark.parametrize(
    ("target", "guess", "hint"),
    [
        ("term.md", "terms.md", ""),
        ("terms/act.md", "", HERE),
        ("part.md", "sub/part.md", ""),
        ("term.md#act", "terms.md#act", ""),
        ("nothing-like-it.md", "", HERE),
        ("ter\u200bms.md", "terms.md", NOBODY),
        ("re\u200bport.pdf", "report.pdf", NOBODY),
        ("sub/", "", "this folder has no index.md; link to a page in it"),
        ("sub", "", "this folder has no index.md; link to a page in it"),
        ("/sub/", "", "this folder has no index.md; link to a page in it"),
        ("anna@example.org", "mailto:anna@example.org", ""),
        ("anna@example", "", HERE),
        ("x/anna@example.org", "", NO_FILE),
        ("www.example.net", "https://www.example.net", ""),
        ("www.x/y", "https://www.x/y", ""),
        ("example.ORG/x", "https://example.ORG/x", ""),
        ("http//example.net/a//b", "http://example.net/a//b", ""),
        ("https//example.net/x", "https://example.net/x", ""),
        ("http;//example.net/a//b", "http://example.net/a//b", ""),
        ("https;//example.net/a//b", "https://example.net/a//b", ""),
        ("://example.net/a//b", "https://example.net/a//b", ""),
        ("https：//example.net", "https://example.net", ""),
        ("reprot.pdf", "report.pdf", ""),
        ("map.png", "sub/map.png", ""),
        ("“terms.md”", "terms.md", ""),
        ("(sub/map.png)", "sub/map.png", ""),
        ("“none.gif”", "", NO_FILE),
    ],
)
def test_what_a_link_to_nothing_was_meant_to_be(target: str, guess: str, hint: str) -> None:
    assert guess_of(f"[x](<{target}>)") == (guess, hint)


@pytest.mark.parametrize(
    ("target", "path", "guess", "hint"),
    [
        ("term/", "index.md", "terms/", ""),
        ("terms.md", "index.md", "terms/", SEEN),
        ("terms.md#act", "index.md", "terms/#act", SEEN),
        ("terms.html", "index.md", "terms/", ""),
        ("../part.md", "sub/a.md", "../part/", ""),
        ("part.md", "sub/a.md", "../part/", SEEN),
        ("ter\u200bms/", "sub/a.md", "../../terms/", NOBODY),
        ("map.png", "sub/a.md", "../map.png", SEEN),
        ("../indx/", "terms.md", "../", ""),
        ("sub/", "index.md", "", "this folder has no index.md; link to a page in it"),
        ("example.org", "index.md", "https://example.org", ""),
    ],
)
def test_what_a_link_of_raw_html_to_nothing_was_meant_to_be(target: str, path: str, guess: str, hint: str) -> None:
    assert guess_of(f'<a href="{target}">x</a>', path) == (guess, hint)


BOOK = "https://example.org/book/"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '<a href="">a  b</a>',
            "1:1: link 'a b' has no target (write the target in its href) [empty-link]",
        ),
        ("[a]()", "1:1: link 'a' has no target (write the target between its parentheses) [empty-link]"),
        ('<area href="">', "1:1: link '' has no target (write the target in its href) [empty-link]"),
        (
            '<img src="">',
            "1:1: <img> has an empty src (write the path of the file that it shows) [empty-link]",
        ),
        (
            '<video poster=""></video>',
            "1:1: <video> has an empty poster (write the path of the file that it shows) [empty-link]",
        ),
        (
            '<a href="a\\b">a</a>',
            "1:1: link 'a\\b' contains a backslash (write / instead) [malformed-address]",
        ),
        (
            '<a href="../terms/#act">a</a>',
            "1:1: broken link: '../terms/#act' leads out of the site, above its root "
            "(did you mean 'terms/#act'?) [above-root]",
        ),
        (
            '<a href="../none-of-it/">a</a>',
            "1:1: broken link: '../none-of-it/' leads out of the site, above its root "
            "(only files in docs/ are published) [above-root]",
        ),
        (
            '<a href="draft/">a</a>',
            "1:1: broken link: readers do not get 'draft.md', because it is a draft "
            "(publish it, or remove the link) [unpublished-page]",
        ),
        (
            '<a href="https://foo/">a</a>',
            "1:1: address 'https://foo/' has a host without a dot, 'foo' "
            "(a host that every reader can reach has a dot in its name) [malformed-address]",
        ),
        (
            '<a href="http://localhost:8000/terms/#act">a</a>',
            "1:1: address 'http://localhost:8000/terms/#act' is this site on your own machine "
            "(did you mean 'terms/#act'?) [own-address]",
        ),
        (
            '<a href="http://localhost:8000/terms/">a</a>',
            "1:1: address 'http://localhost:8000/terms/' is this site on your own machine "
            "(did you mean 'terms/'?) [own-address]",
        ),
        (
            '<img src="no.png" alt="x">',
            f"1:1: broken link: there is no image 'no.png' ({NO_IMAGE}) [missing-image]",
        ),
        ('<a href="no.pdf">x</a>', f"1:1: broken link: there is no file 'no.pdf' ({NO_FILE}) [missing-file]"),
        (
            '<a href="nothing/">x</a>',
            f"1:1: broken link: there is no page 'nothing/' ({HERE}) [missing-page]",
        ),
        (
            '<a href="nothing.html">x</a>',
            f"1:1: broken link: there is no page 'nothing.html' ({HERE}) [missing-page]",
        ),
        ('<a href="x/../..">x</a>', "1:1: broken link: 'x/../..' leads out of the site, above its root ..."),
        (
            '<img src="terms/" alt="x">',
            "1:1: 'terms/' is shown as an image, but it is a page "
            "(remove the exclamation mark to make it a link) [no-image]",
        ),
        (
            '<img src="report.pdf" alt="x">',
            "1:1: 'report.pdf' is shown as an image, but it is a file of type application/pdf "
            "(remove the exclamation mark to make it a link) [no-image]",
        ),
        (
            '<a href="terms/#nope">x</a>',
            "1:1: broken link: terms.md has no anchor '#nope' "
            "(no heading or paragraph there has this id) [missing-anchor]",
        ),
        (
            '<a href="#nope">x</a>',
            "1:1: broken link: this page has no anchor '#nope' "
            "(no heading or paragraph there has this id) [missing-anchor]",
        ),
        (
            '<a href="terms/#atc:~:text=x">x</a>',
            "1:1: broken link: terms.md has no anchor '#atc' "
            "(no heading or paragraph there has this id) [missing-anchor]",
        ),
        (
            '<a href="sub/part/#act">x</a>',
            "1:1: broken link: sub/part.md has no anchor '#act' (did you mean 'terms/#act'?) [missing-anchor]",
        ),
        (
            '<i id="here"></i><a href="terms/#here">x</a>',
            "1:18: broken link: terms.md has no anchor '#here' (did you mean '#here'?) [missing-anchor]",
        ),
        (
            '<a href="terms/#a\u200bct">x</a>',
            f"1:1: broken link: terms.md has no anchor '#a\u200bct' (did you mean '#act'? {NOBODY}) [missing-anchor]",
        ),
    ],
)
def test_what_is_said_of_a_link_that_leads_nowhere(text: str, wanted: str) -> None:
    [found] = of_links(text, unpublished={"draft.md": "a draft"}, unpublished_addresses={"draft": "draft.md"})
    wanted = f"docs/index.md:{wanted}"
    assert found.startswith(wanted[:-3]) if wanted.endswith("...") else found == wanted


@pytest.mark.parametrize(
    "text",
    [
        '<a href="terms/">a</a> <a href="terms/#act">b</a> <a href="#top">c</a> <a href="terms/#Top">d</a>',
        '<a href="terms/#:~:text=x">a</a> <a href="terms/#act:~:text=x">b</a> <a href="report.pdf#page=2">c</a>',
        '<form action=""></form> <button formaction="">x</button> <img src="#" alt="x">',
        '<link rel="preconnect" href="//fonts.example.org"> <a href="https://example.org/">x</a>',
        '<a href="http://localhost:8000/">http://localhost:8000/</a> <area href="#" alt="x"> <a href="terms/#">a</a>',
        '<img src="sub/map.png#only-light" alt="x"> <a href="/terms/">x</a> <a href="sub/part/">x</a>',
        '<i id="a%20b"></i> <a href="#a%20b">x</a> <i id="c d"></i> <a href="#c%20d">y</a> <a '
        'name="e"></a> <a href="#e">z</a>',
    ],
)
def test_a_link_that_leads_somewhere_is_not_accused(text: str) -> None:
    assert of_links(text) == []


def test_what_was_told_before_is_not_told_again() -> None:
    assert of_links('<a href="https://foo/">x</a>', reported=frozenset({"https://foo/"})) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '<a href="https://example.org/book/terms/#act">x</a>',
            "link 'https://example.org/book/terms/#act' spells out the address of this site, "
            "which a copy of the site does not have (did you mean '../../terms/#act'?) [own-address]",
        ),
        (
            '<a href="/book/terms/#act">x</a>',
            "link '/book/terms/#act' breaks if the site is published in a subfolder "
            "(did you mean '../../terms/#act'?) [absolute-link]",
        ),
        (
            '<a href="/terms/">x</a>',
            "broken link: '/terms/' leads out of the site, which is published under /book/ "
            "(did you mean '../../terms/'?) [absolute-link]",
        ),
        (
            '<a href="/none-of-it/">x</a>',
            f"broken link: '/none-of-it/' leads out of the site, which is published under /book/ "
            f"({HERE}) [absolute-link]",
        ),
        (
            '<a href="https://example.org/book/none-of-it/">x</a>',
            f"broken link: this site has no page at 'https://example.org/book/none-of-it/' ({HERE}) [missing-page]",
        ),
        (
            '<a href="https://example.org/book/no.pdf">x</a>',
            f"broken link: this site has no file at 'https://example.org/book/no.pdf' ({NO_FILE}) [missing-file]",
        ),
    ],
)
def test_a_site_that_is_to_work_at_any_address_writes_none_of_its_own(text: str, wanted: str) -> None:
    assert of_links(text, "sub/a.md", portable=True, address=BOOK) == [f"docs/sub/a.md:1:1: {wanted}"]


def test_a_site_at_one_address_may_write_it() -> None:
    assert of_links('<a href="https://example.org/book/terms/">x</a> <a href="/book/">y</a>', address=BOOK) == []


def test_the_page_for_what_is_missing_writes_addresses_from_the_root() -> None:
    page = Page("404.md", "docs/404.md", "404.html", "", MarkdownSource(""), parse_content('<a href="/terms/">x</a>'))
    site = site_of(page, portable=True)
    assert [found for link in site.links(page) for found in check_link(site, link)] == []


@pytest.mark.parametrize("level", range(1, 7))
def test_the_words_of_a_heading_lead_to_its_id(level: int) -> None:
    page = page_of('<a href="#a-heading-of-words">x</a>')
    heading = f'<h{level} id="z">A heading, <b>of</b> words!</h{level}><h2>a heading of words</h2>'
    page.root.append(parse_content(heading))
    site = site_of(page)
    [found] = [found for link in site.links(page) for found in check_link(site, link)]
    assert (found.guess, found.hint, found.target, found.published) == (
        "#z",
        "",
        "docs/index.md",
        "#a-heading-of-words",
    )


def test_a_page_that_is_made_of_a_list_says_how_to_add_to_it() -> None:
    how_to_add = {"x*": "add it to x", "term*": "add it to the list"}
    assert guess_of('<a href="terms/#acts">x</a>', how_to_add=how_to_add) == ("#act", "")
    assert guess_of('<a href="terms/#axt">x</a>', how_to_add=how_to_add) == ("", "add it to the list")
    assert guess_of('<a href="terms/#acting">x</a>', how_to_add=how_to_add) == ("", "add it to the list")
    assert guess_of('<a href="terms/#acting">x</a>') == ("#act", "")


def test_of_a_reference_the_line_of_its_address_is_told() -> None:
    assert guess_of("[x][a]\n\n[a]: none-of-it.gif") == ("", f"{NO_FILE}; its address is in line 3")
    assert guess_of("[x][a]\n\n[a]: reprot.pdf") == ("report.pdf", "its address is in line 3")


SOURCES = [
    # a file from which a plugin writes into a page, the address in sub/a.md, and what is said
    (
        ("data/links.yml", "../data/links.yml", "a: nothing.pdf\nb: nothing.pdf\n"),
        "nothing.pdf",
        f"data/links.yml:1:4: broken link: there is no file 'nothing.pdf' ({NO_FILE}; used in docs/sub/a.md)",
    ),
    (
        ("docs/words.md", "words.md", "Words.\n\n[x](reprot.pdf)\n"),
        "../reprot.pdf",
        "docs/words.md:3:1: broken link: there is no file 'reprot.pdf' (did you mean 'report.pdf'? "
        "used in docs/sub/a.md)",
    ),
    (
        ("docs/words.md", "words.md", "[x](terms.md#Act)\n"),
        "../../terms/#Act",
        "docs/words.md:1:1: broken link: terms.md has no anchor '#Act' (did you mean '#act'? used in docs/sub/a.md)",
    ),
    (
        ("docs/words.md", "words.md", "Words.\n"),
        "../reprot.pdf",
        "docs/sub/a.md: broken link: there is no file '../reprot.pdf' (did you mean '../report.pdf'? "
        "a plugin, or a file that it includes, writes it here)",
    ),
]


@pytest.mark.parametrize(("source", "address", "wanted"), SOURCES)
def test_what_a_plugin_writes_is_reported_in_the_file_from_which_it_reads(
    source: tuple[str, str, str], address: str, wanted: str
) -> None:
    html = f'<p><a href="{address}">x</a></p>'
    page = Page("sub/a.md", "docs/sub/a.md", "sub/a/", "", MarkdownSource("{{ words }}"), parse_content(html))
    site = site_of(page, sources_of=lambda _page: [SourceFile(*source)])
    [found] = [str(found) for link in site.links(page) for found in check_link(site, link)]
    assert found.rpartition(" [")[0] == wanted


def test_a_problem_in_a_page_that_a_plugin_writes_names_the_plugin() -> None:
    page = page_of("[x](nothing.pdf)")
    page.is_generated = True
    site = site_of(page)
    [found] = [found for link in site.links(page) for found in check_link(site, link)]
    assert found.hint == f"{NO_FILE}; a plugin writes this page"


@pytest.mark.parametrize(
    ("target", "guess"),
    [("../../terms.md", "../terms.md"), ("../../x/map.png", "map.png"), ("../../none-of-it.gif", "")],
)
def test_what_stands_above_the_documents_is_not_published(target: str, guess: str) -> None:
    assert guess_of(f"[x]({target})", "sub/a.md") == (guess, "only files in docs/ are published")


@pytest.mark.parametrize(
    ("target", "guess", "hint"),
    [
        ("terms.md 'T", "terms.md", 'a title is written in quotes: [text](target "title")'),
        (
            "report.pdf “A title” of words",
            "report.pdf",
            'a title is written in quotes: [text](target "title")',
        ),
        ("(report.pdf)", "report.pdf", ""),
    ],
)
def test_a_target_is_found_within_the_signs_around_it(target: str, guess: str, hint: str) -> None:
    assert guess_of(f"[x](<{target}>)") == (guess, hint)


def test_a_missing_page_is_known_by_its_address_in_the_site() -> None:
    page = page_of('<a href="../none-of-it/">x</a>', "sub/a.md")
    site = site_of(page)
    [found] = [found for link in site.links(page) for found in check_link(site, link)]
    assert found.published == "sub/a/../none-of-it/#"


def test_two_characters_that_nobody_sees_are_named_apart() -> None:
    _, hint = guess_of("[x](<ter\u200bms\u2060.md>)")
    assert hint == "it contains invisible characters: zero width space (U+200B), word joiner (U+2060)"


def test_what_is_said_of_a_note_within_the_text() -> None:
    assert of_notes("Words^[see there]") == [
        "1:6: '^[see there]' is a note in other kinds of Markdown, but not here "
        "(write a reference, [^name], and under the paragraph its note, [^name]: ...) [inline-note]"
    ]
