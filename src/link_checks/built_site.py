"""A folder of finished pages as the values that the checks and the edition know, and back.

Any generator may have built the folder whose theme has the shape of Material's (Zensical's, and Material
itself): the content of a page is what the theme's article holds, without what the theme puts there by
itself. A page's text around its content stays as it is, letter for letter.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import lxml.html
from lxml.html import HtmlElement

from link_checks.checks import check_site
from link_checks.config_file import ConfigFile, check_settings
from link_checks.elements import linking_elements
from link_checks.frame import Frame, Template
from link_checks.front_matter import check_front_matter
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.navigation import check_navigation, nav_entries
from link_checks.problem import Problem, problem_at
from link_checks.project import Project
from link_checks.site import Page, Site, file_addresses, parse_content
from link_checks.static import StyleSheet, check_static, drawing, html_page
from link_checks.templates import check_template

ARTICLE = "md-content__inner"  # the class of the theme's article
THEMES_OWN = "md-"  # how the classes begin of what the theme puts beside a page's content
_SKIP = "__skip"  # the id of the place to which the theme's link "Skip to content" leads
_CHUNK = 4096
_NOT_OF_THE_SITE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "search.json"})


@dataclass(frozen=True)
class BuiltPage:
    """A finished page: its content, parsed, and the text of the file before and after it."""

    page: Page
    path: str  # in the site's folder
    before: str
    after: str

    @property
    def frame(self) -> str:
        return self.before + self.after

    @property
    def html(self) -> str:
        """The whole page, with its content as it is by now."""
        return self.before + self.page.content + self.after


@dataclass(frozen=True)
class BuiltSite:
    """A finished site: its pages as files, and the same as a site for the checks."""

    project: Project
    pages: Mapping[str, BuiltPage]  # by their paths in the documents' folder
    site: Site
    problems: list[Problem]  # of reading it

    def check(self) -> Iterator[Problem]:
        """The problems of links: in pages, in what is published as it stands, in the navigation."""
        for page in self.site.pages:
            yield from check_front_matter(page.file, page.source.text)
        yield from check_site(self.site)
        yield from check_static(self.site, list(_style_sheets(self.project, self.site)))
        entries = set(nav_entries(self.project.values.get("nav")))
        yield from check_navigation(self.site, self._config, self.project.file.name, entries)
        yield from check_settings(self._config, self.project.file.name)
        for template in _templates(self.project):
            yield from check_template(template.file, template.text)

    def check_frames(self, others: Mapping[str, str]) -> Iterator[Problem]:
        """The problems of what stands around the pages' content, and of pages that the theme makes by itself.

        ``others`` are these, by their paths in the site.
        """
        frame = Frame(self.site, self._config, self.project.file.name, tuple(_templates(self.project)))
        for built in self.pages.values():
            yield from frame.check(built.page.url, built.page.path, built.frame)
        for path, html in others.items():
            yield from frame.check(path, path, html)

    @property
    def _config(self) -> ConfigFile:
        return ConfigFile(self.project.file.read_text(encoding="utf-8"))


def read_built_site(
    project: Project, folder: Path, name: str, how_to_add: Mapping[str, str] | None = None
) -> BuiltSite:
    """The site that a generator built from a project; what it lacks is told as problems.

    ``name`` is what the folder is called in these, ``lists`` what :class:`Site` says of them.

    The pages stand in MkDocs's order: those of a folder before those of the folders in it, an index first.
    """
    files = list(document_files(project.documents))
    pages: dict[str, BuiltPage] = {}
    left_out: dict[str, str] = {}
    problems: list[Problem] = []
    for path in (path for path in files if path.endswith(".md")):
        address = _address(path, folders=project.pages_are_folders)
        file = folder / address / "index.html" if address.endswith("/") or not address else folder / address
        if not file.is_file():
            left_out[path] = "left out (exclude_docs or draft_docs in mkdocs.yml)"
            problems.extend(() if project.leaves_out_pages else _not_built(project, path, name))
            continue
        source, faults = _read_source(project, path)
        built = _read_page(project, path, source, file, folder)
        problems.extend(faults)
        problems.extend(
            _stale(project, path, file, name) if built else _without_content(project, path, file, folder)
        )
        if built:
            pages[path] = built
    site = _site(project, folder, [built.page for built in pages.values()], files, left_out)
    site.how_to_add = how_to_add or {}
    for page in site.pages:
        _restore_written_addresses(site, page, folders=project.pages_are_folders)
    return BuiltSite(project, pages, site, problems)


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


def _read_source(project: Project, path: str) -> tuple[str, list[Problem]]:
    data = (project.documents / path).read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        location = Location(data[: error.start].count(b"\n") + 1, 1)
        file = f"{project.documents_name}/{path}"
        return "", [problem_at(file, location, "encoding", "this file is not UTF-8", hint="save it as UTF-8")]


def _read_page(project: Project, path: str, source: str, file: Path, folder: Path) -> BuiltPage | None:
    html = file.read_text(encoding="utf-8")
    span = find_content(html)
    if span is None:
        return None
    start, end = span
    before, root, after = split_content(html[start:end])
    page = Page(
        path=path,
        file=f"{project.documents_name}/{path}",
        url=quote(_address(path, folders=project.pages_are_folders)),
        title=_title(html, root, project.name),
        source=MarkdownSource(source),
        root=root,
    )
    return BuiltPage(page, file.relative_to(folder).as_posix(), html[:start] + before, after + html[end:])


def _title(html: str, root: HtmlElement, site_name: str) -> str:
    """A page's title as in the navigation: what its head says beside the site's name, or else its heading."""
    words = lxml.html.document_fromstring(html[: html.find("<body")]).findtext(".//title") or ""
    title = " ".join(words.split())
    if title != site_name:
        return title.removesuffix(f" - {site_name}")
    heading = root.find(".//h1")
    return title if heading is None else " ".join(heading.text_content().split())


def find_content(html: str) -> tuple[int, int] | None:
    """Where the inside of the theme's article begins and ends, or None for a page that has none."""
    parser = _ArticleFinder(html)
    for start in range(0, len(html), _CHUNK):
        parser.feed(html[start : start + _CHUNK])
        if parser.inside is not None:
            end = html.rfind("</article", parser.inside)
            return (parser.inside, end) if end >= 0 else None
    return None


