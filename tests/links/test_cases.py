"""The cases that anyone can edit: small sites, and the lines that a build is to report about them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.cases import Case, matches, read_case
from support.sites import build_site

LINKS = sorted((Path(__file__).parents[1] / "cases" / "links").glob("*/*.txt"))
RIGHT = [path for path in LINKS if path.stem.startswith("right")]

# MkDocs warns of these although they work for every reader; addresses of the built site work as well.
ONLY_FOR_MKDOCS = {
    "anchor-paragraph-right": "it knows neither old anchors with a name, nor #top, nor words in a fragment",
    "built-address-right": "the file that it would have written for the page exists",
    "built-address-right-without-directories": "the file that it would have written for the page exists",
    "no-false-alarm-right-published-by-others": "it writes these files itself",
    "top-of-page-right": "it does not know #top",
    "unicode-right": "it does not decode an anchor",
}


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def settings_of(case: Case) -> dict[str, Any]:
    return yaml.safe_load(case.files.pop("mkdocs.yml", "")) or {}


@pytest.mark.parametrize("path", LINKS, ids=name)
def test_link_checks_report_the_problems_of_a_case(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    settings = settings_of(case)
    found = build_site(tmp_path, case.files, **settings).problems
    assert matches(found, case.problems), f"{case.title}\n" + "\n".join(found)


@pytest.mark.parametrize("path", RIGHT, ids=name)
def test_mkdocs_itself_warns_of_nothing_in_a_site_without_problems(
    path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The link checks silence MkDocs's own validation, because they report the same with line and fix."""
    case = read_case(path)
    levels = {"not_found": "warn", "anchors": "warn", "unrecognized_links": "warn"}
    settings = settings_of(case)
    links = {**levels, **settings.pop("validation", {}).get("links", {})}
    settings |= {"validation": {"links": links, "nav": {"not_found": "warn"}}, "hooks": []}
    build_site(tmp_path, case.files, **settings)
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    serious = [message for message in warned if "unrecognized relative link" not in message]
    assert bool(warned if name(path) in ONLY_FOR_MKDOCS else serious) is (name(path) in ONLY_FOR_MKDOCS)


def test_every_kind_of_fault_has_a_twin_without_problems() -> None:
    kinds: dict[str, set[bool]] = defaultdict(set)
    for path in LINKS:
        case = read_case(path)
        assert path.stem.split("-")[0] == ("fault" if case.problems else "right"), path
        kinds[path.parent.name].add(bool(case.problems))
    without_faults = {kind for kind, found in kinds.items() if found == {False}}
    assert without_faults == {"no-false-alarm", "ordinary"}
    assert all(False in found for found in kinds.values()), kinds
