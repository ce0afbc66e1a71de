"""Exports: the edition as files for other programs, beside the pages that people read.

To add an export, add a line to ``EXPORTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from reading_edition.export.bibliography import (
    edition_bibtex,
    edition_csl,
    edition_ris,
    sources_bibtex,
    sources_csl,
)
from reading_edition.export.epub import epub
from reading_edition.export.epub.book import ReadFile
from reading_edition.export.headers import HEADERS, headers
from reading_edition.export.redirects import redirects
from reading_edition.export.robots import robots
from reading_edition.export.tei import tei
from reading_edition.export.text import text_edition
from reading_edition.export.web_annotations import web_annotations
from reading_edition.model.edition import Edition


class Export(NamedTuple):
    """A file that is made from the edition; ``write`` can also read the files of the documents' folder."""

    media_type: str
    write: Callable[[Edition, ReadFile], str | bytes]


def _from_edition(write: Callable[[Edition], str | bytes]) -> Callable[[Edition, ReadFile], str | bytes]:
    return lambda edition, _read_file: write(edition)


EXPORTS: Mapping[str, Export] = {  # by their paths in the site
    "data/annotations.jsonld": Export("application/ld+json", _from_edition(web_annotations)),
    "data/edition.epub": Export("application/epub+zip", epub),
    "data/cite.bib": Export("application/x-bibtex", _from_edition(edition_bibtex)),
    "data/cite.json": Export("application/vnd.citationstyles.csl+json", _from_edition(edition_csl)),
    "data/cite.ris": Export("application/x-research-info-systems", _from_edition(edition_ris)),
    "data/edition.tei.xml": Export("application/tei+xml", _from_edition(tei)),
    "data/edition.txt": Export("text/plain", _from_edition(text_edition)),
    "data/sources.bib": Export("application/x-bibtex", _from_edition(sources_bibtex)),
    "data/sources.json": Export("application/vnd.citationstyles.csl+json", _from_edition(sources_csl)),
    "robots.txt": Export("text/plain", _from_edition(robots)),
}


def exported_files(edition: Edition, read_file: ReadFile) -> Iterator[tuple[str, str | bytes]]:
    """The path and content of every file that is made from the edition.

    ``read_file`` returns the content of a file of the documents' folder, or nothing if it cannot be read.
    """
    for path, export in EXPORTS.items():
        yield path, export.write(edition, read_file)
    yield HEADERS, headers()
    yield from redirects(edition)
