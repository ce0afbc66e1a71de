"""Links as they are written: from one file to another, and to the sources that something rests on."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.edition import Edition, Source


def written_link(here: str, there: str, fragment: str) -> str:
    """The target of a link from one page to a place on another, as one writes it."""
    path = "" if here == there else posixpath.relpath(there, posixpath.dirname(here) or ".")
    return f"{path}#{fragment}"


def find_source(edition: Edition, name: str) -> Source:
    """The source with an id, or with a label. Raises :class:`RefusedError`."""
    for source in edition.sources:
        if name in (source.id, source.label):
            return source
    guess = closest(name, [each for source in edition.sources for each in (source.id, source.label)])
    file = edition.file(edition.settings.sources)
    raise RefusedError(
        f"there is no source '{name}' in {file}" + (f"; did you mean '{guess}'?" if guess else "")
    )


def source_page(edition: Edition) -> str:
    """The page on which the sources stand."""
    pages = [page.path for page in edition.pages if edition.settings.kind_of(page.path) == "source"]
    if not pages:
        raise RefusedError("this edition has no page of sources; extra.edition.pages in mkdocs.yml names it")
    return pages[0]


def citation(edition: Edition, name: str, label: str, here: str) -> str:
    """A link to a source, in the page ``here``."""
    return f"[{label}]({written_link(here, source_page(edition), name)})"


def citations(edition: Edition, names: Sequence[str], here: str) -> str:
    """Links to some sources, as they stand at the end of a note. Raises :class:`RefusedError`."""
    sources = [find_source(edition, name) for name in names]
    return "; ".join(citation(edition, source.id, source.label, here) for source in sources)
