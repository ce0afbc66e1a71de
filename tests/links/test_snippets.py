"""What a page includes by pymdownx.snippets is checked, and its faults are reported where they were written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.sites import build_site

FAULTS = "Words.\n\n[a](gone.md) and [b][nope] and [c](two.md and [^d]\n"
TWO = "# Two\n"


def problems_of(folder: Path, files: dict[str, str], **options: Any) -> list[str]:
    snippets = {"pymdownx.snippets": {"base_path": [str(folder)], **options}}
    extensions = ["attr_list", "footnotes", "admonition", snippets]
    return build_site(folder, {"docs/two.md": TWO, **files}, markdown_extensions=extensions).problems


def build(folder: Path, files: dict[str, str], **options: Any) -> list[str]:
    """What is said of a site with snippets: place and code."""
    said = problems_of(folder, files, **options)
    return [problem.partition(" ")[0] + problem.rpartition(" ")[2] for problem in said]


SAID = [
    "inc/a.md:3:1:[missing-page]",
    "inc/a.md:3:18:[undefined-reference]",
    "inc/a.md:3:32:[unclosed-link]",
    "inc/a.md:3:47:[mark-without-note]",
]


@pytest.mark.parametrize(
    "including",
    [
        '--8<-- "inc/a.md"',
        "--8<--\ninc/a.md\n--8<--",
        "!!! note\n\n    --8<-- 'inc/a.md'",
        '--8<-- "inc/b.md"',
    ],
)
def test_a_fault_in_what_is_included_is_told_in_its_own_file(tmp_path: Path, including: str) -> None:
    files = {
        "docs/index.md": f"# One\n\n{including}\n\n[x](gone.md)\n",
        "docs/three.md": f"# Three\n\n{including}\n",
        "inc/a.md": FAULTS,
        "inc/b.md": '--8<-- "inc/a.md"\n',
    }
    after = 4 + including.count("\n") + 1
    assert build(tmp_path, files) == [f"docs/index.md:{after}:1:[missing-page]", *SAID]


def test_a_section_and_some_lines_of_a_file_keep_their_numbers(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '# One\n\n--8<-- "inc/a.md:part"\n\n--8<-- "inc/a.md:8:8"\n\n--8<-- "inc/a.md:9"\n',
        "inc/a.md": (
            "[a](gone1.md)\n\n<!-- --8<-- [start:part] -->\n[a](gone2.md)\n<!-- --8<-- [end:part] -->\n"
            "\n[a](gone3.md)\n[a](gone4.md)\n[a](gone5.md)\n"
        ),
    }
    assert build(tmp_path, files) == [f"inc/a.md:{line}:1:[missing-page]" for line in (4, 8, 9)]


@pytest.mark.parametrize("check_paths", [True, False])
def test_a_missing_file_is_told_where_it_is_asked_for(tmp_path: Path, check_paths: bool) -> None:
    files = {"docs/index.md": '# One\n\n--8<-- "inc/gone.md"\n\n  --8<-- "inc/gone.md"\n'}
    assert build(tmp_path, files, check_paths=check_paths) == [
        "docs/index.md:3:1:[missing-snippet]",
        "docs/index.md:5:3:[missing-snippet]",
    ]


def test_what_every_page_has_is_told_once(tmp_path: Path) -> None:
    files = {"docs/index.md": "# One\n", "inc/a.md": "[a](gone.md)\n"}
    assert build(tmp_path, files, auto_append=["inc/a.md"]) == ["inc/a.md:1:1:[missing-page]"]
    assert build(tmp_path, files, auto_append=["inc/gone.md"]) == [
        "docs/index.md:[missing-snippet]",
        "docs/two.md:[missing-snippet]",
    ]


def test_what_includes_itself_what_is_escaped_and_what_is_right_is_silent(tmp_path: Path) -> None:
    files = {
        "docs/index.md": (
            "# One\n\n--8<-- 'inc/a.md'\n\n;--8<-- 'inc/x.md'\n\n--8<--\n; inc/x.md\n--8<--\n"
            "\n--8<-- 'https://example.org/x.md'\n"
        ),
        "inc/a.md": '[a](two.md)\n\n--8<-- "inc/a.md"\n',
    }
    assert build(tmp_path, files) == []


def test_a_fault_in_front_of_and_behind_what_is_included_keeps_its_line(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '---\ntitle: x\n---\n\n[a](gone.md)\n\n--8<-- "inc/a.md"\n\n[a](gone.md#x)\n',
        "inc/a.md": "1\n2\n3\n",
    }
    assert build(tmp_path, files) == [f"docs/index.md:{line}:1:[missing-page]" for line in (5, 9)]


def test_a_part_that_a_file_does_not_have_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    files = {
        "docs/index.md": (
            '# One\n\n--8<-- "inc/a.md:prat"\n\n    --8<-- "inc/a.md:other"\n\n--8<-- "inc/a.md:part"\n\n'
            '--8<-- "inc/a.md:4"\n\n--8<-- "inc/a.md:3:9"\n\n--8<-- "inc/a.md::2"\n'
        ),
        "inc/a.md": "--8<-- [START: part]\n[a](gone.md)\n--8<-- [end:part]\n",
    }
    assert problems_of(tmp_path, files) == [
        "docs/index.md:3:1: inc/a.md has no section 'prat' to include "
        "(did you mean 'inc/a.md:part'?) [missing-snippet]",
        "docs/index.md:5:5: inc/a.md has no section 'other' to include [missing-snippet]",
        "docs/index.md:9:1: inc/a.md has only 3 lines and no line 4 to include [missing-snippet]",
        "inc/a.md:2:1: broken link: there is no page 'gone.md' "
        "(write the path relative to the page that includes this) [missing-page]",
    ]


def test_a_section_ends_at_its_own_next_end_or_with_the_file(tmp_path: Path) -> None:
    files = {
        "docs/index.md": "# One\n" + "".join(f'\n--8<-- "inc/a.md:{name}"\n' for name in ("one", "two", "three")),
        "inc/a.md": (
            "[a](gone1.md)\n--8<-- [start:one]\n[a](gone2.md)\n--8<-- [end:two]\n[a](gone3.md)\n"
            "--8<-- [end:one]\n[a](gone4.md)\n--8<-- [start:two]\n--8<-- [start:three]\n[a](gone5.md)\n"
        ),
    }
    assert build(tmp_path, files) == [
        "docs/index.md:5:1:[missing-snippet]",  # it ends before it begins, and the extension includes nothing
        *(f"inc/a.md:{line}:1:[missing-page]" for line in (3, 5, 10)),
    ]


def test_a_link_of_a_section_is_not_mistaken_for_one_around_it(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '# One\n\n--8<-- "inc/a.md:part"\n\n[e](gone.md)\n',
        "inc/a.md": (
            "[a](gone.md)\n[b](gone.md)\n--8<-- [start:part]\n[c](gone.md)\n--8<-- [end:part]\n[d](gone.md)\n"
        ),
    }
    assert build(tmp_path, files) == ["docs/index.md:5:1:[missing-page]", "inc/a.md:4:1:[missing-page]"]


def test_a_file_outside_of_the_folders_is_included_only_if_that_is_allowed(tmp_path: Path) -> None:
    page = {"docs/index.md": '--8<-- "../words.txt"\n', "docs/words.txt": "Words.\n", "words.txt": "Words.\n"}
    folder = {"base_path": [str(tmp_path / "docs")]}
    (found,) = problems_of(tmp_path, page, **folder)
    assert found.startswith("docs/index.md:1:1: '../words.txt' is outside of the folders from which pages include (")
    assert problems_of(tmp_path, page, **folder, restrict_base_path=False) == []
