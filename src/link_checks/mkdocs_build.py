"""One MkDocs build, and the problems that the link checks find in it."""

import os
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files

from link_checks.addresses import fault_of
from link_checks.built_site import is_published
from link_checks.checks import check_project
from link_checks.checks.front_matter import FORMS, check_front_matter, missing_template, wrong_form
from link_checks.checks.navigation import nav_entries
from link_checks.checks.page_shell import PageShell
from link_checks.checks.templates import read_templates
from link_checks.config_file import ConfigFile, read_config
from link_checks.location import Origin
from link_checks.memory import Memory
from link_checks.mkdocs_site import Folders, folders_of, page_of, site_of, snippets_of
from link_checks.problem import BuildError, Problem, Problems, not_utf8, report
from link_checks.report import annotate, banner, log_problems, where_explained
from link_checks.settings import Settings, read_settings
from link_checks.site import Site
from link_checks.snippets import Line, where_written
from link_checks.unreadable_markdown import check_readable, is_unreadable, make_readable

LARGE = 2_000_000  # characters of HTML whose parsed trees stay in memory; a tree takes ten times as much
# Characters of built pages that are checked together. Checking each page right after it is rendered takes twice the
# time, because checks and rendering then evict each other from the processor's caches.
TOGETHER = 4_000_000
PENDING = "<!-- made when it is asked for -->"  # placeholder of a page that a plugin renders later


class Command(NamedTuple):
    """The running command. MkDocs reports it only to ``on_startup``, once per process."""

    is_serving: bool = False
    is_complete: bool = True  # whether all pages are built, not only changed ones


