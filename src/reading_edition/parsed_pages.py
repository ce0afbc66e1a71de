"""What MkDocs made of the Markdown of pages, so that the same Markdown is not parsed again."""

from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from reading_edition.store import Store, name_of

# Markdown extensions whose result depends on the Markdown and the site's files alone; others may read anything.
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc "
    "link_checks.unreadable_markdown:SafeMarkdown".split()
)


@dataclass(frozen=True)
class _Parsed:
    """What MkDocs made of a page. Links to anchors are left out: the link checks report those."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None

    def restore(self, page: Page) -> None:
        """Gives a page what was made of the same Markdown, in place of :meth:`Page.render`."""
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids = self.anchors


@dataclass
class ParsedPages:
    """The pages of a build that were parsed before, by what they were made of."""

    _names: dict[str, str] = field(default_factory=dict)  # by the paths of the pages that are to be parsed
    _site: str = ""
    _store: Store | None = None  # none if the result of parsing may depend on anything

    def begin(self, config: MkDocsConfig, files: Files, store: Store) -> None:
        extensions = [str(extension) for extension in config.markdown_extensions]
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        self._site = name_of(names, extensions, config.mdx_configs, config.site_url)
        self._store = store if _PURE.issuperset(extensions) else None
        self._names.clear()

    def before_parsing(self, page: Page, markdown: str) -> None:
        """Spares a page whose Markdown is the same as before from being parsed."""
        if self._store is None:
            return
        path = page.file.src_uri
        name = name_of(self._site, path, markdown)
        if (known := self._store.get_value(name)) is None:
            self._names[path] = name
        else:
            page.render = lambda config, files: known.restore(page)  # type: ignore[method-assign] # noqa: ARG005

    def after_parsing(self, page: Page, html: str) -> None:
        """Keeps what was made of a page, before any other plugin changes it."""
        if self._store is not None and (name := self._names.pop(page.file.src_uri, None)):
            parsed = _Parsed(html, page.toc, page._title_from_render, page.present_anchor_ids)
            self._store.put_value(name, parsed)
