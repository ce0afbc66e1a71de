"""What a page contains, in the terms of schema.org, as JSON-LD: the essay, the edition, or terms.

See https://schema.org/ScholarlyArticle, https://schema.org/Book and https://schema.org/DefinedTermSet.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reading_edition.model.about import Name
from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import edition_title, essay_item, first_day, without_empty
from reading_edition.model.edition import Edition, Entry, Page
from reading_edition.model.runs import words_of
from reading_edition.render.head.description import description, shortened
from reading_edition.render.head.works import essay_address, kind_of_work
from reading_edition.render.last_changes import page_change

Json = dict[str, Any]
_ARTICLES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "post-weblog": "BlogPosting",
}
_WIKIDATA = "http://www.wikidata.org/entity/"


def json_ld(edition: Edition, page: Page) -> str:
    """The graph of a page, safe in a ``<script>``: no tag or comment begins or ends in it."""
    graph = [_web_page(edition, page), *_works(edition, page)]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _works(edition: Edition, page: Page) -> list[Json]:
    kind = kind_of_work(edition, page)
    if kind == "essay":
        return [_essay(edition, page)]
    if kind == "edition":
        return [_edition(edition, page), _essay(edition, page)]
    if edition.settings.kind_of(page.path) != "term":
        return []
    return [_term_set(edition, page, edition.entries_on(page))]


def _thing(kind: str, **properties: object) -> Json:
    """A thing of schema.org with the properties that have a value; ``id`` is its address."""
    named = {"@id" if name == "id" else name: value for name, value in properties.items()}
    return without_empty({"@type": kind, **named})


def _web_page(edition: Edition, page: Page) -> Json:
    part, facts = edition.part_of(page), edition.settings.facts
    main = {"essay": _essay_id, "edition": _edition_id}.get(kind_of_work(edition, page))
    return _thing(
        "WebPage",
        id=address_of(edition, page.url, origin=page.url),
        name=page.title,
        position=part.number if part else None,
        description=description(edition, page),
        dateModified=page_change(edition, page),
        inLanguage=facts.language if part else facts.notes_language,
        isPartOf={"@id": _edition_id(edition, page)},
        mainEntity={"@id": main(edition, page)} if main else None,
    )


def _essay_id(edition: Edition, page: Page) -> str:
    return f"{essay_address(edition, origin=page.url)}#essay"


def _edition_id(edition: Edition, page: Page) -> str:
    return f"{address_of(edition, '', origin=page.url)}#edition"


def _essay(edition: Edition, page: Page) -> Json:
    facts, essay = edition.settings.facts, essay_item(edition)
    kind = _ARTICLES.get(str(essay.get("type")), "CreativeWork")
    return _thing(
        kind,
        id=_essay_id(edition, page),
        **{"name" if kind == "CreativeWork" else "headline": essay.get("title")},
        author=_agents(facts.authors),
        datePublished=first_day(essay.get("issued", "")),
        inLanguage=facts.language,
        isPartOf=[*_issue(essay), {"@id": _edition_id(edition, page)}],
        pagination=essay.get("page"),
        copyrightNotice=facts.rights.essay,
        sameAs=facts.original,
        url=essay_address(edition, origin=page.url),
    )


def _issue(essay: Json) -> list[Json]:
    """The journal that contains an article, with its volume and issue around it."""
    if not essay.get("container-title"):
        return []
    inner = _thing("Periodical", name=essay["container-title"], issn=essay.get("ISSN"))
    if volume := str(essay.get("volume", "")):
        inner = _thing("PublicationVolume", volumeNumber=volume, isPartOf=inner)
    if issue := str(essay.get("issue", "")):
        inner = _thing("PublicationIssue", issueNumber=issue, isPartOf=inner)
    return [inner]


def _edition(edition: Edition, page: Page) -> Json:
    """The edition. Its license is that of its notes alone: they have it, not the whole."""
    facts = edition.settings.facts
    notes = _thing(
        "CreativeWork",
        name=edition.settings.translate("Notes and entries"),
        author=_agents(facts.editors),
        inLanguage=facts.notes_language,
        license=facts.rights.notes_url,
        copyrightNotice=facts.rights.notes,
    )
    return _thing(
        "Book",
        id=_edition_id(edition, page),
        name=edition_title(edition),
        author=_agents(facts.authors),
        editor=_agents(facts.editors),
        bookEdition=facts.version,
        version=facts.version,
        datePublished=first_day(facts.date),
        inLanguage=facts.notes_language,
        url=address_of(edition, "", origin=page.url),
        image=address_of(edition, facts.image, origin=page.url) if facts.image else "",
        isBasedOn=facts.original,
        hasPart=[{"@id": _essay_id(edition, page)}, notes],
    )


def _term_set(edition: Edition, page: Page, terms: Sequence[Entry]) -> Json:
    facts = edition.settings.facts
    return _thing(
        "DefinedTermSet",
        id=f"{address_of(edition, page.url, origin=page.url)}#terms",
        name=page.title,
        inLanguage=facts.notes_language,
        license=facts.rights.notes_url,
        isPartOf={"@id": _edition_id(edition, page)},
        hasDefinedTerm=[_term(edition, term) for term in terms],
    )


def _term(edition: Edition, term: Entry) -> Json:
    wikidata = term.data.get("wikidata")
    return _thing(
        "DefinedTerm",
        id=address_of(edition, term.page.url, term.id, origin=term.page.url),
        name=term.title,
        description=shortened(words_of([term.summary] if term.summary else [])),
        sameAs=f"{_WIKIDATA}{wikidata}" if wikidata else "",
    )


def _agents(names: Sequence[Name]) -> list[Json]:
    return [
        _thing("Person", name=name.full, givenName=name.given, familyName=name.family)
        if name.is_person
        else _thing("Organization", name=name.full)
        for name in names
    ]
