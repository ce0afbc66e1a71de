"""Render the edition into the pages that Zensical, or another generator, has built from mkdocs.yml.

Such a generator runs no hooks of MkDocs, so this command loads, checks, renders, and exports its finished pages.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import yaml

from link_checks.built_site import BuiltSite, document_files, is_published, read_built_site
from link_checks.problem import Problem, Problems, report
from link_checks.project import Project, ProjectError, read_project
from reading_edition.build import GENERATED, EditionBuild
from reading_edition.cli import CommandError
from reading_edition.export import EXPORTS
from reading_edition.export.site_folder import write_file
from reading_edition.load.settings import SettingsError, read_settings
from reading_edition.load.yaml_files import front_matter_of
from reading_edition.model.code_host import code_host

_OF_THE_THEME = "404.html"
OPTIONS = {"site": {"type": Path, "help": "the folder of the site, which the command changes"}}


def run(config_file: str, site: Path) -> int:
    problems = render_site(site, Path(config_file))
    if len(problems):
        print(f"{report(problems.in_order())}\n{site} was not changed.", file=sys.stderr)
        return 1
    print(f"{site}: the edition is rendered")
    return 0


def render_site(folder: Path, config_file: Path) -> Problems:
    """Render the edition into a copy that replaces the site if there are no problems. Raise :class:`CommandError`."""
    name, folder = folder.as_posix(), folder.resolve()
    project, edition = _read_project(config_file)
    _check_folder(project, folder, name)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        copy = Path(beside, folder.name)
        shutil.copytree(folder, copy)
        problems = _render(project, edition, copy, name)
        if not len(problems):
            edition.publish(copy)
            folder.rename(Path(beside, "before"))
            copy.rename(folder)
    return problems


def _read_project(config_file: Path) -> tuple[Project, EditionBuild]:
    try:
        project = read_project(config_file)
        settings = read_settings(project.extra.get("edition"))
    except (ProjectError, SettingsError) as error:
        raise CommandError(str(error)) from error
    repository, template = (str(project.values.get(key) or "") for key in ("repo_url", "edit_uri_template"))
    host = code_host(repository, template, settings.note_form)
    cache = project.folder / ".cache"
    return project, EditionBuild(
        settings, project.documents, project.documents_name, project.address, host, cache=cache
    )


def _check_folder(project: Project, folder: Path, name: str) -> None:
    """Raise :class:`CommandError` for a folder without pages, or one that already contains a rendered edition."""
    if not any(folder.glob("**/*.html")):
        raise CommandError(f"{name}: there are no finished pages here (build the site first)")
    for path in EXPORTS:
        if (folder / path).exists() and not (project.documents / path).exists():
            hint = "build the site again first"
            raise CommandError(f"{name}: the edition is rendered already, {path} is there ({hint})")


def _render(project: Project, edition: EditionBuild, folder: Path, name: str) -> Problems:
    """Render the edition into ``folder``, a copy of the site, and return the problems."""
    for path in edition.check_files(document_files(project.documents), project.scripts_and_styles):
        (folder / path).unlink(missing_ok=True)
    for path in GENERATED:
        if not (folder / path).exists():
            write_file(folder / path, b"")
    built, problems = read_built_site(project, folder, name, edition.how_to_add), Problems()
    if built.problems:  # the site was built from other files, which would cause all other problems
        problems.add(built.problems)
        return problems
    edition.front_matter = {page.path: _front_matter(page.source.text) for page in built.site.pages}
    for page in built.site.pages:
        edition.prepare_rendered(page)
    problems.add(built.check())
    edition.render(built.site, problems)
    problems.add(_finish(edition, built, folder))
    problems.drop_published(lambda address: is_published(folder, address))
    return problems


def _finish(edition: EditionBuild, built: BuiltSite, folder: Path) -> list[Problem]:
    """Write the pages and the theme's 404 page, and return the problems in their page shells."""
    file = folder / _OF_THE_THEME
    own = {_OF_THE_THEME: file.read_text(encoding="utf-8")} if file.is_file() else {}
    problems = list(built.check_page_shells(own))
    for path, html in own.items():
        write_file(folder / path, edition.finish_page(path, html).encode())
    for path, page in built.pages.items():
        write_file(folder / page.path, edition.finish_page(path, page.html).encode())
    return problems


def _front_matter(text: str) -> dict[str, object]:
    """Return the front matter of a page; it is empty if it is invalid, which the checks report."""
    try:
        values = yaml.safe_load(front_matter_of(text))
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
