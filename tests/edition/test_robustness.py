"""Whatever is in docs/, an edition is read and checked, and a build ends in problems, not in a traceback."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from link_checks.problem import Problem
from reading_edition.checks import check_edition
from reading_edition.load.settings import read_settings
from reading_edition.load.sources import read_emendations, read_sources
from reading_edition.model.edition import Edition
from support.cases import Case
from support.editions import read_example
from support.sites import GETTYSBURG, build_example

QUICK = settings(max_examples=50, deadline=None)
MARKDOWN = st.text(alphabet="[](){}<>!#^:`\\\"'-*_=&;/ \n\tabp1é.", max_size=160)
YAML = st.text(alphabet="-:{}[]&*!|>%@`'\"#,? \n\tabid1é", max_size=160)
SOURCES = (GETTYSBURG / "docs/sources.yaml").read_text(encoding="utf-8")
FIRST = (GETTYSBURG / "docs/essay/first.md").read_text(encoding="utf-8")
GLOSSARY = "# Glossary\n\n## United States { #united-states }\n\n"
TIMELINE = (GETTYSBURG / "docs/timeline.md").read_text(encoding="utf-8")
PARAGRAPH = "Now we are engaged in a great civil war, testing whether that nation can long endure:"
SETTINGS = read_settings({"parts": ["a.md"], "received": "a.txt", "source_kinds": {"press": "Press"}})
PAGES = ("[^a]: x\n\n[^a]: y [^a] [^b]", "# [a](b.md){ #c }\n\n<a href='x' id=c>", "<div>\n[a](<")
ENTRIES = "## A { #a data-date='' }\n\n## B { #a }"
NOTES = ("**Context.**", "<aside id='fn:x'>")
YAMLS = (
    "a: &a [*a]",
    "? [a]\n: b",
    "- !!python/object/apply:os.system [ls]",
    "- id: [a]\n  label: {b: c}\n  issued: [d]\n  author: [[e]]",
    "- id: a\n  label: b\n  kind: press\n  type: book\n  title: c\n  URL: x",
    "- id: a\n  label: b\n  kind: press\n  type: book\n  title: c\n  author:\n    - family: [x]",
)


def check(**files: str) -> tuple[Edition, list[Problem]]:
    """The example edition with some files in place of its own, read in memory, and its problems."""
    paths = {f"docs/{name.replace('__', '/')}": text for name, text in files.items()}
    edition = read_example(Case("", files=paths))
    return edition, list(check_edition(edition))


@QUICK
@given(MARKDOWN)
@example(PAGES[0])
@example(PAGES[1])
@example(PAGES[2])
def test_any_page_is_read_and_the_essay_keeps_its_words(text: str) -> None:
    edition, _ = check(**{"new.md": text})
    assert PARAGRAPH in [passage.words for passage in edition.passages]


@QUICK
@given(MARKDOWN)
@example(ENTRIES)
def test_any_entry_is_read(text: str) -> None:
    check(**{"glossary.md": f"{GLOSSARY}{text}\n"})


@QUICK
@given(MARKDOWN)
@example(NOTES[0])
@example(NOTES[1])
def test_any_note_is_read(text: str) -> None:
    check(**{"essay__first.md": f"{FIRST}\n\n[^new]: {text}\n"})


@given(YAML)
@example(YAMLS[0])
@example(YAMLS[1])
@example(YAMLS[2])
@example(YAMLS[3])
@example(YAMLS[4])
@example(YAMLS[5])
def test_any_yaml_is_read_or_reported(text: str) -> None:
    for read in (text, f"{SOURCES}\n{text}\n"):
        sources, problems = read_sources("sources.yaml", read, SETTINGS)
        assert sources or problems
        read_emendations("emendations.yaml", read)


@QUICK
@given(st.text(alphabet="0123456789-/~?XYu.", max_size=24))
def test_any_date_is_read_or_reported(text: str) -> None:
    edition, problems = check(**{"timeline.md": TIMELINE.replace("1776-07-04", text)})
    declaration = next(entry for entry in edition.entries if entry.id == "declaration")
    assert declaration.date or any(problem.code == "date" for problem in problems)


@pytest.mark.parametrize("yaml", YAMLS[2:4])
def test_a_build_with_the_worst_of_these_ends_in_problems(tmp_path: Path, yaml: str) -> None:
    files = {
        **{f"docs/new-{number}.md": text for number, text in enumerate(PAGES)},
        "docs/glossary.md": f"{GLOSSARY}{ENTRIES}\n",
        "docs/essay/first.md": FIRST + "".join(f"\n[^n{n}]: {text}\n" for n, text in enumerate(NOTES)),
        "docs/timeline.md": TIMELINE.replace("1776-07-04", "Y~/?.."),
        "docs/sources.yaml": f"{SOURCES}\n{yaml}\n",
        "docs/essay/emendations.yaml": yaml,
    }
    built = build_example(tmp_path, Case("", files=files))
    assert built.problems
    (paragraph,) = lxml.html.document_fromstring(built.page("essay/first/index.html")).xpath("//p[@id='p2']")
    assert PARAGRAPH in paragraph.text_content()


def test_reports_or_reads_files_that_are_not_utf_8(tmp_path: Path) -> None:
    names = ("glossary.md", "timeline.md", "essay/first.md", "sources.md", "sources.yaml")
    for name in names:
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
    broken = {f"docs/{name}": b"\xff\xfe broken \x80" for name in names}
    problems = build_example(tmp_path, Case(""), raw=broken).problems
    assert {line.partition(":")[0] for line in problems} >= set(broken)
