"""The preview of ``mkdocs serve``: a rebuild makes again only what changed and what somebody asks for.

A hook keeps one for as long as the server runs. It knows MkDocs's pages and its server.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from reading_edition.build import EditionBuild

# Markdown extensions whose result depends on the Markdown and the site's files alone; others may read anything.
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc "
    "link_checks.unreadable_markdown:SafeMarkdown".split()
)


@dataclass(frozen=True)
class _Parsed:
    """What MkDocs made of the Markdown of a page."""

    markdown: str
    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: Any

    def restore(self, page: Page) -> None:
        """Gives a page what was made of the same Markdown, in place of :meth:`Page.render`."""
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids, page.links_to_anchors = self.anchors, self.links


@dataclass
class Preview:
    """What earlier builds of a server made: the pages by their paths, as long as the site's files stay the same.

    ``edition`` is the latest build, ``made`` are the exports that it made because somebody asked for them.
    """

    edition: EditionBuild | None = None
    made: set[str] = field(default_factory=set)
    _site: object = None
    _parsed: dict[str, _Parsed] = field(default_factory=dict)
    _is_pure: bool = False
    _lock: Any = field(default_factory=Lock)

    def begin(self, config: MkDocsConfig, files: Files) -> None:
        """Forgets all pages if the files of the site, or how Markdown is read, are others than before."""
        extensions = [str(extension) for extension in config.markdown_extensions]
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        site = (names, extensions, repr(config.mdx_configs), config.site_url)
        self._is_pure = _PURE.issuperset(extensions)
        if site != self._site or not self._is_pure:
            self._parsed.clear()
        self._site = site

    def before_parsing(self, page: Page, markdown: str) -> None:
        """Spares a page whose Markdown is the same as before from being parsed."""
        known = self._parsed.get(page.file.src_uri)
        if known is not None and known.markdown == markdown:
            page.render = lambda config, files: known.restore(page)  # type: ignore[method-assign] # noqa: ARG005
        else:
            self._parsed.pop(page.file.src_uri, None)

    def after_parsing(self, page: Page, html: str) -> None:
        """Keeps what was made of a page, before any other plugin changes it."""
        if self._is_pure and page.file.src_uri not in self._parsed:
            title, links = page._title_from_render, page.links_to_anchors
            parsed = _Parsed(page.markdown or "", html, page.toc, title, page.present_anchor_ids, links)
            self._parsed[page.file.src_uri] = parsed

    def published(self, edition: EditionBuild) -> None:
        """A build ended: its exports are made when somebody asks for them."""
        with self._lock:
            self.edition, self.made = edition, set()

    def make_on_demand(self, server: LiveReloadServer, exports: Iterable[str]) -> None:
        """Lets a server make an export before it is served for the first time after a build."""
        paths, root = frozenset(exports), Path(server.root)

        def serve_made(environ: dict[str, Any], start_response: Any) -> Any:
            path = environ["PATH_INFO"].removeprefix(server.mount_path).lstrip("/")
            with self._lock:
                if path in paths and path not in self.made and self.edition is not None:
                    self.edition.publish_export(path, root)
                    self.made.add(path)
            return server.serve_request(environ, start_response)

        server.set_app(serve_made)
