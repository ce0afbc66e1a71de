"""Weaves an edition into a folder of pages that another generator has built from the same mkdocs.yml.

The generator knows nothing of the edition. What MkDocs's hooks do while it builds is done here to what is
finished: the same reading, checks, weaving, made pages, finishing and publishing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from link_checks.built_site import BuiltSite, document_files, read_built_site
from link_checks.finished_site import is_published
from link_checks.problem import Problem, Problems
from link_checks.project import Project, ProjectError, read_project
from reading_edition.build import EditionBuild
from reading_edition.checks.files import DocsFile, is_link
from reading_edition.export import PUBLISHERS
from reading_edition.load.yaml_files import front_matter_of
from reading_edition.model.code_host import code_host
from reading_edition.model.settings import Settings, SettingsError, read_settings

_BY_THE_THEME = ("404.html",)


class WeaveError(ValueError):
    """The folder cannot be woven at all; the message says why and what to do."""


def weave_site(folder: Path, config_file: Path) -> Problems:
    """Weaves the edition into a finished site; where something is wrong, says what, and writes nothing.

    The site is woven beside its folder and takes its place when all is done. Raises :class:`WeaveError`.
    """
    name, folder = folder.as_posix(), folder.resolve()
    try:
        project = read_project(config_file)
        settings = read_settings(project.extra.get("edition"))
    except (ProjectError, SettingsError) as error:
        raise WeaveError(str(error)) from error
    edition = _edition_build(project, settings)
    _check_folder(project, folder, name)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        woven = Path(beside, folder.name)
        shutil.copytree(folder, woven)
        problems = _weave(project, edition, woven, name)
        if not len(problems):
            edition.publish(woven)
            folder.rename(Path(beside, "before"))
            woven.rename(folder)
    return problems


def _edition_build(project: Project, settings: Settings) -> EditionBuild:
    values = project.values
    return EditionBuild(
        settings,
        project.documents,
        project.documents_name,
        project.address,
        code_host(
            str(values.get("repo_url") or ""),
            str(values.get("edit_uri_template") or ""),
            settings.note_form,
        ),
        policy_mark="",  # templates of another generator cannot be marked: see publishing/policy.py
    )


def _check_folder(project: Project, folder: Path, name: str) -> None:
    """Refuses what is no finished site, or is woven already: pages cannot be read back from what is woven."""
    if not any(folder.glob("**/*.html")):
        raise WeaveError(f"{name}: no finished page is here; build the site first, then weave it")
    woven = [
        path for path in PUBLISHERS if (folder / path).exists() and not (project.documents / path).exists()
    ]
    if woven:
        raise WeaveError(
            f"{name}: this site is woven already ({woven[0]} is there); build it anew, then weave it"
        )


def _weave(project: Project, edition: EditionBuild, folder: Path, name: str) -> Problems:
    """Weaves a copy of the site, in place."""
    _name_files(edition, project, folder)
    built = read_built_site(project, folder, name, edition.lists)
    problems = Problems()
    if built.problems:  # it is not made of these files: all else would follow from that
        problems.add(built.problems)
        return problems
    edition.check_files(_document_files(project.documents), project.scripts_and_styles)
    edition.front_matter = {page.path: _front_matter(page.source.text) for page in built.site.pages}
    for page in built.site.pages:
        edition.prepare_rendered(page)
    problems.add(built.check())
    edition.weave_and_tell(built.site, project.folder / ".cache" / "citations", problems)
    problems.add(_finish(edition, built, folder))
    problems.drop_published(lambda address: is_published(folder, address))
    return problems


def _finish(edition: EditionBuild, built: BuiltSite, folder: Path) -> list[Problem]:
    """Writes the woven pages, and the theme's own, finished; returns the problems around their content."""
    files = {path: folder / path for path in _BY_THE_THEME if (folder / path).is_file()}
    own = {path: file.read_text(encoding="utf-8") for path, file in files.items()}
    problems = list(built.check_page_shells(own))
    for path, html in own.items():
        files[path].write_text(edition.finish_template(path, html), encoding="utf-8")
    for path, page in built.pages.items():
        (folder / page.path).write_text(edition.finish_page(path, page.html), encoding="utf-8")
    return problems


def _document_files(folder: Path) -> Iterator[DocsFile]:
    for path in document_files(folder):
        yield DocsFile(path, is_link(folder, path), (folder / path).read_bytes)


def _front_matter(text: str) -> dict[str, object]:
    """What stands above a page; nothing where it cannot be read, which the checks tell."""
    try:
        values = yaml.safe_load(front_matter_of(text))
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _name_files(edition: EditionBuild, project: Project, folder: Path) -> None:
    """Lets pages link to what is to be published, and takes away what only the build reads."""
    for path in document_files(project.documents):
        if edition.is_kept_back(path):
            (folder / path).unlink(missing_ok=True)
    for path in PUBLISHERS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
