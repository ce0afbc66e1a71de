"""Caches parsed pages, so that no build parses the same Markdown again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from reading_edition.store import Store, cache_key

# Markdown extensions whose result depends on the Markdown and the site's files alone; others may read anything.
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc "
    "link_checks.unreadable_markdown:SafeMarkdown".split()
)


class _Parsed(NamedTuple):
    """What MkDocs reads from the Markdown of a page. Links to anchors are left out: the link checks report those."""

    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None


@dataclass(frozen=True)
class ParsedPages:
    """The cached pages of one build. It has no store if the result of parsing may depend on anything."""

    site: str = ""  # a hash of what all pages depend on
    store: Store | None = None

    @classmethod
    def for_build(cls, config: MkDocsConfig, files: Files, store: Store) -> "ParsedPages":
        extensions = [str(extension) for extension in config.markdown_extensions]
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        site = cache_key(names, extensions, config.mdx_configs, config.site_url)
        return cls(site, store if _PURE.issuperset(extensions) else None)

    def use_cache(self, page: Page) -> None:
        """Makes :meth:`Page.render` restore the cached result, if there is one."""
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
