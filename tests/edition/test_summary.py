"""What ``make summary`` tells a reviewer, from real repositories in temporary folders.

The changes are written as cases are (tests/cases/summary/NAME.txt); the summary that each is to give
stands in its section ``==== summary``. The base is the small example edition.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading_edition.cli.main import main
from reading_edition.cli.summary import Compared, code, escaped, summary
from reading_edition.cli.summary.comparing import NEW, Change, Comparison, Item
from support.cases import read_case
from support.sites import CASES, HOOKS, change, lay_out_example

GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
SUMMARIES = sorted(file for file in (CASES / "summary").glob("*.txt") if file.stem != "hostile-words")
BASE = "Compared with `"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run([*GIT, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The example edition in a repository of its own, committed on main, with a branch for a change."""
    folder = tmp_path / "edition"
    lay_out_example(folder)
    (folder / ".gitignore").write_text(".cache/\n__pycache__/\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "The edition")
    git(folder, "switch", "-q", "-c", "change")
    return folder


def told(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(["--config-file", str(folder / "mkdocs.yml"), "summary", *arguments]) == status
    return capsys.readouterr().out


@pytest.mark.parametrize("file", SUMMARIES, ids=lambda file: file.stem)
def test_a_summary_says_what_a_change_does(
    file: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(file)
    wanted = case.files.pop("summary")
    change(repository, case)
    said = told(repository, capsys)
    base = git(repository, "rev-parse", "main")[:12]
    assert said == wanted.replace("BASE", base)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "A change")
    assert told(repository, capsys, "--since", "HEAD^1") == said


def test_a_branch_is_compared_with_where_it_left_main(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = git(repository, "rev-parse", "main")[:12]
    git(repository, "switch", "-q", "main")
    index = repository / "docs" / "index.md"
    index.write_text(f"{index.read_text('utf-8')}\nMore.\n", encoding="utf-8")
    git(repository, "commit", "-q", "-a", "-m", "Meanwhile")
    git(repository, "switch", "-q", "change")
    said = told(repository, capsys)
    assert f"{BASE}{left}`" in said
    assert "Nothing that readers read has changed." in said


def test_without_git_there_is_a_plain_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    said = told(tmp_path, capsys, status=1)
    assert said == "No summary: this folder is not kept in git, so there is nothing to compare with.\n"


def test_where_git_is_not_installed_there_is_a_plain_message(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    said = told(repository, capsys, status=1)
    assert said == "No summary: git is not installed, so there is nothing to compare with.\n"


def test_without_a_base_there_is_a_plain_message(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(repository, capsys, "--since", "nowhere", status=1)
    assert said.startswith("No summary: git knows no commit 'nowhere' here;")
    git(repository, "branch", "-q", "-m", "main", "trunk")
    said = told(repository, capsys, status=1)
    assert said == "No summary: no branch main is known here; say what to compare with: --since COMMIT.\n"


def test_a_base_that_is_no_edition_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "rm", "-q", "mkdocs.yml", "--cached")
    git(repository, "commit", "-q", "-m", "No edition")
    assert "has no mkdocs.yml" in told(repository, capsys, "--since", "HEAD", status=1)


def test_a_change_that_cannot_be_built_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = repository / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("received: ", "recieved: "), encoding="utf-8")
    said = told(repository, capsys, status=1)
    assert said.startswith("No summary: the edition as it stands cannot be built: ")
    assert "has no 'received'" in said


def test_both_editions_are_read_by_the_code_of_the_change(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = repository / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(str(HOOKS), "hooks"), encoding="utf-8")
    hooks = repository / "hooks"
    hooks.mkdir()
    (hooks / "annotated_edition.py").write_text("of another time =", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "Old code")
    for name in ("annotated_edition.py", "check_links.py"):
        shutil.copyfile(HOOKS / name, hooks / name)
    said = told(repository, capsys, "--since", "HEAD")
    assert "Nothing that readers read has changed." in said
    assert said.endswith("## Other files\n\n- `hooks/annotated_edition.py`\n- `hooks/check_links.py`\n")


def test_a_base_that_leads_out_of_its_folder_is_not_laid_out(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "docs" / "out").symlink_to("/etc")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "A link")
    base = git(repository, "rev-parse", "HEAD")[:12]
    said = told(repository, capsys, "--since", "HEAD", status=1)
    assert said.startswith(f"No summary: the files of {base} cannot be laid out: ")


def test_what_git_does_not_know_yet_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "extra.css").write_text("a {}", encoding="utf-8")
    assert "## Other files\n\n- `extra.css`\n" in told(repository, capsys)


def item(words: str) -> Item:
    return Item("note", "a-note", "a-note", (), (words,), (), "docs/a.md", "a/#fn:a-note")


def test_a_summary_is_never_longer_than_its_limit_and_says_that_it_is_cut() -> None:
    comparison = Comparison(changes=[Change(NEW, item(f"Words {number} ")) for number in range(99)])
    whole = summary(comparison, Compared("abc"))
    assert "cut here" not in whole
    size = len(whole.encode())
    assert summary(comparison, Compared("abc"), size) == whole
    for limit in (size - 1, size // 2, 400):
        cut = summary(comparison, Compared("abc"), limit)
        assert len(cut.encode()) <= limit
        assert cut.endswith("too long to be shown. `make summary` writes it in full.\n")


HOSTILE = (CASES / "summary" / "hostile-words.txt").read_text("utf-8").splitlines()


def shown(text: str) -> tuple[str, set[str]]:
    """What GitHub's Markdown makes of a quotation: its words, and the elements in it."""
    html = pypandoc.convert_text(f"> {text}\n\nafter", "html", format="gfm", extra_args=["--wrap=none"])
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    quotation = root.find("blockquote")
    words = quotation.text_content().strip() if quotation is not None else ""
    return words, {element.tag for element in root.iter()} - {"div", "blockquote", "p"}


@pytest.mark.parametrize("text", [*HOSTILE, "\u202ebackwards", "``` \n# A heading\n", "a\x1b[31m"])
def test_what_was_contributed_is_shown_and_does_nothing(text: str) -> None:
    words, tags = shown(escaped(text))
    assert tags == set()
    plain = " ".join(text.split()).replace("\u202e", "[U+202E]").replace("\x1b", "[U+001B]")
    assert words.replace("\u200b", "") == plain
    for active in (r"@\w", r"#\d", r"\bGH-\d", r"https?://", r"www\.", r":\w+:"):
        assert not re.search(active, words), words


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_no_text_becomes_more_than_words(text: str) -> None:
    assert shown(escaped(text))[1] == set()


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_a_name_stays_in_its_code(text: str) -> None:
    words, tags = shown(f"a {code(text)} b")
    assert tags == {"code"}
    assert words.startswith("a ")
    assert words.endswith(" b")
