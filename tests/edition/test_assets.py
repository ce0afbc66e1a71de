"""The theme's scripts and style sheets as they are sent: joined, and smaller."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_edition.export import assets
from reading_edition.render.page_shell import SHEETS

MADE = {"kinds": "p { top: 0 }", "choices": "", "styles": "", "heads": ""}


def theme(folder: Path, **texts: str) -> Path:
    """A site with all files of the theme, which are empty but for some."""
    styles = [name for names in assets._STYLES.values() for name in names.split() if name not in MADE]
    for ending, names in {"css": styles, "js": assets._SCRIPTS}.items():
        (folder / "assets" / ending).mkdir(parents=True)
        for name in names:
            (folder / f"assets/{ending}/{name}.{ending}").write_text(texts.get(f"{name}_{ending}", ""), "utf-8")
    return folder


def test_files_are_joined_in_their_order(tmp_path: Path) -> None:
    theme(tmp_path, edition_css="p { color: red }", later_css="/* why */ p { color: #0000ff }\n")
    (tmp_path / "assets/js/shared.js").write_text("const one = 1 // here\n", encoding="utf-8")
    (tmp_path / "assets/js/notes.js").write_text("{ const two = one; say(two); }\n", encoding="utf-8")
    (tmp_path / "assets/js/colors.js").write_text("say( 3 );\n", encoding="utf-8")
    (tmp_path / "assets/js/own.js").write_text("say( 4 );\n", encoding="utf-8")
    assets.send_joined(tmp_path, MADE)
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.*")} == {
        "site.css": "p{color:red}p{color:#00f}p{top:0}",
        **{f"{name}.css": "" for name in SHEETS},
        "print.css": "",
        "site.js": "(()=>{const e=1;{const t=e;say(t)}})()",
        "colors.js": "say(3)",
        "own.js": "say(4)",  # an edition's own
    }


def test_a_script_that_browsers_cannot_read_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetError, match=r"^js/notes.js: expected .* on line 2 and column 10$"):
        assets.send_joined(theme(tmp_path, notes_js="const a = 1;\nlet b = {;\n"), MADE)


def test_a_site_in_another_theme_stays_as_it_is(tmp_path: Path) -> None:
    assets.send_joined(tmp_path, MADE)
    assert list(tmp_path.iterdir()) == []
