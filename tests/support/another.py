"""Another edition in the same house: the repository's files, with other documents and other facts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from mkdocs.utils.yaml import get_yaml_loader

from .sites import PROJECT

SAADI = PROJECT / "tests" / "cases" / "saadi"
_MADE = (".venv", ".cache", "site")
KEPT = "docs/assets/"  # belongs to the house, and not to its text


def drop_in(folder: Path, edition: Path = SAADI) -> None:
    """Copies the repository and puts another edition into it; nothing else is changed."""
    for name in _files():
        if (PROJECT / name).is_file() and (not name.startswith("docs/") or name.startswith(KEPT)):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    shutil.copytree(edition / "docs", folder / "docs", dirs_exist_ok=True)
    replace_facts(folder / "mkdocs.yml", edition / "facts.yml")


def _files() -> list[str]:
    """The repository's files but its tests; in an archive without git, all that is not made."""
    if not (PROJECT / ".git").exists():
        files = (file for file in PROJECT.rglob("*") if file.is_file())
        names = [file.relative_to(PROJECT) for file in files]
        return [name.as_posix() for name in names if name.parts[0] not in (*_MADE, "tests")]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name and not name.startswith("tests/")]


def replace_facts(config: Path, facts_file: Path) -> None:
    """Puts another text's facts into a mkdocs.yml, in place of those of the same names."""
    settings = yaml.load(config.read_text(encoding="utf-8"), Loader=get_yaml_loader())
    facts = yaml.safe_load(facts_file.read_text(encoding="utf-8"))
    settings["theme"]["language"] = facts.pop("language")
    settings["extra"]["edition"] = facts.pop("edition")
    settings.update(facts)
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds the site as the Makefile does, strictly, into ``site``."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
