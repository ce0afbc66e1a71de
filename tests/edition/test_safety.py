"""Nothing that is contributed runs a program, loads from another host, or leads out of the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nh3
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import markdown as render
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage

from link_checks.markdown_source import Location, MarkdownSource
from link_checks.page import Page, parse_content, write_content
from link_checks.site import Site
from reading_edition.checks.files import check_xml
from reading_edition.checks.safety import check_citations, check_safety, unsafe_markup_of
from reading_edition.checks.unsafe_markup import HTML as HTML_TAGS
from reading_edition.checks.unsafe_markup import SVG as SVG_TAGS
from reading_edition.checks.unsafe_markup import find_unsafe_markup, style_fault
from reading_edition.load.results import Results
from reading_edition.model.edition import Edition
from reading_edition.model.items import Source
from reading_edition.preview import Preview
from support.attacks import ATTACKS, HARMLESS, sections
from support.cases import Case
from support.editions import read_with_site
from support.sites import GETTYSBURG, build_example

CODES = (
    "[unsafe-element]",
    "[unsafe-attribute]",
    "[unsafe-address]",
    "[unsafe-style]",
    "[unsafe-title]",
    "[remote-load]",
    "[front-matter]",
    "[yaml-tag]",
    "[yaml-alias]",
)


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The problems of an edition that contains every attack and every harmless page."""
    folder = tmp_path_factory.mktemp("attacked")
    pages = {f"docs/attack/{number}.md": text for number, text in enumerate(ATTACKS.values())}
    pages |= {f"docs/harmless/{number}.md": text for number, text in enumerate(HARMLESS.values())}
    pictures = {f"docs/{where}/x.png": "" for where in ("attack", "harmless")}
    return build_example(folder, Case("", files={**pages, **pictures})).problems


def test_reports_each_attack_in_these_words_and_nothing_else(problems: list[str]) -> None:
    found: dict[str, list[str]] = {name: [] for name in ATTACKS}
    for line in problems:
        folder, _, rest = line.removeprefix("docs/").partition("/")
        number, _, words = rest.partition(".md")
        if folder == "attack":
            found[list(ATTACKS)[int(number)]].append(words.removeprefix(":"))
    wanted = sections("problems.txt")
    assert found == {name: [line for line in text.splitlines() if line] for name, text in wanted.items()}


def test_refuses_every_attack_and_nothing_that_only_looks_like_one(problems: list[str]) -> None:
    refused = {line.partition(".md:")[0] for line in problems if line.endswith(CODES)}
    assert refused == {f"docs/attack/{number}" for number in range(len(ATTACKS))}


def build_with(folder: Path, plant: Callable[[Path], None]) -> list[str]:
    """The problems of the example edition after a change to its documents' folder."""
    docs = folder / "docs"
    docs.mkdir()
    plant(docs)
    return build_example(folder).problems


@pytest.mark.parametrize("is_folder", [False, True])
def test_refuses_a_symbolic_link_and_reads_nothing_behind_it(tmp_path: Path, is_folder: bool) -> None:
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


def test_reports_symbolic_links_that_lead_nowhere_or_in_a_circle(tmp_path: Path) -> None:
    def plant(docs: Path) -> None:
        (docs / "gone.md").symlink_to(docs / "nowhere.md")
        (docs / "round.md").symlink_to(docs / "round.md")

    assert [line.partition(":")[0] for line in build_with(tmp_path, plant)] == [
        "docs/gone.md",
        "docs/round.md",
    ]


def test_reports_a_folder_that_contains_itself(tmp_path: Path) -> None:
    found = build_with(tmp_path, lambda docs: (docs / "again").symlink_to(docs))
    assert found
    assert all(line.endswith("[symbolic-link]") for line in found)


# Thirty lines of YAML that stand for 9 to the power of 30 values.
ALIASES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
ALIASES += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


@pytest.mark.usefixtures("four_gigabytes")
@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("docs/essay/emendations.yaml", ALIASES, ":1:5:"),
        ("docs/new.md", f"---\n{ALIASES}---\n\nWords.\n", ":2:5:"),
    ],
)
def test_aliases_do_not_fill_the_memory(tmp_path: Path, path: str, text: str, place: str) -> None:
    found = build_example(tmp_path, Case("", files={path: text})).problems
    assert any(line.startswith(f"{path}{place}") and line.endswith("[yaml-alias]") for line in found)


