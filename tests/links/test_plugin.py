"""The plugin on a site of its own: its settings, what they silence, and what MkDocs itself says then."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown.extensions.attr_list import AttrListExtension
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

import link_checks.mkdocs_build
from link_checks import checks
from link_checks.mkdocs_build import build_quietly
from link_checks.mkdocs_plugin import LinkChecksPlugin
from link_checks.page import Page
from link_checks.problem import BuildError, Problem
from link_checks.report import where_explained
from link_checks.site import Site
from support.sites import PROJECT, THEME, build_site

PAGES = {
    "docs/index.md": "# One\n\n[a](gone.md) [b](two.md#nope) [](two.md)\n",
    "docs/two.md": "# Two\n\n[c](gone.md) [d](https://foo/)\n",
}
REASON = {"reason": "It is kept as it was received."}


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin as its entry point in pyproject.toml installs it."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, value = "link-checks", project["entry-points"]["mkdocs.plugins"]["link-checks"]
    plugins = dict(MkDocsConfig._schema)["plugins"]
    monkeypatch.setitem(plugins.installed_plugins, name, EntryPoint(name, value, "mkdocs.plugins"))
    monkeypatch.setattr(plugins, "plugin_cache", {})  # else it is the plugin of the last test, which may have served


def codes(folder: Path, **settings: Any) -> list[str]:
    """File and code of each problem of a strict build by the hook, with settings under extra."""
    found = build_site(folder, PAGES, extra={"link_checks": settings}).problems
    return [f"{line.partition(':')[0].removeprefix('docs/')} {line.rpartition('[')[2][:-1]}" for line in found]


ALL = [
    "index.md missing-page",
    "index.md missing-anchor",
    "index.md empty-text",
    "two.md missing-page",
    "two.md malformed-address",
]


@pytest.mark.parametrize(
    ("settings", "gone"),
    [
        ({}, []),
        ({"ignore": [{"code": "missing-page", **REASON}]}, ["index.md missing-page", "two.md missing-page"]),
        ({"ignore": [{"file": "docs/t*.md", **REASON}]}, ["two.md missing-page", "two.md malformed-address"]),
        ({"ignore": [{"address": "https://*", **REASON}]}, ["two.md malformed-address"]),
        ({"ignore": [{"code": "missing-page", "file": "docs/two.md", **REASON}]}, ["two.md missing-page"]),
        ({"ignore": [{"address": "gone.md", "file": "docs/index.md", **REASON}]}, ["index.md missing-page"]),
        ({"level": {"empty-text": "off"}}, ["index.md empty-text"]),
        ({"level": {"empty-text": False}}, ["index.md empty-text"]),  # as YAML reads a bare off
        (
            {"level": {"default": "off", "empty-text": "warning"}},
            [each for each in ALL if "empty" not in each],
        ),
    ],
)
def test_rules_and_levels_silence_problems_and_mkdocs_says_nothing_either(
    settings: dict[str, Any], gone: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert codes(tmp_path, **settings) == [each for each in ALL if each not in gone]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_reports_a_rule_that_fits_nothing_at_its_line(tmp_path: Path) -> None:
    used = [{"code": code, **REASON} for code in {each.split()[1] for each in ALL}]
    rule = {"code": "wiki-link", "reason": "No page has one."}
    found = build_site(tmp_path, PAGES, extra={"link_checks": {"ignore": [*used, rule]}}).problems
    lines = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    (line,) = (number for number, text in enumerate(lines, 1) if "No page has one." in text)
    (only,) = found
    assert only.startswith(f"mkdocs.yml:{line}:")
    assert only.endswith("no longer matches a problem (remove the rule) [unused-ignore]")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"levle": {}}, "'levle': there is no setting 'levle' (did you mean 'level'?)"),
        ({"level": {"missing-pge": "off"}}, "there is no code 'missing-pge' (did you mean 'missing-page'?)"),
        ({"level": {"missing-page": "eror"}}, "there is no level 'eror' (did you mean 'error'?)"),
        ({"level": "error"}, "write code: level, one to a line"),
        ({"ignore": [{"code": "missing-page"}]}, "'reason': Required configuration not provided."),
        ({"ignore": [REASON]}, "'reason': the rule needs a code, a file or an address as well"),
        ({"ignore": [{"code": "nope", **REASON}]}, "there is no code 'nope' (one of above-root, "),
        ({"ignore": [{"fiel": "x", "code": "empty-text", **REASON}]}, "(did you mean 'file'?)"),
    ],
)
def test_a_setting_that_does_not_exist_ends_the_build_with_a_guess(
    settings: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=r"^extra\.link_checks: ") as error:
        build_site(tmp_path, PAGES, extra={"link_checks": settings})
    assert message in str(error.value)


def site_with_plugin(
    folder: Path, settings: dict[str, Any], pages: Mapping[str, str] = PAGES, **others: Any
) -> MkDocsConfig:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    config = {"site_name": "A", "plugins": [{"link-checks": settings}], **others}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))


@pytest.mark.usefixtures("_installed")
def test_the_plugin_warns_and_only_an_error_ends_a_build_that_is_not_strict(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    build(site_with_plugin(tmp_path, {"level": {"empty-text": "off"}}))
    warned = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warned) == len(ALL) - 1
    assert warned[0].startswith("links: docs/index.md:3:1: broken link: there is no page 'gone.md'")
    explained = where_explained()
    assert caplog.records[-2].getMessage().endswith(explained) or explained in caplog.text
    with pytest.raises(Abort) as ending:
        build(site_with_plugin(tmp_path, {"level": {"missing-anchor": "error"}}))
    assert str(ending.value).splitlines()[-2:] == ["5 problems found.", explained]


@pytest.mark.usefixtures("_installed")
def test_the_plugin_reports_wrong_settings_by_mkdocs_own_validation(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        site_with_plugin(tmp_path, {"level": {"missing-pge": "off"}})
    assert "option 'level': there is no code 'missing-pge' (did you mean 'missing-page'?)" in caplog.text


WITHOUT_THEME = {"theme": {"name": None, "custom_dir": "theme"}}


@pytest.mark.usefixtures("_installed")
def test_a_preview_shows_problems_on_their_page_and_checks_what_is_right_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, check_page = [], checks.check_page

    def watched(site: Site, page: Page) -> Iterator[Problem]:
        checked.append(page.path)
        return check_page(site, page)

    monkeypatch.setattr(checks, "check_page", watched)
    pages = {"docs/README.md": "# One\n\nWords.\n", "docs/two.md": "# Two\n\n[a](gone.md)\n", "theme/main.html": THEME}
    settings = {**WITHOUT_THEME, "nav": ["README.md", "two.md", "lost.md"]}
    for paths in (["README.md", "two.md"], ["two.md"]):
        config = site_with_plugin(tmp_path, {}, pages, **settings)
        config.plugins["link-checks"].on_startup(command="serve", dirty=False)
        build(config)
        assert checked == paths
        checked.clear()
        front, two = (
            (tmp_path / "site" / path).read_text(encoding="utf-8") for path in ("index.html", "two/index.html")
        )
        assert front.count("<li>") == two.count("<li>") == 1
        assert front.index("navigation: there is no page &#x27;lost.md&#x27;") < front.index("Words.")
        assert two.index("<li>docs/two.md:3:1: broken link") < two.index(">a</a>")


@pytest.mark.usefixtures("_installed")
def test_in_github_actions_a_build_that_succeeds_annotates_with_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    build(site_with_plugin(tmp_path / "book", {}, {**PAGES, "theme/main.html": THEME}, **WITHOUT_THEME))
    first, *others = (line for line in capsys.readouterr().out.splitlines() if line.startswith("::"))
    assert first.startswith("::warning file=book/docs/index.md,title=missing-page,line=3,col=1::broken link")
    assert len(others) == len(ALL) - 1


@pytest.mark.usefixtures("_installed")
def test_a_build_of_which_a_command_reads_the_pages_keeps_its_problems_to_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site_with_plugin(tmp_path, {}, {**PAGES, "theme/main.html": THEME}, strict=True, **WITHOUT_THEME)
    quiet = build_quietly(str(tmp_path / "mkdocs.yml"), str(tmp_path / "made"))
    found = quiet.problems.in_order()
    assert [f"{each.file.removeprefix('docs/')} {each.code}" for each in found] == ALL
    assert (tmp_path / "made/two/index.html").exists()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    with pytest.raises(BuildError, match="configuration error"):
        build_quietly(str(tmp_path / "mkdocs.yml"), str(tmp_path / "made"), theme="gone")


@pytest.mark.usefixtures("_installed")
def test_extensions_that_a_plugin_added_as_objects_are_no_obstacle(tmp_path: Path) -> None:
    config = site_with_plugin(tmp_path, {})
    config.markdown_extensions.append(AttrListExtension())  # type: ignore[arg-type]
    build(config)


def test_a_portable_site_does_not_spell_out_its_own_address(tmp_path: Path) -> None:
    page = {"docs/index.md": "# One\n\n[a](https://example.org/two/)\n", "docs/two.md": "# Two\n"}
    settings = {"site_url": "https://example.org/", "extra": {"link_checks": {"portable": True}}}
    (found,) = build_site(tmp_path, page, **settings).problems
    assert found.endswith("(did you mean 'two.md'?) [own-address]")


def test_a_build_of_changed_pages_alone_does_not_judge_the_rules(tmp_path: Path) -> None:
    plugin = LinkChecksPlugin()
    plugin.on_startup(command="build", dirty=True)
    assert (plugin._command.is_serving, plugin._command.is_complete) == (False, False)
    plugin.on_startup(command="serve", dirty=False)
    assert (plugin._command.is_serving, plugin._command.is_complete) == (True, True)


@pytest.mark.parametrize("together", [0, 500, 10**9])
def test_finished_pages_are_looked_at_in_groups_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(link_checks.mkdocs_build, "TOGETHER", together)
    pages = {f"docs/{name}.md": f"# {name}\n" for name in ("index", "b", "c", "d")}
    theme = '<a href="gone.png">x</a>{{ page.content }}'
    problems = build_site(tmp_path, {**pages, "theme/main.html": theme}).problems
    assert len(problems) == 1
    assert problems[0].startswith("theme/main.html:1:9: broken link: there is no page or file 'gone.png'")
