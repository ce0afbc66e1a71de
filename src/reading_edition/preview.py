"""The preview of ``mkdocs serve``, which renders pages on demand.

A rebuild renders a page shell (everything outside the content) only if its problems may differ from the last build.
"""

import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from link_checks.mkdocs_build import PENDING
from link_checks.problem import Problem
from link_checks.site import Site
from reading_edition.load.results import Results
from reading_edition.on_demand import OnDemand
from reading_edition.parsed_pages import Versions
from reading_edition.store import Store, cache_key, content_of_yaml

# The edition's own plugins and hooks, and plugins that do not change pages. Any other plugin may change pages.
_KNOWN_PLUGINS = frozenset("search link-checks reading-edition check_links.py annotated_edition.py".split())
_JOINED = ("assets/css/", "assets/js/")  # folders whose files export/assets.py joins
_ICONS = ".icons"  # a folder of a theme with many files but no templates


class StoredTemplates(BytecodeCache):
    """A cache of the theme's compiled templates on disk, keyed by the name and text of each template."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self._store.get(cache_key("template", bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(cache_key("template", bucket.key, bucket.checksum), bucket.bytecode_to_string())


@dataclass
class Preview:
    """The state of a preview server. Its caches remain valid while the site's files and settings are the same."""

    on_demand: OnDemand = field(default_factory=OnDemand)
    results: Results = field(default_factory=Results)
    versions: Versions = field(default_factory=dict)
    _site: object = None
    _shells: dict[str, tuple[object, Collection[Problem]]] = field(default_factory=dict)  # key and problems, by name
    _defers_pages: bool = False
    _nav: str = ""
    _common_key: str = ""  # the part of the cache key that all page shells share
    _paths: Collection[str] = ()  # the paths of the edition's pages

    def start_build(self, config: MkDocsConfig, settings: str, nav: Navigation, files: Files) -> None:
        """Clear the deferred files, and also the caches if the files or the settings of the site changed."""
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        site = (names, settings, config.site_url)
        self._defers_pages = _KNOWN_PLUGINS.issuperset(name.rpartition("/")[2] for name in config.plugins)
        if site != self._site:
            self._shells.clear()
            self.results.clear()
        self._site, self._nav = site, str(nav)
        self.on_demand.clear()

    def defer_static_files(self, files: Files) -> None:
        """Defer the copies of static files, except the scripts and style sheets that the build joins."""
        for file in files if self._defers_pages else ():
            source = file.abs_src_path
            if source and not (file.is_documentation_page() or file.dest_uri.startswith(_JOINED)):
                file.copy_file = lambda dirty=False: None  # type: ignore[method-assign] # noqa: ARG005
                if file.inclusion.is_in_serve():
                    self.on_demand.defer(file.dest_uri, Path(source).read_bytes)

    def start_rendering(self, config: MkDocsConfig, site: Site) -> None:
        """Compute the common cache key of page shells: they show the navigation, use templates, and link to anchors."""
        anchors = [(page.path, sorted(page.anchors)) for page in site.pages]
        depends_on = (self._nav, list(_templates(config.theme)), anchors)
        self._common_key = hashlib.sha256(repr(depends_on).encode()).hexdigest()
        self._paths = site.by_path.keys()

    def can_defer(self, name: str, page: Page | None) -> bool:
        """Return whether a page, or a template of the theme, can be rendered on demand."""
        return self._defers_pages and (name in self._paths if page else name.endswith(".html"))

    def is_checked(self, name: str, page: Page | None) -> bool:
        """Return whether the problems of a page shell are cached and still valid."""
        return name in self._shells and self._shells[name][0] == self._shell_key(page)

    def cache_shell(self, name: str, page: Page | None, problems: Collection[Problem]) -> None:
        self._shells[name] = self._shell_key(page), problems

    def shell_problems(self, name: str) -> Collection[Problem]:
        return self._shells[name][1]

    def _shell_key(self, page: Page | None) -> object:
        if page is None:
            return self._common_key
        toc = [str(heading) for heading in page.toc]
        return self._common_key, page.title, content_of_yaml(page.meta), page.update_date, toc


@dataclass(frozen=True)
class TemplatesOnDemand:
    """A wrapper of the theme's templates that defers rendering. ``content_of`` returns the content of a page."""

    environment: Environment
    preview: Preview
    config: MkDocsConfig
    content_of: Callable[[str], str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.environment, name)

    def get_template(self, name: str) -> "TemplateOnDemand":
        return TemplateOnDemand(self, self.environment.get_template(name), name)


@dataclass(frozen=True)
class TemplateOnDemand:
    """A template of :class:`TemplatesOnDemand`."""

    templates: TemplatesOnDemand
    template: Template
    name: str

    def render(self, context: dict[str, Any]) -> str:
        """Return a whole page, or only the shell of a deferred page, or ``PENDING`` if that shell is checked."""
        page = context["page"]
        name = page.file.src_uri if page else self.name
        preview = self.templates.preview
        if preview.can_defer(name, page):
            make = partial(self._page, context, page) if page else partial(self._theme_page, context)
            preview.on_demand.defer(page.file.dest_uri if page else name, make)
            if preview.is_checked(name, page):
                return PENDING
        return self.template.render(context)

    def _theme_page(self, context: dict[str, Any]) -> bytes:
        config, html = self.templates.config, self.template.render(context)
        return config.plugins.on_post_template(html, template_name=self.name, config=config).encode()

    def _page(self, context: dict[str, Any], page: Page) -> bytes:
        """Render a deferred page as MkDocs would. MkDocs may already have put the mark of a draft into its content."""
        config = self.templates.config
        page.active, config._current_page = True, page
        try:
            page.content = (page.content or "") + self.templates.content_of(page.file.src_uri)
            html = config.plugins.on_post_page(self.template.render(context), page=page, config=config)
        finally:
            page.active, config._current_page = False, None
        return html.encode("utf-8", errors="xmlcharrefreplace")


def _templates(theme: Theme) -> Iterator[tuple[str, int]]:
    """Yield the templates of a theme, each with the time of its last change in nanoseconds."""
    for start in theme.dirs:
        for folder, folders, files in os.walk(start):
            folders[:] = [name for name in folders if name != _ICONS]
            for file in files:
                if file.endswith(".html"):
                    path = os.path.join(folder, file)
                    yield path, os.stat(path).st_mtime_ns
