"""The command ``rename``: an id changes everywhere, and its old address still leads to what it named."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reading_edition.cli.main import main
from support.sites import build_example, rebuild

PERMALINKS = """\
# Addresses.
essay/first/#fn:nation
glossary/#united-states
sources/#times-1863
timeline/#civil-war
"""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example edition with a list of permalinks, and links of every form."""
    folder = tmp_path_factory.mktemp("example")
    assert build_example(folder).problems == []
    (folder / "docs/permalinks.txt").write_text(PERMALINKS, encoding="utf-8")
    index = folder / "docs/index.md"
    links = (
        "\n\n[The war][war], <a href='timeline/#civil-war'>the war</a>, "
        "[a note](essay/first.md#fn:nation), [a title](timeline.md#civil-war 'On #civil-war').\n\n"
        "[war]: timeline.md#civil-war\n"
    )
    index.write_text(index.read_text("utf-8").rstrip() + links, encoding="utf-8")
    return folder


@pytest.fixture
def folder(example: Path, tmp_path: Path) -> Path:
    shutil.copytree(example, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


def rename(folder: Path, old: str, new: str) -> int:
    return main(["--config-file", str(folder / "mkdocs.yml"), "rename", old, new])


def text(folder: Path, path: str) -> str:
    return (folder / "docs" / path).read_text(encoding="utf-8")


def test_renames_an_entry_in_its_heading_in_all_links_and_in_the_list_of_permalinks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rename(folder, "civil-war", "war-of-1861") == 0
    for path in ("essay/first.md", "essay/second.md", "index.md", "timeline.md"):
        assert "civil-war" not in text(folder, path).replace("'On #civil-war'", "")
    lines = text(folder, "permalinks.txt").splitlines()
    assert {"timeline/#civil-war -> timeline/#war-of-1861", "timeline/#war-of-1861"} < set(lines)
    assert capsys.readouterr().out == (
        "docs/essay/first.md: 1 change\ndocs/essay/second.md: 1 change\ndocs/index.md: 3 changes\n"
        "docs/permalinks.txt: 1 change\ndocs/timeline.md: 1 change\n"
    )
    assert rebuild(folder).problems == []


def test_renames_a_note_in_its_definition_and_its_references(folder: Path) -> None:
    assert rename(folder, "nation", "new-nation") == 0
    assert "a new nation,[^new-nation] conceived" in text(folder, "essay/first.md")
    assert "\n[^new-nation]: **Context.**" in text(folder, "essay/first.md")
    assert "essay/first.md#fn:new-nation" in text(folder, "index.md")
    assert "essay/first/#fn:nation -> essay/first/#fn:new-nation\n" in text(folder, "permalinks.txt")
    assert rebuild(folder).problems == []


def test_renames_a_source_in_the_list_of_sources(folder: Path) -> None:
    assert rename(folder, "times-1863", "nyt-1863") == 0
    assert "- id: nyt-1863\n  label: Times 1863\n" in text(folder, "sources.yaml")
    assert "[Times 1863](sources.md#nyt-1863)" in text(folder, "timeline.md")
    assert rebuild(folder).problems == []


def git(folder: Path, *arguments: str) -> None:
    as_someone = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *as_someone, *arguments], cwd=folder, capture_output=True, check=True)


def test_an_address_that_main_does_not_list_needs_no_redirect(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "The edition")
    file = folder / "docs/permalinks.txt"
    file.write_text(f"{file.read_text('utf-8')}essay/first/#fn:conceived\n", encoding="utf-8")
    assert rename(folder, "conceived", "idea") == 0
    assert rename(folder, "nation", "new-nation") == 0
    lines = text(folder, "permalinks.txt").splitlines()
    assert "essay/first/#fn:idea" in lines
    assert [line for line in lines if "conceived" in line] == []
    assert "essay/first/#fn:nation -> essay/first/#fn:new-nation" in lines
    assert rebuild(folder).problems == []


@pytest.mark.parametrize("old", ["declaration", "conceived"])
def test_an_id_that_is_not_in_the_list_needs_no_redirect(folder: Path, old: str) -> None:
    assert rename(folder, old, "other-id") == 0
    lines = text(folder, "permalinks.txt").splitlines()
    assert [line for line in lines if old in line] == []
    assert any(line.endswith("other-id") for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("civil-wars", "war", "there is no entry, note or source 'civil-wars' (did you mean 'civil-war'?)"),
        ("p1", "p9", "'p1' is a paragraph's id, which never changes"),
        ("civil-war", "nation", "'nation' is the id of a note in docs/essay/first.md already ("),
        ("civil-war", "Civil War", "'Civil War' cannot be an id ("),
    ],
)
def test_refuses_names_that_cannot_be_used(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    assert rename(folder, old, new) == 1
    assert capsys.readouterr().err.startswith(message)
