"""What mkdocs.yml says is read without MkDocs, as MkDocs reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from link_checks.project import ProjectError, read_project


def test_a_project_is_read_as_mkdocs_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THE_ADDRESS", "https://example.org/a/")
    (tmp_path / "base.yml").write_text(
        "site_name: Base\ntheme: {name: material, custom_dir: own}\nnav: [a.md, b.md]\n", encoding="utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(
        """
INHERIT: base.yml
site_name: Own
site_url: !ENV [THE_ADDRESS, "http://localhost/"]
repo_name: !ENV NOT_SET
theme: {name: other}
nav: [c.md]
use_directory_urls: false
extra_javascript: [a.js, {path: b.mjs, type: module}]
extra_css: [c.css]
markdown_extensions: [{footnotes: {}}, {emoji: {generator: !!python/name:some.code }}]
hooks: !relative [x]
more: !other {a: 1}
""",
        encoding="utf-8",
    )
    project = read_project(tmp_path / "mkdocs.yml")
    assert (project.name, project.address) == ("Own", "https://example.org/a/")
    assert project.values["theme"] == {"name": "other", "custom_dir": "own"}
    assert project.values["nav"] == ["c.md"]
    assert project.values["repo_name"] is None
    assert project.values["more"] == {"a": 1}
    assert not project.pages_are_folders
    assert project.has_footnotes
    assert project.scripts_and_styles == {"a.js", "b.mjs", "c.css"}
    assert project.overrides == tmp_path / "own"
    assert project.documents_name == "docs"
    assert project.extra == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: [A\n\nnav: b", "mkdocs.yml: this is not YAML: while parsing a flow sequence in"),
        ("- site_name: A\n", "mkdocs.yml: this is not a list of names and values"),
        ("", "mkdocs.yml: this is not a list of names and values"),
        ("site_name: \xff", "mkdocs.yml: this file cannot be read: "),
    ],
)
def test_a_project_that_cannot_be_read_is_reported(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ProjectError) as error:
        read_project(tmp_path / "mkdocs.yml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_theme_that_is_only_a_name_has_no_templates_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("theme: material\n", encoding="utf-8")
    assert read_project(tmp_path / "mkdocs.yml").overrides is None


def test_a_project_without_its_parent_is_reported(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("INHERIT: none.yml\n", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"none\.yml: this file cannot be read"):
        read_project(tmp_path / "mkdocs.yml")
