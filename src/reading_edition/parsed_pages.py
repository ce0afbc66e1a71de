"""Caches parsed pages on disk, so that no build parses the same Markdown again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from reading_edition.changed_sections import Parsed, parse_changed
from reading_edition.store import Store, cache_key

# Markdown extensions whose output depends only on the Markdown and the list of files; others may read anything.
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc "
    "link_checks.unreadable_markdown:SafeMarkdown".split()
)


Versions = dict[str, tuple[str, str, Parsed]]  # the last version of each page: its site, Markdown, and data


@dataclass(frozen=True)
class ParsedPages:
    """The cached pages of one build. ``store`` is None if an extension may read anything besides the Markdown.

    A preview server passes the same ``versions`` to each of its builds. A build without them parses whole pages.
    """

    site: str = ""  # a hash of everything on which all pages depend
    store: Store | None = None
    versions: Versions | None = None

    @classmethod
    def for_build(
        cls, config: MkDocsConfig, files: Files, store: Store, versions: Versions | None = None
    ) -> "ParsedPages":
        extensions = [str(extension) for extension in config.markdown_extensions]
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        site = cache_key(names, extensions, config.mdx_configs, config.site_url)
        return cls(site, store if _PURE.issuperset(extensions) else None, versions)

    def use_cache(self, page: Page) -> None:
        """Replace :meth:`Page.render` of a page with a function that restores the cached result, or else caches it."""
        if self.store is not None:
            page.render = partial(self._render, self.store, page, page.render)  # type: ignore[method-assign]

    def _render(
        self, store: Store, page: Page, parse: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
    ) -> None:
        def parsed(markdown: str) -> Parsed:
            page.markdown = markdown
            parse(config, files)
            return Parsed(page.content, page.toc, page._title_from_render, page.present_anchor_ids)

        path, whole = page.file.src_uri, page.markdown or ""
        found = store.cached(cache_key(self.site, path, whole), lambda: self._changed(path, whole, parsed))
        page.markdown = whole
        page.content, page.toc, page._title_from_render, page.present_anchor_ids = found
        if self.versions is not None:
            self.versions[path] = self.site, whole, found

    def _changed(self, path: str, markdown: str, parse: Callable[[str], Parsed]) -> Parsed:
        """Parse a page, if possible only what changed since its last version."""
        last = (self.versions or {}).get(path)
        if last and last[0] == self.site and (parsed := parse_changed(markdown, *last[1:], parse)):
            return parsed
        return parse(markdown)
