"""The examples in CONTRIBUTING.md: good ones pass, bad ones give exactly the messages beside them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from link_checks.mkdocs_build import build_quietly
from reading_edition.cli.scaffold.edits import Edit, edited_files
from reading_edition.cli.scaffold.places import find_item, place_of_note
from reading_edition.cli.scaffold.words import MASK, find_words, masked
from reading_edition.model.edition import Edition
from reading_edition.model.items import Passage
from support.sites import PROJECT

pytestmark = pytest.mark.this_text  # its guide shows notes of this essay
CONFIG = str(PROJECT / "mkdocs.yml")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHIELD = "\0"  # before a heading inside of a block, which opens no section
_LOCATION = re.compile(r"\S+?(?::\d+)*: ")
KINDS = {"Context", "Disputed", "Correction", "entry", "event", "source"}


@dataclass
class Example:
    """A good or a bad example of a section: blocks of Markdown or YAML, and what the build reports."""

    section: str
    is_good: bool
    blocks: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        """What the blocks show: kinds of notes by their names, entries, events and sources."""
        return {kind for language, block in self.blocks for kind in _kinds(language, block)}


def _kinds(language: str, block: str) -> list[str]:
    if language == "yaml":
        return ["source"]
    if block.startswith("## "):
        return ["event" if "data-date=" in block else "entry"]
    return re.findall(r"^\[\^[a-z0-9-]+\]: \*\*(\w+)\.\*\*", block, re.MULTILINE)


def read_examples() -> Iterator[Example]:
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    text = _BLOCK.sub(lambda match: match[0].replace("\n## ", f"\n{_SHIELD}## "), text)
    for section in re.split(r"^##+ ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        for piece in re.split(r"^\*\*(?=(?:Good|Bad)\.\*\*)", body, flags=re.MULTILINE)[1:]:
            example = Example(title, piece.startswith("Good"))
            for language, block in _BLOCK.findall(piece):
                if language == "text":
                    example.said = block.splitlines()
                else:
                    example.blocks.append((language, block.replace(_SHIELD, "").strip("\n")))
            yield example


EXAMPLES = list(read_examples())


def edits_of(edition: Edition, example: Example) -> Iterator[Edit]:
    for language, block in example.blocks:
        if language == "yaml":
            yield from _source(edition, block)
        elif block.startswith("## "):
            yield _entry(edition, block)
        else:
            yield from _passage(edition, block)


def insertion(path: str, offset: int, text: str) -> Edit:
    return Edit(path, offset, offset, text)


def _source(edition: Edition, block: str) -> Iterator[Edit]:
    """A source, and a citation of it, which every source needs, at the end of the glossary's last entry."""
    path = edition.settings.sources
    yield insertion(path, len((PROJECT / "docs" / path).read_text(encoding="utf-8")), f"\n{block}\n")
    glossary = edition.page_by_path["glossary.md"].source.text.rstrip()
    (source,) = yaml.safe_load(block)
    citation = f"; [{source['label']}](sources.md#{source['id']})"
    yield insertion("glossary.md", len(glossary), citation)


def _entry(edition: Edition, block: str) -> Edit:
    """A term at the beginning of the glossary; an event before the first that comes after it."""
    is_event = "data-date=" in block
    path, before = ("timeline/2008-2010.md", "## OSCE parliam") if is_event else ("glossary.md", "## ")
    return insertion(path, edition.page_by_path[path].source.text.index(before), f"{block}\n\n")


def _passage(edition: Edition, block: str) -> Iterator[Edit]:
    """Some words of a paragraph with a note reference or link that they lack, and the note, if there is one."""
    excerpt, number, note = re.fullmatch(r"(.*)\n\{ #p(\S+) \}\n*(.*)", block, re.DOTALL).groups()  # type: ignore[union-attr]
    passage = find_item(edition, number)
    assert isinstance(passage, Passage)
    yield Edit(passage.page.path, *_extent(passage, masked(excerpt).replace(MASK, "")), excerpt)
    if note:
        offset = place_of_note(edition, passage, reference=0)
        yield insertion(passage.page.path, offset, f"\n\n{note}")


def _extent(passage: Passage, words: str) -> tuple[int, int]:
    """Where an excerpt's words are written in the paragraph, links at their ends included."""
    (start, end), text = find_words(passage, words).span(), passage.page.source.text
    opens_link = text[start - 1] == "[" and "](" in text[start : end + 2]
    end_of_link = re.match(r"\]\([^)]*\)", text[end:])
    return start - opens_link, end + (end_of_link.end() if end_of_link else 0)


def messages(edition: Edition, examples: list[Example], folder: Path) -> list[str]:
    """What the build reports, without locations, for the real edition with some examples added."""
    documents = folder / "docs"
    shutil.copytree(PROJECT / "docs", documents)
    edits = [edit for example in examples for edit in edits_of(edition, example)]
    for path, text in edited_files(documents, edits).items():
        (documents / path).write_text(text, encoding="utf-8")
    build = build_quietly(CONFIG, str(folder / "site"), docs_dir=str(documents))
    return [_LOCATION.sub("", str(problem), count=1) for problem in build.problems.in_order()]


def test_each_kind_has_a_good_example_and_some_have_a_bad_one() -> None:
    good = [example for example in EXAMPLES if example.is_good]
    bad = [example for example in EXAMPLES if not example.is_good]
    assert {kind for example in good for kind in example.kinds} >= KINDS
    assert len(bad) >= 3
    assert all(example.blocks for example in EXAMPLES)
    assert not any(example.said for example in good)


def test_good_examples_pass(real_edition: Edition, tmp_path: Path) -> None:
    assert messages(real_edition, [example for example in EXAMPLES if example.is_good], tmp_path) == []


def test_bad_examples_give_exactly_the_messages_beside_them(real_edition: Edition, tmp_path: Path) -> None:
    bad = [example for example in EXAMPLES if not example.is_good]
    said = [line for example in bad for line in example.said]
    assert sorted(messages(real_edition, bad, tmp_path)) == sorted(said)


def test_first_note_is_near_the_beginning() -> None:
    lines = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()[:60]
    assert any(re.match(r" *\[\^[a-z-]+\]: \*\*Context\.\*\* ", line) for line in lines)
