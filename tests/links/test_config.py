"""What is reported of mkdocs.yml and of front matter, and at which of their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from link_checks.checks.front_matter import check_front_matter, missing_template, wrong_form
from link_checks.checks.navigation import check_navigation, check_settings, nav_entries
from link_checks.config_file import ConfigFile, Scalar, read_config
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.site import Site
from link_checks.site_paths import file_addresses
from link_checks.sources import SourceFile
from support.sites import build_site

CONFIG = """\
site_name: A
nav:
  - index.md
  - Terms: "glossary.md"
  - Deep:
      - A: a.md
extra:
  social:
    - link: https://a.example/
? [b]
: c
draft_docs: a.md
"""


def test_every_value_has_the_keys_above_it_and_its_place() -> None:
    assert ConfigFile(CONFIG, "a.yml").scalars == [
        Scalar("A", ("site_name",), Location(1, 12), "a.yml"),
        Scalar("index.md", ("nav",), Location(3, 5), "a.yml"),
        Scalar("glossary.md", ("nav", "Terms"), Location(4, 12), "a.yml"),
        Scalar("a.md", ("nav", "Deep", "A"), Location(6, 12), "a.yml"),
        Scalar("https://a.example/", ("extra", "social", "link"), Location(9, 13), "a.yml"),
        Scalar("c", ("",), Location(11, 3), "a.yml"),
        Scalar("a.md", ("draft_docs",), Location(12, 13), "a.yml"),
    ]


def test_what_is_no_yaml_or_nothing_has_no_values() -> None:
    for text in ("", "# words\n", "a: [b", "a: !!x [", "\x00"):
        assert ConfigFile(text).scalars == []
        assert ConfigFile(text).inherits == ""
        assert ConfigFile(text).find("") is None


def test_inherited_values_have_their_own_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.yml").write_text("INHERIT: sub/b.yml\na: b\n", encoding="utf-8")
    (tmp_path / "sub/b.yml").write_text("c: d\nINHERIT: ../e.yml", encoding="utf-8")
    (tmp_path / "e.yml").write_text("f: g\n", encoding="utf-8")
    config = read_config(tmp_path / "a.yml")
    assert config.inherits == "sub/b.yml"
    assert [(scalar.value, scalar.file, scalar.location) for scalar in config.scalars] == [
        ("sub/b.yml", "a.yml", Location(1, 10)),
        ("b", "a.yml", Location(2, 4)),
        ("d", "sub/b.yml", Location(1, 4)),
        ("../e.yml", "sub/b.yml", Location(2, 10)),
        ("g", "e.yml", Location(1, 4)),
    ]
    assert config.find("g") == ("e.yml", Location(1, 4), "g")
    assert config.find("none") is None
    assert ConfigFile("a:\n  INHERIT: b.yml").inherits == ""


def test_a_value_is_found_where_it_links_and_not_where_it_only_names() -> None:
    config = ConfigFile("exclude_docs: a.md\nnot_in_nav: a.md\ndraft_docs: a.md\nb: x a.md\nc: a.md\nd: a.md\n")
    assert config.find("a.md") == ("mkdocs.yml", Location(5, 4), "a.md")
    assert config.find("a.md", alone=False) == ("mkdocs.yml", Location(4, 4), "a.md")
    assert config.find("none") is config.find("none", alone=False) is None
    assert config.find("") is config.find("", alone=False) is None
    assert ConfigFile("a: ''").find("") == ("mkdocs.yml", Location(1, 4), "")


@pytest.mark.parametrize(
    "key",
    [
        "repo_url: {}",
        "edit_uri: {}",
        "edit_uri_template: {}",
        "extra: {{homepage: '{}'}}",
        "extra: {{social: [{{link: '{}'}}]}}",
        "extra: {{alternate: [{{link: '{}'}}]}}",
    ],
)
def test_the_addresses_outside_that_settings_name_are_looked_at(key: str) -> None:
    (found,) = check_settings(ConfigFile("a: b\n" + key.format("htp://a.example/")))
    column = key.format("").rstrip("]}'").rindex(" ") + 2
    assert str(found) == (
        f"mkdocs.yml:2:{column}: address 'htp://a.example/' has the unknown scheme 'htp:' "
        "(did you mean 'http://a.example/'?) [unknown-scheme]"
    )
    assert list(check_settings(ConfigFile(key.format("https://a.example/")))) == []
    assert list(check_settings(ConfigFile(key.format("edit/main/docs/")))) == []


def test_an_address_that_is_no_setting_of_the_theme_is_not_looked_at() -> None:
    assert list(check_settings(ConfigFile("extra: {mine: 'htp://a.example/'}"))) == []


def test_a_fault_of_a_setting_is_told_with_its_hint() -> None:
    (found,) = check_settings(ConfigFile("repo_url: http://["))
    assert str(found).startswith("mkdocs.yml:1:11: ")
    assert found.hint


def site() -> Site:
    def page(path: str, url: str) -> Page:
        return Page(path, f"docs/{path}", url, path, MarkdownSource(""), parse_content(""))

    return Site(
        [page("index.md", ""), page("glossary.md", "glossary/"), page("sub/a.md", "sub/a/")],
        file_addresses([("paper.pdf", "paper.pdf")]),
        unpublished={"draft.md": "a draft"},
    )


MISSING = "navigation: there is no page"
NAVIGATION = [
    # entry, what is said of it
    ("index.md", ""),
    ("glossary.md", ""),
    ("./glossary.md", ""),
    ("sub/../glossary.md", ""),
    ("paper.pdf", ""),
    ("*.md", ""),
    ("https://a.example/", ""),
    ("mailto:a@b.example", ""),
    (
        "draft.md",
        "navigation: readers do not get 'draft.md', because it is a draft "
        "(publish it, or remove it from the navigation) [unpublished-page]",
    ),
    ("glosary.md", f"{MISSING} 'glosary.md' (did you mean 'glossary.md'?) [missing-page]"),
    ("glosary.md#a", f"{MISSING} 'glosary.md#a' (did you mean 'glossary.md'?) [missing-page]"),
    ("./glosary.md", f"{MISSING} './glosary.md' (did you mean 'glossary.md'?) [missing-page]"),
    ("none/x.md", f"{MISSING} 'none/x.md' (paths of pages are relative to docs/) [missing-page]"),
    (
        "glossary/",
        "navigation: 'glossary/' is an address, not the path of a page "
        "(did you mean 'glossary.md'?) [address-in-navigation]",
    ),
    (
        "/",
        "navigation: '/' is an address, not the path of a page (did you mean 'index.md'?) [address-in-navigation]",
    ),
    ("''", "navigation: an entry has no page (write the path of its page) [empty-link]"),
    (
        "htp://a.example",
        "address 'htp://a.example' has the unknown scheme 'htp:' (did you mean 'http://a.example'?) [unknown-scheme]",
    ),
]


@pytest.mark.parametrize(("entry", "said"), NAVIGATION)
def test_an_entry_of_the_navigation_is_a_page_that_readers_get(entry: str, said: str) -> None:
    config = ConfigFile(f"nav:\n- index.md\n- A: {entry}\n")
    found = list(check_navigation(site(), config, {"index.md", entry.strip("'")}))
    assert [str(problem) for problem in found] == ([f"mkdocs.yml:3:6: {said}"] if said else [])


def test_a_missing_page_of_the_navigation_may_be_made_in_the_build() -> None:
    (found,) = check_navigation(site(), ConfigFile("nav: [made.md#a]"), {"made.md#a"})
    assert found.published == "made.md#a"


def test_white_space_around_an_entry_is_none_of_it() -> None:
    config = ConfigFile('nav: [" glossary.md ", "\\u00a0glossary.md"]')
    found = check_navigation(site(), config, {scalar.value for scalar in config.scalars})
    assert [problem.column for problem in found] == [24]


def test_entries_that_a_plugin_made_others_of_are_not_looked_at_but_those_are() -> None:
    assert list(check_navigation(site(), ConfigFile("nav: [none.md]"), set())) == []
    (found,) = check_navigation(site(), ConfigFile("nav: [none.md]"), {"other.md"})
    assert (found.line, found.message) == (0, "navigation: there is no page 'other.md'")


def test_what_is_no_navigation_is_not_looked_at() -> None:
    assert list(check_navigation(site(), ConfigFile("extra: {nav: none.md}"), set())) == []


def test_the_entries_of_a_navigation_are_its_addresses() -> None:
    nav = ["a.md", {"B": "b.md"}, {"C": ["c.md", {"D": "d.md"}], "E": "e.md"}, None, {"F": None}]
    assert list(nav_entries(nav)) == ["a.md", "b.md", "c.md", "d.md", "e.md"]
    assert list(nav_entries(None)) == []
    assert list(nav_entries("a.md")) == ["a.md"]


def test_an_entry_that_a_plugin_reads_from_a_file_is_reported_there() -> None:
    whole = site()
    whole.sources_of = lambda _page: [
        SourceFile("docs/sub/SUMMARY.md", "sub/SUMMARY.md", "* [One](a.md)\n* [x](gone.md)\n")
    ]
    (found,) = check_navigation(whole, ConfigFile(""), {"sub/gone.md"})
    assert str(found).startswith("docs/sub/SUMMARY.md:2:3: navigation: there is no page 'sub/gone.md'")


HINT = "(write name: value, one to a line, text in quotes) [front-matter]"
FRONT_MATTER = [
    ("", ""),
    ("# A\n", ""),
    ("---\ntitle: A\n---\n", ""),
    ("---\n\n title: A\n---\n", ""),
    ("---\ntitle: A...\n---\n", ""),
    ("---\ntitle: A\n...\n", ""),
    ("---\ntitle: A\n---", ""),
    ("---\ntitle:\n---\n", ""),
    ("---\nA rule, and [words between it and the next\n---\n", ""),
    ("---\nhttps://a.example [\n---\n", ""),
    ("---\ntitle: [A\n", ""),
    (
        "---\ntitle: [A\n---\n",
        "3:1: the front matter is not valid YAML: expected ',' or ']', but got '<stream end>'",
    ),
    (
        "---\na: b\nc: d: e\n---\n",
        "3:5: the front matter is not valid YAML: mapping values are not allowed here",
    ),
    (
        "---\na: b\nc: d: e\n...\n",
        "3:5: the front matter is not valid YAML: mapping values are not allowed here",
    ),
    ("---  \na: 'b\n---\n", "3:1: the front matter is not valid YAML: found unexpected end of stream"),
    ("---\na: \x01\n---\n", "1:1: the front matter is not valid YAML: it cannot be read"),
    ("---\na: 2010-02-31\n---\n", "1:1: the front matter cannot be read: day is out of range for month"),
    ("---\na:\u00a0b\n---\n", "2:1: the front matter is not a list of names and values"),
]


@pytest.mark.parametrize(("text", "said"), FRONT_MATTER)
def test_front_matter_that_would_be_shown_as_words_is_told_at_its_line(text: str, said: str) -> None:
    found = [str(problem) for problem in check_front_matter("docs/a.md", text)]
    assert found == ([f"docs/a.md:{said} {HINT}"] if said else [])


NAMES = ["main.html", "404.html", "main.css", ".icons/material/book.svg", ".icons/material/home.svg"]


def test_a_template_or_an_icon_that_is_not_there_is_told_with_the_nearest() -> None:
    text = "---\nxtemplate: y\ntemplate:  mian.html\nicon : material/bok\n---\n"
    assert str(missing_template("docs/a.md", text, "template", "mian.html", NAMES)) == (
        "docs/a.md:3:12: there is no template 'mian.html' "
        "(did you mean 'main.html'? "
        "templates are in the theme, or in the folder that theme.custom_dir names) [missing-template]"
    )
    assert str(missing_template("docs/a.md", text, "icon", "material/bok", NAMES)) == (
        "docs/a.md:4:8: there is no icon 'material/bok' "
        "(did you mean 'material/book'? icons have names such as material/book) [missing-icon]"
    )
    assert missing_template("docs/a.md", "", "template", "main.cs", ["main.css", ".icons/x.svg"]).guess == ""
    assert missing_template("docs/a.md", "", "icon", 3, NAMES).line == 0


@pytest.mark.parametrize(
    ("name", "meant"),
    [("title", 'title: "words"'), ("hide", "hide: [toc, navigation]"), ("search", "search: {exclude: true}")],
)
def test_a_value_of_a_form_that_cannot_be_used_is_told_with_one_that_can(name: str, meant: str) -> None:
    assert str(wrong_form("docs/a.md", f"---\na: b\n{name}\t:\t[]\n---\n", name)) == (
        f"docs/a.md:3:{len(name) + 4}: '{name}' in the front matter has a form that cannot be used "
        f"(did you mean '{meant}'?) [front-matter]"
    )


def test_front_matter_that_is_too_deep_to_be_read_is_told_and_the_build_goes_on(tmp_path: Path) -> None:
    deep = f"---\ntitle: {'[' * 5000}\n---\n# A\n"
    said = build_site(tmp_path, {"docs/index.md": deep, "docs/b.md": "[c](d.md)"}).problems
    assert said == [
        "docs/b.md:1:1: broken link: there is no page 'd.md' (write the path relative to this file) [missing-page]",
        "docs/index.md:1:1: the front matter has too many values inside each other "
        "(remove some of its brackets) [too-deep]",
    ]
