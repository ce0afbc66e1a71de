"""The records kept as YAML: the list of sources and the list of emendations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.load.yaml_files import read_list
from reading_edition.model.dates import DATE_HINT, closest_date, date_fault
from reading_edition.model.edition import Emendation, Source
from reading_edition.model.names import is_id
from reading_edition.model.settings import Settings

_ID_LINE = re.compile(r"^-[ ]+id:[ ]*([a-z][a-z0-9-]*)[ ]*$", re.MULTILINE)
# What the citation processor is given, by CSL's names; the other fields are the edition's own.
_CSL_TEXTS = tuple(
    """
    type title container-title collection-title publisher publisher-place volume issue page number genre
    edition event-title event-place language URL DOI ISBN medium section authority chapter-number version
    """.split()
)
_CSL_NAMES = ("author", "editor", "translator", "interviewer", "director", "recipient", "container-author")
_CSL_DATES = ("issued", "accessed", "original-date", "event-date")
_OWN = ("id", "label", "kind", "identifier", "remark")
_KNOWN = (*_CSL_TEXTS, *_CSL_NAMES, *_CSL_DATES, *_OWN)
_COMMON_FIELDS = "title, author, container-title, publisher, issued, URL or DOI"
# What other lists of sources call it.
_MEANT_FIELDS = {
    **dict.fromkeys(
        "journal journaltitle magazine newspaper booktitle site website periodical".split(), "container-title"
    ),
    **dict.fromkeys("date year published publication-date".split(), "issued"),
    **dict.fromkeys("link href address url".split(), "URL"),
    **dict.fromkeys("series".split(), "collection-title"),
    **dict.fromkeys("pages".split(), "page"),
    **dict.fromkeys("authors by creator".split(), "author"),
    **dict.fromkeys("editors".split(), "editor"),
    **dict.fromkeys("place location city".split(), "publisher-place"),
    **dict.fromkeys("note notes comment annotation".split(), "remark"),
    **dict.fromkeys("lang".split(), "language"),
    **dict.fromkeys("institution organization publisher-name".split(), "publisher"),
    **dict.fromkeys("retrieved access-date accessdate urldate".split(), "accessed"),
}
_MEANT_TYPES = {
    **dict.fromkeys("newspaper news newspaper-article press".split(), "article-newspaper"),
    **dict.fromkeys("journal journal-article paper".split(), "article-journal"),
    **dict.fromkeys("magazine magazine-article".split(), "article-magazine"),
    **dict.fromkeys("web website web-page online site url".split(), "webpage"),
    **dict.fromkeys("law act statute".split(), "legislation"),
    **dict.fromkeys("encyclopedia encyclopaedia".split(), "entry-encyclopedia"),
    **dict.fromkeys("agreement convention".split(), "treaty"),
    **dict.fromkeys("inbook incollection book-chapter".split(), "chapter"),
    **dict.fromkeys("blog blog-post".split(), "post-weblog"),
    **dict.fromkeys("techreport".split(), "report"),
    **dict.fromkeys("monograph".split(), "book"),
    **dict.fromkeys("misc other".split(), "document"),
}
CSL_TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference
    patent performance periodical personal_communication post post-weblog regulation report review
    review-book software song speech standard thesis treaty webpage
    """.split()
)


def read_sources(file: str, text: str, settings: Settings) -> tuple[list[Source], list[Problem]]:
    """The sources of ``sources.yaml``, and what is wrong with the file."""
    return _read_sources(file, text, tuple(settings.source_kinds))


@lru_cache(maxsize=4)
def _read_sources(file: str, text: str, kinds: tuple[str, ...]) -> tuple[list[Source], list[Problem]]:
    items, problems = read_list(file, text)
    sources = _salvaged(text) if problems and not items else []
    if not items and not problems:
        problems = [problem_at(file, None, "no-sources", "this file holds no sources", hint="- id: ...")]
    for item, location in items:
        found = list(_check_source(file, item, location, kinds))
        problems += found
        if "id" in item and isinstance(item["id"], str):
            sources.append(_source(item, location))
    problems += _twice(file, ((source.id, source.location) for source in sources), "source id")
    problems += _twice(file, ((source.label, source.location) for source in sources), "label")
    unique = {source.id: source for source in reversed(sources)}
    return [source for source in sources if unique[source.id] is source], problems


def _salvaged(text: str) -> list[Source]:
    """The ids of a file that is not YAML, so that one slip there does not break every citation."""
    return [
        Source(match[1], match[1], "", {"id": match[1], "type": "document", "title": match[1]})
        for match in _ID_LINE.finditer(text)
    ]


