"""Whatever stands in docs/, a build ends in problems, never in a traceback, and loses no word."""

from __future__ import annotations

import tempfile
from pathlib import Path

import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.cases import Case
from support.sites import GETTYSBURG, build_example

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MARKDOWN = st.text(alphabet="[](){}<>!#^:`\\\"'-*_=&;/ \n\tabp1é.", max_size=160)
YAML = st.text(alphabet="-:{}[]&*!|>%@`'\"#,? \n\tabid1é", max_size=160)
SOURCES = (GETTYSBURG / "docs/sources.yaml").read_text(encoding="utf-8")
FIRST = (GETTYSBURG / "docs/essay/first.md").read_text(encoding="utf-8")
PARAGRAPH = "Now we are engaged in a great civil war, testing whether that nation can long endure:"


def build(**files: str) -> tuple[list[str], str]:
    """The problems of the example edition with some files in place of its own, and its first part."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {f"docs/{name.replace('__', '/')}": text for name, text in files.items()}
        built = build_example(Path(folder), Case("", files=paths))
        return built.problems, built.page("essay/first/index.html")


@SLOW
@given(MARKDOWN)
@example("[^a]: x\n\n[^a]: y [^a] [^b]")
@example("# [a](b.md){ #c }\n\n<a href='x' id=c>")
@example("<div>\n[a](<")
def test_no_markdown_of_a_new_page_breaks_the_build(text: str) -> None:
    _, first = build(**{"new.md": text})
    assert PARAGRAPH in lxml.html.document_fromstring(first).xpath("//p[@id='p2']")[0].text_content()


@SLOW
@given(MARKDOWN)
@example("## A { #a data-date='' }\n\n## B { #a }")
def test_no_entry_breaks_the_build(text: str) -> None:
    build(**{"glossary.md": f"# Glossary\n\n## United States {{ #united-states }}\n\n{text}\n"})


@SLOW
@given(MARKDOWN)
@example("[^nation]: **Context.**")
@example("<aside id='fn:x'>")
def test_no_note_breaks_the_build(text: str) -> None:
    build(**{"essay__first.md": f"{FIRST}\n\n[^new]: {text}\n"})


@SLOW
@given(YAML)
@example("a: &a [*a]")
@example("? [a]\n: b")
@example("- !!python/object/apply:os.system [ls]")
@example("- id: [a]\n  label: {b: c}\n  issued: [d]\n  author: [[e]]")
@example("- id: a\n  label: b\n  kind: press\n  type: book\n  title: c\n  URL: x")
@example("- id: a\n  label: b\n  kind: press\n  type: book\n  title: c\n  author:\n    - family: [x]")
def test_no_yaml_breaks_the_build(text: str) -> None:
    build(**{"sources.yaml": f"{SOURCES}\n{text}\n"})
    build(**{"essay__emendations.yaml": text})


@SLOW
@given(st.text(alphabet="0123456789-/~?XYu.", max_size=24))
def test_no_date_breaks_the_build(text: str) -> None:
    timeline = (GETTYSBURG / "docs/timeline.md").read_text(encoding="utf-8")
    build(**{"timeline.md": timeline.replace("1776-07-04", text)})


@pytest.mark.parametrize(
    "name", ["glossary.md", "timeline.md", "essay/first.md", "sources.md", "sources.yaml"]
)
def test_a_file_that_is_not_utf_8_is_told_or_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "docs" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    built = build_example(tmp_path, Case(""), raw={f"docs/{name}": b"\xff\xfe broken \x80"})
    assert built.problems
