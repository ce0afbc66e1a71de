"""Builds with Zensical, which has no hooks: the edition is rendered into the built site."""

from __future__ import annotations

import shutil
from pathlib import Path

from .commands import run_successfully
from .sites import PROJECT, share_citations

RENDER = ("reading_edition", "zensical", "site")


def build_real_edition(folder: Path) -> None:
    """Builds the real edition from a copy of this project, into ``site``."""
    for name in ("docs", "src/reading_edition/theme"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    _share_history(folder)
    share_citations(folder)
    build_site(folder)


def _share_history(folder: Path) -> None:
    """Shares the cached history with a copy of this project."""
    history = PROJECT / ".git"
    if history.is_dir():
        (folder / ".git").write_text(f"gitdir: {history}\n", encoding="utf-8")
    elif history.is_file():  # in a worktree of git
        shutil.copy(history, folder)


def build_site(folder: Path) -> None:
    """Builds a project from a complete folder, into ``site``."""
    run_successfully(folder, "zensical", "build", "-f", "mkdocs.yml", "--strict")
    run_successfully(folder, *RENDER)


def build_example(folder: Path) -> None:
    """Builds the example edition in the theme of Zensical into ``site``, without rendering the annotations."""
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("  name: null\n", "  name: material\n")
    config.write_text(text.replace("  custom_dir: theme\n", "  font: false\n"), encoding="utf-8")
    run_successfully(folder, "zensical", "build", "-f", "mkdocs.yml")
