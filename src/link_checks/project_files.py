"""The files of a project besides its pages, read from the disk for the checks."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from link_checks.checks import check_site
from link_checks.checks.navigation import check_navigation, nav_entries
from link_checks.checks.page_shell import PageShell
from link_checks.checks.static_files import StaticFile, check_static_files
from link_checks.checks.templates import Template, check_template
from link_checks.config_file import ConfigFile, check_settings
from link_checks.location import read_text
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.snippets import Line
from link_checks.style_sheets import StyleSheet


@dataclass(frozen=True)
class ProjectFiles:
    """What a contributor writes besides pages: settings, navigation, templates and style sheets."""

    config: ConfigFile
    config_name: str
    nav: object = None
    templates: Sequence[Template] = field(default_factory=tuple)
    style_sheets: Sequence[StyleSheet] = field(default_factory=tuple)

    def check(self, site: Site) -> Iterator[Problem]:
        """Every problem of a site's pages and of these files."""
        yield from check_site(site)
        yield from check_static_files(site, self.style_sheets)
        yield from check_navigation(site, self.config, self.config_name, set(nav_entries(self.nav)))
        yield from check_settings(self.config, self.config_name)
        for template in self.templates:
            yield from check_template(template)

    def page_shell(self, site: Site) -> PageShell:
        return PageShell(site, self.config, self.config_name, tuple(self.templates))


def read_templates(folder: Path | None, project: Path) -> Iterator[Template]:
    """The project's own templates, named from its folder."""
    for file in sorted(folder.rglob("*.html")) if folder and folder.is_dir() else ():
        name = file.relative_to(project) if file.is_relative_to(project) else file
        yield Template(name.as_posix(), read_text(file))


def read_style_sheets(files: Iterable[StaticFile]) -> Iterator[StyleSheet]:
    """The style sheets among files that are published unchanged."""
    for file in files:
        if file.path.lower().endswith(".css"):
            yield StyleSheet(file.name, file.url, read_text(file.source))


def read_config(file: Path) -> tuple[ConfigFile, list[Line]]:
    """A configuration file with those from which it inherits, and which of them contains each line."""
    found = {file: read_text(file)}
    path = file
    while (inherits := ConfigFile(found[path]).inherits) and path.parent / inherits not in found:
        path = path.parent / inherits
        found[path] = read_text(path)
    lines = [
        Line(line, Path(os.path.relpath(path, file.parent)).as_posix(), number)
        for path, text in found.items()
        for number, line in enumerate(text.split("\n"), 1)
    ]
    text, *inherited = found.values()
    return ConfigFile(text, tuple(inherited)), lines
