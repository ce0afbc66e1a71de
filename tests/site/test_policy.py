"""The Content Security Policy: each page has it, and the whole site works under it, by http and from disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page

from reading_edition.render.content_security_policy import POLICY, add_policy
from support.cases import Case
from support.sites import PROJECT, build_example, lay_out_example

LISTEN = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
KINDS = [
    "index.html",
    "essay/part-2/index.html",
    "glossary/index.html",
    "people/index.html",
    "timeline/index.html",
    "timeline/2008-2010/index.html",
    "claims/index.html",
    "sources/index.html",
    "about/text/index.html",
    "about/data/index.html",
    "print/index.html",
]
Visit = Callable[[str], tuple[Page, list[str]]]


def pages_of(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def test_every_page_opens_its_head_with_the_same_policy(real_site: Path) -> None:
    for path in pages_of(real_site):
        html = (real_site / path).read_text(encoding="utf-8")
        first = lxml.html.document_fromstring(html).find("head")[0]
        assert (first.tag, first.get("http-equiv")) == ("meta", "Content-Security-Policy"), path
        assert first.get("content") == POLICY, path
        assert html.count("Content-Security-Policy") == 1, path


def test_the_policy_allows_only_files_of_the_site() -> None:
    directives = {name: values for name, *values in (part.split() for part in POLICY.split(";"))}
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    allowed = {value for values in directives.values() for value in values}
    assert allowed == {"'self'", "'none'", "data:"}


def test_no_page_contains_a_script_or_a_style(real_site: Path) -> None:
    for path in pages_of(real_site):
        root = lxml.html.parse(real_site / path).getroot()
        scripts = [script.get("type") for script in root.iter("script") if script.get("src") is None]
        assert set(scripts) <= {"application/ld+json"}, path
        assert root.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == [], path


def test_the_first_kilobyte_of_a_page_names_the_charset(real_site: Path) -> None:
    for path in pages_of(real_site):
        assert b"<meta charset" in (real_site / path).read_bytes()[:1024], path


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><html><head>|<title>x</title></head></html>",
        "<!doctype html>\n<html lang='é>'>|<header>x</header>",
        "<!DOCTYPE html>|<title>x</title>",
        "|<p>x",
        "|<p>x<head>",
    ],
)
def test_the_policy_is_the_first_element_of_the_head(html: str) -> None:
    before, after = html.split("|")
    done = add_policy(before + after)
    assert done.startswith(f'{before}<meta http-equiv="Content-Security-Policy"')
    assert done.endswith(after)


def test_columns_keep_their_alignment_without_a_style_attribute(tmp_path: Path) -> None:
    table = '| a |\n| :-: |\n| b |\n\n<b style="color: #900; } x">c</b>\n'
    built = build_example(tmp_path, Case("", files={"docs/new.md": table}))
    assert built.problems == []
    html = built.page("new/index.html")
    assert " style=" not in html
    assert '<th data-style="text-align: center;">' in html
    rules = built.page("assets/css/kinds.css").splitlines()
    assert '[data-style="text-align: center;"] { text-align: center !important; }' in rules
    assert '[data-style="color: #900; } x"] { color: #900 !important; }' in rules


def test_headers_have_what_a_page_cannot_contain(real_site: Path) -> None:
    blocks = (real_site / "_headers").read_text(encoding="utf-8").strip().split("\n\n")
    headers = {
        pattern: dict(line.strip().split(": ", 1) for line in lines)
        for pattern, *lines in (block.split("\n") for block in blocks)
    }
    assert headers["/*"]["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["/*"]["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["/*.svg"]["Content-Security-Policy"]
    kept = [pattern for pattern, values in headers.items() if "immutable" in values.get("Cache-Control", "")]
    for pattern in kept:  # only a file with its hash in its name may be kept for a year
        for file in (real_site / pattern.strip("/*")).iterdir():
            assert len(file.name.split(".")[1]) == 8, file.name


def test_the_files_that_matter_have_owners() -> None:
    owned = (PROJECT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    lines = [line.split() for line in owned.splitlines() if line and not line.startswith("#")]
    assert all(len(line) == 2 and line[1].startswith("@") for line in lines)
    patterns = {pattern for pattern, _ in lines}
    assert {"/hooks/", "/src/", "/Makefile", "/.github/", "/mkdocs.yml"} <= patterns
    for pattern in patterns - {"/.gitattributes", "/.gitmodules"}:
        assert list(PROJECT.glob(pattern.strip("/"))), f"{pattern} matches nothing"


def test_under_mkdocs_serve_no_page_has_a_policy(tmp_path: Path) -> None:
    lay_out_example(tmp_path)
    config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build(config)
    finally:  # a hook file runs once in a process, and remembers the command
        config.plugins.on_startup(command="build", dirty=False)
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" not in html
