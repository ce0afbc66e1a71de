"""Exports: the edition as files for other programs, beside the pages that people read.

To add an export, add a line to ``EXPORTS``.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from reading_edition.export import bibliography
from reading_edition.export.epub import epub
from reading_edition.export.epub.book import ReadFile
from reading_edition.export.redirects import redirects
from reading_edition.export.tei import tei
from reading_edition.export.text import text_edition
from reading_edition.export.web_annotations import web_annotations
from reading_edition.model.edition import Edition
from reading_edition.render.templating import templates_in

HEADERS = "_headers"  # for hosts that read it at the site's root; no page links to it
_TEMPLATES = templates_in(Path(__file__).with_name("templates"))


def robots(edition: Edition) -> str:
    """``robots.txt``, which leads crawlers to the sitemap (RFC 9309) if the address of the site is known."""
    return _TEMPLATES.get_template("robots.txt").render(edition=edition)


EXPORTS: Mapping[str, Callable[..., str | bytes]] = {  # by their paths in the site
    "data/annotations.jsonld": web_annotations,
    "data/edition.epub": epub,
    "data/cite.bib": bibliography.edition_bibtex,
    "data/cite.json": bibliography.edition_csl,
    "data/cite.ris": bibliography.edition_ris,
    "data/edition.tei.xml": tei,
    "data/edition.txt": text_edition,
    "data/sources.bib": bibliography.sources_bibtex,
    "data/sources.json": bibliography.sources_csl,
    "robots.txt": robots,
}


def export(edition: Edition, path: str, read_file: ReadFile) -> str | bytes:
    """The content of one of ``EXPORTS``.

    ``read_file`` returns the content of a file of the documents' folder, or nothing if it cannot be read.
    """
    write = EXPORTS[path]
    return write(edition, read_file) if write is epub else write(edition)


def site_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """The path and content of what hosts and old addresses need: headers, and pages that lead to new addresses."""
    yield HEADERS, f"{_TEMPLATES.get_template(HEADERS).render()}\n"
    yield from redirects(edition)
