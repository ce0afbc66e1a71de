"""The command ``summary``: what a change does to the edition, for its reviewer.

The changes are cases (tests/cases/summary/NAME.txt) with the expected summary in the section
``==== summary``. The base is the small example edition.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import lxml.html
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading_edition.cli import built_edition
from reading_edition.cli.main import main
from reading_edition.cli.summary import code, cut, difference, escaped, has_texts, summary
from reading_edition.model.edition import Edition
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


def run(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(["--config-file", str(folder / "mkdocs.yml"), "summary", *arguments]) == status
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    """The example edition before a change, with a cache of its citations."""
    folder = tmp_path_factory.mktemp("base")
    lay_out_example(folder)
    with built_edition(folder / "mkdocs.yml") as built:
        return folder, built.edition


@pytest.mark.parametrize("file", SUMMARIES, ids=lambda file: file.stem)
def test_a_summary_reports_what_a_change_does(file: Path, base: tuple[Path, Edition], tmp_path: Path) -> None:
    folder, before = base
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True, symlinks=True)
    case = read_case(file)
    expected = case.files.pop("summary")
    change(tmp_path, case)
    with built_edition(tmp_path / "mkdocs.yml") as now:
        names = sorted([*case.files, *case.changes, *case.removed])
        others = [name for name in names if not has_texts(now, tmp_path / name)]
        assert summary(before, now.edition, "BASE", others) == expected


def test_a_change_of_a_branch_is_the_change_of_its_commit(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(repository, read_case(CASES / "summary" / "elsewhere.txt"))
    (repository / "summary").unlink()
    output = run(repository, capsys)
    assert output.startswith(f"# What this change does to the edition\n\n{BASE}")
    assert output.endswith("## Other files\n\n- `mkdocs.yml`\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "A change")
    assert run(repository, capsys, "--since", "HEAD^1") == output


def test_a_branch_is_compared_with_where_it_left_main(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left = git(repository, "rev-parse", "main")[:12]
    git(repository, "switch", "-q", "main")
    index = repository / "docs" / "index.md"
    index.write_text(f"{index.read_text('utf-8')}\nMore.\n", encoding="utf-8")
    git(repository, "commit", "-q", "-a", "-m", "Meanwhile")
    git(repository, "switch", "-q", "change")
    (repository / "not-in-git-yet.css").write_text("a {}", encoding="utf-8")
    output = run(repository, capsys)
    assert f"{BASE}{left}`" in output
    assert "## Other files\n\n- `not-in-git-yet.css`\n" in output
    assert "Nothing that readers read has changed." in output


def test_a_folder_without_git_has_no_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    output = run(tmp_path, capsys, status=1)
    assert output == "No summary: this folder is not a git repository, so there is nothing to compare with.\n"


def test_without_git_there_is_no_summary(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    output = run(repository, capsys, status=1)
    assert output == "No summary: git is not installed, so there is nothing to compare with.\n"


def test_without_a_commit_to_compare_with_there_is_no_summary(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = run(repository, capsys, "--since", "nowhere", status=1)
    assert output.startswith("No summary: git has no commit 'nowhere' here ")
    git(repository, "branch", "-q", "-m", "main", "trunk")
    output = run(repository, capsys, status=1)
    assert output == "No summary: there is no branch main here (name what to compare with: --since COMMIT).\n"


def test_a_base_without_an_edition_is_reported(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository, "rm", "-q", "mkdocs.yml", "--cached")
    git(repository, "commit", "-q", "-m", "No edition")
    assert "has no mkdocs.yml" in run(repository, capsys, "--since", "HEAD", status=1)


def test_a_change_that_cannot_be_built_is_reported(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = repository / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("received: ", "recieved: "), encoding="utf-8")
    output = run(repository, capsys, status=1)
    assert output.startswith("No summary: the edition with your change cannot be built: ")
    assert "received" in output


def test_the_hooks_of_the_change_build_both_editions(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = repository / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(str(HOOKS), "hooks"), encoding="utf-8")
    hooks = repository / "hooks"
    hooks.mkdir()
    (hooks / "annotated_edition.py").write_text("of another time =", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "Old code")
    for name in ("annotated_edition.py", "check_links.py"):
        shutil.copyfile(HOOKS / name, hooks / name)
    output = run(repository, capsys, "--since", "HEAD")
    assert "Nothing that readers read has changed." in output
    assert output.endswith("## Other files\n\n- `hooks/annotated_edition.py`\n- `hooks/check_links.py`\n")


def test_a_base_with_a_link_out_of_its_folder_is_not_extracted(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "docs" / "out").symlink_to("/etc")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "A link")
    base = git(repository, "rev-parse", "HEAD")[:12]
    output = run(repository, capsys, "--since", "HEAD", status=1)
    assert output.startswith(f"No summary: the files of {base} cannot be extracted: ")


def test_a_summary_that_is_too_long_is_cut_and_says_so() -> None:
    text = "\n\n".join(f"Paragraph {number}" for number in range(99)) + "\n"
    size = len(text.encode())
    assert cut(text, size) == text
    for limit in (size - 1, size // 2, 400):
        shorter = cut(text, limit)
        assert len(shorter.encode()) <= limit
        *kept, ending = shorter.split("\n\n")
        assert text.startswith("\n\n".join([*kept, ""]))
        assert ending == "This summary is cut here because it is too long. `make summary` writes all of it.\n"


HOSTILE = (CASES / "summary" / "hostile-words.txt").read_text("utf-8").splitlines()


HOSTILE += ["\u202ebackwards", "``` \n# A heading\n", "a\x1b[31m"]
TEXTS = st.lists(st.text(), min_size=1, max_size=20)


def shown(paragraphs: Iterable[str]) -> list[tuple[str, set[str]]]:
    """What GitHub's Markdown makes of quotations: the words of each, and the elements in it."""
    text = "\n\nafter\n\n".join(f"> {paragraph}" for paragraph in paragraphs)
    html = pypandoc.convert_text(text, "html", format="gfm", extra_args=["--wrap=none"])
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return [
        (
            quotation.text_content().strip(),
            {element.tag for element in quotation.iter()} - {"blockquote", "p"},
        )
        for quotation in root.iter("blockquote")
    ]


