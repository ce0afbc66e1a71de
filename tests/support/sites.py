"""Real builds in a temporary folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from .cases import Case, apply_hunks

PROJECT = Path(__file__).parents[2]
HOOKS = PROJECT / "hooks"
SRC = PROJECT / "src"
CASES = PROJECT / "tests" / "cases"
GETTYSBURG = CASES / "gettysburg"
THEME = "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main>"


@dataclass
class Built:
    """A site that was built: where it stands, and the problems that the build said."""

    folder: Path
    problems: list[str] = field(default_factory=list)

    def page(self, path: str) -> str:
        return (self.folder / "site" / path).read_text(encoding="utf-8")


def build_site(folder: Path, files: Mapping[str, str], **settings: object) -> Built:
    """A bare MkDocs site with the link checks alone, of these files; strict, so that problems end it."""
    config = {
        "site_name": "A site",
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": [],
        "hooks": [str(HOOKS / "check_links.py")],
        "markdown_extensions": ["attr_list", "footnotes"],
        **settings,
    }
    _write(folder, {"theme/main.html": THEME, **files})
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return _build(folder, strict=True)


def build_example(folder: Path, case: Case | None = None, raw: Mapping[str, bytes] | None = None) -> Built:
    """The example edition (the Gettysburg Address) with the changes of a case, and some files as bytes."""
    lay_out_example(folder)
    change(folder, case or Case("as it stands"))
    for path, content in (raw or {}).items():
        (folder / path).write_bytes(content)
    return _build(folder, strict=False)


def lay_out_example(folder: Path) -> None:
    """The files of the example edition, which can be built as they are."""
    shutil.copytree(GETTYSBURG, folder, dirs_exist_ok=True)
    _write(folder, {"theme/main.html": THEME})
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("HOOKS", str(HOOKS)), encoding="utf-8")


def change(folder: Path, case: Case) -> None:
    """Makes the changes of a case to the files of a folder."""
    for path, hunks in case.changes.items():
        file = folder / path
        file.write_text(apply_hunks(file.read_text(encoding="utf-8"), hunks), encoding="utf-8")
    for path in case.removed:
        (folder / path).unlink()
    _write(folder, case.files)


def rebuild(folder: Path) -> Built:
    """The example edition once more, from the folder in which it was built."""
    return _build(folder, strict=False)


def build_with_zensical(folder: Path) -> None:
    """Builds the example edition with Zensical, in the theme that it brings, into its folder site/."""
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("  name: null\n", "  name: material\n").replace("  custom_dir: theme\n", "  font: false\n")
    config.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]


def build_folder(folder: Path) -> Built:
    """A site whose files all stand in a folder already; strict."""
    return _build(folder, strict=True)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _build(folder: Path, *, strict: bool) -> Built:
    config = load_config(str(folder / "mkdocs.yml"), strict=strict, site_dir=str(folder / "site"))
    try:
        build(config)
    except Abort as ending:
        lines = str(ending).splitlines()
        return Built(folder, list(takewhile(lambda line: not line.endswith(" found."), lines)))
    return Built(folder)
