"""A folder of finished pages, which any generator may have built, as the values that the checks know."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from link_checks.built_page import ARTICLE, BuiltPage, find_content, split_content, title_of
from link_checks.checks.front_matter import check_front_matter
from link_checks.checks.static_files import StaticFile, read_static_files
from link_checks.elements import linking_elements
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page
from link_checks.problem import Problem, not_utf8, problem_in
from link_checks.project import Project
from link_checks.project_files import ProjectFiles, read_config, read_style_sheets, read_templates
from link_checks.site import Site, file_addresses
from link_checks.site_paths import at_url, joined

_NOT_OF_THE_SITE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "search.json"})


@dataclass(frozen=True)
class BuiltSite:
    """A finished site: its pages as files, and the same as a site for the checks."""

    project: Project
    pages: Mapping[str, BuiltPage]  # by their paths in the documents' folder
    site: Site
    problems: list[Problem]  # of reading it

    def check(self) -> Iterator[Problem]:
        """The problems of the pages, and of the files besides them."""
        for page in self.site.pages:
            yield from check_front_matter(page.file, page.source.text)
        yield from self._files.check(self.site)

    def check_page_shells(self, others: Mapping[str, str]) -> Iterator[Problem]:
        """The problems around the content of pages, and in the theme's own pages (``others``, by paths)."""
        shell = self._files.page_shell(self.site)
        for built in self.pages.values():
            yield from shell.check(built.page.url, built.path, built.shell)
        for path, html in others.items():
            yield from shell.check(path, path, html)

    @cached_property
    def _files(self) -> ProjectFiles:
        project = self.project
        sheets = read_style_sheets(_static_files(project, project.documents, sorted(self.site.file_paths)))
        templates = read_templates(project.overrides, project.folder)
        config, nav = read_config(project.file)[0], project.values.get("nav")
        return ProjectFiles(config, project.file.name, nav, tuple(templates), tuple(sheets))


def read_built_site(
    project: Project, folder: Path, name: str, how_to_add: Mapping[str, str] | None = None
) -> BuiltSite:
    """The site that a generator built from a project; what it lacks is reported as problems.

    ``name`` is the name of the folder in these; ``how_to_add`` is that of the :class:`Site`. The pages are in
    MkDocs's order: those of a folder before those of the folders in it, an index first.
    """
    files = list(document_files(project.documents))
    found = {path: _read_page(project, folder, name, path) for path in files if path.endswith(".md")}
    pages = {path: page for path, page in found.items() if isinstance(page, BuiltPage)}
    problems = [page for page in found.values() if isinstance(page, Problem)]
    left_out = [path for path, page in found.items() if page is None]
    site = _site(project, folder, [built.page for built in pages.values()], files, left_out)
    site.how_to_add = how_to_add or {}
    for page in site.pages:
        _restore_written_addresses(site, page, folders=project.pages_are_folders)
    return BuiltSite(project, pages, site, problems)


def _read_page(project: Project, folder: Path, name: str, path: str) -> BuiltPage | Problem | None:
    """The finished page of a Markdown file, or what is wrong with it; None for one that is left out on purpose."""
    document, known_as = project.documents / path, project.known_as(path)
    address = _address(path, folders=project.pages_are_folders)
    file = folder / address / "index.html" if address.endswith("/") or not address else folder / address
    if not file.is_file():
        return None if project.leaves_out_pages else problem_in(known_as, None, "not-built", site=name)
    if document.stat().st_mtime > file.stat().st_mtime:
        return problem_in(known_as, None, "not-built/older", site=name)
    try:
        source = document.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return not_utf8(known_as, error)
    made, html = file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")
    if (span := find_content(html)) is None:
        return problem_in(known_as, None, "no-content", page=made, article=ARTICLE)
    start, end = span
    before, root, after = split_content(html[start:end])
    title = title_of(html, root, project.name)
    page = Page(path, known_as, quote(address), title, MarkdownSource(source), root)
    return BuiltPage(page, made, html[:start] + before, after + html[end:])


def document_files(documents: Path) -> Iterator[str]:
    """The paths of the documents' folder in MkDocs's order, without hidden ones."""
    for folder, folders, names in os.walk(documents, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        relative = Path(folder).relative_to(documents).as_posix()
        for name in sorted(names, key=lambda name: (name not in ("index.md", "README.md"), name)):
            if not name.startswith("."):
                yield posixpath.normpath(posixpath.join(relative, name))


def _address(path: str, *, folders: bool) -> str:
    """The address of a page, not quoted yet, as MkDocs and Zensical make it of its path."""
    stem, name = path.removesuffix(".md"), posixpath.basename(path)
    if name in ("index.md", "README.md"):
        stem = posixpath.join(posixpath.dirname(path), "index")
        return stem.removesuffix("index") if folders else f"{stem}.html"
    return f"{stem}/" if folders else f"{stem}.html"


def _site(project: Project, folder: Path, pages: list[Page], files: list[str], left_out: list[str]) -> Site:
    urls = [unquote(page.url) for page in pages]
    built = {url if url.endswith(".html") else f"{url}index.html" for url in urls}
    others = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
    published = [path for path in others if path not in built and path not in _NOT_OF_THE_SITE]
    own = _static_files(project, folder, (path for path in files if path in published))
    static_pages, drawings = read_static_files(own)
    addresses = ((_address(path, folders=project.pages_are_folders), path) for path in left_out)
    return Site(
        pages,
        file_addresses((quote(path), path) for path in published),
        project.documents_name,
        address=project.address,
        unpublished=dict.fromkeys(left_out, "left out (exclude_docs or draft_docs in mkdocs.yml)"),
        unpublished_addresses=file_addresses(addresses),
        portable=True,
        has_footnotes=project.has_footnotes,
        static_pages=static_pages,
        drawings=drawings,
    )


def _static_files(project: Project, folder: Path, paths: Iterable[str]) -> Iterator[StaticFile]:
    for path in paths:
        if (folder / path).is_file():
            yield StaticFile(path, project.known_as(path), quote(path), folder / path)


def _restore_written_addresses(site: Site, page: Page, *, folders: bool) -> None:
    """Puts back the addresses of missing pages, which Zensical writes as if the pages existed.

    MkDocs leaves them as they were written, so that they can be reported.
    """
    written = {}
    for link in page.source.links:
        path, mark, fragment = link.target.partition("#")
        found = joined(page.path, unquote(path))
        if path.endswith(".md") and found not in site.by_path and found not in site.unpublished:
            address = f"{posixpath.normpath(_address(found, folders=folders))}{mark}{fragment}"
            written[address] = link.target
    for element, attribute, address in linking_elements(page.root) if written else ():
        path, mark, fragment = address.partition("#")
        found = f"{posixpath.normpath(at_url(unquote(page.url), unquote(path)))}{mark}{fragment}"
        if found in written and path and not path.startswith("/"):
            element.set(attribute, written[found])
