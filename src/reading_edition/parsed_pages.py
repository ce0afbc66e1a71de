"""Caches parsed pages on disk, so that no build parses the same Markdown again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from reading_edition.store import Store, cache_key

# Markdown extensions whose output depends only on the Markdown and the list of files; others may read anything.
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc "
    "link_checks.unreadable_markdown:SafeMarkdown".split()
)


class _Parsed(NamedTuple):
    """The data that MkDocs reads from the Markdown of a page, except links to anchors, which the link checks report."""

    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None


@dataclass(frozen=True)
class ParsedPages:
    """The cached pages of one build. ``store`` is None if an extension may read anything besides the Markdown."""

    site: str = ""  # a hash of everything on which all pages depend
    store: Store | None = None

    @classmethod
    def for_build(cls, config: MkDocsConfig, files: Files, store: Store) -> "ParsedPages":
        extensions = [str(extension) for extension in config.markdown_extensions]
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        site = cache_key(names, extensions, config.mdx_configs, config.site_url)
        return cls(site, store if _PURE.issuperset(extensions) else None)

    def use_cache(self, page: Page) -> None:
        """Replace :meth:`Page.render` of a page with a function that restores the cached result, or else caches it."""
        if self.store is not None:
            page.render = partial(self._render, self.store, page, page.render)  # type: ignore[method-assign]

    def _render(
        self, store: Store, page: Page, parse: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
    ) -> None:
        def parsed() -> _Parsed:
            parse(config, files)
            return _Parsed(page.content, page.toc, page._title_from_render, page.present_anchor_ids)

        found = store.cached(cache_key(self.site, page.file.src_uri, page.markdown), parsed)
        page.content, page.toc, page._title_from_render, page.present_anchor_ids = found
