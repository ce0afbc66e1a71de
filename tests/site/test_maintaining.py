"""The guides name what is there: files, commands, and the pins of dependencies."""

from __future__ import annotations

import re

import pytest

from support.sites import PROJECT

GUIDES = ["README.md", "CONTRIBUTING.md", "MAINTAINING.md"]
FOLDERS = [PROJECT, PROJECT / "docs", PROJECT / "src/reading_edition/theme"]
CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.MULTILINE)
PATH = re.compile(r"[\w./-]+(?:/|\.(?:md|yml|toml|txt|cff|py|html))")
COMMAND = re.compile(r"make ([a-z-]+)")
PIN = re.compile(r"([a-z-]+)((?:[<>]=?[\d.]+,?)+)")
# Other guides also name files that an edition of another text would have.
OF_EVERY_GUIDE = ("src/", "hooks/", "tests/", ".github/", ".ci/", "docs/assets/")
GENERATED = ("site/", "offline/", ".cache/", ".venv/")  # by the commands


def code_of(guide: str) -> list[str]:
    """What a guide shows as code: in its sentences, and indented line by line."""
    text = (PROJECT / guide).read_text(encoding="utf-8")
    return [(words or line).strip() for words, line in CODE.findall(text)]


@pytest.mark.parametrize("guide", GUIDES)
def test_files_that_a_guide_names_exist(guide: str) -> None:
    named = {words for words in code_of(guide) if PATH.fullmatch(words) and not words.startswith(GENERATED)}
    if guide != "MAINTAINING.md":
        named = {path for path in named if path.startswith(OF_EVERY_GUIDE)}
    assert {path for path in named if not any((folder / path).exists() for folder in FOLDERS)} == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_that_a_guide_names_exist(guide: str) -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    named = {command[1] for words in code_of(guide) if (command := COMMAND.match(words))}
    assert named
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


def test_pins_that_are_explained_are_in_the_project() -> None:
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    pins = [pin for words in code_of("MAINTAINING.md") if (pin := PIN.fullmatch(words))]
    assert pins
    for pin in pins:
        requirements = re.findall(rf'"{pin[1]}([<>=][^";]*)', project)
        assert any(set(pin[2].split(",")) <= set(found.split(",")) for found in requirements), pin[0]
