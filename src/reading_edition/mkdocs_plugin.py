"""The MkDocs plugin ``reading-edition``, which builds an annotated edition. It needs the plugin ``link-checks``.

Its settings are in mkdocs.yml, under ``extra.edition``. Any problem fails the build, with or without ``--strict``.
"""

import gc
import os
from functools import partial
from glob import glob
from pathlib import Path
from types import MethodType
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

import link_checks
from link_checks.memory import Memory
from link_checks.mkdocs_build import PENDING, Build, Command, build_of
from reading_edition.build import GENERATED, EditionBuild
from reading_edition.checks.front_matter import REFUSED_KEYS
from reading_edition.export import EXPORTS
from reading_edition.export.assets import AssetError
from reading_edition.load import received
from reading_edition.load.citations import CitationError
from reading_edition.load.results import Results
from reading_edition.load.settings import SettingsError, read_settings
from reading_edition.load.theme_settings import check_theme
from reading_edition.model.code_host import code_host
from reading_edition.model.settings import Settings
from reading_edition.parsed_pages import ParsedPages
from reading_edition.preview import Preview, StoredTemplates, TemplatesOnDemand
from reading_edition.store import cache_key

if TYPE_CHECKING:  # the import loads a web server, which a build does not need
    from mkdocs.livereload import LiveReloadServer

_PACKAGE = Path(__file__).parent
THEME = _PACKAGE / "theme"  # the edition's style sheets, scripts, and templates that replace Material's
_log = get_plugin_logger("edition")


class NoSettings(Config):
    """The empty configuration of the plugin: all settings of an edition are under ``extra.edition``."""


