"""The edition as a PDF: ``python -m edition pdf``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reading_edition.cli.main import main
from support import chromium
from support.sites import GETTYSBURG, PROJECT


@pytest.mark.browser
@pytest.mark.this_text
def test_the_whole_edition_is_printed_as_a_tagged_pdf_with_an_outline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "edition.pdf"
    browser = chromium.find() or ""
    config = str(PROJECT / "mkdocs.yml")
    assert main(["--config-file", config, "pdf", "--browser", browser, "--output", str(pdf)]) == 0
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) > 50
    assert b"/Outlines" in content
    assert b"/MarkInfo" in content
    assert "KiB" in capsys.readouterr().out


@pytest.mark.this_text
def test_without_a_browser_the_command_says_so_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="printed no PDF"):
        main(
            [
                "--config-file",
                str(PROJECT / "mkdocs.yml"),
                "pdf",
                "--browser",
                str(tmp_path / "no-browser"),
                "--output",
                str(tmp_path / "edition.pdf"),
            ]
        )


def test_an_edition_without_a_page_for_print_is_told_how_to_have_one(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    text = (GETTYSBURG / "mkdocs.yml").read_text(encoding="utf-8").replace("HOOKS", str(PROJECT / "hooks"))
    config.write_text(text, encoding="utf-8")
    (tmp_path / "docs").symlink_to(GETTYSBURG / "docs")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.content }}", encoding="utf-8")
    with pytest.raises(SystemExit, match="edition: whole-edition"):
        main(["--config-file", str(config), "pdf", "--browser", "chromium"])