@pytest.mark.usefixtures("four_gigabytes")
def test_aliases_do_not_fill_the_memory_of_a_preview() -> None:
    page = MkDocsPage("", File("new.md", None, "", use_directory_urls=True), MkDocsConfig())
    page.meta = yaml.safe_load(ALIASES)
    preview = Preview()
    preview.cache_shell("new.md", page, [])
    assert preview.is_checked("new.md", page)


# What nh3, which parses HTML as browsers do, sees in the pages that passed.
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


def test_the_judge_finds_what_is_dangerous() -> None:
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
    return bool(unsafe_markup_of(page)), write_content(root)


def test_the_judge_finds_nothing_in_the_attacks_that_the_rules_on_content_accept() -> None:
    passed = {name: is_refused(text) for name, text in ATTACKS.items()}
    assert sum(refused for refused, _ in passed.values()) > 100
    for name, (refused, html) in passed.items():
        assert refused or not dangers(html), name


def test_the_judge_finds_nothing_in_the_rendered_example_edition(tmp_path: Path) -> None:
    sources = (GETTYSBURG / "docs/sources.yaml").read_text(encoding="utf-8")
    markup = "'<script>alert(1)</script> <b onclick=\"alert(1)\">x</b> <img src=x onerror=alert(1)>'"
    changed = sources.replace("The Heroes of July", markup) + f"  remark: {markup}\n  identifier: {markup}\n"
    built = build_example(tmp_path, Case("", files={"docs/sources.yaml": changed}))
    assert built.problems == []
    for file in (tmp_path / "site").rglob("*.html"):
        content = file.read_text(encoding="utf-8").partition("<main>")[2]
        assert [danger for danger in dangers(content) if danger != "<input>"] == [], file


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


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("<svg><title><img src=x onerror=alert(1)></title></svg>")
@example("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>")
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>")
def test_accepted_markup_contains_nothing_dangerous(markdown: str) -> None:
    refused, html = is_refused(markdown)
    assert refused or dangers(html) == []


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"<svg xmlns='http://www.w3.org/2000/svg'><style>")
@example(b"\xff\xfe<\x00s\x00v\x00g\x00/\x00>\x00")
def test_any_bytes_give_problems_and_no_traceback(content: bytes) -> None:
    for problem in check_xml("docs/x.svg", content):
        assert problem.line >= 1


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" xmlns:e="urn:e">{}</svg>'


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
def test_refuses_an_unsafe_picture(inside: str, code: str) -> None:
    assert code in [problem.code for problem in check_xml("docs/x.svg", SVG.format(inside).encode())]


@pytest.mark.parametrize(
    "inside",
    [
        '<e:anything onclick="x" href="https://example.org/"/>',
        '<g e:onclick="x" e:href="https://example.org/"/>',
        "<style>a { fill: url(#x) } b { color: red }</style>",
        '<a x:href="https://example.org/"><text>x</text></a>',
        '<animate attributeName="r" to="3"/>',
        '<set attributeName="visibility" begin="onset.end" to="visible"/>',
        "<?editor kept?>",
        "<script xmlns='urn:e'/>",
    ],
)
def test_accepts_a_safe_picture(inside: str) -> None:
    assert check_xml("docs/x.svg", SVG.format(inside).encode()) == []


def test_xml_data_may_contain_anything_but_pages() -> None:
    assert check_xml("docs/x.xml", b"<list><script href='https://example.org/'>x</script></list>") == []
    assert check_xml("docs/x.xml", b"<list><style>url(x.css)</style></list>") == []
    page = b"<list><p xmlns='http://www.w3.org/1999/xhtml'/></list>"
    assert [problem.code for problem in check_xml("docs/x.xml", page)] == ["unsafe-element"]
    assert check_xml("docs/x.svg", b"<svg><script>x</script></svg>"), "as if it named its language"


def test_reports_unsafe_markup_of_a_citation_at_its_source() -> None:
    source = Source("a", "A", "press", {}, location=Location(3, 3))
    (problem,) = check_citations([source], {"a": 'A <a href="javascript:x">b</a>'}, "docs/sources.yaml", Results())
    assert str(problem) == (
        "docs/sources.yaml:3:3: address 'javascript:x' runs or contains a program "
        "(link to a page, a file, or https://...) [unsafe-address]"
    )


