"""Read a built site from its folder for the checks. Any site generator may have built it."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import lxml.html
from lxml.html import HtmlElement

from link_checks.addresses import leads_outside
from link_checks.checks import check_project
from link_checks.checks.front_matter import check_front_matter
from link_checks.checks.navigation import nav_entries
from link_checks.checks.page_shell import PageShell
from link_checks.checks.static_files import html_page, read_static_files
from link_checks.checks.templates import read_templates
from link_checks.config_file import read_config
from link_checks.elements import linking_elements
from link_checks.location import Lines, read_text
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.problem import Problem, not_utf8, problem_in
from link_checks.project import Project
from link_checks.raw_html import read_tags
from link_checks.site import Site
from link_checks.site_paths import at_url, file_addresses, joined

ARTICLE = "md-content__inner"  # the class of the theme's <article>
_THEMES_OWN = "md-"  # prefix of the classes of elements that the theme adds to a page's content
_SKIP = "__skip"  # the id of the target of the theme's link "Skip to content"
_MOST_REDIRECTS = 20  # as in browsers
_NOT_OF_THE_SITE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "search.json"})


@dataclass(frozen=True)
class BuiltPage:
    """A built page: its parsed content, and the HTML before and after the content."""

    page: Page
    path: str  # relative to the folder of the built site
    before: str
    after: str

    @property
    def shell(self) -> str:
        return self.before + self.after

    @property
    def html(self) -> str:
        """The HTML of the whole page, with the content in its current state."""
        return self.before + self.page.content + self.after


@dataclass(frozen=True)
class BuiltSite:
    """A built site: its pages as files, and the same pages as a :class:`Site` for the checks."""

    project: Project
    pages: Mapping[str, BuiltPage]  # by path in the docs folder
    shell: PageShell  # contains the Site
    problems: list[Problem]  # found while reading the site

    def check(self) -> Iterator[Problem]:
        for page in self.site.pages:
            yield from check_front_matter(page.file, page.source.text)
        yield from check_project(self.shell)

    def check_page_shells(self, others: Mapping[str, str]) -> Iterator[Problem]:
        """Yield the problems around the content of pages, and in the theme's own pages (``others``: HTML by path)."""
        for built in self.pages.values():
            yield from self.shell.check(built.page.url, built.path, built.shell)
        for path, html in others.items():
            yield from self.shell.check(path, path, html)

    @property
    def site(self) -> Site:
        return self.shell.site