@dataclass
class Build:
    """One build, shared by all plugins. Each rebuild of ``mkdocs serve`` has its own.

    ``hook_data`` belongs to other plugins. ``included_lines`` are the lines of pages, with the lines that they include.
    ``reported`` are the addresses that were reported before pages were rendered. ``how_to_add`` maps patterns of pages
    generated from a list to a hint on how to add to the list. A plugin may start a nested build, whose problems the
    outer build (``parent``) reports. ``unwanted`` are the codes that mkdocs.yml ignores, unless a setting of the link
    checks names them.
    """

    config: MkDocsConfig
    command: Command = field(default_factory=Command)
    settings: Settings = field(default_factory=read_settings)
    problems: Problems = field(default_factory=Problems)
    parent: "Build | None" = None
    memory: Memory | None = None
    unwanted: frozenset[str] | None = None
    is_quiet: bool = False  # whether problems are not logged and do not end the build
    state: str = ""  # "begun", "finished"
    hook_data: dict[str, Any] = field(default_factory=dict)
    included_lines: dict[str, Sequence[Line]] = field(default_factory=dict)
    how_to_add: dict[str, str] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    shell_problems: dict[str, list[Problem]] = field(default_factory=dict)  # by name of the built page
    _waiting: list[tuple[str, str, str, str]] = field(default_factory=list)
    _folders: Folders | None = None
    _site: Site | None = None
    _shell: PageShell | None = None

    def __deepcopy__(self, _memo: object) -> "Build":
        return self  # a plugin copies the configuration for a nested build

    @property
    def folders(self) -> Folders:
        if self._folders is None or self._folders.copied != self.config.docs_dir:
            self._folders = folders_of(self.config)
        return self._folders

    @cached_property
    def config_file(self) -> ConfigFile:
        return read_config(Path(self.config.config_file_path or "mkdocs.yml"))

    def check_config(self) -> None:
        """Raise :class:`Abort` if the navigation has an address that MkDocs cannot parse."""
        for entry in nav_entries(self.config.nav):
            if is_unreadable(entry) and (fault := fault_of(entry)) is not None:
                origin = self.config_file.find(entry) or Origin(self.config_file.name, None, entry)
                raise Abort(str(fault.at(origin.file, origin.location)))

    def check_files(self, files: Files) -> None:
        """Report broken front matter and unreadable pages. Unreadable pages are built as empty ones."""
        for file in files.documentation_pages():
            try:
                found = list(check_front_matter(self.folders.name_of(file), file.content_string))
            except UnicodeDecodeError as error:
                found = [not_utf8(self.folders.name_of(file), error)]
            self.problems.add(found)
            if any(problem.code in ("too-deep", "encoding") for problem in found):
                file.content_string = ""

    def make_readable(self, file: File, markdown: str) -> str:
        """Report Markdown that MkDocs cannot read, and return the page's Markdown in a readable form."""
        self.problems.add(check_readable(self.folders.name_of(file), file.content_string))
        markdown, changed = make_readable(markdown)
        self.reported |= changed
        return markdown

    def make_front_matter_usable(self, file: File, meta: MutableMapping[str, Any]) -> None:
        """Report and remove front matter values that the theme cannot use. Convert a date in ``title`` to text."""
        forms = FORMS if self.config.theme.name == "material" else {"title": FORMS["title"]}
        for name in forms.keys() & meta.keys():
            if name == "title" and isinstance(meta[name], date):
                meta[name] = str(meta[name])
            elif not isinstance(meta[name], forms[name]):
                del meta[name]
                self.problems.add([wrong_form(self.folders.name_of(file), file.content_string, name)])

    def check_templates(self, files: Files, env: Environment) -> None:
        """Report templates and icons of pages that do not exist, and remove them from the front matter."""
        asked = {"template": "{}"} | ({"icon": ".icons/{}.svg"} if self.config.theme.name == "material" else {})
        for file in files.documentation_pages():
            meta = file.page.meta if file.page else {}
            for kind in asked.keys() & meta.keys():
                value, names = meta[kind], env.list_templates()
                if not isinstance(value, str) or asked[kind].format(value) not in names:
                    del meta[kind]
                    written = missing_template(self.folders.name_of(file), file.content_string, kind, value, names)
                    self.problems.add([written])

    def site(self, files: Files) -> Site:
        """Return the rendered pages as a :class:`Site`, which is created once per build."""
        if self._site is None:
            made = (file for file in files if file.is_documentation_page())
            rendered = (file for file in made if file.page and file.page.content is not None)
            pages = [page_of(self.folders, file, self._text(file)) for file in rendered]
            self._site = site_of(self.config, self.folders, files, pages)
            self._site.portable, self._site.how_to_add = self.settings.portable, self.how_to_add
            self._site.reported = frozenset(self.reported)
            self._site.is_large = not self.command.is_serving and sum(len(page.rendered) for page in pages) > LARGE
            for page, size in zip(pages, accumulate(len(page.rendered) for page in pages), strict=True):
                if size > LARGE:
                    self._site.release(page)
        return self._site

    def _text(self, file: File) -> str:
        text, name = file.content_string, self.folders.name_of(file)
        snippets = snippets_of(self.config, self.folders.project)
        if snippets is None or not ("8<-" in text or snippets.appended):
            return text
        self.included_lines[name] = snippets.lines_of(name, text)
        self.problems.add(snippets.problems)
        return "\n".join(line.text for line in self.included_lines[name])

    def check(self, files: Files) -> None:
        """Check the rendered pages and the other files of the site."""
        folder = self.config.theme.custom_dir
        templates = tuple(read_templates(Path(folder) if folder else None, self.folders.project))
        own = {file.src_uri for file in files}
        entries = {each for each in nav_entries(self.config.nav) if each in own or not files.get_file_from_path(each)}
        site, config_file = self.site(files), self.config_file
        right = self.memory.of(site, config_file, templates, sorted(entries)) if self.memory else None
        self._shell = PageShell(site, config_file, templates, entries, right)
        self.problems.add(where_written(check_project(self._shell), self.included_lines))

    def check_page_shell(self, url: str, name: str, html: str, content: str = "") -> None:
        """Check the shell of a built page: at once in a preview, otherwise together with further pages."""
        if self._shell is not None and html != PENDING:
            self._waiting.append((url, name, html, content))
        if self.command.is_serving or sum(len(html) for _, _, html, _ in self._waiting) > TOGETHER:
            self.check_waiting()

    def check_waiting(self) -> None:
        for url, name, html, content in self._waiting:
            assert self._shell is not None
            shell = html.replace(content, "", 1) if content else html
            found = list(self._shell.check(url, name, shell))
            self.shell_problems[name] = found
            self.problems.add(found)
        self._waiting.clear()

    def _shown(self) -> list[Problem]:
        unwanted = () if "default" in self.settings.level else (self.unwanted or frozenset()) - set(self.settings.level)
        found = (problem for problem in self.problems.in_order() if problem.code not in unwanted)
        return [problem for problem in found if not self.settings.is_silenced(problem)]

    def with_banner(self, path: str, html: str, content: str) -> str:
        """Return a built page with its problems at the top. The front page also shows problems of other files."""
        file = f"{self.folders.documents_name}/{path}"
        pages = {page.file for page in self._site.pages} if self._site else set()
        is_front = path in ("index.md", "README.md")
        own = [each for each in self._shown() if each.file == file or (is_front and each.file not in pages)]
        return html.replace(content, banner(own) + content, 1) if own and content else html

    def finish(self) -> None:
        """Report the problems, within the exception if they end the build: ``mkdocs build -q`` hides warnings."""
        if self.state == "finished":
            return
        self.state = "finished"
        self.check_waiting()
        if self.parent is not None:
            self.parent.problems.merge(self.problems)
            self.config._link_checks_build = self.parent  # type: ignore[attr-defined]
            return
        self.problems.drop_published(lambda address: is_published(Path(self.config.site_dir), address))
        if self.command.is_complete:
            found = self.problems.in_order()
            self.problems.add(self.settings.unused_rules(found, self.config_file))
        shown = self._shown()
        has_error = self.config.strict or any(self.settings.level_of(each) == "error" for each in shown)
        fails = bool(shown) and not self.command.is_serving and has_error
        if self.is_quiet:
            return
        if os.environ.get("GITHUB_ACTIONS") == "true":
            annotate(shown, self.folders.project, level="error" if fails else "warning")
        if fails:
            raise Abort(f"{report(shown)}\n{where_explained()}")
        log_problems(shown)


def build_quietly(config_file: str, site_dir: str, **settings: str) -> Build:
    """Build a site whose pages a command reads. Problems do not end the build.

    ``settings`` override those in the file. Raise :class:`BuildError` if the site cannot be built.
    """
    try:
        config = load_config(config_file, site_dir=site_dir, **settings)
        build = build_of(config)
        build.is_quiet = True
        mkdocs_build(config)
    except MkDocsException as error:
        raise BuildError(str(error)) from error
    return build


def begin_build(config: MkDocsConfig) -> Build:
    """Begin a build. Create a new one if the configuration, or the one it was copied from, already has one."""
    build = build_of(config)
    if build.state or build.config is not config:
        parent = build if build.state == "begun" else None
        build = Build(config, parent=parent, unwanted=build.unwanted, is_quiet=build.is_quiet)
        config._link_checks_build = build  # type: ignore[attr-defined]
    build.state = "begun"
    return build


def build_of(config: MkDocsConfig) -> Build:
    """Return the build of a configuration, and create it if needed. MkDocs loads a configuration for each build."""
    build = getattr(config, "_link_checks_build", None)
    if not isinstance(build, Build):
        build = Build(config)
        config._link_checks_build = build  # type: ignore[attr-defined]
    return build