def test_reports_unsafe_markup_of_a_label_in_the_list_of_sources(tmp_path: Path) -> None:
    label = {"docs/sources.yaml": [(["  label: Times 1863"], ['  label: Times 1863<b onclick="x"></b>'])]}
    found = build_example(tmp_path, Case("", changes=label)).problems
    assert [line.partition(" ")[0] for line in found] == ["docs/sources.yaml:10:3:"]


def problems_on(edition: Edition, site: Site, results: Results) -> list[str]:
    return [str(problem).partition(" (")[0] for problem in check_safety(edition, site, results)]


def test_what_becomes_unsafe_in_a_preview_is_reported() -> None:
    results, words = Results(), "The sixteenth president of the [United States](glossary.md#united-states)."
    assert problems_on(*read_with_site(Case("")), results) == []
    changed = Case("", changes={"docs/people.md": [([words], ['The <b onclick="x">16th</b> president.'])]})
    assert [line.partition(" ")[0] for line in problems_on(*read_with_site(changed), results)] == [
        "docs/people.md:7:5:"
    ]
    assert problems_on(*read_with_site(Case("")), results) == []


def test_reports_what_a_plugin_adds_to_a_list_of_sources_without_a_line() -> None:
    edition, site = read_with_site(Case(""))
    site.by_path["sources.md"].root.append(parse_content('<b onclick="x">y</b>'))
    (problem,) = problems_on(edition, site, Results())
    assert problem.startswith("docs/sources.md: ")


def test_a_source_without_a_citation_has_nothing_to_refuse() -> None:
    assert list(check_citations([Source("a", "A", "press", {})], {}, "docs/sources.yaml", Results())) == []


@pytest.mark.parametrize("start", ["<!-->", "<!--->", "<!--x--!>", "<?x>", "<svg><style>", "<math><style>"])
def test_finds_what_only_a_browser_sees(start: str) -> None:
    root = parse_content(f"<p>x</p>{start}<img src=x onerror=alert(1)>-->")
    assert ("img", "onerror") in [markup[:2] for markup, _ in find_unsafe_markup(root)]


def test_finds_each_of_two_equal_elements_once() -> None:
    root = parse_content("<p><b onclick=x>1</b> <b onclick=x>2</b></p>")
    assert [markup[:2] for markup, _ in find_unsafe_markup(root)] == [("b", "onclick")] * 2


def test_guesses_the_element_that_was_meant() -> None:
    ((_, fault),) = find_unsafe_markup(parse_content("<p><strog>x</strog></p>"))
    assert fault.guess == "<strong>"
    (fault,) = check_xml("docs/x.svg", SVG.format("<rekt/>").encode())
    assert fault.guess == "<rect>"


def test_shortens_a_long_address_in_a_message() -> None:
    for length, is_short in ((60, False), (61, True)):
        address = "javascript:".ljust(length, "x")
        ((_, fault),) = find_unsafe_markup(parse_content(f'<a href="{address}">y</a>'))
        assert ("…" in fault.message, address in fault.message) == (is_short, not is_short)


@pytest.mark.parametrize(
    "style",
    ["color: #333; margin: calc(1px + 2em)", "fill: url(#x)", "fill: url('#x')", "color: var(--x)", "", "}"],
)
def test_accepts_a_safe_style(style: str) -> None:
    assert style_fault(style) == ""


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("background: url(a.png)", "loads 'a.png'"),
        ('background: URL( "//x/a.png" )', "loads '//x/a.png'"),
        ("background: u\\72l(//x/a.png)", "loads '//x/a.png'"),
        ("@media print { a { background: url(a.png) } }", "loads 'a.png'"),
        ("background: image-set('a.png' 1x)", "uses 'image-set()', which can load a file or run a program"),
        ("width: exp/**/ression(x)", "uses 'ression()', which can load a file or run a program"),
        ("@im\\port 'a.css'", "uses '@import', which can load a file or run a program"),
        ("BEHAVIOR: x", "uses 'behavior', which can load a file or run a program"),
    ],
)
def test_refuses_a_style_that_loads_or_runs_something(style: str, fault: str) -> None:
    assert style_fault(style) == fault
