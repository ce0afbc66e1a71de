"""Nothing that is contributed runs a program, loads from another host, or leaves the folder."""

from __future__ import annotations

from collections.abc import Callable
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


def build_with(folder: Path, plant: Callable[[Path], None]) -> list[str]:
    """What a build says of the example edition in whose documents' folder something was done."""
    docs = folder / "docs"
    docs.mkdir()
    plant(docs)
    return build_example(folder).problems


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_symbolic_link_is_refused_and_nothing_behind_it_is_read(tmp_path: Path, is_folder: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# The secret\n", encoding="utf-8")
    site = tmp_path / "edition"
    site.mkdir()

    def plant(docs: Path) -> None:
        if is_folder:
            (docs / "more").symlink_to(outside)
        else:
            (docs / "secret.md").symlink_to(outside / "secret.md")

    name = "more/secret.md" if is_folder else "secret.md"
    assert build_with(site, plant) == [
        f"docs/{name}: a symbolic link can lead out of the folder (put the file itself here) [symbolic-link]"
    ]
    for file in (site / "site").rglob("*"):
        assert not file.is_file() or b"The secret" not in file.read_bytes(), file


def test_links_that_lead_nowhere_or_in_a_circle_are_told(tmp_path: Path) -> None:
    def plant(docs: Path) -> None:
        (docs / "gone.md").symlink_to(docs / "nowhere.md")
        (docs / "round.md").symlink_to(docs / "round.md")

    assert [line.partition(":")[0] for line in build_with(tmp_path, plant)] == [
        "docs/gone.md",
        "docs/round.md",
    ]


def test_a_folder_that_holds_itself_ends_in_a_problem(tmp_path: Path) -> None:
    said = build_with(tmp_path, lambda docs: (docs / "again").symlink_to(docs))
    assert said
    assert all(line.endswith("[symbolic-link]") for line in said)


def test_aliases_do_not_fill_the_memory(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    case = Case("", files={"docs/essay/emendations.yaml": bomb, "docs/new.md": f"---\n{bomb}---\n\nWords.\n"})
    said = build_example(tmp_path, case).problems
    assert any(line.startswith("docs/essay/emendations.yaml:1:5:") for line in said)
    assert any(line.startswith("docs/new.md:2:5:") for line in said)
