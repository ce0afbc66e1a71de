"""Convert MkDocs's configuration and files to the values that the checks use."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import _AbsoluteLinksValidationValue

from link_checks.checks.static_files import read_static_files
from link_checks.config_file import read_config
from link_checks.location import read_text
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page
from link_checks.site import Site
from link_checks.site_paths import file_addresses
from link_checks.snippets import Snippets
from link_checks.sources import SourceFile, files_named_in, source_files

_SNIPPETS = "pymdownx.snippets"
_SAFE = "link_checks.unreadable_markdown:SafeMarkdown"
_CODES = {  # problem codes by the name of MkDocs's validation setting
    "not_found": "missing-page missing-file missing-image",
    "anchors": "missing-anchor",
    "absolute_links": "absolute-link",
}
_EXTRA = ("extra", "pymdownx.extra")  # extensions that bundle others, and contain their options
_WHY_UNPUBLISHED = {
    InclusionLevel.DRAFT: "a draft (draft_docs in mkdocs.yml)",
    InclusionLevel.EXCLUDED: "left out (exclude_docs in mkdocs.yml, or a name that begins with a dot)",
}


@dataclass(frozen=True)
class Folders:
    """The folder of mkdocs.yml, the docs folder, and the folder to which a plugin may have ``copied`` the docs."""

    project: Path
    documents: Path
    copied: str

    @cached_property
    def documents_name(self) -> str:
        """The path of the docs folder relative to the folder of mkdocs.yml, or its name if it is elsewhere."""
        return _within(str(self.documents), str(self.project)) or self.documents.name

    def is_own(self, file: File) -> bool:
        """Return whether a page comes from a file of the project, and not from a plugin."""
        folders = (str(self.project), str(self.documents), self.copied)
        return any(_within(file.abs_src_path or "", folder) for folder in folders)

    def name_of(self, file: File) -> str:
        """Return the path of a file relative to the project, wherever a plugin has copied the file."""
        return _within(file.abs_src_path or "", str(self.project)) or f"{self.documents_name}/{file.src_uri}"


def _within(path: str, folder: str) -> str:
    """Return a path relative to a folder, or an empty string if it is outside the folder."""
    start = os.path.join(folder, "")
    return path[len(start) :].replace(os.sep, "/") if path.startswith(start) else ""


def folders_of(config: MkDocsConfig) -> Folders:
    project = Path(os.path.abspath(config.config_file_path or "mkdocs.yml")).parent
    if Path(config.docs_dir).is_relative_to(project):
        return Folders(project, Path(config.docs_dir), config.docs_dir)
    settings = read_config(Path(config.config_file_path))
    written = next((scalar.value for scalar in settings.scalars if scalar.keys == ("docs_dir",)), "docs")
    return Folders(project, Path(os.path.normpath(project / written)), config.docs_dir)


def page_of(folders: Folders, file: File, text: str) -> Page:
    assert file.page is not None
    url, title = "" if file.url in (".", "./") else file.url, str(file.page.title or "")
    rendered, is_generated = file.page.content or "", not folders.is_own(file)
    text = file.page.markdown if file.page.markdown == text else text  # reuse MkDocs's string, to save memory
    path, name, source = file.src_uri, folders.name_of(file), MarkdownSource(text)
    return Page(path, name, url, title, source, None, is_generated=is_generated, rendered=rendered)


def _sources_of(config: MkDocsConfig, folders: Folders, files: Files, page: Page | None) -> Iterator[SourceFile]:
    """Yield the files from which plugins may generate parts of a page or, without a page, of the navigation."""
    project, documents, settings = folders.project, folders.documents, Path(config.config_file_path)
    found = list(files_named_in(read_text(settings), [project], quoted=False))
    if page is None:
        found += [Path(file.abs_src_path) for file in files if file.inclusion.is_excluded() and file.abs_src_path]
    else:
        around = [(documents / page.path).parent, documents, project]
        shown = files_named_in(page.words, around, quoted=False)  # such as the name of a source code file
        found = [*files_named_in(page.source.text, around, quoted=True), *shown, settings, *found]
    yield from source_files(found, project, documents)


def site_of(config: MkDocsConfig, folders: Folders, files: Files, pages: list[Page]) -> Site:
    published = [file for file in files if file.inclusion.is_included()]
    unpublished = [file for file in files if file.inclusion.is_excluded()]
    of_others = (file for file in published if file.src_dir and file.src_dir != config.docs_dir)
    site = Site(
        pages,
        file_addresses((file.url, file.src_uri) for file in published if not file.is_documentation_page()),
        folders.documents_name,
        address=config.site_url or "",
        unpublished={file.src_uri: _WHY_UNPUBLISHED[file.inclusion] for file in unpublished},
        unpublished_addresses=file_addresses((file.url, file.src_uri) for file in unpublished),
        absolute_is_docs=_absolute_is_docs(config),
        has_footnotes=has_extension(config, "footnotes", *_EXTRA),
        footnotes=options_of(config, "footnotes"),
        has_attribute_lists=has_extension(config, "attr_list", *_EXTRA),
        named=cache(lambda path: found.src_uri if (found := files.get_file_from_path(path)) else path),
        sources_of=lambda page: _sources_of(config, folders, files, page),
        of_theme=frozenset(file.src_uri for file in of_others if not file.generated_by),
    )
    own = (file for file in published if file.src_dir == config.docs_dir)
    read_static_files(site, ((file.src_uri, file.url, Path(file.abs_src_path or "")) for file in own))
    return site


def _absolute_is_docs(config: MkDocsConfig) -> bool:
    return config.validation.links.absolute_links is _AbsoluteLinksValidationValue.RELATIVE_TO_DOCS


def has_extension(config: MkDocsConfig, *names: str) -> bool:
    """Return whether a site uses one of these Markdown extensions. A plugin may have added it as an object."""
    found = {_name_of_extension(each) for each in config.markdown_extensions}
    return not found.isdisjoint(names)


def options_of(config: MkDocsConfig, name: str) -> dict[str, Any]:
    """Return the options of a Markdown extension: from an object, a bundling extension, or its own settings."""
    for each in config.markdown_extensions:
        if isinstance(each, Extension) and _name_of_extension(each) == name:
            return each.getConfigs()
    options = {_name_of_extension(key): value or {} for key, value in config.mdx_configs.items()}
    return next((options[key][name] for key in _EXTRA if name in options.get(key, {})), options.get(name, {})) or {}


def _name_of_extension(extension: object) -> str:
    name = extension if isinstance(extension, str) else type(extension).__module__
    return name.partition(":")[0].removeprefix("markdown.extensions.")


def snippets_of(config: MkDocsConfig, project: Path) -> Snippets | None:
    """Return the :class:`Snippets` of a site, or None if pages include no files, or files relative to each page."""
    if not has_extension(config, _SNIPPETS):
        return None
    options = options_of(config, _SNIPPETS)
    folders = options.get("base_path", ["."])
    try:
        paths = [Path(os.fspath(folder)) for folder in ([folders] if isinstance(folders, str) else folders)]
    except RuntimeError:  # !relative, which is a different folder for each page
        return None
    folders = [path.parent if path.is_file() else path for path in paths]
    is_restricted = options.get("restrict_base_path", True)
    return Snippets(folders, project, options.get("auto_append") or (), is_restricted)


def quiet_mkdocs(config: MkDocsConfig) -> frozenset[str]:
    """Silence MkDocs's validation where the link checks report the same. Return the codes that it was set to ignore."""
    links, nav = config.validation.links, config.validation.nav
    ignored = " ".join(codes for name, codes in _CODES.items() if links[name] == logging.DEBUG)
    links.not_found = links.anchors = links.unrecognized_links = logging.DEBUG
    if not _absolute_is_docs(config):
        links.absolute_links = logging.DEBUG
    nav.not_found = nav.absolute_links = logging.DEBUG
    return frozenset(ignored.split())


def make_markdown_safe(config: MkDocsConfig) -> None:
    """Configure Markdown so that the text of a page cannot end the build."""
    if _SAFE not in config.markdown_extensions:
        config.markdown_extensions.append(_SAFE)
    if (options := config.mdx_configs.get(_SNIPPETS)) is not None:
        options["check_paths"] = False  # a missing file would end the build; it is reported instead
