"""Publishing: the edition as files for other programs, beside the pages that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reading_edition.export.bibliography import (
    edition_bibtex,
    edition_csl,
    edition_ris,
    sources_bibtex,
    sources_csl,
)
from reading_edition.export.epub import epub
from reading_edition.export.headers import HEADERS, headers
from reading_edition.export.redirects import redirects
from reading_edition.export.robots import robots
from reading_edition.export.tei import tei
from reading_edition.export.text import text_edition
from reading_edition.export.web_annotations import web_annotations
from reading_edition.model.edition import Edition
from reading_edition.render.style_sheet import STYLE_SHEET, style_sheet

Publisher = Callable[[Edition], str | bytes]

# What is published, by its path in the site. Each publisher is a small module of this package.
PUBLISHERS: Mapping[str, Publisher] = {
    "data/annotations.jsonld": web_annotations,
    "data/edition.epub": epub,
    "data/cite.bib": edition_bibtex,
    "data/cite.json": edition_csl,
    "data/cite.ris": edition_ris,
    "data/edition.tei.xml": tei,
    "data/edition.txt": text_edition,
    "data/sources.bib": sources_bibtex,
    "data/sources.json": sources_csl,
    "robots.txt": robots,
}


def published_files(edition: Edition) -> Iterator[tuple[str, str | bytes]]:
    """The path and content of every file that is made of the edition as a whole."""
    for path, publisher in PUBLISHERS.items():
        yield path, publisher(edition)
    yield HEADERS, headers()
    yield STYLE_SHEET, style_sheet(edition)
    yield from redirects(edition)
