"""The command ``pdf``: the edition as a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reading_edition.cli import CommandError
from reading_edition.cli.main import main
from reading_edition.cli.pdf import run_chromium
from support import chromium
from support.cases import Case
from support.sites import build_example, lay_out_example


@pytest.mark.browser
def test_the_whole_edition_is_printed_as_a_tagged_pdf_with_an_outline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Case("", files={"docs/print.md": "# All\n\n<!-- edition: whole-edition -->\n"})
    assert build_example(tmp_path, page).problems == []
    pdf = tmp_path / "edition.pdf"
    command = ["pdf", "--browser", chromium.find() or "", "--output", str(pdf)]
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), *command]) == 0
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert re.search(rb"/Type\s*/Page\b", content)
    assert b"/Outlines" in content
    assert b"/MarkInfo" in content
    assert "KiB" in capsys.readouterr().out


def test_a_missing_browser_is_reported_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no-browser did not make edition.pdf: .*No such file"):
        run_chromium(str(tmp_path / "no-browser"), tmp_path / "a.html", tmp_path / "edition.pdf", [])


def test_an_edition_without_a_page_for_print_says_how_to_have_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out_example(tmp_path)
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), "pdf", "--browser", "chromium"]) == 1
    assert capsys.readouterr().err.endswith("(write <!-- edition: whole-edition --> on one)\n")