class ReadingEditionPlugin(BasePlugin[NoSettings]):
    """The plugin that turns a site into an annotated edition."""

    def __init__(self) -> None:
        self._command = Command()
        self.preview = Preview()
        self._parsed = ParsedPages()
        self._before: str | None = None  # the content of the current page before the edition rendered it

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._command = Command(is_serving=command == "serve", is_complete=not dirty)

    @event_priority(-50)  # after the link checks
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        build = build_of(config)
        if build.state != "begun":
            raise Abort("mkdocs.yml: the plugin reading-edition needs the plugin link-checks (add it to plugins)")
        build.settings.level = {**build.settings.level, "default": "error"}
        build.settings.portable = True
        gc.set_threshold(100_000, 5, 2)  # almost all objects of a build live until the next build of a server
        settings = self._read_settings(config, build)
        build.hook_data["edition"] = edition = EditionBuild(
            settings,
            Path(config.docs_dir),
            build.folders.documents_name,
            config.site_url or "",
            code_host(config.repo_url or "", str(config.edit_uri_template or ""), settings.note_form),
            is_preview=self._command.is_serving,
            cache=Path(config.config_file_path).parent / ".cache",
            configuration=repr((config.extra, dict(config.theme), config.site_name)),
            results=self.preview.results if self._command.is_serving else Results(),
        )
        build.how_to_add |= edition.how_to_add
        if not self._command.is_serving:
            build.memory = Memory(lambda shape: edition.store.get_value(cache_key("right", shape)) or {})
        if settings.is_markdown:
            missing = set(received.EXTENSIONS).difference(config.markdown_extensions)
            config.markdown_extensions += sorted(missing)
        if not config.repo_url:
            config.edit_uri_template = None  # MkDocs would warn about an address that leads nowhere
        config.watch += [str(_PACKAGE), str(Path(link_checks.__file__).parent)]
        return config

    def _read_settings(self, config: MkDocsConfig, build: Build) -> Settings:
        try:
            settings = read_settings(config.extra.get("edition"), build.config_file.text)
        except SettingsError as error:
            raise Abort(str(error)) from error
        if config.theme.name == "material":
            _use_theme(config, build, settings.facts.notes_language)
        return settings

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check the files before anything reads them, and register generated files so that pages can link to them."""
        edition = _edition_of(config)
        scripts = [str(getattr(script, "path", script)) for script in config.extra_javascript]
        own = {file.src_uri: file for file in files if file.abs_src_path and file.src_dir == config.docs_dir}
        for path in edition.check_files(own, {*scripts, *config.extra_css}):
            files.remove(own[path])
        for path in GENERATED:
            if files.get_file_from_path(path) is None:
                files.append(File.generated(config, path, content=""))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        versions = self.preview.versions if self._command.is_serving else None
        self._parsed = ParsedPages.for_build(config, files, _edition_of(config).store, versions)
        if self._command.is_serving:
            self.preview.start_build(config, build_of(config).config_file.text, nav, files)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self._parsed.use_cache(page)
        return _edition_of(config).prepare(page.file.src_uri, markdown)

    @event_priority(200)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return _edition_of(config).shape(page.file.src_uri, html)

    @event_priority(0)
    def _render(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        if isinstance(env.loader, _WithoutIcons):
            env.loader = FileSystemLoader(config.theme.dirs)  # include icons, which pages may use
        build, edition = build_of(config), _edition_of(config)
        pages = {file.src_uri: file.page for file in files if file.page is not None}
        edition.front_matter = {path: dict(page.meta) for path, page in pages.items()}
        for page in pages.values():  # an invalid value must not break the rest of the build
            for key in REFUSED_KEYS:
                page.meta.pop(key, None)
        edition.render(build.site(files), build.problems)
        for path, page in pages.items():  # otherwise the sitemap would date all pages today
            page.update_date = edition.last_change(path) or page.update_date
        return env

    @event_priority(-200)  # after all plugins that need the theme's own templates
    def _defer(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment | TemplatesOnDemand:
        """Defer the pages, exports, and static files of a preview until they are requested."""
        build, edition = build_of(config), _edition_of(config)
        env.bytecode_cache = StoredTemplates(edition.store)
        if not self._command.is_serving:
            return env
        for path in EXPORTS:
            self.preview.on_demand.defer(path, partial(edition.export, path))
        self.preview.defer_static_files(files)
        for old, new in edition.copied_files:
            self.preview.on_demand.defer_copy(old, new, Path(config.site_dir))
        self.preview.start_rendering(config, build.site(files))
        return TemplatesOnDemand(env, self.preview, config, lambda path: edition.content_of(path) or "")

    on_env = CombinedEvent(_render, _defer)

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Replace the content of a page with the rendered content, after search plugins have read the original.

        Search plugins would take longer to index the tooltips and mentions than the edition takes to render them.
        """
        path, self._before = page.file.src_uri, page.content
        is_deferred = self._command.is_serving and self.preview.can_defer(path, page)
        page.content = "" if is_deferred else _edition_of(config).content_of(path) or page.content

    @event_priority(-50)  # after the link checks
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        finished = self._finish(output, page.file.src_uri, page, config)
        if not self._command.is_serving:
            page.content = self._before  # MkDocs keeps the content in memory until the build ends
        return finished

    @event_priority(-50)  # after the link checks
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        return self._finish(output, template_name, None, config)

    def _finish(self, output: str, name: str, page: Page | None, config: MkDocsConfig) -> str:
        build = build_of(config)
        if output == PENDING:
            build.problems.add(self.preview.shell_problems(name))
            return output
        if self._command.is_serving and build.state == "begun":
            self.preview.cache_shell(name, page, build.shell_problems.get(name, ()))
        return _edition_of(config).finish_page(name, output, (page and page.content) or "")

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        try:
            _edition_of(config).publish(Path(config.site_dir))
        except AssetError as error:
            raise Abort(str(error)) from error
        except CitationError as error:
            raise Abort(f"the citation processor cannot write BibTeX: {error}") from error
        if not self._command.is_serving and (memory := build_of(config).memory):
            _edition_of(config).store.put_value(cache_key("right", memory.shape), memory.known)
        for notice in _edition_of(config).notices():
            _log.info(notice)

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: object) -> "LiveReloadServer":
        self.preview.on_demand.attach(server)
        return server


class _WithoutIcons(FileSystemLoader):
    """A template loader that lists no hidden files and folders: MkDocs would read each and publish none."""

    def list_templates(self) -> list[str]:
        found = {path for start in self.searchpath for path in glob("**/*", root_dir=start, recursive=True)}
        return sorted(path.replace(os.sep, "/") for path in found)


def _without_icons(theme: Theme) -> Environment:
    env = Theme.get_env(theme)
    env.loader = _WithoutIcons(theme.dirs)
    return env


def _use_theme(config: MkDocsConfig, build: Build, notes_language: str) -> None:
    """Insert the edition's theme before Material, but after a ``custom_dir``, and check the theme's settings."""
    if not any(Path(folder) == THEME for folder in config.theme.dirs):
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    folders = (Path(folder, "partials", "languages") for folder in config.theme.dirs)
    languages = sorted({file.stem for folder in folders for file in folder.glob("*.html")})
    build.problems.add(check_theme(dict(config.theme), languages, build.config_file.text, notes_language))
    config.theme.get_env = MethodType(_without_icons, config.theme)  # type: ignore[method-assign]
    if config.theme["language"] not in languages:
        config.theme["language"] = "en"  # so that the build continues and reports the problem


def _edition_of(config: MkDocsConfig) -> EditionBuild:
    edition: EditionBuild = build_of(config).hook_data["edition"]
    return edition
