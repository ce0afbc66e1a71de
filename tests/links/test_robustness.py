"""Whatever a page contains, the link checks end in problems with a location, never in a traceback."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import markdown
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from link_checks.addresses import fault_of, leads_outside
from link_checks.checks import check_site
from link_checks.checks.front_matter import check_front_matter
from link_checks.checks.navigation import check_navigation
from link_checks.checks.page_shell import PageShell
from link_checks.checks.static_files import check_static_files, html_page
from link_checks.checks.templates import Template
from link_checks.config_file import ConfigFile
from link_checks.elements import StyleSheet
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.problem import Problem
from link_checks.site import Site
from support.sites import build_site

PLENTY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SIGNS = st.text(alphabet="[](){}<>!#^:`\\\"'-*_=&;/@%.? \n\tabmdx1é\u200b\u0430", max_size=120)
ANY = st.text(max_size=120)


def page_of(text: str, path: str = "index.md") -> Page:
    html = markdown.markdown(text, extensions=["attr_list", "footnotes", "md_in_html", "tables"])
    url = "" if path == "index.md" else path.replace(".md", "/")
    return Page(path, f"docs/{path}", url, "", MarkdownSource(text), parse_content(html))


@PLENTY
@given(st.one_of(SIGNS, ANY))
@example("[a](http://[::1)")
@example("<![1")
@example("a <![ b")
@example("<a href='http://[' src=x>")
@example("[![](<x)](")
@example("[^a]: \n\n[^a]: [^a]")
@example("\x00[a](\x01)")
@example("# \u200b { #\u200b }\n\n[a](#%E2%80%8B)")
@example('<img srcset=",,, ,">')
@example("<base href='http://['>\n\n[a](b)")
def test_no_page_breaks_the_checks_and_every_place_is_in_it(text: str) -> None:
    site = Site([page_of(text), page_of("# Two { #two }", "two.md")], {"a.png": "a.png"}, address="https://a.org/b/")
    lines = text.split("\n")
    for problem in check_site(site):
        assert problem.file == "docs/index.md"
        assert "\n" not in str(problem)
        if problem.line:
            assert problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@PLENTY
@given(st.one_of(SIGNS, ANY))
@example("https://[")
@example("https://xn--/")
@example("https://xn--\u00e9/")
@example("mailto:%")
@example("tel:\u0661\u0661")
@example("https://a:\u0661/")
def test_no_address_breaks_its_check(address: str) -> None:
    for text in (address, f"https://{address}", f"mailto:{address}", f"tel:{address}", f"//{address}"):
        if leads_outside(text):
            assert isinstance(fault_of(text), Problem | None)


@PLENTY
@given(
    st.from_regex(
        r"https://[a-z]{1,9}(-[a-z]{1,9})?\.(org|com|net)(/[a-z0-9._~-]{0,9}){0,3}(\?[a-z=&]{0,9})?",
        fullmatch=True,
    )
)
def test_an_ordinary_address_is_never_accused(address: str) -> None:
    assert fault_of(address) is None


@PLENTY
@given(st.one_of(SIGNS, ANY))
def test_no_other_file_breaks_the_checks(text: str) -> None:
    pages = [page_of("# One\n")]
    site = Site(
        pages,
        {"a.css": "a.css"},
        static_pages={"o.html": html_page("o.html", "docs/o.html", "o.html", text)},
        style_sheets=[StyleSheet("docs/a.css", "a.css", text)],
    )
    list(check_static_files(site))
    list(check_front_matter("docs/a.md", f"---\n{text}\n---\n"))
    config = ConfigFile(f"nav:\n{text}")
    list(check_navigation(site, config, {scalar.value for scalar in config.scalars}))
    list(PageShell(site, config, (Template("main.html", text),)).check("", "index.md", text))


@PLENTY
@given(st.lists(st.sampled_from(["gone.md", "two.md", "two.md#two", "two.md#no", "#no"]), min_size=1, max_size=12))
def test_the_nth_dead_link_is_told_in_the_nth_line(targets: list[str]) -> None:
    text = "# One\n\n" + "\n\n".join(f"[words]({target})" for target in targets)
    rendered = page_of(text)
    for link in rendered.root.iter("a"):  # as MkDocs makes addresses of files
        link.set("href", re.sub(r"two\.md", "two/", link.get("href") or ""))
    site = Site([rendered, page_of("# Two { #two }", "two.md")], {})
    dead = [3 + 2 * number for number, target in enumerate(targets) if target in ("gone.md", "two.md#no", "#no")]
    assert sorted(problem.line for problem in check_site(site)) == dead


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(SIGNS, ANY), min_size=1, max_size=20), st.one_of(SIGNS, ANY))
@example(["<![1"], "title: [a]")
@example(
    ["<![\\ x", "`<![ x`", "> " * 400 + "x", "- " * 400 + "x", "1. > " * 300 + "x", "[" * 400],
    "a: 2026-02-31",
)
@example(["[](a\\https://[^a].{.a< [[)x"], "title: 2026-01-01")
@example(["\x00", "\ufeff# One", "# One\r\n\r\n[a](b.md)\r\n"], "- a")
@example(["words"], "title: {a: b}\ntags: 1\ntemplate: 2")
def test_no_page_breaks_a_whole_build_of_any_site(texts: list[str], front: str) -> None:
    pages = {f"docs/{number}.md": text for number, text in enumerate(texts)}
    pages["docs/index.md"] = f"---\n{front}\n---\n\n# One\n"
    with tempfile.TemporaryDirectory() as folder:
        build_site(Path(folder), pages)


def test_what_mkdocs_cannot_read_is_read_in_code(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"docs/index.md": "# One\n\nWords `a <![ b` words.\n"})
    assert not built.problems
    assert "<code>a &lt;![ b</code>" in built.page("index.html")


def test_lists_that_go_too_deep_for_markdown_are_told(tmp_path: Path) -> None:
    text = f"# One\n\n{'- ' * 200}\n\nWords.\n\n{'- ' * 3000}x\n\n{'> ' * 120}x\n"
    problems = build_site(tmp_path, {"docs/index.md": text}).problems
    assert problems == [
        "docs/index.md:7:1: more than 150 lists or quotes are inside each other on this line "
        "(remove some of its signs) [too-deep]"
    ]


def test_an_unreadable_address_from_an_attribute_does_not_end_the_build(tmp_path: Path) -> None:
    text = "# One\n\n[a](two.md){ href=https://[b }\n"
    problems = build_site(tmp_path, {"docs/index.md": text, "docs/two.md": "# Two\n"}).problems
    assert [problem.partition(" ")[0] for problem in problems] == ["docs/index.md:3:19:"]
