"""The story of a build: read the records, read the rendered pages, check, render, publish.

This is the front door of the package: what drives it (a MkDocs hook, or another generator) hands over
rendered pages and gets problems back; the files beside the pages are read and written here.
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
from reading_edition.checks import MORE_EXACT, check_edition, citations, files, safety
from reading_edition.contents import Contents
from reading_edition.export import EXPORTS, assets, export, notices, search_files, site_files
from reading_edition.export.redirects import copied_files
from reading_edition.export.search import SEARCH_INDEX
from reading_edition.export.site_folder import finish_files, write_file
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
from reading_edition.store import Store, content_of_yaml, hash_files, name_of

GENERATED = (*EXPORTS, KINDS_CSS, *assets.JOINED)  # the files to which pages may link before publish() writes them
_T = TypeVar("_T")


@dataclass
class EditionBuild:
    """One build of one edition: each method is a step of it, in this order.

    ``folder`` is the documents' folder, ``name`` what contributors call it. ``cache`` is a folder that may be emptied
    at any time, ``made_of`` all values of the configuration that matter to the edition, or nothing if they are not
    known. ``results`` are those of earlier builds of a server.
    """

    settings: Settings
    folder: Path
    name: str
    address: str = ""  # where the site is published, if that is known
    host: CodeHost | None = None  # where the sources are kept, if that is known
    is_preview: bool = False  # whether a server shows it while it is written
    cache: Path = Path(".cache")
    made_of: str = ""
    front_matter: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by the pages' paths
    results: Results = field(default_factory=Results)
    _edition: Edition | None = None
    _site: Site | None = None
    _contents: Contents = field(default_factory=Contents)
    _stored_as: str = ""  # the name of the edition in the store; empty if it is not there
    _problems: list[Problem] = field(default_factory=list)  # found before the pages are rendered

    @property
    def edition(self) -> Edition | None:
        """The edition, once the pages are rendered; with those of an earlier build it is loaded if it is needed."""
        if self._edition is None and self._site is not None:
            self._edition = self._load(self._site).edition
        return self._edition

    def check_files(self, paths: Iterable[str], named: Collection[str]) -> list[str]:
        """Checks the files of the documents' folder; returns those that must not be read or published.

        ``named`` are the scripts and style sheets of the settings.
        """
        folder = self.folder
        found = [files.DocsFile(path, files.is_link(folder, path), (folder / path).read_bytes) for path in paths]
        self._problems.extend(files.check_files(found, named, self._file))
        return [file.path for file in found if file.is_link or file.path == self.settings.permalinks]

    @property
    def how_to_add(self) -> dict[str, str]:
        """The patterns of the pages that are made of a list, each with how to add to it."""
        if not self.settings.sources:
            return {}
        hint = f"no such source is listed; add it to {self._file(self.settings.sources)}, as 'make new' does"
        return dict.fromkeys(self.settings.pages.get("source", ()), hint)

    def prepare(self, path: str, markdown: str) -> str:
        """The Markdown of a page with the headings that it needs before it is rendered."""
        if self.settings.kind_of(path) != "source":
            return markdown
        self._problems.extend(citations.check_source_page(self._file(path), markdown))
        return add_source_headings(markdown, self._source_list)

    def shape(self, path: str, html: str) -> str:
        """The rendered content of a page; in a part of the text what Markdown has no element for gets its own."""
        is_shaped = self.settings.is_markdown and path in self.settings.parts
        return shapes.shape_html(html) if is_shaped else html

    def prepare_rendered(self, page: Page) -> None:
        """What :meth:`prepare` and :meth:`shape` do, for a page that was rendered without them, in place."""
        if self.settings.is_markdown and page.path in self.settings.parts:
            shapes.shape_text(page.root, are_named=True)
        if self.settings.kind_of(page.path) == "source":
            self._problems.extend(citations.check_source_page(page.file, page.source.text))
            add_rendered_source_headings(page.root, self._source_list)

    @property
    def store(self) -> Store:
        """What earlier builds made."""
        return Store(self.cache / "builds")

    def render(self, site: Site, problems: Problems) -> None:
        """Loads and checks the edition, and renders it into the pages, in place.

        Adds what is wrong to what the link checks have found. An edition that was right in an earlier build, and is
        made of the same, is the one of that build; a large one is not kept, which takes too much memory.
        """
        is_stored = bool(self.made_of) and not (self.is_preview or self._problems or site.lets_go)
        name = self._name_in_store(site) if is_stored else ""
        if name and (kept := self.store.get_value(name)):
            self._contents, self._site, self._stored_as = kept, site, name
            return
        loaded = self._load(site)
        self._edition = loaded.edition
        self._site = site = loaded.site
        if site.lets_go:
            self.results.clear()
        found = [*self._problems, *loaded.problems, *self._check(loaded, site)]
        for page in site.pages if site.lets_go else ():
            page.source.let_go()
        problems.add(found)
        for code, others in MORE_EXACT.items():
            problems.drop_if_beside(code, *others)
        if self.settings.sources and not self.sources:  # their pages are empty: links to them are not wrong
            problems.broken |= {page.file for page in site.pages if self.settings.kind_of(page.path) == "source"}
        for page in site.pages if self.is_preview else ():
            self._contents.add_styles(page)
        for page in () if self.is_preview else render(loaded.edition, site):
            self._contents.add(page, is_whole=not site.lets_go)
        if name and not found and not problems.broken:
            self.store.put_value(name, self._contents)
            self._stored_as = name

    def _name_in_store(self, site: Site) -> str:
        pages = [(page.path, page.url, page.title, page.source.text, page.rendered) for page in site.pages]
        files = sorted(site.file_addresses.items()), sorted(site.unpublished.items()), site.address
        made_of, docs = (self.made_of, self.host, content_of_yaml(self.front_matter)), hash_files(self.folder)
        return name_of("edition", made_of, docs, pages, files, read_history(self.folder, self.cache / "history"))

    def content_of(self, path: str) -> str | None:
        """The rendered content of a page, or None for a page that is none of the edition's."""
        if self.is_preview and self.edition and self._site and path in self._site.by_path:
            return render_page(self.edition, self._site, path)
        return self._contents.get(path)

    @cached_property
    def _changes(self) -> Mapping[str, str]:
        return self._kept(lambda edition: {each.path: page_change(edition, each) for each in edition.pages}, "changes")

    def last_change(self, path: str) -> str:
        """The day on which a page was last changed, in ISO 8601, or else that of the edition."""
        day = first_day(self.settings.facts.date)
        return self._changes.get(path) or (day if len(day) == len("2010-03-05") else "")

    def finish_page(self, path: str, html: str) -> str:
        """A whole page with what the edition adds outside its content.

        The theme's own pages have no content of the edition, such as the one that says there is no such page.
        """
        if self._site is None or not (path in self._site.by_path or path.endswith((".html", ".md"))):
            return html
        make = partial(page_shell.finish_page, path=path, html=html, is_preview=self.is_preview)
        return self._kept(make, path, html.encode(errors="surrogatepass"))

    @property
    def copied_files(self) -> Sequence[tuple[str, str]]:
        """The old and new paths of files of the site that moved."""
        return self._kept(lambda edition: list(copied_files(edition)), "copied") if self._site else ()

    def notices(self) -> Sequence[str]:
        """What a maintainer should know, without being a problem."""
        return self._kept(lambda edition: list(notices(edition)), "notices") if self._site else ()

    def publish(self, site_folder: Path) -> None:
        """Writes what other programs read into the finished site; a preview makes exports when they are asked for."""
        if self._site is None:
            return
        for path in () if self.is_preview else EXPORTS:
            write_file(site_folder / path, self.export(path))
        made = self._kept(partial(made_styles, style_rules=self._contents.style_rules), "styles")
        files = self._kept(lambda edition: list(site_files(edition)), "files")
        for path, content in [*files, (KINDS_CSS, "".join(made.values()))]:
            write_file(site_folder / path, content.encode())
        if not self.is_preview:
            for old, new in self.copied_files:
                write_file(site_folder / old, (site_folder / new).read_bytes())
            size = (site_folder / SEARCH_INDEX).stat().st_size
            for path, content in self._kept(lambda edition: list(search_files(edition, size)), "search"):
                write_file(site_folder / path, content.encode())
        self._contents.fill(site_folder)
        finish_files(site_folder, made)
        self.store.prune()

    def export(self, path: str) -> bytes:
        """The content of one of the exports."""
        return self._kept(partial(export, path=path, read_file=self._read_bytes), path)

    def _kept(self, make: Callable[[Any], _T], *made_of: object) -> _T:
        """What is made of the edition, or was in an earlier build of the same."""
        if not self._stored_as:
            return make(self.edition)
        return self.store.of(name_of(self._stored_as, *made_of), lambda: make(self.edition))

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
        yield from check_edition(edition, Day.of(date.today() + timedelta(days=1)))  # somewhere it is tomorrow
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
            name = name_of("sources", file, text, tuple(self.settings.source_kinds))
            return self.store.of(name, partial(read_sources, file, text, self.settings))

        return self._records(self.settings.sources, read)

    @property
    def _drawings(self) -> dict[str, str]:
        """The drawings that pages show; one that is not safe is reported as a file, and not shown."""
        drawings = {path: self._read(path) for path in self.settings.drawings}
        return {path: text for path, text in drawings.items() if text and not files.check_xml(path, text.encode())}

    @cached_property
    def _source_list(self) -> SourceList:
        return SourceList(self.sources)

    def _records(self, path: str, read: Callable[[str, str], tuple[list[_T], list[Problem]]]) -> list[_T]:
        """What a file of the documents' folder lists; nothing if the settings name no such file."""
        if not path:
            return []
        text = self._read(path)
        records, problems = self.results.of(("records", path), text, partial(read, self._file(path), text))
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
        """A path of the documents' folder as contributors know it."""
        return f"{self.name}/{path}"