def _source(item: Mapping[str, Any], location: Location) -> Source:
    csl = {name: value for name, value in item.items() if name in _CSL_TEXTS and isinstance(value, str)}
    csl |= {name: item[name] for name in _CSL_NAMES if isinstance(item.get(name), list)}
    csl |= {name: item[name] for name in _CSL_DATES if isinstance(item.get(name), str)}
    return Source(
        id=item["id"],
        label=str(item.get("label") or item["id"]),
        kind=str(item.get("kind", "")),
        csl={"id": item["id"], **csl},
        identifier=str(item.get("identifier", "")),
        remark=str(item.get("remark", "")),
        location=location,
    )


def _check_source(
    file: str, item: Mapping[str, Any], location: Location, kinds: tuple[str, ...]
) -> Iterable[Problem]:
    def problem(code: str, message: str, guess: str = "", hint: str = "") -> Problem:
        return problem_at(file, location, code, message, guess=guess, hint=hint)

    name = item.get("id", "")
    if not name:
        yield problem("source-id", "this source has no id", hint="id: founding-act-1997")
    elif not isinstance(name, str) or not is_id(name):
        hint = "lower-case letters, digits and hyphens, a letter first"
        yield problem("source-id", f"source id '{name}' cannot be used", hint=hint)
    for needed in ("label", "kind", "type", "title"):
        if not item.get(needed):
            yield problem("source-field", f"source '{name}' has no '{needed}'", hint=f"{needed}: ...")
    for field in item:
        if field not in _KNOWN:
            yield problem(
                "source-field",
                f"source '{name}' has an unknown field '{field}'",
                guess := _MEANT_FIELDS.get(field.casefold(), "") or closest(field, _KNOWN),
                "" if guess else f"fields are those of CSL, such as {_COMMON_FIELDS}",
            )
    url = item.get("URL", "https://")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        hint = "an address begins with https:// or http://"
        yield problem("source-url", f"source '{name}' has a URL '{url}' that is no address", hint=hint)
    kind, form = str(item.get("kind", "")), str(item.get("type", ""))
    if kind and kind not in kinds:
        yield problem(
            "source-kind",
            f"source '{name}' has an unknown kind '{kind}'",
            closest(kind, kinds),
            f"kinds are {', '.join(kinds)}",
        )
    if form and form not in CSL_TYPES:
        yield problem(
            "source-type",
            f"source '{name}' has an unknown CSL type '{form}'",
            _MEANT_TYPES.get(form.casefold().replace(" ", "-"), "") or closest(form, CSL_TYPES),
            "such as treaty, speech, report, article-newspaper, article-journal, book, webpage or document",
        )
    for field in _CSL_DATES:
        if field in item:
            yield from _check_date(file, location, f"source '{name}'", str(item[field]))
    for field in _CSL_NAMES:
        if field in item and not _are_names(item[field]):
            hint = "- family: Sarotte, given: Mary Elise; or - literal: NATO"
            yield problem("source-field", f"the '{field}' of source '{name}' is no list of names", hint=hint)


def _check_date(file: str, location: Location, what: str, text: str) -> Iterable[Problem]:
    if fault := date_fault(text):
        message, guess = f"{what} has a date '{text}' {fault}", closest_date(text)
        yield problem_at(file, location, "date", message, guess=guess, hint=DATE_HINT)


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(name, dict) and ("family" in name or "literal" in name) for name in value
    )


def _twice(file: str, named: Iterable[tuple[str, Location | None]], what: str) -> Iterable[Problem]:
    first: dict[str, Location | None] = {}
    for name, location in named:
        if name in first:
            line = (first[name] or Location(0, 0)).line
            yield problem_at(
                file, location, "duplicate-id", f"{what} '{name}' is used twice (first in line {line})"
            )
        first.setdefault(name, location)


def source_headings(sources: Iterable[Source]) -> str:
    """Markdown that gives each source a heading with its id, so that links to it are known."""
    return "\n\n".join(f"## {source.label} {{ #{source.id} }}" for source in sources)


def read_emendations(file: str, text: str) -> tuple[list[Emendation], list[Problem]]:
    """The emendations of ``emendations.yaml``, and what is wrong with the file."""
    items, problems = read_list(file, text)
    emendations = []
    for item, location in items:
        if missing := [name for name in ("paragraph", "received", "read", "why") if not item.get(name)]:
            problems.append(
                problem_at(file, location, "emendation-field", f"an emendation has no '{missing[0]}'")
            )
            continue
        paragraph = str(item["paragraph"])
        emendations.append(
            Emendation(
                f"p{paragraph}" if paragraph[0].isdigit() else paragraph,
                str(item["received"]),
                str(item["read"]),
                str(item["why"]),
                location,
            )
        )
    return emendations, problems
