"""MAINTAINING.md names what is there: files, commands, and the pins as they are."""

from __future__ import annotations

import re

import pytest

from support.sites import PROJECT

TEXT = (PROJECT / "MAINTAINING.md").read_text(encoding="utf-8")
CODE = sorted(set(re.findall(r"`([^`\n]+)`", TEXT)))
PATH = re.compile(r"[\w./-]+(?:/|\.(?:md|yml|toml|txt|cff|py|html))")
MADE = ("site/", ".cache/")  # by the commands


@pytest.mark.parametrize("path", [words for words in CODE if PATH.fullmatch(words)])
def test_every_file_that_is_named_is_there(path: str) -> None:
    places = (PROJECT, PROJECT / "overrides")
    assert path in MADE or any((place / path).exists() for place in places)


def test_every_command_that_is_named_can_be_given() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = {name for words in CODE if (name := words.removeprefix("make ")) != words}
    assert {"zensical", "lock", "permalinks"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_pin_that_is_explained_stands_in_the_project() -> None:
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'"mkdocs>=[\d.]+,<2"', project)
    assert '"mkdocs-material>=9.8.1,<10"' in project
    assert re.search(r'"zensical>=[\d.]+,<0\.1"', project)
    assert len(re.findall(r'"pymdown-extensions', project)) == 2
    assert 'override-dependencies = ["lxml' in project
