"""What MkDocs has in hand while it builds, as the values that the checks and the edition know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from .problem import Problems, problem_at
from .site import Page, Site, file_addresses, parse_content, write_content
from .source import MarkdownSource, Place

log = get_plugin_logger("edition")


@dataclass
class Command:
    """Which command runs: ``on_startup`` is the only event that says it, and comes once in a process."""

    is_serving: bool = False

    def started(self, command: str, **_options: bool) -> None:
        self.is_serving = command == "serve"


@dataclass
class Build:
    """One build. Every hook of a build shares one; the next build, under ``mkdocs serve``, has its own."""

    config: MkDocsConfig
    problems: Problems = field(default_factory=Problems)
    fatal: bool = False  # whether a problem fails a build that is not strict
    finished: bool = False  # the hooks of a build all call finish(); the first one counts
    kept: dict[str, Any] = field(default_factory=dict)  # what other hooks keep for the build
    _site: Site | None = None

    @cached_property
    def documents(self) -> str:
        """The documents' folder as a contributor names it, from the folder of mkdocs.yml."""
        folder, project = Path(self.config.docs_dir), Path(self.config.config_file_path or ".").parent
        return folder.relative_to(project).as_posix() if folder.is_relative_to(project) else folder.name

    def check_encoding(self, files: Files) -> None:
        """Tells of pages that are not UTF-8, and goes on with empty ones in their place."""
        for file in files.documentation_pages():
            try:
                file.content_string  # noqa: B018 (reads the file)
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                self.problems.add(
                    [
                        problem_at(
                            f"{self.documents}/{file.src_uri}",
                            Place(line, 1),
                            "encoding",
                            "this file is not UTF-8",
                            hint="save it as UTF-8",
                        )
                    ]
                )
                file.content_string = ""

    def site(self, files: Files) -> Site:
        """The rendered pages, parsed once in a build."""
        if self._site is None:
            self._site = Site(
                [self._page(file) for file in files.documentation_pages() if file.page is not None],
                file_addresses(
                    (file.url, file.src_uri) for file in files if not file.is_documentation_page()
                ),
                self.documents,
            )
        return self._site

    def _page(self, file: File) -> Page:
        assert file.page is not None
        return Page(
            path=file.src_uri,
            file=f"{self.documents}/{file.src_uri}",
            url="" if file.url in (".", "./") else file.url,
            title=str(file.page.title or ""),
            source=MarkdownSource(file.content_string),
            root=parse_content(file.page.content or ""),
        )

    def write(self, files: Files, pages: Iterable[Page]) -> None:
        """Gives woven pages back to MkDocs."""
        for page in pages:
            file = files.get_file_from_path(page.path)
            if file is not None and file.page is not None:
                file.page.content = write_content(page.root)

    def finish(self, *, serving: bool) -> None:
        """Says the problems, and ends the build if they are to end it.

        The problems stand in the exception itself, because ``mkdocs build -q`` hides warnings. Under
        ``mkdocs serve`` they are said as warnings and the server goes on.
        """
        if self.finished or not len(self.problems):
            return
        self.finished = True
        if not serving and (self.fatal or self.config.strict):
            raise Abort(self.problems.report())
        for problem in self.problems.in_file_order():
            log.warning(str(problem))


def build_quietly(config_file: str, site_dir: str) -> Build:
    """Builds a site for a command that asks something of it; problems do not end the build."""
    config = load_config(config_file, site_dir=site_dir)
    build = build_of(config)
    build.finished = True
    mkdocs_build(config)
    return build_of(config)


def build_of(config: MkDocsConfig) -> Build:
    """The build to which a configuration belongs (MkDocs loads one for each build)."""
    build = getattr(config, "_edition_build", None)
    if not isinstance(build, Build):
        build = Build(config)
        config._edition_build = build  # type: ignore[attr-defined]
    return build
