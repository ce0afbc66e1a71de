"""Nothing that is contributed runs a program, loads from another host, or leaves the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import lxml.etree
import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import markdown as render

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.site import Page, parse_content, write_content
from reading_edition.checks.safety import check_citations, harms_of_content, harms_of_source
from reading_edition.checks.svg_files import check_xml
from reading_edition.checks.unsafe_markup import HTML as HTML_TAGS
from reading_edition.checks.unsafe_markup import SVG as SVG_TAGS
from reading_edition.model.edition import Source
from support.cases import Case
from support.sites import GETTYSBURG, build_example

SAFETY = Path(__file__).parents[1] / "cases" / "safety"


def sections(name: str) -> dict[str, str]:
    """The pages of a file of planted attacks, by what they are called."""
    _, *parts = (SAFETY / name).read_text(encoding="utf-8").split("\n==== ")
    pages = (part.partition("\n") for part in parts)
    return {title.strip(): body + "\n" for title, _, body in pages}


ATTACKS = sections("attacks.md")
HARMLESS = sections("harmless.md")
CODES = (
    "[unsafe-element]",
    "[unsafe-attribute]",
    "[unsafe-address]",
    "[unsafe-style]",
    "[unsafe-comment]",
    "[unsafe-title]",
    "[remote-load]",
    "[front-matter]",
    "[yaml-tag]",
    "[yaml-alias]",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a build says of an edition in which every attack and every harmless page is planted."""
    folder = tmp_path_factory.mktemp("attacked")
    pages = {f"docs/attack/{number}.md": text for number, text in enumerate(ATTACKS.values())}
    pages |= {f"docs/harmless/{number}.md": text for number, text in enumerate(HARMLESS.values())}
    pictures = {f"docs/{where}/x.png": "" for where in ("attack", "harmless")}
    return build_example(folder, Case("", files={**pages, **pictures})).problems


def test_each_attack_is_told_in_these_words_and_nothing_else_is(told: list[str]) -> None:
    found: dict[str, list[str]] = {name: [] for name in ATTACKS}
    for line in told:
        folder, _, rest = line.removeprefix("docs/").partition("/")
        number, _, words = rest.partition(".md")
        if folder == "attack":
            found[list(ATTACKS)[int(number)]].append(words.removeprefix(":"))
    wanted = sections("problems.txt")
    assert found == {name: [line for line in text.splitlines() if line] for name, text in wanted.items()}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(told: list[str], name: str) -> None:
    number = list(ATTACKS).index(name)
    assert [line for line in told if line.startswith(f"docs/attack/{number}.md:") and line.endswith(CODES)]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_an_attack_passes(told: list[str], name: str) -> None:
    number = list(HARMLESS).index(name)
    assert not [
        line for line in told if line.startswith(f"docs/harmless/{number}.md") and line.endswith(CODES)
    ]


