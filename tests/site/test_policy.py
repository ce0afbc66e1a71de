"""The Content Security Policy of every page; test_policy_in_browser.py shows that the site works under it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import lxml.html
import pytest
from jinja2 import DictLoader, Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config

import link_checks.site
from link_checks.markdown_source import MarkdownSource
from link_checks.site import Site, parse_content
from reading_edition.model.edition import Edition
from reading_edition.model.settings import Settings
from reading_edition.render.content_security_policy import MarkedSource, add_policy, new_mark
from support.sites import PROJECT, lay_out_example


def pages_of(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def policy_of(html: str) -> dict[str, list[str]]:
    content = lxml.html.document_fromstring(html).xpath("//head/*[1]/@content")[0]
    return {name: values for name, *values in (part.split() for part in content.split(";"))}


def test_every_page_opens_its_head_with_the_policy(real_site: Path) -> None:
    for path in pages_of(real_site):
        html = (real_site / path).read_text(encoding="utf-8")
        first = lxml.html.document_fromstring(html).find("head")[0]
        assert (first.tag, first.get("http-equiv")) == ("meta", "Content-Security-Policy"), path
        assert html.count("Content-Security-Policy") == 1, path
        assert "data-theme-" not in html.split("<body")[0], path


def test_a_browser_that_looks_at_the_first_kilobyte_alone_learns_the_charset(real_site: Path) -> None:
    for path in pages_of(real_site):
        assert b"<meta charset" in (real_site / path).read_bytes()[:1024], path


def test_nothing_inline_runs_but_what_has_a_hash(real_site: Path) -> None:
    for path in pages_of(real_site):
        policy = policy_of((real_site / path).read_text(encoding="utf-8"))
        assert policy["default-src"] == ["'none'"], path
        assert all(value == "'self'" or value.startswith("'sha256-") for value in policy["script-src"]), path
        allowed = {value for values in policy.values() for value in values}
        assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}, path


def page_of(html: str) -> link_checks.site.Page:
    return link_checks.site.Page("x.md", "docs/x.md", "x/", "X", MarkdownSource(""), parse_content(html))


def finished(html: str, page: link_checks.site.Page | None = None, mark: str | None = "") -> str:
    """A page with its policy, as an edition whose theme has a mark (or none) gives it."""
    edition = Edition(Settings([], "", "", "", {}, {}, [], {}, {}), Site([], {}), [], [], [], [], [], [], [])
    edition.policy_mark = mark
    return add_policy(edition, page, html)


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_script_without_the_mark_gets_no_hash_and_the_mark_is_taken_off() -> None:
    mark = new_mark()
    html = f"<html><head><script{mark}>theirs()</script></head><body><script>mine()</script></body></html>"
    done = finished(html, mark=mark)
    assert hash_of("theirs()") in done
    assert hash_of("mine()") not in done
    assert mark.strip() not in done
    assert mark != new_mark()


def test_templates_are_marked_where_they_hold_a_script_or_a_style() -> None:
    source = DictLoader({"a.html": "<script>a()</script><style>b</style>{{ words }}", "b.html": ""})
    environment = Environment(loader=MarkedSource(source, ' data-theme-1=""'), autoescape=False)
    assert environment.get_template("a.html").render(words="<script>c()</script>") == (
        '<script data-theme-1="">a()</script><style data-theme-1="">b</style><script>c()</script>'
    )
    assert environment.list_templates() == ["a.html", "b.html"]


def test_without_marks_scripts_outside_of_the_content_get_hashes() -> None:
    page = page_of("<p>x</p><script>mine()</script>")
    done = finished("<head><SCRIPT>theirs()</SCRIPT></head><script>mine()</script>", page)
    assert hash_of("theirs()") in done
    assert hash_of("mine()") not in done


def test_under_a_server_that_adds_a_script_there_is_no_policy() -> None:
    assert finished("<head></head>", mark=None) == "<head></head>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<script>a\r\nb\rc</script>", "a\nb\nc"),
        ("<script type='module'>a</script>", "a"),
        ("<script data-x='>'>a</script >", "a"),
        ("<script>é</script>", "é"),
        ("<ſcript>x</ſcript><script>a</script>", "a"),
        ("<style>a</style>", "a"),
    ],
)
def test_a_hash_is_that_of_what_the_browser_sees(html: str, text: str) -> None:
    assert hash_of(text) in finished(html)


@pytest.mark.parametrize(
    "html",
    [
        "<script src='x.js'></script>",
        "<script type='application/ld+json'>{}</script>",
        "<script type='text/plain' type=''>x</script>",
        "<scripts>x</scripts>",
        "<script>not closed",
        "<script",
        "<script data-x='",
    ],
)
def test_what_runs_nothing_gets_no_hash(html: str) -> None:
    assert "sha256" not in finished(html)


def test_the_columns_of_a_table_keep_their_alignment() -> None:
    policy = policy_of(finished("<html><head>", page_of('<p style="text-align: center">x</p>')))
    assert policy["style-src"] == ["'self'", "'unsafe-hashes'", hash_of("text-align: center")]


def test_what_is_styled_in_a_gist_keeps_its_style() -> None:
    page = page_of("<p>words</p>")
    page.foot = '<div class="gists"><p class="gist-words"><b style="color: #900">x</b></p></div>'
    assert hash_of("color: #900") in policy_of(finished("<html><head>", page))["style-src"]


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><html><head>|<title>x</title></head></html>",
        "<!doctype html>\n<html lang='é>'>|<header>x</header>",
        "<!DOCTYPE html>|<title>x</title>",
        "|<p>x",
    ],
)
def test_the_policy_comes_first(html: str) -> None:
    before, after = html.split("|")
    done = finished(before + after)
    assert done.startswith(f'{before}<meta http-equiv="Content-Security-Policy"')
    assert done.endswith(after)


def test_hosts_are_told_what_a_page_cannot_say(real_site: Path) -> None:
    blocks = (real_site / "_headers").read_text(encoding="utf-8").strip().split("\n\n")
    told = {
        pattern: dict(line.strip().split(": ", 1) for line in lines)
        for pattern, *lines in (block.split("\n") for block in blocks)
    }
    assert told["/*"]["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert told["/*"]["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in told["/*.svg"]["Content-Security-Policy"]
    kept = [pattern for pattern, headers in told.items() if "immutable" in headers.get("Cache-Control", "")]
    for pattern in kept:  # only what has its hash in its name may be kept for a year
        for file in (real_site / pattern.strip("/*")).iterdir():
            assert len(file.name.split(".")[1]) == 8, file.name


def test_what_matters_has_owners() -> None:
    owned = (PROJECT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    lines = [line.split() for line in owned.splitlines() if line and not line.startswith("#")]
    assert all(len(line) == 2 and line[1].startswith("@") for line in lines)
    patterns = {pattern for pattern, _ in lines}
    assert {"/hooks/", "/overrides/", "/Makefile", "/.github/", "/mkdocs.yml"} <= patterns
    for pattern in patterns - {"/.gitattributes", "/.gitmodules"}:
        assert list(PROJECT.glob(pattern.strip("/"))), f"{pattern} names nothing"


def test_under_mkdocs_serve_no_page_has_a_policy(tmp_path: Path) -> None:
    lay_out_example(tmp_path)
    config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build(config)
    finally:  # a hook file runs once in a process, and keeps what it was told
        config.plugins.on_startup(command="build", dirty=False)
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" not in html
    assert "data-theme-" not in html
