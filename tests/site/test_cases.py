"""The cases that anyone can edit: small sites, and the lines that a build is to say of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import TemplateNotFound

from support.cases import Case, read_case, tells
from support.sites import build_site

CASES = Path(__file__).parents[1] / "cases"
LINKS = sorted((CASES / "links").glob("*/*.txt"))

# What MkDocs warns of although it works for every reader; addresses of the built site work as well.
ONLY_FOR_MKDOCS = {
    "anchor-paragraph-right": "it knows neither old anchors with a name, nor #top, nor words in a fragment",
    "built-address-right": "the file that it would have written for the page is there",
    "built-address-right-without-directories": "the file that it would have written for the page is there",
    "no-false-alarm-right-published-by-others": "it writes these files itself",
    "unicode-right": "it does not decode an anchor",
}


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}" if path in LINKS else path.stem


def settings_of(case: Case) -> dict[str, Any]:
    return yaml.safe_load(case.files.pop("mkdocs.yml", "")) or {}


@pytest.mark.parametrize("path", LINKS, ids=name)
def test_link_checks_tell_of_a_case_on_any_site(path: Path, tmp_path: Path) -> None:
    case = read_case(path)
    settings = settings_of(case)
    said = build_site(tmp_path, case.files, **settings).problems
    assert tells(said, case.problems), f"{case.title}\n" + "\n".join(said)


@pytest.mark.parametrize("path", LINKS, ids=name)
def test_whatever_mkdocs_itself_would_warn_of_is_told(
    path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The link checks turn MkDocs's own validation down, for they say the same with line and remedy."""
    case = read_case(path)
    levels = {"not_found": "warn", "anchors": "warn", "unrecognized_links": "warn"}
    settings = settings_of(case)
    links = {**levels, **settings.pop("validation", {}).get("links", {})}
    settings |= {"validation": {"links": links, "nav": {"not_found": "warn"}}, "hooks": []}
    try:
        build_site(tmp_path, case.files, **settings)
    except (
        ValueError,
        TypeError,
        AssertionError,
        TemplateNotFound,
    ):  # what is written there makes MkDocs break off
        assert case.problems
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    if name(path) in ONLY_FOR_MKDOCS:
        assert warned
    elif any("unrecognized relative link" not in message for message in warned):
        assert case.problems, warned


def test_every_kind_of_fault_has_a_blameless_twin() -> None:
    kinds: dict[str, set[bool]] = defaultdict(set)
    for path in LINKS:
        case = read_case(path)
        assert path.stem.split("-")[0] == ("fault" if case.problems else "right"), path
        kinds[path.parent.name].add(bool(case.problems))
    blameless = {kind for kind, found in kinds.items() if found == {False}}
    assert blameless == {"no-false-alarm", "ordinary"}
    assert all(False in found for found in kinds.values()), kinds
