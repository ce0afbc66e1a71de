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
from link_checks.problem import Problem, not_utf8, problem_at
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
        """The problems of what is around the content of pages, and of pages that the theme makes by itself.

        ``others`` are these, by their paths in the site.
        """
        shell = self._files.page_shell(self.site)
        for built in self.pages.values():
            yield from shell.check(built.page.url, built.page.path, built.shell)
        for path, html in others.items():
            yield from shell.check(path, path, html)

    @cached_property
    def _files(self) -> ProjectFiles:
        project = self.project
        sheets = read_style_sheets(_static_files(project, project.documents, sorted(self.site.file_paths)))
        return ProjectFiles(
            read_config(project.file)[0],
            project.file.name,
            project.values.get("nav"),
            tuple(read_templates(project.overrides, project.folder)),
            tuple(sheets),
        )


def read_built_site(
    project: Project, folder: Path, name: str, how_to_add: Mapping[str, str] | None = None
) -> BuiltSite:
    """The site that a generator built from a project; what it lacks is reported as problems.

    ``name`` is the name of the folder in these; ``how_to_add`` is that of the :class:`Site`. The pages are in
    MkDocs's order: those of a folder before those of the folders in it, an index first.
    """
    files = list(document_files(project.documents))
    reader = _Reader(project, folder, name)
    for path in files:
        if path.endswith(".md"):
            reader.read(path)
    site = _site(project, folder, [built.page for built in reader.pages.values()], files, reader.left_out)
    site.how_to_add = how_to_add or {}
    for page in site.pages:
        _restore_written_addresses(site, page, folders=project.pages_are_folders)
    return BuiltSite(project, reader.pages, site, reader.problems)


class _Reader:
    """Reads the finished pages of a project, and notes which are missing or older than their Markdown."""

    def __init__(self, project: Project, folder: Path, name: str) -> None:
        self._project, self._folder, self._name = project, folder, name
        self.pages: dict[str, BuiltPage] = {}
        self.left_out: dict[str, str] = {}
        self.problems: list[Problem] = []

    def read(self, path: str) -> None:
        project = self._project
        address = _address(path, folders=project.pages_are_folders)
        file = self._folder / address
        file = file / "index.html" if address.endswith("/") or not address else file
        if not file.is_file():
            self.left_out[path] = "left out (exclude_docs or draft_docs in mkdocs.yml)"
            if not project.leaves_out_pages:
                self._report_not_built(path, f"{self._name}/ has no page that was made of this file")
            return
        source = self._read_source(path)
        made = file.relative_to(self._folder).as_posix()
        if (built := self._read_page(path, source, file.read_text(encoding="utf-8"), made)) is None:
            message = f"the page that was made of this file ({made}) has no article of the theme's"
            hint = f'the content of a page is looked for in <article class="{ARTICLE}">'
            self.problems.append(problem_at(self._file(path), None, "no-content", message, hint=hint))
            return
        self.pages[path] = built
        if (project.documents / path).stat().st_mtime > file.stat().st_mtime:
            self._report_not_built(path, f"this file was changed after {self._name}/ was built")

    def _file(self, path: str) -> str:
        return f"{self._project.documents_name}/{path}"

    def _report_not_built(self, path: str, message: str) -> None:
        hint = "build the site again"
        self.problems.append(problem_at(self._file(path), None, "not-built", message, hint=hint))

    def _read_source(self, path: str) -> str:
        data = (self._project.documents / path).read_bytes()
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            self.problems.append(not_utf8(self._file(path), error))
            return ""

    def _read_page(self, path: str, source: str, html: str, made: str) -> BuiltPage | None:
        if (span := find_content(html)) is None:
            return None
        start, end = span
        before, root, after = split_content(html[start:end])
        page = Page(
            path=path,
            file=self._file(path),
            url=quote(_address(path, folders=self._project.pages_are_folders)),
            title=title_of(html, root, self._project.name),
            source=MarkdownSource(source),
            root=root,
        )
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


def _site(project: Project, folder: Path, pages: list[Page], files: list[str], left_out: Mapping[str, str]) -> Site:
    urls = [unquote(page.url) for page in pages]
    built = {url if url.endswith(".html") else f"{url}index.html" for url in urls}
    others = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
    published = [path for path in others if path not in built and path not in _NOT_OF_THE_SITE]
    own = [path for path in files if path in published]
    static_pages, drawings = read_static_files(_static_files(project, folder, own))
    return Site(
        pages,
        file_addresses((quote(path), path) for path in published),
        project.documents_name,
        address=project.address,
        unpublished=left_out,
        unpublished_addresses=file_addresses(
            (_address(path, folders=project.pages_are_folders), path) for path in left_out
        ),
        portable=True,
        has_footnotes=project.has_footnotes,
        static_pages=static_pages,
        drawings=drawings,
    )


def _static_files(project: Project, folder: Path, paths: Iterable[str]) -> Iterator[StaticFile]:
    for path in paths:
        if (folder / path).is_file():
            yield StaticFile(path, f"{project.documents_name}/{path}", quote(path), folder / path)


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
