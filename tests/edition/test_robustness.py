"""Whatever is in docs/, an edition is read and checked, and a build ends in problems, not in a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import lxml.html
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from link_checks.problem import Problem
from reading_edition.checks import check_edition
from reading_edition.export import EXPORTS, export, site_files
from reading_edition.load.schema import CSL, TEXT, Fields, Schema
from reading_edition.load.settings import SCHEMA as EDITION_SCHEMA
from reading_edition.load.settings import SettingsError, read_settings
from reading_edition.load.sources import read_emendations, read_sources
from reading_edition.model.csl import csl_json
from reading_edition.model.csl_items import source_item
from reading_edition.model.edition import Edition
from reading_edition.render import render
from support.cases import Case
from support.editions import read_example, read_with_site
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


# What a contributor may paste, or leave unfinished.
PIECES = [
    *"[^new] {#p1} {#lincoln} { } <div> </div> ``` --- - | > \\ ## [^new]:".split(),
    "## United States { #united-states }",
    "[Basler 1953](sources.md#basler-1953)",
    "**Sources.** [Basler 1953](sources.md#basler-1953)",
    "[^new]: **Disputed.** x",
    "<aside id='fn:nation'>",
    "<!-- edition: claims -->",
    "<!-- edition: whole-edition -->",
    "- id:\n  label: A\n  kind: press\n  type: book\n  title: A",
]
DOCS = {path.relative_to(GETTYSBURG / "docs").as_posix(): path for path in (GETTYSBURG / "docs").rglob("*.*")}
EDITS = st.tuples(
    st.sampled_from(sorted(DOCS)),
    st.sampled_from(["repeat", "remove", "insert", "append"]),
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(PIECES),
)


def edited(text: str, what: str, at: int, to: int, piece: str) -> str:
    """A text with one of its blocks repeated elsewhere or removed, or with a piece as a block, or at the end of one."""
    blocks = text.split("\n\n")
    at, to = at % len(blocks), to % (len(blocks) + 1)
    if what == "remove":
        del blocks[at]
    elif what == "append":
        blocks[at] += piece
    else:
        blocks.insert(to, blocks[at] if what == "repeat" else piece)
    return "\n\n".join(blocks)


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=3))
@example([("glossary.md", "append", 4, 0, f"\n\n{PIECES[15]}\n\nA.\n\nB. {PIECES[16]}")])
@example([("sources.yaml", "insert", 0, 0, PIECES[-1])])
def test_an_edition_with_blocks_moved_or_missing_is_read_checked_and_rendered(
    edits: list[tuple[str, str, int, int, str]],
) -> None:
    files = {path: file.read_text(encoding="utf-8") for path, file in DOCS.items()}
    for path, *edit in edits:
        files[path] = edited(files[path], *edit)
    edition, site = read_with_site(Case("", files={f"docs/{path}": text for path, text in files.items()}))
    list(check_edition(edition))
    list(render(edition, site))


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
        assert sources or problems or yaml.safe_load(read) == []
        read_emendations("emendations.yaml", read)


@QUICK
@given(st.text(alphabet="0123456789-/~?XYu.", max_size=24))
def test_any_date_is_read_or_reported(text: str) -> None:
    edition, problems = check(**{"timeline.md": TIMELINE.replace("1776-07-04", text)})
    declaration = next(entry for entry in edition.entries if entry.id == "declaration")
    assert declaration.date or any(problem.code == "date" for problem in problems)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=4) | st.just("1953-XX"),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["family", "title", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def paths_of(schema: Schema, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of each value that a schema knows, and one that it does not."""
    yield path
    if isinstance(schema, Fields):
        others = {"x": schema.others} if schema.others else {"unknown": TEXT}
        for key, inner in {**schema.fields, **others}.items():
            yield from paths_of(inner, (*path, key))


def with_value(data: object, path: tuple[str, ...], value: object) -> object:
    if not path:
        return value
    data = data if isinstance(data, dict) else {}
    return {**data, path[0]: with_value(data.get(path[0]), path[1:], value)}


def raw_values(edition: Edition) -> list[str]:
    """The words of Python in what is written for readers and programs."""
    exports = [
        b"".join(export(edition, path, lambda _: b"")).decode() for path in EXPORTS if not path.endswith(".epub")
    ]
    texts = [*exports, *(content for _, content in site_files(edition))]
    return [sign for text in texts for sign in ("None", "['", "{'", "datetime.", "True", "False") if sign in text]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(set(paths_of(EDITION_SCHEMA)) - {()})), VALUES)
@example(("about", "essay", "title"), ["a", "b"])
@example(("about", "essay", "issued"), "1953-XX")
@example(("about", "editors"), ["Roy Basler"])
@example(("summary_words",), float("nan"))
def test_any_value_of_any_setting_is_shown_or_reported(path: tuple[str, ...], value: object) -> None:
    example_settings = yaml.safe_load((GETTYSBURG / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["edition"]
    try:
        edition = read_example(Case("", files={"settings": yaml.safe_dump(with_value(example_settings, path, value))}))
    except SettingsError as error:
        reported = str(error).splitlines()
    else:
        assert list(check_edition(edition)) is not None
        reported = raw_values(edition)
    assert all(line.startswith("mkdocs.yml: extra.edition") for line in reported)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*CSL, "id", "label", "kind", "identifier", "remark", "unknown"]), VALUES)
@example("author", ["Roy Basler"])
@example("author", [{"family": "Basler", "givn": "Roy"}])
@example("author", [{"family": ""}])
@example("issued", "1953-XX")
@example("title", ["a", "b"])
def test_any_value_of_a_source_is_kept_or_reported(key: str, value: object) -> None:
    item = {"id": "x-1", "label": "X 1", "kind": "press", "type": "book", "title": "T", key: value}
    sources, problems = read_sources("sources.yaml", yaml.safe_dump([item]), SETTINGS)
    written = yaml.load(yaml.safe_dump(value), Loader=yaml.BaseLoader)
    if problems or written in ("", [], {}):
        return
    (source,) = sources
    kept = {**source.csl, "label": source.label, "kind": source.kind}
    kept |= {"identifier": source.identifier, "remark": source.remark}
    assert kept[key] == written
    assert csl_json(source_item(source))


@QUICK
@given(st.sampled_from(["title", "description", "author", "hide", "search", "tags"]), VALUES)
@example("title", ["a", "b"])
def test_any_front_matter_is_used_or_reported(key: str, value: object) -> None:
    text = f"---\n{yaml.safe_dump({key: value})}---\n\n# New\n"
    _, problems = check(**{"new.md": text})
    is_right = isinstance(value, str | int | float | list | dict) and not isinstance(value, bool)
    assert is_right or value is None or problems or isinstance(value, date)


@pytest.mark.parametrize("written", YAMLS[2:4])
def test_a_build_with_the_worst_of_these_ends_in_problems(tmp_path: Path, written: str) -> None:
    files = {
        **{f"docs/new-{number}.md": text for number, text in enumerate(PAGES)},
        "docs/glossary.md": f"{GLOSSARY}{ENTRIES}\n",
        "docs/essay/first.md": FIRST + "".join(f"\n[^n{n}]: {text}\n" for n, text in enumerate(NOTES)),
        "docs/timeline.md": TIMELINE.replace("1776-07-04", "Y~/?.."),
        "docs/sources.yaml": f"{SOURCES}\n{written}\n",
        "docs/essay/emendations.yaml": written,
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
