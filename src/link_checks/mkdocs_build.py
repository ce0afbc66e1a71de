"""What MkDocs has in hand while it builds, as the values that the checks and the edition know."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import _AbsoluteLinksValidationValue

from link_checks import safe_markdown
from link_checks.addresses import fault_of
from link_checks.checks import check_site
from link_checks.config_file import ConfigFile, check_settings
from link_checks.finished_site import is_published
from link_checks.frame import Frame, Template
from link_checks.front_matter import FORMS, TOO_DEEP, check_front_matter, missing_template, wrong_form
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.navigation import check_navigation, nav_entries
from link_checks.problem import BuildError, Problem, Problems, problem_at
from link_checks.site import Page, Site, file_addresses, parse_content
from link_checks.snippets import Line, Snippets, where_written
from link_checks.static import StyleSheet, check_static, drawing, html_page
from link_checks.telling import annotation, banner
from link_checks.templates import check_template
from link_checks.unreadable import (
    is_unreadable,
    tell_depth,
    tell_sections,
    tell_unreadable,
    unreadable_addresses,
    without_depth,
)

log = get_plugin_logger("links")

SNIPPETS = "pymdownx.snippets"
SAFE_MARKDOWN = f"{safe_markdown.__name__}:{safe_markdown.SafeMarkdown.__name__}"


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
    hook_data: dict[str, Any] = field(default_factory=dict)  # what other hooks keep for the build
    included_lines: dict[str, Sequence[Line]] = field(
        default_factory=dict
    )  # files with what they include or inherit
    how_to_add: dict[str, str] = field(
        default_factory=dict
    )  # patterns of pages made of a list -> how to add to it
    reported: set[str] = field(default_factory=set)  # addresses of which something was said already
    _site: Site | None = None

    @cached_property
    def documents(self) -> str:
        """The documents' folder as a contributor names it, from the folder of mkdocs.yml."""
        folder, project = Path(self.config.docs_dir), Path(self.config.config_file_path or ".").parent
        return folder.relative_to(project).as_posix() if folder.is_relative_to(project) else folder.name

    def check_files(self, files: Files) -> None:
        """Tells of pages that nothing can read, and goes on with empty ones; and of broken front matter."""
        for file in files.documentation_pages():
            try:
                found = list(check_front_matter(f"{self.documents}/{file.src_uri}", file.content_string))
                self.problems.add(found)
                if any(problem.code == TOO_DEEP for problem in found):
                    file.content_string = ""
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                self.problems.add(
                    [
                        problem_at(
                            f"{self.documents}/{file.src_uri}",
                            Location(line, 1),
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
            rendered = [
                file
                for file in files
                if file.page is not None and file.is_documentation_page() and file.page.content is not None
            ]
            published = [file for file in files if file.inclusion.value > InclusionLevel.DRAFT.value]
            unpublished = [file for file in files if file.inclusion.value <= InclusionLevel.DRAFT.value]
            self._site = Site(
                [self._page(file) for file in rendered],
                file_addresses(
                    (file.url, file.src_uri) for file in published if not file.is_documentation_page()
                ),
                self.documents,
                address=self.config.site_url or "",
                unpublished={file.src_uri: _why_unpublished(file) for file in unpublished},
                unpublished_addresses=file_addresses((file.url, file.src_uri) for file in unpublished),
                absolute_is_docs=_absolute_is_docs(self.config),
                portable=self.fatal,
                has_footnotes=_has_extension(self.config, "footnotes", of=("extra", "pymdownx.extra")),
                static_pages=[self._static_page(file) for file in self._own(published, (".html", ".htm"))],
                drawings=[self._drawing(file) for file in self._own(published, (".svg",))],
                of_theme=frozenset(
                    file.src_uri
                    for file in published
                    if file.src_dir and file.src_dir != self.config.docs_dir and not file.generated_by
                ),
                reported=frozenset(self.reported),
                how_to_add=self.how_to_add,
            )
        return self._site

    def _own(self, files: Iterable[File], endings: tuple[str, ...]) -> Iterator[File]:
        """The files of the documents' folder itself with one of some endings; the theme brings its own."""
        for file in files:
            if file.src_uri.lower().endswith(endings) and file.src_dir == self.config.docs_dir:
                yield file

    def _static_page(self, file: File) -> Page:
        text = _read(Path(file.abs_src_path or ""))
        return html_page(file.src_uri, f"{self.documents}/{file.src_uri}", file.url, text)

    def _drawing(self, file: File) -> Page:
        text = _read(Path(file.abs_src_path or ""))
        return drawing(file.src_uri, f"{self.documents}/{file.src_uri}", file.url, text)

    def _style_sheets(self, files: Files) -> list[StyleSheet]:
        published = [file for file in files if file.inclusion.value > InclusionLevel.DRAFT.value]
        return [
            StyleSheet(f"{self.documents}/{file.src_uri}", file.url, _read(Path(file.abs_src_path or "")))
            for file in self._own(published, (".css",))
        ]

    def _page(self, file: File) -> Page:
        assert file.page is not None
        text, name = file.content_string, f"{self.documents}/{file.src_uri}"
        if self._snippets is not None and ("8<-" in text or self._snippets.appended):
            self.included_lines[name], missing = self._snippets.lines_of(name, text)
            self.problems.add(missing)
            text = "\n".join(line.text for line in self.included_lines[name])
        return Page(
            path=file.src_uri,
            file=f"{self.documents}/{file.src_uri}",
            url="" if file.url in (".", "./") else file.url,
            title=str(file.page.title or ""),
            source=MarkdownSource(text),
            root=parse_content(file.page.content or ""),
        )

    @cached_property
    def _snippets(self) -> Snippets | None:
        if not _has_extension(self.config, SNIPPETS):
            return None
        options = self.config.mdx_configs.get(SNIPPETS) or {}
        folders = options.get("base_path", ["."])
        folders = [folders] if isinstance(folders, str) else folders
        try:
            paths = [Path(os.fspath(folder)) for folder in folders]
        except RuntimeError:  # !relative, which is another folder for each page
            return None
        return Snippets(
            [path.parent if path.is_file() else path for path in paths],
            Path(self.config.config_file_path or ".").parent,
            options.get("auto_append") or (),
        )

    @cached_property
    def config_name(self) -> str:
        return Path(self.config.config_file_path or "mkdocs.yml").name

    @cached_property
    def config_text(self) -> ConfigFile:
        own = path = Path(self.config.config_file_path or "")
        found = {path: _read(path)}
        while (inherits := ConfigFile(found[path]).inherits) and path.parent / inherits not in found:
            path = path.parent / inherits
            found[path] = _read(path)
        names = {path: Path(os.path.relpath(path, own.parent)).as_posix() for path in found}
        self.included_lines[self.config_name] = [
            Line(line, names[path], number)
            for path, text in found.items()
            for number, line in enumerate(text.split("\n"), 1)
        ]
        text, *inherited = found.values()
        return ConfigFile(text, tuple(inherited))

    def make_readable(self, file: File, markdown: str) -> str:
        """A page's Markdown without the addresses at which MkDocs would break off; they are told."""
        name, written = f"{self.documents}/{file.src_uri}", file.content_string
        self.problems.add([*tell_sections(name, written), *tell_depth(name, written)])
        markdown = without_depth(markdown)
        unreadable = unreadable_addresses(markdown)
        if unreadable:
            self.problems.add(tell_unreadable(name, written))
        for address, readable in unreadable.items():
            self.reported.add(readable)
            markdown = markdown.replace(address, readable)
        return markdown

    def check_templates(self, files: Files, env: Environment) -> None:
        """Tells of pages that ask for a template or an icon which is not there, and makes them without it."""
        asked = {"template": "{}"}
        if self.config.theme.name == "material":
            asked["icon"] = ".icons/{}.svg"
        for file in files.documentation_pages():
            meta = file.page.meta if file.page else {}
            for name in asked.keys() & meta.keys():
                value, names = meta[name], env.list_templates()
                if isinstance(value, str) and asked[name].format(value) in names:
                    continue
                del meta[name]
                if not self.fatal:  # else pages choose neither, and that is told
                    written = f"{self.documents}/{file.src_uri}"
                    self.problems.add([missing_template(written, file.content_string, name, value, names)])

    def make_front_matter_usable(self, file: File, meta: MutableMapping[str, Any]) -> None:
        """Takes from a page's front matter, and tells, values of a form at which the theme breaks off."""
        forms = FORMS if self.config.theme.name == "material" else {"title": FORMS["title"]}
        for name in forms.keys() & meta.keys():
            if name == "title" and isinstance(meta[name], date):
                meta[name] = str(meta[name])
            elif not isinstance(meta[name], forms[name]):
                del meta[name]
                self.problems.add([wrong_form(f"{self.documents}/{file.src_uri}", file.content_string, name)])

    def check(self, files: Files) -> None:
        """Looks for the problems of the rendered pages and of the navigation."""
        site = self.site(files)
        self.problems.add(where_written(check_site(site), self.included_lines))
        self.problems.add(check_static(site, self._style_sheets(files)))
        entries = set(nav_entries(self.config.nav))
        found = check_navigation(site, self.config_text, self.config_name, entries)
        self.problems.add(where_written(found, self.included_lines))
        settings = check_settings(self.config_text, self.config_name)
        self.problems.add(where_written(settings, self.included_lines))
        for template in self._templates():
            self.problems.add(check_template(template.file, template.text))

    def check_frame(self, url: str, name: str, html: str, content: str = "") -> None:
        """Looks for the problems of what stands around the content of a finished page."""
        if self._site is not None:
            found = self._frame.check(url, name, html.replace(content, "", 1) if content else html)
            self.problems.add(where_written(found, self.included_lines))

    @cached_property
    def _frame(self) -> Frame:
        assert self._site is not None
        return Frame(self._site, self.config_text, self.config_name, tuple(self._templates()))

    def _templates(self) -> Iterator[Template]:
        project = Path(self.config.config_file_path or ".").parent
        folder = Path(self.config.theme.custom_dir or "")
        if self.config.theme.custom_dir and folder.is_dir():
            for file in sorted(folder.rglob("*.html")):
                name = file.relative_to(project) if file.is_relative_to(project) else file
                yield Template(name.as_posix(), _read(file))

    def with_banner(self, path: str, html: str, content: str) -> str:
        """A finished page with its problems at the top of its content; those of no page on the front page."""
        file = f"{self.documents}/{path}"
        pages = {page.file for page in self._site.pages} if self._site else set()
        is_front = path in ("index.md", "README.md")
        told = [
            problem
            for problem in self.problems.in_file_order()
            if problem.file == file or (is_front and problem.file not in pages)
        ]
        return html.replace(content, banner(told) + content, 1) if told and content else html

    def finish(self, *, serving: bool) -> None:
        """Says the problems, and ends the build if they are to end it.

        The problems stand in the exception itself, because ``mkdocs build -q`` hides warnings. Under
        ``mkdocs serve``, and on a site that they do not end, they are said as warnings; under ``-q`` as well,
        which is there to silence MkDocs, and not what it was to find.
        """
        if self.finished:
            return
        self.finished = True
        self.problems.drop_published(lambda address: is_published(Path(self.config.site_dir), address))
        found = self.problems.in_file_order()
        fails = bool(found) and not serving and (self.fatal or self.config.strict)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            self._annotate(found, level="error" if fails else "warning")
        if fails:
            raise Abort(self.problems.report())
        for problem in found:
            if log.isEnabledFor(logging.WARNING):
                log.warning(str(problem))
            else:
                print(f"WARNING -  links: {problem}", file=sys.stderr, flush=True)

    def _annotate(self, problems: Iterable[Problem], *, level: str) -> None:
        project = Path(self.config.config_file_path or ".").resolve().parent
        workspace = Path(os.environ.get("GITHUB_WORKSPACE") or project).resolve()
        folder = project.relative_to(workspace).as_posix() if project.is_relative_to(workspace) else ""
        for problem in problems:
            print(annotation(problem, level=level, folder=folder if folder != "." else ""), flush=True)


def _read(file: Path) -> str:
    """A file's text, or nothing if it has none: the checks say nothing of files that others must read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _why_unpublished(file: File) -> str:
    if file.inclusion is InclusionLevel.DRAFT:
        return "a draft (draft_docs in mkdocs.yml)"
    return "left out (exclude_docs in mkdocs.yml, or a name that begins with a dot)"


def _absolute_is_docs(config: MkDocsConfig) -> bool:
    return config.validation.links.absolute_links is _AbsoluteLinksValidationValue.RELATIVE_TO_DOCS


def quieten_mkdocs(config: MkDocsConfig) -> None:
    """Turns MkDocs's own validation down where the link checks say the same, with line and remedy."""
    links, nav = config.validation.links, config.validation.nav
    links.not_found = links.anchors = links.unrecognized_links = logging.DEBUG
    if not _absolute_is_docs(config):
        links.absolute_links = logging.DEBUG
    nav.not_found = nav.absolute_links = logging.DEBUG


def _has_extension(config: MkDocsConfig, name: str, of: tuple[str, ...] = ()) -> bool:
    """Whether an extension of Markdown is switched on, by itself or in one of some bundles."""
    names = {
        each.partition(":")[0].removeprefix("markdown.extensions.") for each in config.markdown_extensions
    }
    return not names.isdisjoint({name, *of})


def make_markdown_safe(config: MkDocsConfig) -> None:
    """Has each page converted in a way in which nothing that is written there ends the build."""
    config.markdown_extensions.append(SAFE_MARKDOWN)
    if (options := config.mdx_configs.get(SNIPPETS)) is not None:
        options["check_paths"] = False  # at which it would break off; a missing file is told


def check_config(build: Build) -> None:
    """Ends a build whose navigation has an address that MkDocs cannot even read."""
    for entry in nav_entries(build.config.nav):
        if is_unreadable(entry) and (fault := fault_of(entry)) is not None:
            location = build.config_text.location_of(entry)
            problem = problem_at(build.config_name, location, fault.code, fault.message, hint=fault.hint)
            raise Abort(str(next(where_written(iter([problem]), build.included_lines))))


def build_quietly(config_file: str, site_dir: str, **settings: str) -> Build:
    """Builds a site for a command that asks something of it; problems do not end the build.

    ``settings`` take the place of those in the file. Raises :class:`BuildError` where there is no site to
    build.
    """
    try:
        config = load_config(config_file, site_dir=site_dir, **settings)
        build = build_of(config)
        build.finished = True
        mkdocs_build(config)
    except MkDocsException as error:
        raise BuildError(str(error)) from error
    return build


def build_of(config: MkDocsConfig) -> Build:
    """The build to which a configuration belongs (MkDocs loads one for each build)."""
    build = getattr(config, "_edition_build", None)
    if not isinstance(build, Build):
        build = Build(config)
        config._edition_build = build  # type: ignore[attr-defined]
    return build
