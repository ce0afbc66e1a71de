"""Nothing that is contributed runs a program, loads from another host, or leaves the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cases import Case
from support.sites import build_example

SAFETY = Path(__file__).parent / "cases" / "safety"


def sections(name: str) -> dict[str, str]:
    """The pages of a file of planted attacks, by what they are called."""
    _, *parts = (SAFETY / name).read_text(encoding="utf-8").split("\n==== ")
    pages = (part.partition("\n") for part in parts)
    return {title.strip(): body + "\n" for title, _, body in pages}


ATTACKS = sections("attacks.md")
HARMLESS = sections("harmless.md")
CODES = (
    "[unsafe-element]",
    "[unsafe-attribute]",
    "[unsafe-address]",
    "[unsafe-style]",
    "[unsafe-comment]",
    "[unsafe-title]",
    "[remote-load]",
    "[front-matter]",
    "[yaml-tag]",
    "[yaml-alias]",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a build says of an edition in which every attack and every harmless page is planted."""
    folder = tmp_path_factory.mktemp("attacked")
    pages = {f"docs/attack/{number}.md": text for number, text in enumerate(ATTACKS.values())}
    pages |= {f"docs/harmless/{number}.md": text for number, text in enumerate(HARMLESS.values())}
    pictures = {f"docs/{where}/x.png": "" for where in ("attack", "harmless")}
    return build_example(folder, Case("", files={**pages, **pictures})).problems


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_at_its_line(told: list[str], name: str) -> None:
    number = list(ATTACKS).index(name)
    found = [line for line in told if line.startswith(f"docs/attack/{number}.md:") and line.endswith(CODES)]
    assert found, ATTACKS[name]
    for line in found:
        _, number_of_line, *_ = line.split(":")
        assert number_of_line.isdigit(), line


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_an_attack_passes(told: list[str], name: str) -> None:
    number = list(HARMLESS).index(name)
    assert not [
        line for line in told if line.startswith(f"docs/harmless/{number}.md") and line.endswith(CODES)
    ]
