"""What MkDocs knows about a site, as the values that the checks know."""

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import _AbsoluteLinksValidationValue

from link_checks.checks.static_files import StaticFile, read_static_files
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.site import Site
from link_checks.site_paths import file_addresses
from link_checks.snippets import Snippets

_SNIPPETS = "pymdownx.snippets"
_WHY_UNPUBLISHED = {
    InclusionLevel.DRAFT: "a draft (draft_docs in mkdocs.yml)",
    InclusionLevel.EXCLUDED: "left out (exclude_docs in mkdocs.yml, or a name that begins with a dot)",
}


def project_folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or ".").parent


def documents_name(config: MkDocsConfig) -> str:
    """The documents' folder as a contributor names it, from the folder of mkdocs.yml."""
    folder, project = Path(config.docs_dir), project_folder(config)
    return folder.relative_to(project).as_posix() if folder.is_relative_to(project) else folder.name


def page_of(file: File, name: str, text: str) -> Page:
    """The page of a file, which a contributor knows by a name, and whose Markdown is a text."""
    assert file.page is not None
    url, title = "" if file.url in (".", "./") else file.url, str(file.page.title or "")
    return Page(file.src_uri, name, url, title, MarkdownSource(text), parse_content(file.page.content or ""))


def site_of(config: MkDocsConfig, files: Files, pages: list[Page]) -> Site:
    """The site of some rendered pages and all other files."""
    published = [file for file in files if file.inclusion.is_included()]
    unpublished = [file for file in files if file.inclusion.is_excluded()]
    of_others = (file for file in published if file.src_dir and file.src_dir != config.docs_dir)
    static_pages, drawings, style_sheets = read_static_files(_own(config, published))
    return Site(
        pages,
        file_addresses((file.url, file.src_uri) for file in published if not file.is_documentation_page()),
        documents_name(config),
        address=config.site_url or "",
        unpublished={file.src_uri: _WHY_UNPUBLISHED[file.inclusion] for file in unpublished},
        unpublished_addresses=file_addresses((file.url, file.src_uri) for file in unpublished),
        absolute_is_docs=_absolute_is_docs(config),
        has_footnotes=has_extension(config, "footnotes", "extra", "pymdownx.extra"),
        static_pages=static_pages,
        drawings=drawings,
        style_sheets=style_sheets,
        of_theme=frozenset(file.src_uri for file in of_others if not file.generated_by),
    )


def _own(config: MkDocsConfig, files: Iterable[File]) -> Iterator[StaticFile]:
    """The files of the documents' folder itself; the theme brings its own."""
    documents = documents_name(config)
    for file in files:
        if file.src_dir == config.docs_dir:
            source = Path(file.abs_src_path or "")
            yield StaticFile(file.src_uri, f"{documents}/{file.src_uri}", file.url, source)


def _absolute_is_docs(config: MkDocsConfig) -> bool:
    return config.validation.links.absolute_links is _AbsoluteLinksValidationValue.RELATIVE_TO_DOCS


def has_extension(config: MkDocsConfig, *names: str) -> bool:
    """Whether one of some Markdown extensions is switched on; a plugin may have added it as an object."""
    switched_on = {each if isinstance(each, str) else type(each).__module__ for each in config.markdown_extensions}
    found = {each.partition(":")[0].removeprefix("markdown.extensions.") for each in switched_on}
    return not found.isdisjoint(names)


def snippets_of(config: MkDocsConfig) -> Snippets | None:
    """How the pages of a site include other files, or None if they do not."""
    if not has_extension(config, _SNIPPETS):
        return None
    options = config.mdx_configs.get(_SNIPPETS) or {}
    folders = options.get("base_path", ["."])
    try:
        paths = [Path(os.fspath(folder)) for folder in ([folders] if isinstance(folders, str) else folders)]
    except RuntimeError:  # !relative, which is another folder for each page
        return None
    folders = [path.parent if path.is_file() else path for path in paths]
    return Snippets(folders, project_folder(config), options.get("auto_append") or ())


def quiet_mkdocs(config: MkDocsConfig) -> None:
    """Silences MkDocs's own validation where the link checks report the same, with line and fix."""
    links, nav = config.validation.links, config.validation.nav
    links.not_found = links.anchors = links.unrecognized_links = logging.DEBUG
    if not _absolute_is_docs(config):
        links.absolute_links = logging.DEBUG
    nav.not_found = nav.absolute_links = logging.DEBUG


def make_markdown_safe(config: MkDocsConfig) -> None:
    """Has each page converted in such a way that nothing in it ends the build."""
    config.markdown_extensions.append("link_checks.unreadable_markdown:SafeMarkdown")
    if (options := config.mdx_configs.get(_SNIPPETS)) is not None:
        options["check_paths"] = False  # a missing file would end the build; it is reported instead
