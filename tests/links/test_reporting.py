"""How problems reach a contributor: on the lines of a pull request, and at the top of a page under serve."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from link_checks.problem import Problem
from link_checks.report import annotation, banner, log_problems, where_explained
from support.sites import HOOKS, PROJECT, build_site

LINK = Problem("docs/a.md", 3, 5, "missing-page", "broken link: there is no page 'b.md'", guess="a.md")


def test_an_annotation_names_file_line_column_and_code() -> None:
    wanted = (
        "::error file=site/docs/a.md,title=missing-page,line=3,col=5::"
        "broken link: there is no page 'b.md' (did you mean 'a.md'?) [missing-page]"
    )
    assert annotation(LINK, level="error", folder="site") == wanted


def test_an_annotation_without_a_line_is_of_the_file() -> None:
    problem = Problem("docs/a.md", 0, 0, "encoding", "this file is not UTF-8")
    assert (
        annotation(problem, level="warning")
        == "::warning file=docs/a.md,title=encoding::this file is not UTF-8 [encoding]"
    )


@given(st.text(), st.text())
def test_no_words_break_out_of_an_annotation(name: str, message: str) -> None:
    line = annotation(Problem(name, 1, 1, "code", message), level="error")
    assert len(line.split("\n")) == 1
    assert "\r" not in line
    properties = line.removeprefix("::error ").partition("::")[0]
    assert properties.count(",") == 3


def test_signs_that_end_a_part_of_an_annotation_are_written_as_codes() -> None:
    problem = Problem("docs/a,b:c%.md", 1, 2, "code", "a, b: c% \r d", hint="e\nf")
    assert annotation(problem, level="warning") == (
        "::warning file=docs/a%2Cb%3Ac%25.md,title=code,line=1,col=2::a, b: c%25 %0D d (e f) [code]"
    )


def test_a_banner_lists_problems_one_after_the_other() -> None:
    shown = banner([LINK, Problem("docs/a.md", 4, 1, "code", "words")])
    assert shown.startswith('<section role="alert" data-search-exclude style="')
    assert "[missing-page]</li><li>docs/a.md:4:1: words [code]</li></ul></section>\n" in shown


def test_a_banner_shows_words_and_no_markup() -> None:
    shown = banner([Problem("docs/a.md", 1, 1, "code", "<script>alert(1)</script>")])
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert banner([]) == ""


def test_without_warnings_in_the_log_each_problem_is_printed_on_a_line(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.ERROR, logger="mkdocs.plugins.links")
    log_problems([LINK, Problem("docs/a.md", 4, 1, "code", "words")])
    first, *others = capsys.readouterr().err.splitlines()
    assert first.startswith("WARNING -  links: docs/a.md:3:5: broken link")
    assert others == ["WARNING -  links: docs/a.md:4:1: words [code]", where_explained()]
    log_problems([])
    assert capsys.readouterr().err == ""


def test_the_page_that_explains_the_codes_is_named_as_seen_from_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in (PROJECT, tmp_path):
        monkeypatch.chdir(folder)
        assert Path(where_explained().rpartition(" ")[2]).is_file()


def build(folder: Path, **environment: str) -> str:
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# One\n\n[a](b.md)\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"site_name: A\nplugins: []\nhooks: ['{HOOKS / 'check_links.py'}']\n", encoding="utf-8"
    )
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"],
        cwd=folder,
        env={**os.environ, "GITHUB_ACTIONS": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    return result.stdout


def test_in_github_actions_a_build_annotates_the_lines_of_the_repository(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    said = build(folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(tmp_path))
    assert said.startswith("::error file=book/docs/index.md,title=missing-page,line=3,col=1::broken link")
    assert said.count("::error") == 1


def test_elsewhere_no_build_annotates(tmp_path: Path) -> None:
    assert "::error" not in build(tmp_path)


def test_a_build_has_no_banner(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"docs/index.md": "# One\n\n[a](b.md)\n"})
    assert built.problems
    assert 'role="alert"' not in built.page("index.html")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_count_the_same_with_the_line_endings_of_any_system(tmp_path: Path, newline: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_bytes(newline.join(["# One", "", "𝔸 [a](b.md)", ""]).encode())
    assert build_site(tmp_path, {}).problems[0].startswith("docs/index.md:3:3: broken link: there is no page 'b.md'")
