"""Builds that a plugin starts within a build, with the same configuration or a copy of it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown.extensions.footnotes import FootnoteExtension
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from link_checks.mkdocs_build import build_of
from link_checks.mkdocs_plugin import LinkChecksPlugin
from support.sites import THEME

PAGES = {
    "docs/index.md": "# One\n\n[a](gone.md) <a href='fr/#un'>b</a> <a href='fr/#une'>c</a>\n",
    "docs/fr/index.md": "# Un\n\n[a](perdu.md) [b](#una)\n",
}
FOUND = [
    "docs/fr/index.md:3:1: broken link: there is no page 'perdu.md' (write the path relative to this file) [missing-page]",
    "docs/fr/index.md:3:15: broken link: this page has no anchor '#una' (no heading or paragraph there has this id) "
    "[missing-anchor]",
    "docs/index.md:3:1: broken link: there is no page 'gone.md' (write the path relative to this file) [missing-page]",
    "docs/index.md:3:37: broken link: fr/ has no anchor '#une' [missing-anchor]",
]


class Languages(BasePlugin):
    """Builds the files outside of a language first, and then those of the language, as static-i18n does."""

    def __init__(self, how: str) -> None:
        self.how, self.is_within, self.is_done = how, False, False

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002
        return Files([file for file in files if file.src_uri.startswith("fr/") == self.is_within])

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.is_within or self.is_done:
            return
        self.is_within = self.is_done = True
        copies = {"same": lambda: config, "deep copy": lambda: deepcopy(config), "copy": lambda: _copy(config)}
        build(copies[self.how]())
        self.is_within = False


def _copy(config: MkDocsConfig) -> MkDocsConfig:
    copied = MkDocsConfig(config.config_file_path)
    copied.__dict__.update(config.__dict__)
    copied.data = dict(config.data)
    return copied


def config_of(folder: Path, **settings: Any) -> MkDocsConfig:
    values = {
        "site_name": "A",
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": [],
        **settings,
    }
    for path, text in {**PAGES, "theme/main.html": THEME, "mkdocs.yml": yaml.safe_dump(values)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), strict=True)
    checks = LinkChecksPlugin()  # and not the hook, because nobody can copy a module
    checks.load_config({})
    config.plugins["link-checks"] = checks
    return config


@pytest.mark.parametrize("how", ["same", "copy", "deep copy"])
def test_a_build_within_a_build_is_checked_and_reported_once_with_it(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs.utils.clean_directory", lambda _folder: None)  # as static-i18n does
    config = config_of(tmp_path)
    plugin = Languages(how)
    config.plugins["languages"] = plugin
    with pytest.raises(Abort) as ending:
        build(config)
    assert str(ending.value).splitlines()[:-2] == FOUND
    assert build_of(config).parent is None


def test_a_configuration_can_build_again_after_a_build(tmp_path: Path) -> None:
    config = config_of(tmp_path)
    for _ in range(2):
        with pytest.raises(Abort) as ending:
            build(config)
        assert len(str(ending.value).splitlines()) == 6
    assert config.markdown_extensions.count("link_checks.unreadable_markdown:SafeMarkdown") == 1


def test_the_options_of_an_extension_that_a_plugin_added_as_an_object_count(tmp_path: Path) -> None:
    config = config_of(tmp_path)
    config.markdown_extensions.append(FootnoteExtension(UNIQUE_IDS=True, SEPARATOR="_"))  # type: ignore[arg-type]
    (tmp_path / "docs/index.md").write_text("# One\n\nA[^a]\n\n[^a]: A.\n[^b]: B.\n", encoding="utf-8")
    (tmp_path / "docs/fr/index.md").write_text("# Un\n", encoding="utf-8")
    with pytest.raises(Abort, match=r"docs/index\.md:6:1: note 'b' has no reference") as ending:
        build(config)
    assert "1 problem found." in str(ending.value)
