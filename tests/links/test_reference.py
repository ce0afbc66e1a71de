"""The page that explains each code: it has a section for every code, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from link_checks.data import MESSAGES
from link_checks.settings import CODES
from support.sites import PROJECT, build_site

PAGE = (PROJECT / "reference" / "link-checks.md").read_text(encoding="utf-8")
SECTIONS = {section.partition("`")[0]: section.partition("\n")[2] for section in re.split(r"(?m)^### `", PAGE)[1:]}
EXAMPLE = re.compile(r"^(Bad|Good)(?:, in `([^`]+)`)?:\n\n```\w+\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
WITHOUT_EXAMPLE = {"encoding", "no-content", "not-built", "too-deep"}  # what a page cannot show
SITE = {
    "docs/index.md": "# Front\n",
    "docs/glossary.md": "# Glossary\n\n## NATO { #nato }\n",
    "docs/drafts/plan.md": "# Plan\n",
    "docs/files/report.pdf": "",
    "docs/files/map.png": "",
    "docs/files/words.txt": "Words.\n",
}


def examples(code: str, kind: str) -> dict[str, str]:
    """The files of an example, by their names; a page without a name has the name of its code."""
    found = [match for match in EXAMPLE.finditer(SECTIONS[code]) if match[1] == kind]
    return {match[2] or f"docs/{code}.md": written(match[3]) for match in found}


def written(example: str) -> str:
    return example.replace("&#8203;", "\u200b").replace("{&nbsp;", "{\u00a0")


def codes_in(problems: list[str]) -> set[str]:
    return {problem.rpartition("[")[2].rstrip("]") for problem in problems}


SIMPLE = sorted(code for code in CODES - WITHOUT_EXAMPLE if set(examples(code, "Bad")) == {f"docs/{code}.md"})


def build(folder: Path, files: dict[str, str]) -> list[str]:
    settings = yaml.safe_load(files.pop("mkdocs.yml", "").replace("BASE", str(folder))) or {}
    return build_site(folder, {**SITE, **files}, draft_docs="drafts/", **settings).problems


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    assert set(SECTIONS) == CODES
    assert all(re.search(r"gnore\s+it|complete build", text) for text in SECTIONS.values())


def test_every_code_in_the_source_is_listed() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (PROJECT / "src/link_checks").rglob("*.py"))
    quoted = set(re.findall(r'f?"([a-z]+(?:-[a-z]+)*)"', source))
    of_messages = {key.partition("/")[0] for key in MESSAGES}
    assert CODES - quoted - of_messages == set()


def test_every_message_has_a_listed_code_and_is_used() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (PROJECT / "src/link_checks").rglob("*.py"))
    made = {f"missing-{kind}" for kind in ("file", "image", "template", "icon")}
    made |= {f"missing-{kind}/own-address" for kind in ("page", "file", "image")}
    assert {key.partition("/")[0] for key in MESSAGES} <= CODES
    assert {key for key in MESSAGES if f'"{key}"' not in source} == made


def test_bad_examples_yield_their_code_and_good_ones_nothing(tmp_path: Path) -> None:
    """All examples that are pages alone, in one site for each kind."""
    bad = {name: text for code in SIMPLE for name, text in examples(code, "Bad").items()}
    found = build(tmp_path / "bad", bad)
    for code in SIMPLE:
        assert codes_in([line for line in found if line.startswith(f"docs/{code}.md:")]) == {code}
    good = {name: text for code in SIMPLE for name, text in examples(code, "Good").items()}
    assert len(good) == len(bad)
    assert build(tmp_path / "good", good) == []


@pytest.mark.parametrize("code", sorted(CODES - WITHOUT_EXAMPLE - set(SIMPLE)))
def test_bad_examples_of_several_files_yield_their_code(code: str, tmp_path: Path) -> None:
    assert codes_in(build(tmp_path / "bad", examples(code, "Bad"))) == {code}
    assert build(tmp_path / "good", examples(code, "Good")) == []
