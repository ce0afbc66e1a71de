"""Builds sites in a temporary folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from .cases import Case, apply_hunks
from .commands import run_successfully

PROJECT = Path(__file__).parents[2]
HOOKS = PROJECT / "hooks"
SRC = PROJECT / "src"
CASES = PROJECT / "tests" / "cases"
GETTYSBURG = CASES / "gettysburg"
# The variables that a host sets for a fork.
HOSTED_SETTINGS = {
    "REPO_URL": "https://code.example/someone/edition",
    "SITE_URL": "https://someone.example/edition/",
    "CONTACT": "errors@someone.example",
}
THEME = "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main>"


@dataclass
class Built:
    """A built site: the folder of its project, and the problems that the build reported."""

    folder: Path
    problems: list[str] = field(default_factory=list)

    def page(self, path: str) -> str:
        return (self.folder / "site" / path).read_text(encoding="utf-8")


def build_site(folder: Path, files: Mapping[str, str], **settings: object) -> Built:
    """Builds a MkDocs site from these files with only the link checks; strict."""
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
    """Builds the example edition (the Gettysburg Address) with the changes of a case and some binary files."""
    lay_out_example(folder)
    change(folder, case or Case("unchanged"))
    for path, content in (raw or {}).items():
        (folder / path).write_bytes(content)
    return _build(folder, strict=False)


def lay_out_example(folder: Path) -> None:
    """Writes the files of the example edition, ready for a build."""
    shutil.copytree(GETTYSBURG, folder, dirs_exist_ok=True)
    _write(folder, {"theme/main.html": THEME})
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("HOOKS", str(HOOKS)), encoding="utf-8")
    share_citations(folder)


def share_citations(folder: Path) -> None:
    """Shares the cached citations with a project, because pandoc takes longer than a small build."""
    kept = PROJECT / ".cache" / "citations"
    kept.mkdir(parents=True, exist_ok=True)
    link = folder / ".cache" / "citations"
    if not link.exists():
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(kept, target_is_directory=True)


def change(folder: Path, case: Case) -> None:
    """Applies the changes of a case to the files of a folder."""
    for path, hunks in case.changes.items():
        file = folder / path
        file.write_text(apply_hunks(file.read_text(encoding="utf-8"), hunks), encoding="utf-8")
    for path in case.removed:
        (folder / path).unlink()
    _write(folder, case.files)


def rebuild(folder: Path) -> Built:
    """Builds the example edition again in the same folder."""
    return _build(folder, strict=False)


def build_folder(folder: Path) -> Built:
    """Builds a site from a complete folder; strict."""
    return _build(folder, strict=True)


def addresses_of(docs: Path) -> list[str]:
    """Returns the addresses of the pages of a folder of Markdown files."""
    pages = sorted(path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md"))
    return [f"{page}/".removesuffix("index/") for page in pages]


def build_project(folder: Path, site: Path, **settings: str) -> None:
    """Builds a project with a strict ``mkdocs build``, like the Makefile; ``settings`` are environment variables."""
    run_successfully(folder, "mkdocs", "build", "--strict", "--site-dir", str(site), **settings)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _build(folder: Path, *, strict: bool) -> Built:
    config = load_config(str(folder / "mkdocs.yml"), strict=strict, site_dir=str(folder / "site"))
    try:
        build(config)
    except Abort as ending:
        reported = str(ending).splitlines()
        count = next((index for index, line in enumerate(reported) if line.endswith(" found.")), len(reported))
        return Built(folder, reported[:count])
    return Built(folder)
