"""A MkDocs hook: the annotated edition.

    hooks:
      - hooks/check_links.py
      - hooks/annotated_edition.py

What it knows of the text stands in mkdocs.yml, under extra.edition. A problem fails the build, strict
or not.
"""

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

import reading_edition
from link_checks.mkdocs_build import Command, build_of
from reading_edition.build import EditionBuild
from reading_edition.checks.files import DocsFile, is_link
from reading_edition.checks.front_matter import REFUSED_KEYS
from reading_edition.export import EXPORTS
from reading_edition.load.settings import SettingsError, read_settings
from reading_edition.model.code_host import code_host
from reading_edition.render.kinds_css import KINDS_CSS, kinds_css

command = Command()
on_startup = command.started


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    build = build_of(config)
    build.settings.level = {**build.settings.level, "default": "error"}
    build.settings.portable = True
    try:
        settings = read_settings(config.extra.get("edition"), config_text(config))
    except SettingsError as error:
        raise Abort(str(error)) from error
    build.hook_data["edition"] = edition = EditionBuild(
        settings,
        Path(config.docs_dir),
        build.documents,
        config.site_url or "",
        code_host(config.repo_url or "", str(config.edit_uri_template or ""), settings.note_form),
        is_preview=command.is_serving,
    )
    build.how_to_add |= edition.lists
    if not config.repo_url:
        config.edit_uri_template = None  # MkDocs would warn of an address that leads nowhere
    config.watch += [str(Path(__file__).parent), str(Path(reading_edition.__file__).parents[1])]
    return config


@event_priority(100)
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Looks at the files before anything reads them, and lets pages link to what is published.

    MkDocs is to know these files before they are made. What only the build reads is not published.
    """
    for file in check_files(files, config):
        files.remove(file)
    for file in [file for file in files if edition_of(config).is_kept_back(file.src_uri)]:
        files.remove(file)
    for path in EXPORTS:
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=""))
    files.append(File.generated(config, KINDS_CSS, content=kinds_css(edition_of(config).settings)))
    return files


def config_text(config: MkDocsConfig) -> str:
    """The text of mkdocs.yml, or an empty text where it cannot be read."""
    try:
        return Path(config.config_file_path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def check_files(files: Files, config: MkDocsConfig) -> list[File]:
    """Tells of files that are refused, and returns the links, behind which nothing is to be read."""
    own = [file for file in files if file.abs_src_path and file.src_dir == config.docs_dir]
    found = [(file, is_link(Path(config.docs_dir), file.src_uri)) for file in own]
    scripts = [getattr(script, "path", script) for script in config.extra_javascript]
    edition_of(config).check_files(
        (DocsFile(file.src_uri, linked, Path(file.abs_src_path or "").read_bytes) for file, linked in found),
        {str(path) for path in (*scripts, *config.extra_css)},
    )
    return [file for file, linked in found if linked]


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    return edition_of(config).prepare(page.file.src_uri, markdown)


@event_priority(0)
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    build = build_of(config)
    edition = edition_of(config)
    metas = {file.src_uri: file.page.meta for file in files if file.page is not None}
    edition.front_matter = {path: dict(meta) for path, meta in metas.items()}
    for meta in metas.values():  # what is refused must not break the rest of the build
        for key in REFUSED_KEYS:
            meta.pop(key, None)
    site = build.site(files)
    cache = Path(config.config_file_path).parent / ".cache" / "citations"
    edition.weave_and_tell(site, cache, build.problems)
    for file in files.documentation_pages():
        if file.page is not None:  # else the list of pages would say that all were changed today
            file.page.update_date = edition.last_change(file.src_uri) or file.page.update_date
    return env


@event_priority(-100)
def on_page_context(context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG001
    """Gives the woven page back when the search plugin has read the page.

    The edition makes the entries of the search index itself. The plugin would take every tooltip and mention
    apart for nothing, which costs more than all the weaving.
    """
    page.content = edition_of(config).content_of(page.file.src_uri) or page.content


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    return edition_of(config).finish_page(page.file.src_uri, output)


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    return edition_of(config).finish_template(template_name, output)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    edition_of(config).publish(Path(config.site_dir))
    build_of(config).finish(serving=command.is_serving)


def edition_of(config: MkDocsConfig) -> EditionBuild:
    edition: EditionBuild = build_of(config).hook_data["edition"]
    return edition
