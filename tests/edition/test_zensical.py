"""The command ``zensical``: what it refuses and reports, and that a site with a problem stays as it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from link_checks.built_site import find_content, split_content
from link_checks.page import write_content
from reading_edition.cli import CommandError
from reading_edition.cli.main import main
from reading_edition.cli.zensical import render_site
from support import zensical
from support.cases import Case, read_case
from support.sites import CASES, SRC, build_example, change, lay_out_example, rebuild

# One of each sort: what is read from the page, from its Markdown, from the records, from the files, and how
# links are joined with where they are written. The second site is without sources.
SITES = {
    "with sources": """
        image-without-scheme link-to-missing-entry link-to-published-file missing-source
        navigation-and-style-sheet-wrong note-defined-twice page-of-html picture-that-leads-nowhere
        source-id-twice word-changed
    """,
    "without sources": "permalink-entry-renamed sources-page-without-place",
}
_WHY_LEFT_OUT = re.compile(r"it is left out \(.*?\)")  # only MkDocs knows whether it is a draft
MORE = """

[a](esay/first.md#p1) [b](no/index.md) [c](../outside.md) [d](/essay/first.md) [left out](more.md)
"""
MANY_LINES = "<p>words</p>\n" * 900
ARTICLE = '<article class="md-content__inner md-typeset">'


def files_of(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture(scope="module")
def built_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example edition as Zensical builds it, without the edition."""
    folder = tmp_path_factory.mktemp("example")
    lay_out_example(folder)
    zensical.build_example(folder)
    return folder


@pytest.fixture
def example(built_example: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    subprocess.run(["cp", "-a", f"{built_example}/.", str(tmp_path)], check=True)
    return tmp_path


@pytest.mark.parametrize("cases", SITES.values(), ids=SITES)
def test_a_site_has_the_same_problems_whichever_generator_builds_it(cases: str, tmp_path: Path) -> None:
    names = cases.split()
    lay_out_example(tmp_path)
    for name in names:
        change(tmp_path, read_case(CASES / "edition" / f"{name}.txt"))
    added_later(tmp_path)
    for path, more in (("mkdocs.yml", "exclude_docs: more.md\n"), ("docs/index.md", MORE)):
        text = (tmp_path / path).read_text(encoding="utf-8")
        (tmp_path / path).write_text(text + more, encoding="utf-8")
    by_mkdocs = rebuild(tmp_path).problems
    shutil.rmtree(tmp_path / "site", ignore_errors=True)
    zensical.build_example(tmp_path)
    problems = problems_of(tmp_path)
    assert [_WHY_LEFT_OUT.sub("", problem) for problem in problems] == [
        _WHY_LEFT_OUT.sub("", problem) for problem in by_mkdocs
    ]
    assert len(problems) >= len(names)
    assert any("there is no page 'esay/first.md'" in problem for problem in problems)
    assert any(problem.endswith("[unpublished-page]") for problem in problems)


def problems_of(folder: Path) -> list[str]:
    """The problems of rendering into a site."""
    problems = render_site(folder / "site", folder / "mkdocs.yml")
    return [str(problem) for problem in problems.in_order()]


def test_a_site_with_a_problem_is_left_as_it_was(
    example: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = example / "site/essay/first/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Four score", "Five score"), encoding="utf-8")
    before = files_of(example)
    monkeypatch.chdir(example)
    assert main(["zensical", "site"]) == 1
    error = capsys.readouterr().err
    assert "docs/essay/first.md:6:1: paragraph 1 differs from the received text" in error
    assert error.endswith("1 problem found.\nsite was not changed.\n")
    after = files_of(example)
    assert {path: after[path] for path in before} == before
    assert {path.split("/")[0] for path in set(after) - set(before)} <= {".cache"}


def test_renders_a_site_once(
    example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(example)
    assert main(["zensical", "site"]) == 0
    rendered = files_of(example / "site")
    assert b'class="note' in rendered["essay/first/index.html"]
    assert "data/edition.tei.xml" in rendered
    assert "permalinks.txt" not in rendered
    assert main(["zensical", "site"]) == 1
    message = "site: the edition is rendered already, data/annotations.jsonld is there (build the site again first)"
    assert capsys.readouterr().err == f"{message}\n"
    assert files_of(example / "site") == rendered
    assert sorted(path.name for path in example.iterdir()) == [
        ".cache",
        "docs",
        "mkdocs.yml",
        "site",
        "theme",
    ]
    zensical.build_example(example)
    assert main(["zensical", "site"]) == 0
    assert files_of(example / "site") == rendered


def test_renders_what_mkdocs_builds_without_its_hooks(tmp_path: Path) -> None:
    lay_out_example(tmp_path)
    theme = f"<!doctype html><title>{{{{ page.title }}}}</title>{ARTICLE}{{{{ page.content }}}}</article>"
    (tmp_path / "theme/main.html").write_text(theme, encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    build(load_config(str(config), hooks=[], site_dir=str(tmp_path / "site")))
    assert render_site(tmp_path / "site", config).in_order() == []
    with_hooks = build_example(tmp_path / "with-hooks", Case("", files={"theme/main.html": theme}))
    assert with_hooks.problems == []
    hooked, rendered = files_of(with_hooks.folder / "site"), files_of(tmp_path / "site")
    for path in hooked.keys() - {"sitemap.xml", "sitemap.xml.gz"}:
        assert plain_lines(rendered[path]) == plain_lines(hooked[path]), path


def plain_lines(data: bytes) -> bytes:
    return b"\n".join(data.split())


def test_works_without_mkdocs(example: Path) -> None:
    program = """
import sys
class Refused:
    def find_spec(self, name, *_):
        if name.split(".")[0] in ("mkdocs", "material"):
            raise ImportError(f"{name} is not there")
sys.meta_path.insert(0, Refused())
from reading_edition.cli.main import main
sys.exit(main(["zensical", "site"]))
"""
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=example,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (0, "site: the edition is rendered\n"), result.stderr


def changed_later(folder: Path) -> None:
    later = time.time() + 60
    os.utime(folder / "docs/glossary.md", (later, later))


def added_later(folder: Path) -> None:
    (folder / "docs/more.md").write_text("# More\n", encoding="utf-8")


def no_longer_utf_8(folder: Path) -> None:
    stamp = (folder / "docs/index.md").stat()
    (folder / "docs/index.md").write_bytes(b"# One\n\nA \xe9\n")
    os.utime(folder / "docs/index.md", (stamp.st_atime, stamp.st_mtime))


def of_another_theme(folder: Path) -> None:
    page = folder / "site/people/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("md-content__inner", "inside"), encoding="utf-8")


@pytest.mark.parametrize(
    ("change_it", "message"),
    [
        (changed_later, "docs/glossary.md: this file was changed after site/ was built (build the site again"),
        (added_later, "docs/more.md: site/ has no page that was made of this file (build the site again"),
        (no_longer_utf_8, "docs/index.md:3:1: this file is not UTF-8 (save it as UTF-8)"),
        (
            of_another_theme,
            "docs/people.md: the page that was made of this file (people/index.html) has no article",
        ),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_site_that_is_not_of_these_files_is_reported(
    example: Path, change_it: Callable[[Path], None], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_it(example)
    monkeypatch.chdir(example)
    (problem,) = render_site(Path("site"), Path("mkdocs.yml")).in_order()
    assert str(problem).startswith(message)


def test_a_dead_link_of_a_theme_page_is_reported_where_it_is_written(example: Path) -> None:
    (example / "own").mkdir()
    (example / "own/404.html").write_text('<p>\n<a href="/nowhere/">A</a>\n', encoding="utf-8")
    page = example / "site/404.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", '</h1><a href="/nowhere/">A</a>', 1), "utf-8")
    config = example / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  font: false\n", "  font: false\n  custom_dir: own\n")
    config.write_text(text, encoding="utf-8")
    (problem,) = problems_of(example)
    assert problem.startswith("own/404.html:2:9: broken link: there is no page or file '/nowhere/'")


def test_front_matter_that_is_not_yaml_is_reported(example: Path) -> None:
    page = example / "docs/glossary.md"
    stamp = page.stat()
    page.write_text("---\ntitle: [\n---\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    os.utime(page, (stamp.st_atime, stamp.st_mtime))
    problems = render_site(example / "site", example / "mkdocs.yml").in_order()
    assert [problem.file for problem in problems] == ["docs/glossary.md"] * len(problems)
    assert any("YAML" in problem.message for problem in problems), problems


def test_pages_that_are_left_out_on_purpose_are_no_problem(example: Path) -> None:
    added_later(example)
    config = example / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "exclude_docs: more.md\n", encoding="utf-8")
    assert render_site(example / "site", config).in_order() == []


@pytest.mark.parametrize(
    ("site", "config", "message"),
    [
        ("docs", "mkdocs.yml", "docs: there are no finished pages here (build the site first)"),
        ("nowhere", "mkdocs.yml", "nowhere: there are no finished pages here"),
        ("site", "none.yml", "none.yml: this file cannot be read"),
        ("site", "bad.yml", "bad.yml: this is not YAML"),
        ("site", "list.yml", "list.yml: this is not a list of names and values"),
        ("site", "plain.yml", "mkdocs.yml: extra.edition has no 'parts'"),
    ],
)
def test_a_folder_that_is_not_a_site_is_reported(
    example: Path, monkeypatch: pytest.MonkeyPatch, site: str, config: str, message: str
) -> None:
    (example / "bad.yml").write_text("a: [\n", encoding="utf-8")
    (example / "list.yml").write_text("- a\n", encoding="utf-8")
    (example / "plain.yml").write_text("site_name: A\n", encoding="utf-8")
    monkeypatch.chdir(example)
    with pytest.raises(CommandError) as error:
        render_site(Path(site), Path(config))
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("inside", "before", "content", "after"),
    [
        (
            '\n<a id="__skip"></a>\n<h1 id="a">A</h1>\n<p>b</p>\n\n',
            "__skip",
            '<h1 id="a">A</h1>\n<p>b</p>',
            "\n\n",
        ),
        ('<a class="md-content__button" href="x">edit</a> <p>b</p>', "edit", "<p>b</p>", ""),
        (
            "<h1>Of the theme</h1><p>b</p><form class='md-feedback'></form>\n",
            "Of the theme",
            "<p>b</p>",
            "feedback",
        ),
        (
            'words <a class="md-button" href="x">here</a>',
            "",
            'words <a class="md-button" href="x">here</a>',
            "",
        ),
        ("<!-- edition: sources -->\n", "", "<!-- edition: sources -->", ""),
        ("  \n", "", "", ""),
    ],
)
def test_what_the_theme_adds_to_an_article_is_not_content(inside: str, before: str, content: str, after: str) -> None:
    theirs, root, rest = split_content(inside)
    assert before in theirs
    assert write_content(root) == content
    assert after in rest


@pytest.mark.parametrize(
    ("html", "inside"),
    [
        (f"<head></head>{ARTICLE}a</article><p>z", "a"),
        (f"<title>é</title>\n\n{ARTICLE}a\n</article\n>", "a\n"),
        (f"<script>'{ARTICLE}'</script>{ARTICLE}b<article>c</article>d</article>", "b<article>c</article>d"),
        (
            f"<!-- {ARTICLE} -->{MANY_LINES}<article>x</article>{ARTICLE}é</ARTICLE>é</article>",
            "é</ARTICLE>é",
        ),
        ("<article>another</article>", None),
        (f"{ARTICLE}without an end", None),
    ],
)
def test_the_content_is_found_where_a_browser_finds_it(html: str, inside: str | None) -> None:
    span = find_content(html)
    assert (html[slice(*span)] if span else None) == inside
