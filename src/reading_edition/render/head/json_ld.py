"""What a page contains, in the terms of schema.org, as JSON-LD: the essay, the edition, or terms."""

from __future__ import annotations

import json
from functools import partial

from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import edition_title, essay_item, first_day, without_empty
from reading_edition.model.edition import Edition, Page
from reading_edition.model.runs import words_of
from reading_edition.render.head.page_facts import description, kind_of_work, shortened
from reading_edition.render.last_changes import page_change
from reading_edition.render.templating import render_page


def json_ld(edition: Edition, page: Page) -> str:
    """The graph of a page, safe in a ``<script>``: no tag or comment begins or ends in it."""
    written = render_page(
        "json-ld.json",
        kind=kind_of_work(edition, page),
        page=page,
        part=edition.part_of(page),
        facts=edition.settings.facts,
        translate=edition.settings.translate,
        work=essay_item(edition),
        edition_title=edition_title(edition),
        description=description(edition, page),
        changed=page_change(edition, page),
        terms=edition.entries_on(page) if edition.settings.kind_of(page.path) == "term" else None,
        address=partial(address_of, edition, origin=page.url),
        first_page=edition.parts[0].page.url if edition.parts else "",
        first_day=first_day,
        shortened=shortened,
        words_of=words_of,
    )
    graph = json.loads(written, object_hook=without_empty)
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
