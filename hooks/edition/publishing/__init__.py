"""Publishing: the edition as files for other programs, beside the pages that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..model import Edition
from .bibliography import edition_bibtex, edition_csl, edition_ris, sources_bibtex, sources_csl
from .epub import epub
from .headers import HEADERS, headers
from .redirects import redirects
from .robots import robots
from .tei import tei
from .text import text_edition
from .web_annotations import web_annotations

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
    yield from redirects(edition)
