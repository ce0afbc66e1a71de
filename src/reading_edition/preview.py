"""The preview of ``mkdocs serve``: a rebuild makes again only what changed and what somebody asks for.

A hook keeps one for as long as the server runs. It knows MkDocs's pages.

Pages are rendered when somebody asks for them; a build makes
what is around their content, without it, where that may have other problems than before.
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
from reading_edition.store import Store, content_of_yaml, name_of

# Plugins that leave the pages alone, beside the edition itself; another one may change them as it likes.
_KNOWN_PLUGINS = frozenset("search link-checks reading-edition check_links.py annotated_edition.py".split())
_JOINED = ("assets/css/", "assets/js/")  # the folders whose files export/assets.py joins
_ICONS = ".icons"  # the many files of a theme that are not templates


@dataclass(frozen=True)
class _Shell:
    """What was around the content of a page: what it was made of, and the problems in it."""

    made_of: object
    problems: Collection[Problem]


class StoredTemplates(BytecodeCache):
    """The templates of the theme as they were compiled in an earlier build, by their texts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := self._store.get(name_of("template", bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._store.put(name_of("template", bucket.key, bucket.checksum), bucket.bytecode_to_string())


@dataclass
class Preview:
    """What earlier builds of a server made: the pages by their paths, as long as the site's files stay the same."""

    on_demand: OnDemand = field(default_factory=OnDemand)
    results: Results = field(default_factory=Results)
    _site: object = None
    _shells: dict[str, _Shell] = field(default_factory=dict)
    _can_wait: bool = False  # whether this build may put pages off
    _nav: str = ""
    _of_all: str = ""  # what the shells of all pages of this build are made of
    _paths: Collection[str] = ()  # of the edition's pages

    def begin(self, config: MkDocsConfig, settings: str, nav: Navigation, files: Files) -> None:
        """Forgets all pages if the files of the site or its settings are others than before."""
        names = sorted((file.src_uri, file.url, file.inclusion.name) for file in files)
        site = (names, settings, config.site_url)
        self._can_wait = _KNOWN_PLUGINS.issuperset(name.rpartition("/")[2] for name in config.plugins)
        if site != self._site:
            self._shells.clear()
            self.results.clear()
        self._site, self._nav = site, str(nav)
        self.on_demand.begin()

    def put_off_static(self, files: Files) -> None:
        """Lets static files wait, but for the scripts and style sheets that the build joins."""
        for file in files if self._can_wait else ():
            source = file.abs_src_path
            if source and not (file.is_documentation_page() or file.dest_uri.startswith(_JOINED)):
                file.copy_file = lambda dirty=False: None  # type: ignore[method-assign] # noqa: ARG005
                if file.inclusion.is_in_serve():
                    self.on_demand.put_off(file.dest_uri, Path(source).read_bytes)

    def before_templates(self, config: MkDocsConfig, site: Site) -> None:
        """Notes what is around the content of every page: navigation, templates, and anchors for links."""
        anchors = [(page.path, sorted(page.anchors)) for page in site.pages]
        of_all = (self._nav, list(_templates(config.theme)), anchors)
        self._of_all = hashlib.sha256(repr(of_all).encode()).hexdigest()
        self._paths = site.by_path.keys()

    def may_wait(self, name: str, page: Page | None) -> bool:
        """Whether a page, or the theme's template of a name, may wait until somebody asks for it."""
        return self._can_wait and (name in self._paths if page else name.endswith(".html"))

    def is_checked(self, name: str, page: Page | None) -> bool:
        """Whether the problems around the content of a page are known."""
        known = self._shells.get(name)
        return known is not None and known.made_of == self._made_of(page)

    def keep_shell(self, name: str, page: Page | None, problems: Collection[Problem]) -> None:
        """Keeps the problems around the content of a page that was made."""
        self._shells[name] = _Shell(self._made_of(page), problems)

    def problems_around(self, name: str) -> Collection[Problem]:
        """The problems around the content of a page that waits."""
        return self._shells[name].problems

    def _made_of(self, page: Page | None) -> object:
        if page is None:
            return self._of_all
        toc = [str(heading) for heading in page.toc]
        return self._of_all, page.title, content_of_yaml(page.meta), page.update_date, toc


@dataclass(frozen=True)
class TemplatesOnDemand:
    """The theme's templates for MkDocs, which fill those of the pages that wait when the pages are asked for.

    ``content_of`` returns the content of a page, by its path.
    """

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
    """One of :class:`TemplatesOnDemand`."""

    templates: TemplatesOnDemand
    template: Template
    name: str

    def render(self, context: dict[str, Any]) -> str:
        """The whole page; of one that waits what is around its content, or ``PENDING`` if that is checked."""
        page = context["page"]
        name = page.file.src_uri if page else self.name
        preview = self.templates.preview
        if preview.may_wait(name, page):
            make = partial(self._page, context, page) if page else partial(self._theme_page, context)
            preview.on_demand.put_off(page.file.dest_uri if page else name, make)
            if preview.is_checked(name, page):
                return PENDING
        return self.template.render(context)

    def _theme_page(self, context: dict[str, Any]) -> bytes:
        config, html = self.templates.config, self.template.render(context)
        return config.plugins.on_post_template(html, template_name=self.name, config=config).encode()

    def _page(self, context: dict[str, Any], page: Page) -> bytes:
        """What MkDocs would have written of a page, whose content may begin with a mark of drafts."""
        config = self.templates.config
        page.active, config._current_page = True, page
        try:
            page.content = (page.content or "") + self.templates.content_of(page.file.src_uri)
            html = config.plugins.on_post_page(self.template.render(context), page=page, config=config)
        finally:
            page.active, config._current_page = False, None
        return html.encode("utf-8", errors="xmlcharrefreplace")


def _templates(theme: Theme) -> Iterator[tuple[str, int]]:
    """The templates of a theme, each with the time at which it was changed."""
    for start in theme.dirs:
        for folder, folders, files in os.walk(start):
            folders[:] = [name for name in folders if name != _ICONS]
            for file in files:
                if file.endswith(".html"):
                    path = os.path.join(folder, file)
                    yield path, os.stat(path).st_mtime_ns
