"""Loads a complete edition from its rendered pages and its other files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import lxml.html

from link_checks.page import Target
from link_checks.problem import Problem
from link_checks.site import Site
from reading_edition.load.citations import CitationError, bibtex, cited_item, format_items
from reading_edition.load.loaded_pages import load_pages
from reading_edition.load.pages import Inputs, read_edition
from reading_edition.load.runs import Walker
from reading_edition.model.csl_items import cited_parts, edition_item, essay_item
from reading_edition.model.edition import Edition
from reading_edition.model.problems import problem, problem_in
from reading_edition.model.runs import Run


class Loaded(NamedTuple):
    """A complete edition, its site, the citations of its sources as HTML, and the problems found while loading it."""

    edition: Edition
    site: Site
    citations: Mapping[str, str]
    problems: Sequence[Problem]


def load_edition(site: Site, inputs: Inputs, cache: Path) -> Loaded:
    """Load the complete edition. In its site, each page that did not change since the last build is the cached page."""
    loaded, results = load_pages(site, inputs.settings, inputs.results), inputs.results
    site = replace(site, pages=[each.rendered for each in loaded])
    unclear = [found for each in loaded for found in each.problems]
    edition = read_edition(site, loaded, inputs)
    citations, problems = results.cached("citations", edition.sources, partial(_citations, edition, cache))
    shown = {name: results.cached(("citation", name), html, partial(_runs, html)) for name, html in citations.items()}
    own, more_problems = _own_citations(edition, cache)
    write_bibtex = partial(bibtex, cache=cache, translate=edition.settings.translate)
    edition = replace(edition, citations=shown, own_citations=own, bibtex=write_bibtex)
    return Loaded(edition, site, citations, [*unclear, *problems, *more_problems])


def _citations(edition: Edition, cache: Path) -> tuple[dict[str, str], list[Problem]]:
    try:
        citations = format_items(map(cited_item, edition.sources), cache, edition.settings.translate)
    except CitationError as error:
        file = edition.file(edition.settings.sources)
        return {}, [problem_in(file, None, "citation/unreadable", what="the sources", error=error)]
    empty = (source for source in edition.sources if not citations.get(source.id))
    return citations, [problem(edition, source, "citation/empty") for source in empty]


def _own_citations(edition: Edition, cache: Path) -> tuple[dict[str, tuple[Run, ...]], list[Problem]]:
    """Return the citations of the edition itself, of its text, and of examples of their parts, by name."""
    own: dict[str, str] = {}
    try:
        # format each alone: in one list, works by the same author in the same year would get letters
        for item in (edition_item(edition), essay_item(edition), *cited_parts(edition)):
            own |= format_items([item], cache, edition.settings.translate)
    except CitationError as error:
        return {}, [problem_in("mkdocs.yml", None, "citation/unreadable", what="the essay", error=error)]
    return {name: _runs(html) for name, html in own.items()}, []


def _runs(citation: str) -> tuple[Run, ...]:
    """Return the HTML of a citation as runs. All its links lead outside the site."""
    element = lxml.html.fragment_fromstring(citation, create_parent="span")
    return Walker(partial(Target, "outside")).runs(element)
