"""The story of an edition's build: read the records, read the pages, check, weave, publish.

This is the front door of the package: who drives it (a MkDocs hook, or another generator) hands over
rendered pages and gets problems back; the files beside the pages are read here and nowhere else.
"""

import gc
import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from link_checks.problem import Problem, Problems, problem_at
from link_checks.site import Page, Site
from reading_edition.checks import check_edition
from reading_edition.checks.files import DocsFile, check_files
from reading_edition.checks.safety import check_citations, check_safety
from reading_edition.checks.source_pages import check_listed, check_source_page
from reading_edition.export import EXPORTS, exported_files
from reading_edition.export.redirects import copied_files
from reading_edition.export.scripts import FOLDER as SCRIPTS
from reading_edition.export.scripts import minify
from reading_edition.export.search import SEARCH_INDEXES, with_search_entries
from reading_edition.load.edition import Inputs, load_edition
from reading_edition.load.pages import Records
from reading_edition.load.permalinks import read_permalinks
from reading_edition.load.source_headings import SourceList, add_rendered_source_headings, add_source_headings
from reading_edition.load.sources import read_emendations, read_sources
from reading_edition.model.code_host import CodeHost
from reading_edition.model.csl_items import first_day
from reading_edition.model.dates import Day
from reading_edition.model.edition import Edition, Emendation, Source
from reading_edition.model.permalinks import Permalink
from reading_edition.model.settings import Settings
from reading_edition.render import render
from reading_edition.render.elements import Elements
from reading_edition.render.generated import check_generated
from reading_edition.render.last_changes import page_change
from reading_edition.render.page_shell import finish_page
from reading_edition.render.style_attributes import STYLE_SHEET, style_sheet


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """A time without the collector of garbage: nearly all that is made in it is to stay.

    The collector would look at every element again and again; it took an eighth of the time. What is there
    at the end it leaves alone from then on, until :func:`_let_go`.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _let_go() -> None:
    """Lets the collector of garbage look at everything again."""
    gc.unfreeze()


def _latest_day() -> Day:
    """The last day that can have come: somewhere it is tomorrow."""
    return Day.of(date.today() + timedelta(days=1))


@dataclass
class EditionBuild:
    """One build of one edition. ``folder`` is the documents' folder, ``name`` what contributors call it."""

    settings: Settings
    folder: Path
    name: str
    address: str = ""  # where the site is to live, if that is known
    host: CodeHost | None = None  # where the sources are kept, if that is known
    site: Site | None = None
    style_sheet: str = ""  # the style attributes of the pages
    edition: Edition | None = None  # what was read, for commands that ask of it
    front_matter: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by the pages' paths
    is_preview: bool = False  # whether a server shows it while it is written

    def _file(self, path: str) -> str:
        return f"{self.name}/{path}"

    @cached_property
    def _problems(self) -> list[Problem]:
        """What was wrong with the records as they were read."""
        return []

    def _read(self, path: str) -> str:
        try:
            return (self.folder / path).read_text(encoding="utf-8")
        except OSError:
            self._problems.append(
                problem_at(
                    self._file(path),
                    None,
                    "missing-record",
                    "this file is missing",
                    hint="make permalinks begins it"
                    if path == self.settings.permalinks
                    else "extra.edition in mkdocs.yml names it",
                )
            )
        except UnicodeDecodeError:
            self._problems.append(
                problem_at(self._file(path), None, "encoding", "this file is not UTF-8", hint="save it as UTF-8")
            )
        return ""

    def read_file(self, path: str) -> bytes:
        """The content of a file of the documents' folder; empty if it cannot be read."""
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            return b""

    def broken_pages(self, site: Site) -> set[str]:
        """The pages that stay empty because what they are made of could not be read."""
        if self.sources or not self.settings.sources:
            return set()
        return {page.file for page in site.pages if self.settings.kind_of(page.path) == "source"}

    @cached_property
    def sources(self) -> list[Source]:
        path = self.settings.sources
        if not path:
            return []
        text = self._read(path)
        with _garbage_kept():
            sources, problems = read_sources(self._file(path), text, self.settings)
        if (self.folder / path).is_file():
            self._problems.extend(problems)
        return sources

    @cached_property
    def _source_list(self) -> SourceList:
        return SourceList(self.sources)

    @cached_property
    def emendations(self) -> list[Emendation]:
        path = self.settings.emendations
        if not path:
            return []
        emendations, problems = read_emendations(self._file(path), self._read(path))
        self._problems.extend(problems)
        return emendations

    @cached_property
    def permalinks(self) -> list[Permalink]:
        path = self.settings.permalinks
        if not path:
            return []
        permalinks, problems = read_permalinks(self._file(path), self._read(path))
        self._problems.extend(problems)
        return permalinks

    def is_kept_back(self, path: str) -> bool:
        """Whether a file of the documents' folder is for the build alone, and not published."""
        return path == self.settings.permalinks

    def holds_texts(self, path: Path) -> bool:
        """Whether a file is a page, or a record of what a page shows."""
        if not path.is_relative_to(self.folder):
            return False
        name = path.relative_to(self.folder).as_posix()
        settings = self.settings
        return name.endswith(".md") or name in (settings.sources, settings.emendations, settings.permalinks)

    def check_files(self, files: Iterable[DocsFile], named: Collection[str]) -> None:
        """Looks at what is to be published; ``named`` are the scripts and style sheets of the settings."""
        self._problems.extend(check_files(files, named, self._file))

    def prepare(self, path: str, markdown: str) -> str:
        """The Markdown of a page with what must be there before it is rendered."""
        if self.settings.kind_of(path) != "source":
            return markdown
        self._problems.extend(check_source_page(self._file(path), markdown))
        return add_source_headings(markdown, self._source_list)

    def prepare_rendered(self, page: Page) -> None:
        """The same for a page that was rendered without :meth:`prepare`, in place."""
        if self.settings.kind_of(page.path) == "source":
            self._problems.extend(check_source_page(page.file, page.source.text))
            add_rendered_source_headings(page.root, self._source_list)

    @property
    def lists(self) -> dict[str, str]:
        """The patterns of the pages that are made of a list, each with how one adds to it."""
        if not self.settings.sources:
            return {}
        remedy = f"no such source is listed; add it to {self._file(self.settings.sources)}, as 'make new' does"
        return dict.fromkeys(self.settings.pages.get("source", ()), remedy)

    def weave_and_tell(self, site: Site, cache: Path, problems: Problems) -> None:
        """Weaves the rendered pages, and adds what is wrong to what the link checks have found."""
        problems.add(self.weave(site, cache))
        problems.drop_if_beside("address-without-scheme", "remote-load", "unsafe-element", "unsafe-style")
        problems.drop_if_beside("missing-file", "unsafe-style")  # if it were there, it would be refused as well
        problems.drop_if_beside("front-matter", "yaml-tag")
        problems.drop_if_beside("missing-page", "moved-target")
        problems.broken |= self.broken_pages(site)

    def weave(self, site: Site, cache: Path) -> list[Problem]:
        """Reads, checks and weaves the rendered pages, in place; returns the problems found."""
        _let_go()  # what a build kept that did not come to its end
        with _garbage_kept():
            return self._weave(site, cache)

    def _weave(self, site: Site, cache: Path) -> list[Problem]:
        records = Records(self._read(self.settings.received), self.emendations, self.sources)
        inputs = Inputs(
            settings=self.settings,
            records=records,
            folder=self.folder,
            cache=cache,
            permalinks=self.permalinks,
            published=EXPORTS,
            front_matter=self.front_matter,
            host=self.host,
            address=self.address,
        )
        edition, citations, found = load_edition(site, inputs)
        self.edition, self.site = edition, site
        problems = [*found, *check_edition(edition, _latest_day()), *check_safety(edition, site)]
        problems += [*check_generated(edition, Elements(site)), *self._check_image()]
        problems += check_listed(edition, self._file(self.settings.sources))
        problems += check_citations(edition.sources, citations, self._file(self.settings.sources))
        render(edition, site)
        self.style_sheet = style_sheet(site)
        return [*self._problems, *problems]

    def last_change(self, path: str) -> str:
        """The day on which a page was last changed, in ISO 8601, or else that of the edition."""
        page = self.edition.page_by_path.get(path) if self.edition else None
        changed = page_change(self.edition, page) if self.edition and page else ""
        day = first_day(self.settings.facts.date)
        return changed or (day if len(day) == len("2010-03-05") else "")

    def content_of(self, path: str) -> str | None:
        """The woven content of a page, or None for a page that is none of the edition's."""
        page = self.site.by_path.get(path) if self.site else None
        return page.content if page else None

    def finish_page(self, path: str, html: str) -> str:
        """A whole page as the theme made it, with what the edition adds outside its content."""
        page = self.edition.page_by_path.get(path) if self.edition else None
        if self.edition is None or page is None:
            return self.finish_template(path, html)
        return finish_page(self.edition, page, html, is_preview=self.is_preview)

    def finish_template(self, path: str, html: str) -> str:
        """A page that the theme makes by itself, such as the one that says there is no such page."""
        if self.edition is None or not path.endswith((".html", ".md")):
            return html
        return finish_page(self.edition, None, html, is_preview=self.is_preview)

    def publish(self, site_folder: Path) -> None:
        """Writes what other programs read into the finished site."""
        if self.edition is None:
            return
        with _garbage_kept():
            self._publish(self.edition, site_folder)
        _let_go()

    def _publish(self, edition: Edition, site_folder: Path) -> None:
        files = [*exported_files(edition, self.read_file), (STYLE_SHEET, self.style_sheet)]
        for path, content in files:
            file = site_folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        for old, new in copied_files(edition):
            (site_folder / old).parent.mkdir(parents=True, exist_ok=True)
            (site_folder / old).write_bytes((site_folder / new).read_bytes())
        for script in (site_folder / SCRIPTS).glob("*.js"):
            script.write_text(minify(script.read_text(encoding="utf-8")), encoding="utf-8")
        packed = site_folder / "sitemap.xml.gz"
        if packed.is_file():  # without the time of the build, so that the same edition gives the same files
            packed.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes()), mtime=0))
        for index in (site_folder / path for path in SEARCH_INDEXES):
            if index.is_file():
                data = json.loads(index.read_text(encoding="utf-8"))
                data = with_search_entries(data, edition)
                index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    def _check_image(self) -> list[Problem]:
        """Whoever shares a page would show an address where no picture is."""
        image = self.settings.facts.image
        if not image or (self.folder / image).is_file():
            return []
        message = f"extra.edition.about.image names '{image}', which is not there"
        hint = '"make share" draws it'
        return [problem_at("mkdocs.yml", None, "missing-image", message, hint=hint)]