def read_built_site(
    project: Project, folder: Path, name: str, how_to_add: Mapping[str, str] | None = None
) -> BuiltSite:
    """Read the site that a generator built from a project, and collect problems such as missing or outdated pages.

    ``name`` is the folder's name in problems. For ``how_to_add``, see :class:`Site`.
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
    templates = tuple(read_templates(project.overrides, project.folder))
    entries = set(nav_entries(project.values.get("nav")))
    shell = PageShell(site, read_config(project.file), templates, entries)
    return BuiltSite(project, pages, shell, problems)


def _read_page(project: Project, folder: Path, name: str, path: str) -> BuiltPage | Problem | None:
    """Return the built page of a Markdown file, or its problem, or None if mkdocs.yml may exclude it on purpose."""
    document, known_as = project.documents / path, project.known_as(path)
    address = _address(path, folders=project.pages_are_folders)
    file = folder / address / "index.html" if address.endswith("/") or not address else folder / address
    if not file.is_file():
        may_be_left_out = project.values.get("exclude_docs") or project.values.get("draft_docs")
        return None if may_be_left_out else problem_in(known_as, None, "not-built", site=name)
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
    page = Page(path, known_as, quote(address), title_of(html, root, project.name), MarkdownSource(source), root)
    return BuiltPage(page, made, html[:start] + before, after + html[end:])


def document_files(documents: Path) -> Iterator[str]:
    """Yield the visible files of the docs folder in MkDocs's order: files before subfolders, an index page first."""
    for folder, folders, names in os.walk(documents, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        relative = Path(folder).relative_to(documents).as_posix()
        for name in sorted(names, key=lambda name: (name not in ("index.md", "README.md"), name)):
            if not name.startswith("."):
                yield posixpath.normpath(posixpath.join(relative, name))


def _address(path: str, *, folders: bool) -> str:
    """Return a page's address before percent-encoding, as MkDocs and Zensical derive it from the path."""
    stem, name = path.removesuffix(".md"), posixpath.basename(path)
    if name in ("index.md", "README.md"):
        stem = posixpath.join(posixpath.dirname(path), "index")
        return stem.removesuffix("index") if folders else f"{stem}.html"
    return f"{stem}/" if folders else f"{stem}.html"


def _site(project: Project, folder: Path, pages: list[Page], files: list[str], left_out: list[str]) -> Site:
    urls = [unquote(page.url) for page in pages]
    built = {url if url.endswith(".html") else f"{url}index.html" for url in urls}
    others = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
    published = dict.fromkeys(path for path in others if path not in built and path not in _NOT_OF_THE_SITE)
    addresses = ((_address(path, folders=project.pages_are_folders), path) for path in left_out)
    site = Site(
        pages,
        file_addresses((quote(path), path) for path in published),
        project.documents_name,
        address=project.address,
        unpublished=dict.fromkeys(left_out, "left out (exclude_docs or draft_docs in mkdocs.yml)"),
        unpublished_addresses=file_addresses(addresses),
        portable=True,
        has_footnotes=project.has_footnotes,
    )
    own = (path for path in files if path in published)
    read_static_files(site, ((path, quote(path), project.documents / path) for path in own))
    return site


def _restore_written_addresses(site: Site, page: Page, *, folders: bool) -> None:
    """Restore the written addresses of missing pages. Zensical rewrites links to them as if the pages existed."""
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


def find_content(html: str) -> tuple[int, int] | None:
    """Return the start and end of the content of the theme's ``<article>``, or None for a page without one."""
    is_in_program = False
    for tag in read_tags(html):
        if tag.name in ("script", "style"):
            is_in_program = not tag.is_end
        if is_in_program or tag.name != "article":
            continue
        if ARTICLE in dict(tag.attributes).get("class", "").split():
            start = Lines(html).offset(tag.location) + len(tag.written)
            end = html.rfind("</article", start)
            return (start, end) if end >= 0 else None
    return None


def split_content(html: str) -> tuple[str, HtmlElement, str]:
    """Split the HTML inside the theme's article into the theme's first elements, the page's content, and the last."""
    root = parse_content(html)
    before, after = "", ""
    while len(root) and not (root.text or "").strip() and _is_themes_own(root[0], first=True):
        before += (root.text or "") + lxml.html.tostring(root[0], encoding="unicode", with_tail=False)
        root.text = root[0].tail
        del root[0]
    while len(root) and not (root[-1].tail or "").strip() and _is_themes_own(root[-1], first=False):
        if ((root[-2].tail if len(root) > 1 else root.text) or "").strip():
            break  # it follows text, so it belongs to the content
        after = lxml.html.tostring(root[-1], encoding="unicode") + after
        del root[-1]
    words = (root.text or "").lstrip()
    before, root.text = before + (root.text or "").removesuffix(words), words
    if len(root):
        words = (root[-1].tail or "").rstrip()
        after, root[-1].tail = (root[-1].tail or "").removeprefix(words) + after, words
    return before, root, after


def _is_themes_own(element: HtmlElement, *, first: bool) -> bool:
    """Return whether the theme added an element: a tool or, at the start, an ``<h1>`` (Markdown's own have an id)."""
    if first and (element.get("id") == _SKIP or (element.tag == "h1" and element.get("id") is None)):
        return True
    return any(name.startswith(_THEMES_OWN) for name in (element.get("class") or "").split())


def title_of(html: str, root: HtmlElement, site_name: str) -> str:
    """Return a page's title as in the navigation: its ``<title>`` without the site's name, or else its ``<h1>``."""
    words = lxml.html.document_fromstring(html[: html.find("<body")]).findtext(".//title") or ""
    title = " ".join(words.split())
    if title != site_name:
        return title.removesuffix(f" - {site_name}")
    heading = root.find(".//h1")
    return title if heading is None else " ".join(heading.text_content().split())


def is_published(site_folder: Path, address: str) -> bool:
    """Return whether an address from the site's root exists in a built site. Follow redirects to find a fragment."""
    path, _, fragment = address.partition("#")
    file = _file_at(site_folder, unquote(path))
    if not fragment:
        return file is not None
    for _ in range(_MOST_REDIRECTS):
        if file is None or file.suffix.lower() not in (".html", ".htm"):
            return False
        page = html_page("", "", "", read_text(file))
        if fragment in page.anchors:
            return True
        onward, url = page.redirect, file.relative_to(site_folder).as_posix()
        if not onward or leads_outside(onward):
            return bool(onward)  # the anchors of another site are not known
        file = _file_at(site_folder, unquote(at_url(url, onward.partition("#")[0])))
    return False


def _file_at(site_folder: Path, path: str) -> Path | None:
    """Return the file that a server returns for a path, or None. Names are case-sensitive on every system."""
    found = site_folder
    for name in posixpath.normpath(path).split("/"):
        if name in ("", "."):
            continue
        if name == ".." or not found.is_dir() or name not in {child.name for child in found.iterdir()}:
            return None
        found = found / name
    if found.is_file():
        return None if path.endswith("/") else found
    index = found / "index.html"
    return index if index.is_file() else None