def test_contributed_words_are_shown_and_do_nothing() -> None:
    for text, (words, elements) in zip(HOSTILE, shown(map(escaped, HOSTILE)), strict=True):
        assert elements == set()
        plain = " ".join(text.split()).replace("\u202e", "[U+202E]").replace("\x1b", "[U+001B]")
        assert words.replace("\u200b", "") == plain
        for active in (r"@\w", r"#\d", r"\bGH-\d", r"https?://", r"www\.", r":\w+:"):
            assert not re.search(active, words), words


@settings(max_examples=10, deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_becomes_more_than_words(before: list[str], now: list[str]) -> None:
    texts = [f"x{escaped(text)}" for text in now]
    found = [elements for _, elements in shown([*texts, *difference(before, now)])]
    assert found[: len(texts)] == [set()] * len(texts)
    assert all(elements <= {"del", "ins"} for elements in found[len(texts) :])


def test_a_difference_marks_the_words_that_changed() -> None:
    before, now = ["One two three.", "Four."], ["One 2 three.", "Four.", "Five @six."]
    assert difference(before, now) == [
        "One <del>two</del> <ins>2</ins> three.",
        "Four.",
        "<ins>Five @\u200bsix.</ins>",
    ]
    assert difference(before, before) == before


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=20))
def test_a_name_stays_in_its_code(names: list[str]) -> None:
    for words, elements in shown(f"a {code(name)} b" for name in names):
        assert elements == {"code"}
        assert words.startswith("a ")
        assert words.endswith(" b")
