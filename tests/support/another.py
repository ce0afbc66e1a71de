"""Builds other editions from the files of this repository, with other documents and other settings."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import yaml
from mkdocs.utils.yaml import get_yaml_loader

from .commands import run_module, run_successfully
from .sites import PROJECT, share_citations

SAADI = PROJECT / "tests" / "cases" / "saadi"
PROSE = PROJECT / "tests" / "cases" / "prose"
_GENERATED = (".venv", ".cache", "site")


def build_saadi(folder: Path) -> None:
    """Builds the Persian edition, strictly, into ``site``."""
    drop_in(folder)
    run_successfully(folder, "mkdocs", "build", "--strict")


def build_prose(folder: Path) -> None:
    """Builds the edition with all kinds of passages, strictly, into ``site``."""
    drop_in(folder, PROSE)
    run_successfully(folder, "mkdocs", "build", "--strict")


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds a site as the Makefile does, strictly, into ``site``."""
    return run_module(folder, "mkdocs", "build", "--strict")


def drop_in(folder: Path, edition: Path = SAADI) -> None:
    """Copies the repository and replaces only its text with that of another edition."""
    for name in _files():
        if (PROJECT / name).is_file() and not name.startswith("docs/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    shutil.copytree(edition / "docs", folder / "docs", dirs_exist_ok=True)
    replace_facts(folder / "mkdocs.yml", edition / "facts.yml")
    share_citations(folder)


def _files() -> list[str]:
    """Returns the files of the repository without its tests; without git, all files that are not generated."""
    if not (PROJECT / ".git").exists():
        files = (file for file in PROJECT.rglob("*") if file.is_file())
        names = [file.relative_to(PROJECT) for file in files]
        return [name.as_posix() for name in names if name.parts[0] not in (*_GENERATED, "tests")]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name and not name.startswith("tests/")]


def replace_facts(config: Path, facts_file: Path) -> None:
    """Replaces settings in a mkdocs.yml with the settings of the same names in another file."""
    settings = yaml.load(config.read_text(encoding="utf-8"), Loader=get_yaml_loader())
    facts = yaml.safe_load(facts_file.read_text(encoding="utf-8"))
    settings["theme"]["language"] = facts.pop("language")
    settings["extra"]["edition"] = facts.pop("edition")
    settings.update(facts)
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
