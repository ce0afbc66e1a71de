"""What earlier builds made is used again where it was made of the same, and nowhere else."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config

from link_checks import checks
from link_checks.mkdocs_build import build_quietly
from reading_edition import store
from reading_edition.store import Store, cache_key, content_of_yaml
from support.cases import Case
from support.sites import build_example, change, lay_out_example

NOTE = ("docs/essay/first.md", "**Text.** As in", "**Text.** Again, as in")


def test_what_is_put_into_the_store_is_there_for_others(tmp_path: Path) -> None:
    Store(tmp_path / "a").put("name", b"content")
    assert Store(tmp_path / "a").get("name") == b"content"
    assert Store(tmp_path / "a").get("other") is None
    assert Store(tmp_path / "b").get("name") is None


@pytest.mark.parametrize("broken", [b"", b"x", b"\0" * 32, b"\0" * 40])
def test_a_broken_file_counts_as_none_and_is_replaced(tmp_path: Path, broken: bytes) -> None:
    kept = Store(tmp_path)
    kept.put("name", b"content")
    (tmp_path / "name").write_bytes(broken)
    assert kept.get("name") is None
    kept.put("name", b"content")
    assert kept.get("name") == b"content"


def test_a_folder_that_cannot_be_used_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    kept = Store(tmp_path / "file" / "below")
    kept.put("name", b"content")
    kept.prune()
    assert kept.get("name") is None


def test_only_what_was_not_used_for_two_weeks_is_removed(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    old = time.time() - 20 * 24 * 3600
    for name in ("old", "used", "new"):
        kept.put(name, b"content")
    for name in ("old", "used"):
        os.utime(tmp_path / name, (old, old))
    assert kept.get("used") is not None
    kept.prune()
    assert {file.name for file in tmp_path.iterdir()} == {"used", "new"}


def test_names_differ_by_every_value_and_by_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [cache_key("a", "b"), cache_key("ab"), cache_key("a", b"b"), cache_key("b", "a"), cache_key()]
    monkeypatch.setattr(store, "_code", lambda: b"other code")
    names.append(cache_key("a", "b"))
    assert len(set(names)) == len(names)


def site_of(folder: Path) -> dict[str, bytes]:
    """All files of the site of a folder, built once more."""
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site")))
    site = folder / "site"
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_a_build_is_the_same_whatever_earlier_builds_left(tmp_path: Path) -> None:
    lay_out_example(tmp_path)
    kept = tmp_path / ".cache" / "builds"
    fresh = site_of(tmp_path)
    assert any(kept.iterdir())
    assert site_of(tmp_path) == fresh
    note = tmp_path / NOTE[0]
    before = note.read_text(encoding="utf-8")
    note.write_text(before.replace(*NOTE[1:]), encoding="utf-8")
    changed = site_of(tmp_path)
    assert changed != fresh
    assert any(b"Again, as in" in content for content in changed.values())
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert site_of(tmp_path) == changed
    note.write_text(before, encoding="utf-8")
    assert site_of(tmp_path) == fresh
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("repo_url: https://github.com/example/example\nedit_uri_template: blob/main/docs/{path}\n")
    assert any(b"https://github.com/example/example" in content for content in site_of(tmp_path).values())


def watch(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[tuple[Any, ...]]:
    """The arguments of each call of a function, which goes on as it was."""
    calls: list[tuple[Any, ...]] = []
    function = getattr(owner, name)

    def watched(*arguments: Any) -> Any:
        calls.append(arguments)
        return function(*arguments)

    monkeypatch.setattr(owner, name, watched)
    return calls


def folders_of(compiled: list[tuple[Any, ...]]) -> set[str]:
    """The folders of the templates that were compiled."""
    return {folder for environment, *_ in compiled for folder in environment.loader.searchpath}


def test_a_build_after_an_edit_checks_and_compiles_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out_example(tmp_path)
    checked = watch(monkeypatch, checks, "check_page")
    compiled = watch(monkeypatch, Environment, "compile")
    site_of(tmp_path)
    assert len(checked) > 1
    assert str(tmp_path / "theme") in folders_of(compiled)
    checked.clear()
    compiled.clear()
    note = tmp_path / NOTE[0]
    note.write_text(note.read_text(encoding="utf-8").replace(*NOTE[1:]), encoding="utf-8")
    site_of(tmp_path)
    assert [page.path for _, page in checked] == ["essay/first.md"]
    assert str(tmp_path / "theme") not in folders_of(compiled)


def test_the_edition_is_there_after_a_build_that_did_not_need_it(tmp_path: Path) -> None:
    lay_out_example(tmp_path)
    first, second = (
        build_quietly(str(tmp_path / "mkdocs.yml"), str(tmp_path / "site")).hook_data["edition"] for _ in range(2)
    )
    assert first._edition is not None
    assert second._edition is None
    assert [note.words for note in second.edition.notes] == [note.words for note in first.edition.notes]


def test_a_problem_is_reported_again_by_the_next_build(tmp_path: Path) -> None:
    case = Case("broken", files={"docs/glossary.md": "# Glossary\n\n## It { #it }\n"})
    first = build_example(tmp_path, case).problems
    change(tmp_path, case)
    assert first
    assert build_example(tmp_path, case).problems == first


def test_what_is_made_of_an_unknown_object_is_not_used_again() -> None:
    values = {"title": "A title", "object": lambda: None}
    assert content_of_yaml(values) != content_of_yaml(values)
    assert content_of_yaml({"title": "A title"}) == content_of_yaml({"title": "A title"})