class _ArticleFinder(HTMLParser):
    """Reads a page until the theme's article is open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._html = html
        self.inside: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if self.inside is None and tag == "article" and ARTICLE in classes:
            self.inside = self._offset() + len(self.get_starttag_text() or "")

    def _offset(self) -> int:
        line, column = self.getpos()
        start = 0
        for _ in range(line - 1):
            start = self._html.index("\n", start) + 1
        return start + column


def split_content(html: str) -> tuple[str, HtmlElement, str]:
    """The inside of the theme's article: what the theme put first, the page's content, what it put last."""
    root = parse_content(html)
    before, after = "", ""
    while len(root) and not (root.text or "").strip() and _is_themes_own(root[0], first=True):
        before += (root.text or "") + lxml.html.tostring(root[0], encoding="unicode", with_tail=False)
        root.text = root[0].tail
        del root[0]
    while len(root) and not (root[-1].tail or "").strip() and _is_themes_own(root[-1], first=False):
        if ((root[-2].tail if len(root) > 1 else root.text) or "").strip():
            break  # it stands among words
        after = lxml.html.tostring(root[-1], encoding="unicode") + after
        del root[-1]
    words = (root.text or "").lstrip()
    before, root.text = before + (root.text or "").removesuffix(words), words
    if len(root):
        words = (root[-1].tail or "").rstrip()
        after, root[-1].tail = (root[-1].tail or "").removeprefix(words) + after, words
    return before, root, after


def _is_themes_own(element: HtmlElement, *, first: bool) -> bool:
    """Whether the theme wrote an element beside the content: a tool, or the heading of a page without one.

    A heading that Markdown makes has an id.
    """
    if not isinstance(element.tag, str):
        return False
    if first and (element.get("id") == _SKIP or (element.tag == "h1" and element.get("id") is None)):
        return True
    return any(name.startswith(THEMES_OWN) for name in (element.get("class") or "").split())


def _site(
    project: Project, folder: Path, pages: list[Page], files: list[str], left_out: Mapping[str, str]
) -> Site:
    urls = [unquote(page.url) for page in pages]
    built = {url if url.endswith(".html") else f"{url}index.html" for url in urls}
    others = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
    published = [path for path in others if path not in built and path not in _NOT_OF_THE_SITE]
    static = [path for path in files if path.lower().endswith((".html", ".htm")) and path in published]
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
        static_pages=[
            html_page(path, f"{project.documents_name}/{path}", path, _read(folder / path)) for path in static
        ],
        drawings=[
            drawing(path, f"{project.documents_name}/{path}", quote(path), _read(folder / path))
            for path in files
            if path.lower().endswith(".svg") and path in published
        ],
    )


def _restore_written_addresses(site: Site, page: Page, *, folders: bool) -> None:
    """Puts back the addresses of pages that are missing, which Zensical writes as if they were there.

    MkDocs leaves them as they were written, so that one can tell of them.
    """
    written = {}
    for link in page.source.links:
        path, mark, fragment = link.target.partition("#")
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(path)))
        if path.endswith(".md") and joined not in site.by_path and joined not in site.unpublished:
            address = f"{posixpath.normpath(_address(joined, folders=folders))}{mark}{fragment}"
            written[address] = link.target
    if not written:
        return
    for element, attribute, address in linking_elements(page.root):
        path, mark, fragment = address.partition("#")
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(f"{unquote(page.url)}x"), unquote(path)))
        if f"{joined}{mark}{fragment}" in written and path and not path.startswith("/"):
            element.set(attribute, written[f"{joined}{mark}{fragment}"])


def _style_sheets(project: Project, site: Site) -> Iterator[StyleSheet]:
    for path in sorted(site.file_paths):
        file = project.documents / path
        if path.endswith(".css") and file.is_file():
            yield StyleSheet(f"{project.documents_name}/{path}", path, _read(file))


def _templates(project: Project) -> Iterator[Template]:
    folder = project.overrides
    for file in sorted(folder.rglob("*.html")) if folder and folder.is_dir() else ():
        yield Template(file.relative_to(project.folder).as_posix(), _read(file))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _not_built(project: Project, path: str, site: str) -> Iterator[Problem]:
    file = f"{project.documents_name}/{path}"
    hint = "build the site anew, then weave it"
    yield problem_at(file, None, "not-built", f"{site}/ has no page that was made of this file", hint=hint)


def _stale(project: Project, path: str, file: Path, site: str) -> Iterator[Problem]:
    if (project.documents / path).stat().st_mtime > file.stat().st_mtime:
        name, hint = f"{project.documents_name}/{path}", "build the site anew, then weave it"
        yield problem_at(name, None, "not-built", f"this file was changed after {site}/ was built", hint=hint)


def _without_content(project: Project, path: str, file: Path, folder: Path) -> Iterator[Problem]:
    made = file.relative_to(folder).as_posix()
    message = f"the page that was made of this file ({made}) has no article of the theme's"
    hint = f'the content of a page is looked for in <article class="{ARTICLE}">'
    yield problem_at(f"{project.documents_name}/{path}", None, "no-content", message, hint=hint)
