"""Exports the sources, and the edition itself, for reference managers: CSL-JSON, BibTeX and RIS."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reading_edition.export.json_lines import json_array, json_line
from reading_edition.model.csl import csl_json
from reading_edition.model.csl_items import Item, cited_works, edition_title, first_day, people_of, source_item
from reading_edition.model.edition import Edition
from reading_edition.render.templating import templates_in

_RIS = templates_in(Path(__file__).with_name("templates"), (first_day, people_of)).get_template("cite.ris")


def sources_csl(edition: Edition) -> Iterator[str]:
    """Yield the sources as CSL-JSON, in the order of the list."""
    return _csl(edition, map(source_item, edition.sources))


def edition_csl(edition: Edition) -> Iterator[str]:
    return _csl(edition, cited_works(edition))


def _csl(edition: Edition, items: Iterable[Item]) -> Iterator[str]:
    lines = (json_line(csl_json(item, edition.settings.translate)) for item in items)
    return json_array(lines, after="\n")


def sources_bibtex(edition: Edition) -> str:
    """Return the sources as BibTeX, after a comment with the title and version of the edition."""
    title = " ".join(filter(None, [edition_title(edition), edition.settings.facts.version]))
    return f"% The sources of {title}\n\n{edition.bibtex(list(map(source_item, edition.sources)))}"


def edition_bibtex(edition: Edition) -> str:
    return edition.bibtex(cited_works(edition))


def edition_ris(edition: Edition) -> str:
    """Return the edition and the essay as RIS, with Windows line endings."""
    return _RIS.render(items=cited_works(edition), settings=edition.settings).replace("\n", "\r\n")
