"""Exports the edition as files for other programs.

To add an export, add a line to ``EXPORTS``.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from reading_edition.export import bibliography, search_parts
from reading_edition.export.epub import epub
from reading_edition.export.epub.book import ReadFile
from reading_edition.export.redirects import redirects
from reading_edition.export.search import SEARCH_INDEX, kinds_of, search_entries, search_index
from reading_edition.export.tei import tei
from reading_edition.export.text import text_edition
from reading_edition.export.web_annotations import web_annotations
from reading_edition.model.addresses import FEED, address_of
from reading_edition.model.csl_items import edition_title
from reading_edition.model.dates import date_of
from reading_edition.model.edition import Edition
from reading_edition.model.evidence import without_strong_evidence
from reading_edition.model.names import owner_name
from reading_edition.render.generated.drawings import left_out_of_exports
from reading_edition.render.templating import templates_in

HEADERS = "_headers"  # web hosts read this file at the site's root; no page links to it


def urn(text: str) -> str:
    """Return an identifier that is the same in every build."""
    return uuid5(NAMESPACE_URL, text).urn


_HELPERS = (address_of, date_of, edition_title, owner_name, urn)
_TEMPLATES = templates_in(Path(__file__).with_name("templates"), _HELPERS)


def _rendered(template: str, edition: Edition) -> str:
    """Return the output of a template that needs only the edition."""
    return _TEMPLATES.get_template(template).render(edition=edition)


EXPORTS: Mapping[str, Callable[..., str | bytes | Iterator[str]]] = {  # by path in the site
    "data/annotations.jsonld": web_annotations,
    FEED: partial(_rendered, "changes.xml"),
    "data/edition.epub": epub,
    "data/cite.bib": bibliography.edition_bibtex,
    "data/cite.json": bibliography.edition_csl,
    "data/cite.ris": bibliography.edition_ris,
    "data/edition.tei.xml": tei,
    "data/edition.txt": text_edition,
    "data/sources.bib": bibliography.sources_bibtex,
    "data/sources.json": bibliography.sources_csl,
    "robots.txt": partial(_rendered, "robots.txt"),
    SEARCH_INDEX: search_index,
}


def export(edition: Edition, path: str, read_file: ReadFile) -> Iterator[bytes]:
    """Yield the content of one of ``EXPORTS`` in pieces, so that a long file is not in memory as a whole.

    ``read_file`` returns the content of a file in the documents' folder, or empty bytes if the file is missing.
    """
    write = EXPORTS[path]
    content = write(edition, read_file) if write is epub else write(edition)
    for piece in [content] if isinstance(content, str | bytes) else content:
        yield piece if isinstance(piece, bytes) else piece.encode()


def notices(edition: Edition) -> Iterator[str]:
    """Yield messages for maintainers that are not problems."""
    if notes := without_strong_evidence(edition):
        names = ", ".join(note.name for note in notes)
        yield f"notes without primary or scholarly evidence: {names} ('make gaps' lists them)"
    if drawings := left_out_of_exports(edition):
        yield f"drawings that are on pages, but not in the EPUB and other exports: {', '.join(drawings)}"


def search_files(edition: Edition, size: int) -> Iterator[tuple[str, str]]:
    """Yield the path and content of each file into which a search index of ``size`` bytes is split, if it is large."""
    if size > search_parts.LARGE:
        for path, content in search_parts.split_index(kinds_of(edition), search_entries(edition)):
            yield path or SEARCH_INDEX, content


def site_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the path and content of each file for web hosts and old addresses: headers, and pages that redirect."""
    yield HEADERS, f"{_TEMPLATES.get_template(HEADERS).render()}\n"
    yield from redirects(edition)
