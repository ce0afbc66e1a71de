"""A MkDocs hook: the annotated edition.

    hooks:
      - hooks/check_links.py
      - hooks/annotated_edition.py

What it knows of the text is in mkdocs.yml, under extra.edition. A problem fails the build, strict or not.
"""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

import reading_edition
from link_checks.mkdocs_build import Command, build_of
from reading_edition.build import GENERATED, EditionBuild
from reading_edition.checks.front_matter import REFUSED_KEYS
from reading_edition.export import EXPORTS
from reading_edition.load.settings import SettingsError, check_theme, read_settings
from reading_edition.model.code_host import code_host
from reading_edition.preview import Preview

command = Command()
preview = Preview()
log = get_plugin_logger("edition")
on_startup = command.started


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    build = build_of(config)
    build.settings.level = {**build.settings.level, "default": "error"}
    build.settings.portable = True
    try:
        settings = read_settings(config.extra.get("edition"), build.config_text.text)
    except SettingsError as error:
        raise Abort(str(error)) from error
    if config.theme.name == "material":
        folders = (Path(folder, "partials", "languages") for folder in config.theme.dirs)
        languages = sorted({file.stem for folder in folders for file in folder.glob("*.html")})
        build.problems.add(check_theme(dict(config.theme), languages, build.config_text.text))
        if config.theme["language"] not in languages:
            config.theme["language"] = "en"  # so that the build can report it
    build.hook_data["edition"] = edition = EditionBuild(
        settings,
        Path(config.docs_dir),
        build.documents,
        config.site_url or "",
        code_host(config.repo_url or "", str(config.edit_uri_template or ""), settings.note_form),
        is_preview=command.is_serving,
    )
    build.how_to_add |= edition.how_to_add
    if not config.repo_url:
        config.edit_uri_template = None  # MkDocs would warn of an address that leads nowhere
    config.watch += [str(Path(__file__).parent), str(Path(reading_edition.__file__).parents[1])]
    return config


@event_priority(100)
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Checks the files before anything reads them, and lets pages link to files that are made later."""
    edition = edition_of(config)
    scripts = [str(getattr(script, "path", script)) for script in config.extra_javascript]
    own = {file.src_uri: file for file in files if file.abs_src_path and file.src_dir == config.docs_dir}
    for path in edition.check_files(own, {*scripts, *config.extra_css}):
        files.remove(own[path])
    for path in GENERATED:
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=""))
    return files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    if command.is_serving:
        preview.begin(config, files)
    return nav


def _prepare(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    return edition_of(config).prepare(page.file.src_uri, markdown)


@event_priority(-200)  # after every plugin that changes the Markdown
def _before_parsing(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    if command.is_serving:
        preview.before_parsing(page, markdown)
    return markdown


on_page_markdown = CombinedEvent(_prepare, _before_parsing)


@event_priority(200)
def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    if command.is_serving:
        preview.after_parsing(page, html)
    return html


@event_priority(0)
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    build, edition = build_of(config), edition_of(config)
    pages = {file.src_uri: file.page for file in files if file.page is not None}
    edition.front_matter = {path: dict(page.meta) for path, page in pages.items()}
    for page in pages.values():  # what is refused must not break the rest of the build
        for key in REFUSED_KEYS:
            page.meta.pop(key, None)
    edition.render(build.site(files), Path(config.config_file_path).parent / ".cache", build.problems)
    for path, page in pages.items():  # else the list of pages would say that all were changed today
        page.update_date = edition.last_change(path) or page.update_date
    return env


@event_priority(-100)
def on_page_context(context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG001
    """Puts the rendered page back after the search plugin has read the page without tooltips and mentions.

    The edition makes the entries of the search index itself, and reading all of them would cost more than
    rendering them.
    """
    page.content = edition_of(config).content_of(page.file.src_uri) or page.content


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    return edition_of(config).finish_page(page.file.src_uri, output)


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    return edition_of(config).finish_page(template_name, output)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    edition_of(config).publish(Path(config.site_dir))
    if notice := edition_of(config).notice():
        log.info(notice)
    preview.published(edition_of(config))


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    preview.make_on_demand(server, EXPORTS)
    return server


def edition_of(config: MkDocsConfig) -> EditionBuild:
    edition: EditionBuild = build_of(config).hook_data["edition"]
    return edition
