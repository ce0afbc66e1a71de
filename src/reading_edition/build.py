"""Builds an edition: reads its records and rendered pages, checks and renders them, and publishes its files.

This is the entry point of the package. A MkDocs plugin, or a command for another site generator, passes rendered
pages and gets problems back. All other files are read and written here.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from link_checks.page import Page
from link_checks.problem import Problem, Problems, not_utf8, problem_at
from link_checks.site import Site
from reading_edition.checks import CONSEQUENCES, MORE_EXACT, check_edition, citations, files, safety
from reading_edition.contents import Contents
from reading_edition.export import EXPORTS, assets, export, notices, search_files, site_files
from reading_edition.export.redirects import copied_files
from reading_edition.export.search import SEARCH_INDEX
from reading_edition.export.site_folder import finish_files, write_file, write_pieces
from reading_edition.load import shapes
from reading_edition.load.edition import Loaded, load_edition
from reading_edition.load.history import read_history
from reading_edition.load.pages import Inputs
from reading_edition.load.permalinks import read_permalinks
from reading_edition.load.results import Results
from reading_edition.load.source_headings import SourceList, add_rendered_source_headings, add_source_headings
from reading_edition.load.sources import read_emendations, read_sources
from reading_edition.model.code_host import CodeHost
from reading_edition.model.csl_items import first_day
from reading_edition.model.dates import Day
from reading_edition.model.edition import Edition
from reading_edition.model.items import Source
from reading_edition.model.settings import Settings
from reading_edition.render import generated, page_shell, render, render_page
from reading_edition.render.kinds_css import KINDS_CSS, made_styles
from reading_edition.render.last_changes import page_change
from reading_edition.store import Store, cache_key, content_of_yaml, hash_files

GENERATED = (*EXPORTS, KINDS_CSS, *assets.JOINED)  # the files to which pages may link before publish() writes them
_T = TypeVar("_T")


@dataclass
class EditionBuild:
    """One build of one edition. Its methods are the steps of the build, in the order in which they run.

    ``folder`` is the documents' folder, and ``name`` its name in messages. ``cache`` is a folder that may be emptied
    at any time. ``configuration`` contains all settings on which the edition depends; if it is empty, the edition is
    not cached. A preview server passes the same ``results`` to each of its builds.
    """

    settings: Settings
    folder: Path
    name: str
    address: str = ""  # of the published site, if it is known
    host: CodeHost | None = None  # of the project's repository, if it is known
    is_preview: bool = False  # whether a server runs the build
    cache: Path = Path(".cache")
    configuration: str = ""
    front_matter: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by page path
    results: Results = field(default_factory=Results)
    _edition: Edition | None = None
    _site: Site | None = None
    _contents: Contents = field(default_factory=Contents)
    _key: str = ""  # cache key of the edition; empty if it is not cached
    _problems: list[Problem] = field(default_factory=list)  # found before the pages are rendered

    @property
    def edition(self) -> Edition | None:
        """The edition, or None before :meth:`render`. If the pages come from the cache, it is loaded on demand."""
        if self._edition is None and self._site is not None:
            self._edition = self._load(self._site).edition
        return self._edition

    def check_files(self, paths: Iterable[str], named: Collection[str]) -> list[str]:
        """Check the files of the documents' folder, and return the paths that must not be read or published.

        ``named`` contains the scripts and style sheets that the settings name.
        """
        folder = self.folder
        found = [files.DocsFile(path, files.is_link(folder, path), (folder / path).read_bytes) for path in paths]
        self._problems.extend(files.check_files(found, named, self._file))
        return [file.path for file in found if file.is_link or file.path == self.settings.permalinks]

    @property
    def how_to_add(self) -> dict[str, str]:
        """Hints on how to add an item to the list from which a page is generated, by page pattern."""
        if not self.settings.sources:
            return {}
        hint = f"no such source is listed; add it to {self._file(self.settings.sources)}, as 'make new' does"
        return dict.fromkeys(self.settings.pages.get("source", ()), hint)

    def prepare(self, path: str, markdown: str) -> str:
        """Return the Markdown of a page; add the headings of sources to a page of sources, and check it."""
        if self.settings.kind_of(path) != "source":
            return markdown
        self._problems.extend(citations.check_source_page(self._file(path), markdown))
        return add_source_headings(markdown, self._source_list)

    def shape(self, path: str, html: str) -> str:
        """Return the HTML of a page; add elements that Markdown lacks (such as verse) if it is a part of the text."""
        is_shaped = self.settings.is_markdown and path in self.settings.parts
        return shapes.shape_html(html) if is_shaped else html

    def prepare_rendered(self, page: Page) -> None:
        """Apply the changes of :meth:`prepare` and :meth:`shape`, in place, to a page rendered without them."""
        if self.settings.is_markdown and page.path in self.settings.parts:
            shapes.shape_text(page.root, are_named=True)
        if self.settings.kind_of(page.path) == "source":
            self._problems.extend(citations.check_source_page(page.file, page.source.text))
            add_rendered_source_headings(page.root, self._source_list)

    @property
    def store(self) -> Store:
        return Store(self.cache / "builds")

    def render(self, site: Site, problems: Problems) -> None:
        """Load and check the edition, and render it into the pages, in place.

        Add its problems to those of the link checks. Cache the rendered contents if there are no problems, except in a
        preview and on a large site, where the cache would take too much memory.
        """
        is_cached = bool(self.configuration) and not (self.is_preview or self._problems or site.is_large)
        key = self._cache_key(site) if is_cached else ""
        if key and (cached := self.store.get_value(key)):
            self._contents, self._site, self._key = cached, site, key
            return
        loaded = self._load(site)
        self._edition = loaded.edition
        self._site = site = loaded.site
        if site.is_large:
            self.results.clear()
        found = [*self._problems, *loaded.problems, *self._check(loaded, site)]
        for page in site.pages if site.is_large else ():
            page.source.release()
        problems.add(found)
        problems.consequences |= CONSEQUENCES
        for code, others in MORE_EXACT.items():
            problems.drop_if_beside(code, *others)
        if self.settings.sources and not self.sources:  # the pages of sources are empty: do not report links to them
            problems.broken |= {page.file for page in site.pages if self.settings.kind_of(page.path) == "source"}
        for page in site.pages if self.is_preview else ():
            self._contents.add_styles(page)
        for page in () if self.is_preview else render(loaded.edition, site):
            self._contents.add(page, is_whole=not site.is_large)
        if key and not found and not problems.broken:
            self.store.put_value(key, self._contents)
            self._key = key

    def _cache_key(self, site: Site) -> str:
        pages = [(page.path, page.url, page.title, page.source.text, page.rendered) for page in site.pages]
        files = sorted(site.file_addresses.items()), sorted(site.unpublished.items()), site.address
        values, docs = (self.configuration, self.host, content_of_yaml(self.front_matter)), hash_files(self.folder)
        return cache_key("edition", values, docs, pages, files, read_history(self.folder, self.cache / "history"))

    def content_of(self, path: str) -> str | None:
        """Return the rendered content of a page, or None if the page is not part of the edition."""
        if self.is_preview and self.edition and self._site and path in self._site.by_path:
            return render_page(self.edition, self._site, path)
        return self._contents.get(path)

    @cached_property
    def _changes(self) -> Mapping[str, str]:
        return self._cached(lambda edition: {each.path: page_change(edition, each) for each in edition.pages}, "change")

    def last_change(self, path: str) -> str:
        """Return the ISO 8601 date of the last change to a page, or else the edition's date if it is a full date."""
        day = first_day(self.settings.facts.date)
        return self._changes.get(path) or (day if len(day) == len("2010-03-05") else "")

    def finish_page(self, path: str, html: str, content: str = "") -> str:
        """Return a whole page with everything that the edition adds outside its ``content``, if that is known.

        Finish the theme's own pages too, such as 404.html. Return any other file unchanged.
        """
        if not path.endswith((".html", ".md")) and not (self._site and path in self._site.by_path):
            return html
        make = partial(page_shell.finish_page, path=path, html=html, content=content, is_preview=self.is_preview)
        return self._cached(make, path, html.encode(errors="surrogatepass") if self._key else b"")

    @property
    def copied_files(self) -> Sequence[tuple[str, str]]:
        """The old and new path of each moved file."""
        return self._cached(lambda edition: list(copied_files(edition)), "copied")

    def notices(self) -> Sequence[str]:
        """Return messages for maintainers that are not problems."""
        return self._cached(lambda edition: list(notices(edition)), "notices")

    def publish(self, site_folder: Path) -> None:
        """Write the files for other programs to the finished site. A preview writes exports on demand."""
        for path in () if self.is_preview else EXPORTS:
            write_pieces(site_folder / path, self._pieces(path))
        made = self._cached(partial(made_styles, style_rules=self._contents.style_rules), "styles")
        files = self._cached(lambda edition: list(site_files(edition)), "files")
        for path, content in [*files, (KINDS_CSS, "".join(made.values()))]:
            write_file(site_folder / path, content.encode())
        if not self.is_preview:
            for old, new in self.copied_files:
                write_file(site_folder / old, (site_folder / new).read_bytes())
            size = (site_folder / SEARCH_INDEX).stat().st_size
            for path, content in self._cached(lambda edition: list(search_files(edition, size)), "search"):
                write_file(site_folder / path, content.encode())
        self._contents.fill(site_folder)
        finish_files(site_folder, made)
        self.store.prune()

    def export(self, path: str) -> bytes:
        return b"".join(self._pieces(path))

    def _pieces(self, path: str) -> Iterable[bytes]:
        make = partial(export, path=path, read_file=self._read_bytes)
        return [self._cached(lambda edition: b"".join(make(edition)), path)] if self._key else self._cached(make)

    def _cached(self, make: Callable[[Any], _T], *key: object) -> _T:
        """Return the cached value for a key, or else compute it from the edition."""
        if not self._key:
            return make(self.edition)
        return self.store.cached(cache_key(self._key, *key), lambda: make(self.edition))

    def _load(self, site: Site) -> Loaded:
        settings = self.settings
        inputs = Inputs(
            settings=settings,
            received=self._read(settings.received),
            emendations=self._records(settings.emendations, read_emendations),
            sources=self.sources,
            permalinks=self._records(settings.permalinks, read_permalinks),
            published=EXPORTS,
            results=self.results,
            front_matter=self.front_matter,
            drawings=self._drawings,
            history=read_history(self.folder, self.cache / "history"),
            host=self.host,
            address=self.address,
        )
        return load_edition(site, inputs, self.cache / "citations")

    def _check(self, loaded: Loaded, site: Site) -> Iterator[Problem]:
        edition, list_of_sources = loaded.edition, self._file(self.settings.sources)
        yield from check_edition(edition, Day.of(date.today() + timedelta(days=1)))  # in some time zones it is tomorrow
        yield from safety.check_safety(edition, site, self.results)
        yield from generated.check_generated(edition, site)
        yield from citations.check_listed(edition, list_of_sources)
        yield from safety.check_citations(edition.sources, loaded.citations, list_of_sources, self.results)
        image = self.settings.facts.image
        if image and not (self.folder / image).is_file():
            message = f"extra.edition.about.image names '{image}', which is not there"
            yield problem_at("mkdocs.yml", None, "missing-image", message, hint='"make share" draws it')

    @cached_property
    def sources(self) -> list[Source]:
        def read(file: str, text: str) -> tuple[list[Source], list[Problem]]:
            key = cache_key("sources", file, text, tuple(self.settings.source_kinds))
            return self.store.cached(key, partial(read_sources, file, text, self.settings))

        return self._records(self.settings.sources, read)

    @property
    def _drawings(self) -> dict[str, str]:
        """The drawings that pages show, by path, except unsafe drawings, which :meth:`check_files` reports."""
        drawings = {path: self._read(path) for path in self.settings.drawings}
        return {path: text for path, text in drawings.items() if text and not files.check_xml(path, text.encode())}

    @cached_property
    def _source_list(self) -> SourceList:
        return SourceList(self.sources)

    def _records(self, path: str, read: Callable[[str, str], tuple[list[_T], list[Problem]]]) -> list[_T]:
        """Return the records in a file of the documents' folder, or an empty list if the settings name no such file."""
        if not path:
            return []
        text = self._read(path)
        records, problems = self.results.cached(("records", path), text, partial(read, self._file(path), text))
        self._problems += problems if (self.folder / path).is_file() else []
        return records

    def _read(self, path: str) -> str:
        try:
            return (self.folder / path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self._problems.append(not_utf8(self._file(path), error))
        except OSError:
            is_list = path == self.settings.permalinks
            hint = "make permalinks begins it" if is_list else "extra.edition in mkdocs.yml names it"
            self._problems.append(
                problem_at(self._file(path), None, "missing-record", "this file is missing", hint=hint)
            )
        return ""

    def _read_bytes(self, path: str) -> bytes:
        file = self.folder / path
        return file.read_bytes() if file.is_file() else b""

    def _file(self, path: str) -> str:
        """Return a path in the documents' folder as it appears in messages, with the folder's name."""
        return f"{self.name}/{path}"
