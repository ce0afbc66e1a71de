"""The sources, and the edition itself, for reference managers: CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reading_edition.export.json_lines import json_array
from reading_edition.model.csl import csl_json
from reading_edition.model.csl_items import (
    Item,
    cited_works,
    edition_title,
    first_day,
    people_of,
    source_item,
)
from reading_edition.model.edition import Edition

# RIS types by those of CSL (Research Information Systems, "RIS Format Specifications", 2011).
_RIS_TYPES = {
    "article": "GEN",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "GEN",
    "thesis": "THES",
    "webpage": "ELEC",
}
# RIS tags by the variables of CSL; names, dates and pages are written apart.
_RIS_TAGS = {
    "title": "TI",
    "container-title": "T2",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "language": "LA",
    "DOI": "DO",
    "ISSN": "SN",
    "ISBN": "SN",
    "URL": "UR",
}


def sources_csl(edition: Edition) -> str:
    """The sources as CSL-JSON, in the order of sources.yaml."""
    return _list(source_item(source) for source in edition.sources)


def edition_csl(edition: Edition) -> str:
    """The edition and the essay as CSL-JSON."""
    return _list(cited_works(edition))


def sources_bibtex(edition: Edition) -> str:
    """The sources as BibTeX, after a comment that names the edition."""
    title = " ".join(filter(None, [edition_title(edition), edition.settings.facts.version]))
    return f"% The sources of {title}\n\n{edition.bibtex.get('sources', '')}"


def edition_bibtex(edition: Edition) -> str:
    """The edition and the essay as BibTeX."""
    return edition.bibtex.get("edition", "")


def edition_ris(edition: Edition) -> str:
    """The edition and the essay as RIS."""
    return "".join(f"{line}\r\n" for item in cited_works(edition) for line in _ris(item))


def _list(items: Iterable[Item]) -> str:
    return json_array(csl_json(item) for item in items) + "\n"


def _ris(item: Item) -> Iterator[str]:
    yield f"TY  - {_RIS_TYPES.get(str(item.get('type')), 'GEN')}"
    for role, tag in (("author", "AU"), ("editor", "ED")):
        for name in people_of(item, role):
            yield f"{tag}  - {name.inverted}"
    for variable, tag in _RIS_TAGS.items():
        if item.get(variable):
            yield f"{tag}  - {item[variable]}"
    if issued := first_day(item.get("issued", "")):
        year, month, day = (*issued.split("-"), "", "")[:3]
        yield f"PY  - {year}"
        yield f"DA  - {year}/{month}/{day}/"
    pages = str(item.get("page", "")).replace("–", "-").partition("-")
    for tag, page in (("SP", pages[0]), ("EP", pages[2])):
        if page:
            yield f"{tag}  - {page}"
    yield "ER  - "