def build_with(folder: Path, plant: Callable[[Path], None]) -> list[str]:
    """What a build says of the example edition in whose documents' folder something was done."""
    docs = folder / "docs"
    docs.mkdir()
    plant(docs)
    return build_example(folder).problems


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_symbolic_link_is_refused_and_nothing_behind_it_is_read(tmp_path: Path, is_folder: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# The secret\n", encoding="utf-8")
    site = tmp_path / "edition"
    site.mkdir()

    def plant(docs: Path) -> None:
        if is_folder:
            (docs / "more").symlink_to(outside)
        else:
            (docs / "secret.md").symlink_to(outside / "secret.md")

    name = "more/secret.md" if is_folder else "secret.md"
    assert build_with(site, plant) == [
        f"docs/{name}: a symbolic link can lead out of the folder (put the file itself here) [symbolic-link]"
    ]
    for file in (site / "site").rglob("*"):
        assert not file.is_file() or b"The secret" not in file.read_bytes(), file


def test_links_that_lead_nowhere_or_in_a_circle_are_told(tmp_path: Path) -> None:
    def plant(docs: Path) -> None:
        (docs / "gone.md").symlink_to(docs / "nowhere.md")
        (docs / "round.md").symlink_to(docs / "round.md")

    assert [line.partition(":")[0] for line in build_with(tmp_path, plant)] == [
        "docs/gone.md",
        "docs/round.md",
    ]


def test_a_folder_that_holds_itself_ends_in_a_problem(tmp_path: Path) -> None:
    said = build_with(tmp_path, lambda docs: (docs / "again").symlink_to(docs))
    assert said
    assert all(line.endswith("[symbolic-link]") for line in said)


def test_aliases_do_not_fill_the_memory(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    case = Case("", files={"docs/essay/emendations.yaml": bomb, "docs/new.md": f"---\n{bomb}---\n\nWords.\n"})
    said = build_example(tmp_path, case).problems
    assert any(line.startswith("docs/essay/emendations.yaml:1:5:") for line in said)
    assert any(line.startswith("docs/new.md:2:5:") for line in said)


# What nh3 (html5ever, a parser that reads as browsers do) sees in the pages that passed.
ALL_TAGS = {
    *HTML_TAGS,
    *SVG_TAGS,
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "base",
    "meta",
}
ALL_ATTRIBUTES = {
    "href", "src", "srcset", "action", "formaction", "poster", "background", "ping", "style", "xlink:href",
    "onerror", "onclick", "onload", "onmouseover", "onfocus", "ontoggle", "srcdoc", "data", "http-equiv",
}  # fmt: skip


def dangers(html: str) -> list[str]:
    """What a browser's parser finds in some HTML that runs, loads from elsewhere, or asks for something."""
    found: list[str] = []

    def look(tag: str, name: str, value: str) -> str:
        address = "".join(value.split()).lower()
        if (
            name.startswith("on")
            or name in ("srcdoc", "action", "formaction", "http-equiv", "ping")
            or address.startswith(("javascript:", "vbscript:", "data:"))
            or (name != "href" and address.startswith(("http:", "https:", "//")))
            or (name == "style" and ("url(http" in address or "url(//" in address))
        ):
            found.append(f"{tag} {name}={value}")
        return value

    active = {"script", "style", "iframe", "object", "embed", "form", "input", "base", "meta"}

    def kept(tags: set[str]) -> str:
        return nh3.clean(
            html,
            tags=tags,
            clean_content_tags=set(),
            attributes={"*": ALL_ATTRIBUTES},
            attribute_filter=look,
            link_rel=None,
            url_schemes={"http", "https", "mailto", "tel", "javascript", "vbscript", "data"},
        )

    found += sorted({f"<{tag}>" for tag in active if kept(ALL_TAGS) != kept(ALL_TAGS - {tag})})
    return found


def test_the_judge_sees_what_is_dangerous() -> None:
    assert dangers('<p onclick="x">')
    assert dangers("<svg><script>x</script></svg>")
    assert dangers('<a href="java\nscript:x">y</a>')
    assert dangers('<img src="//elsewhere.example/x.png">')
    assert dangers("<!--x--!><img src=x onerror=y>-->")
    assert not dangers('<p><a href="https://example.org/">x</a> <img src="x.png"> <b>y</b></p>')


def is_refused(markdown: str) -> tuple[bool, str]:
    """Whether the checks refuse some Markdown, and the HTML that a page would have of it."""
    html = render(markdown, extensions=["attr_list", "footnotes", "md_in_html", "tables"])
    root = parse_content(html)
    page = Page("new.md", "docs/new.md", "new/", "New", MarkdownSource(markdown), root)
    return any(harms_of_content(root)) or any(harms_of_source(page)), write_content(root)


def test_a_judge_finds_nothing_in_the_attacks_that_the_rules_on_content_let_pass() -> None:
    passed = {name: is_refused(text) for name, text in ATTACKS.items()}
    assert sum(refused for refused, _ in passed.values()) > 100
    for name, (refused, html) in passed.items():
        assert refused or not dangers(html), name


def test_the_example_edition_woven_and_whole_is_harmless_to_the_judge(tmp_path: Path) -> None:
    sources = (GETTYSBURG / "docs/sources.yaml").read_text(encoding="utf-8")
    markup = "'<script>alert(1)</script> <b onclick=\"alert(1)\">x</b> <img src=x onerror=alert(1)>'"
    changed = sources.replace("The Heroes of July", markup) + f"  remark: {markup}\n  identifier: {markup}\n"
    built = build_example(tmp_path, Case("", files={"docs/sources.yaml": changed}))
    assert built.problems == []
    for file in (tmp_path / "site").rglob("*.html"):
        content = file.read_text(encoding="utf-8").partition("<main>")[2]
        assert [danger for danger in dangers(content) if danger not in ("<input>", "<style>")] == [], file


PIECES = st.sampled_from([
    "<", ">", "</", "/>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "'", '"', "`", "=", " ",
    "\n", "\n\n", "script", "svg", "math", "style", "title", "img", "a", "p", "b", "table", "td",
    "template", "noscript", "textarea", "mtext", "mglyph", "foreignObject", "desc", "iframe",
    "xmp", "plaintext", "select", "image", "<svg>", "</svg>", "<math>", "<mtext>", "<style>",
    "</style>", "<p>", "</p>", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>",
    '<a href="', "javascript:alert(1)", " onclick=alert(1)", " src=", " href=", " title=", "&#9;",
    "&colon;", "&lt;", "//elsewhere.example/x", "{ onclick=x }", "[x](", ")", "![x](", "[^a]",
    "[^a]: ", "| a |\n| - |\n| b |\n", "    ", "- ", "# ", "{:", "}", "\\",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("<svg><title><img src=x onerror=alert(1)></title></svg>")
@example("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>")
@example(
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>"
)
def test_what_is_not_refused_holds_nothing_dangerous(markdown: str) -> None:
    refused, html = is_refused(markdown)
    assert refused or dangers(html) == []


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"<svg xmlns='http://www.w3.org/2000/svg'><style>")
@example(b"\xff\xfe<\x00s\x00v\x00g\x00/\x00>\x00")
def test_no_picture_ends_in_a_traceback(content: bytes) -> None:
    for problem in check_xml("docs/x.svg", content):
        assert problem.line >= 1


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" xmlns:e="urn:e">{}</svg>'
)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "unsafe-element"),
        ('<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>', "unsafe-element"),
        ("<foreignObject/>", "unsafe-element"),
        ("<handler/>", "unsafe-element"),
        ("<rekt/>", "unsafe-element"),
        ('<a x:href="javascript:alert(1)"/>', "unsafe-address"),
        ('<a><animate attributeName="x:href" to="javascript:alert(1)"/></a>', "unsafe-attribute"),
        ('<set attributeName="onclick" to="alert(1)"/>', "unsafe-attribute"),
        ('<use x:href="data:image/svg+xml,x#y"/>', "remote-load"),
        ('<rect fill="url(other.svg#x)"/>', "unsafe-style"),
        ('<rect style="fill: url(//elsewhere.example/x.svg#x)"/>', "unsafe-style"),
        ('<rect style="behavior: url(#x)"/>', "unsafe-style"),
        ("<style>a { fill: u\\72l(x) }</style>", "unsafe-style"),
        ("<style>a { fill: url(x.svg) }</style>", "unsafe-style"),
        ('<g xml:base="https://elsewhere.example/"/>', "unsafe-attribute"),
        ('<?xml-stylesheet href="x.css"?>', "xml-instruction"),
        ("<g>", "xml-syntax"),
        ("&unknown;", "xml-syntax"),
    ],
)
def test_a_picture_is_refused(inside: str, code: str) -> None:
    assert code in [problem.code for problem in check_xml("docs/x.svg", SVG.format(inside).encode())]


@pytest.mark.parametrize(
    "inside",
    [
        '<e:anything onclick="x" href="https://example.org/"/>',
        '<g e:onclick="x" e:href="https://example.org/"/>',
        "<style>a { fill: url(#x) } b { color: red }</style>",
        '<a x:href="https://example.org/"><text>x</text></a>',
        '<animate attributeName="r" to="3"/>',
        "<?editor kept?>",
        "<script xmlns='urn:e'/>",
    ],
)
def test_a_picture_passes(inside: str) -> None:
    assert check_xml("docs/x.svg", SVG.format(inside).encode()) == []


def test_data_of_xml_may_hold_what_it_likes_but_pages() -> None:
    assert check_xml("docs/x.xml", b"<list><script href='https://example.org/'>x</script></list>") == []
    page = b"<list><p xmlns='http://www.w3.org/1999/xhtml'/></list>"
    assert [problem.code for problem in check_xml("docs/x.xml", page)] == ["unsafe-element"]
    assert check_xml("docs/x.svg", b"<svg><script>x</script></svg>"), "as if its name space were there"


def test_what_a_citation_processor_lets_through_is_told_at_its_source() -> None:
    source = Source("a", "A", "press", {}, location=Location(3, 3))
    edition = SimpleNamespace(sources=[source], citations={"a": 'A <a href="javascript:x">b</a>'})
    (problem,) = check_citations(edition, "docs/sources.yaml")  # type: ignore[arg-type]
    assert str(problem) == (
        "docs/sources.yaml:3:3: address 'javascript:x' with 'javascript:' runs or holds a program "
        "(link to a page, a file, or https://...) [unsafe-address]"
    )


def test_what_a_label_holds_is_told_in_the_list_of_sources(tmp_path: Path) -> None:
    label = {"docs/sources.yaml": [(["  label: Times 1863"], ['  label: Times 1863 <b onclick="x">x</b>'])]}
    told = build_example(tmp_path, Case("", changes=label)).problems
    assert [line.partition(" ")[0] for line in told] == ["docs/sources.yaml:10:3:"]


def test_a_source_without_a_citation_has_nothing_to_refuse() -> None:
    edition = SimpleNamespace(sources=[Source("a", "A", "press", {})], citations={})
    assert list(check_citations(edition, "docs/sources.yaml")) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [">", "->", "a--!>b", "a<!--b", "a--!"])
def test_a_comment_that_one_parser_ends_sooner_than_another_is_refused(text: str) -> None:
    root = parse_content("<p>x</p>")
    comment = lxml.etree.Comment("x")
    comment.text = text
    root.append(comment)
    (harm,) = harms_of_content(root)
    assert (harm.code, harm.message, harm.hint, harm.tag, harm.value) == (
        "unsafe-comment",
        "a comment or instruction that browsers do not agree upon",
        "a comment is written <!-- words -->",
        "!--",
        text,
    )


def test_an_element_that_is_misspelled_is_guessed() -> None:
    (harm,) = harms_of_content(parse_content("<p><strog>x</strog></p>"))
    assert harm.hint.endswith("did you mean <strong>?")
