"""Entries and pages say when they were last changed, where there is a history that has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from test_real_site import page

from reading_edition.load.history import read_history
from reading_edition.model.history import History
from support.sites import PROJECT, build_example, rebuild

OLD, NEW = (
    "2020-05-01T23:30:00 +0900",
    "2021-02-03T01:00:00 -1100",
)  # days of their authors, not of the machine


def git(folder: Path, *arguments: str, date: str = OLD) -> None:
    person = {
        f"GIT_{role}_{what}": "tester@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = {**os.environ, **person, **dates, **config}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, files: Mapping[str, str], date: str) -> None:
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "a change", date=date)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder inside a repository, with two commits."""
    folder = tmp_path / "repository" / "docs"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--initial-branch", "main")
    commit(folder, {"a.md": "one\n\ntwo\n", "é b.md": "words\n", "../README.md": "words\n"}, OLD)
    commit(folder, {"a.md": "one\n\ntwo, changed\n\nthree\n"}, NEW)
    return folder


def test_files_and_lines_have_the_day_of_their_last_change(documents: Path, tmp_path: Path) -> None:
    history = read_history(documents, ["a.md"], tmp_path / "cache")
    assert history.files == {"a.md": "2021-02-03", "é b.md": "2020-05-01"}
    assert history.lines == {"a.md": ["2020-05-01", "", "2021-02-03", "", "2021-02-03"]}
    assert history.of_lines("a.md", 1, 2) == "2020-05-01"
    assert history.of_lines("a.md", 1) == "2021-02-03"
    assert history.of_lines("é b.md", 1) == ""


def test_what_is_not_committed_yet_has_no_day(documents: Path, tmp_path: Path) -> None:
    write(documents, {"a.md": "one\n\ntwo, being changed\n", "new.md": "words\n"})
    history = read_history(documents, ["a.md", "new.md"], tmp_path / "cache")
    assert history.lines == {"a.md": ["2020-05-01", "", ""]}


def test_a_cached_history_is_used_until_a_file_changes(documents: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = read_history(documents, ["a.md"], cache)
    kept = list(cache.iterdir())
    assert len(kept) == 1
    kept[0].write_text('["1999-01-01"]', encoding="utf-8")
    assert read_history(documents, ["a.md"], cache).lines == {"a.md": ["1999-01-01"]}
    commit(documents, {"a.md": "another\n"}, NEW)
    assert read_history(documents, ["a.md"], cache).lines == {"a.md": ["2021-02-03"]} != first.lines


def test_a_shallow_clone_has_no_history(documents: Path, tmp_path: Path) -> None:
    """In a shallow clone every line would seem to be as new as the oldest commit that is there."""
    git(tmp_path, "clone", "--depth", "1", documents.parent.as_uri(), "shallow")
    assert read_history(tmp_path / "shallow" / "docs", ["a.md"], tmp_path / "cache") == History()


def test_an_archive_has_no_history(documents: Path, tmp_path: Path) -> None:
    shutil.copytree(documents, tmp_path / "archive")
    assert read_history(tmp_path / "archive", ["a.md"], tmp_path / "cache") == History()


def test_without_git_there_is_no_history(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(documents, ["a.md"], tmp_path / "cache") == History()


def test_a_build_within_a_hook_of_git_asks_the_right_repository(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    assert read_history(documents, [], tmp_path / "cache").files["a.md"] == "2021-02-03"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example edition in a repository, with an event and a source changed after the first commit."""
    folder = tmp_path_factory.mktemp("kept")
    build_example(folder)
    page = "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main><footer></footer>"
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("    parts:", "    about: {version: 1.2.3, date: 2021-02-04}\n    parts:", 1)
    settings += "site_url: https://example.org/\n"
    git(folder, "init", "--initial-branch", "main")
    ignored = ".cache/\nsite/\n"
    commit(folder, {".gitignore": ignored, "theme/main.html": page, "mkdocs.yml": settings}, OLD)
    timeline = (folder / "docs/timeline.md").read_text(encoding="utf-8")
    sources = (folder / "docs/sources.yaml").read_text(encoding="utf-8").rstrip()
    changed = timeline.replace("Thirteen colonies", "13 colonies")
    assert changed != timeline
    commit(folder, {"docs/timeline.md": changed, "docs/sources.yaml": f"{sources}\n  remark: Seen.\n"}, NEW)
    assert rebuild(folder).problems == []
    return folder


def changes(folder: Path, address: str) -> dict[str, str]:
    """What each entry of a page says of its last change."""
    found = page(folder / "site", address).xpath("//p[@class='changed']")
    return {line.getparent()[0].get("id"): line.find("time").get("datetime") for line in found}


def test_entries_say_when_they_were_last_changed(example: Path) -> None:
    events = changes(example, "timeline/")
    assert events.pop("declaration") == "2021-02-03"
    assert set(events.values()) == {"2020-05-01"}
    assert changes(example, "sources/") == {"basler-1953": "2020-05-01", "times-1863": "2021-02-03"}


def foot(folder: Path, address: str) -> str:
    (line,) = page(folder / "site", address).find_class("edition-colophon")
    return str(line.text_content())


def test_the_foot_says_version_date_and_last_change(example: Path) -> None:
    version = "Version 1.2.3, February 4, 2021. This page was last changed on"
    assert foot(example, "glossary/") == f"{version} May 1, 2020."
    assert foot(example, "sources/") == f"{version} February 3, 2021."  # its records are in another file


def listed_days(site: Path) -> dict[str, str]:
    """The days of the pages in the list for search engines, by the pages' addresses."""
    found = etree.parse(site / "sitemap.xml").findall("{*}url")
    return {url.findtext("{*}loc") or "": url.findtext("{*}lastmod") or "" for url in found}


def test_the_list_of_pages_has_their_days(example: Path) -> None:
    days = listed_days(example / "site")
    assert tuple(days[f"https://example.org/{page}/"] for page in ("glossary", "sources")) == (
        "2020-05-01",
        "2021-02-03",
    )


def test_an_archive_is_built_too_and_says_nothing_of_changes(example: Path, tmp_path: Path) -> None:
    shutil.copytree(example, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git", "site"))
    assert rebuild(tmp_path).problems == []
    assert changes(tmp_path, "timeline/") == {}
    assert foot(tmp_path, "glossary/") == "Version 1.2.3, February 4, 2021."
    assert set(listed_days(tmp_path / "site").values()) == {"2021-02-04"}  # that of the edition


def files_of(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def test_two_builds_of_one_commit_are_equal_byte_for_byte(
    real_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on another day, and with nothing kept from an earlier build."""
    again = tmp_path / "site"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(2_000_000_000))
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(again)]
    subprocess.run(command, cwd=PROJECT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    before, after = files_of(real_site), files_of(again)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
