"""Generates the essay's path through time: a table of events, with rows for paragraphs and columns for periods.

A paragraph refers to an event if the paragraph or one of its notes links to the event. A period is a page of events.
Too many periods share one column: otherwise, the table would grow with the square of the edition's size.
"""

from functools import partial
from itertools import chain

from lxml import html
from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.dates import date_of, year_words
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page, Passage
from reading_edition.render.generated.chronology import first_day, row_of
from reading_edition.render.templating import render_element

_MOST_PERIODS = 12  # with more periods, there is one column


def essay_path(edition: Edition, page: Page) -> HtmlElement:
    events = events_of_paragraphs(edition)
    written = date_of(edition.settings.facts.written, edition.settings.translate)
    linked = sorted(dict.fromkeys(chain(*events.values())), key=first_day)
    if not linked:
        return html.Element("div")
    periods = list(dict.fromkeys(event.page for event in linked))
    column_of = {period: period if len(periods) <= _MOST_PERIODS else page for period in periods}
    columns = list(dict.fromkeys(column_of.values()))
    rows = [
        (passage.number, relative_url(page.url, passage.page.url, passage.id), [
            [row_of(event, page, written) for event in events.get(passage.id, ()) if column_of[event.page] is column]
            for column in columns
        ])
        for passage in edition.passages
        if passage.is_paragraph
    ]  # fmt: skip
    before = {column_of[event.page] for event in linked if not row_of(event, page, written).is_after}
    return render_element(
        "essay-path.html",
        translate=edition.settings.translate,
        year_words=partial(year_words, translate=edition.settings.translate),
        rows=rows,
        periods=[(column.title, column not in before) for column in columns],
        written=written,
    )


def events_of_paragraphs(edition: Edition) -> dict[str, list[Entry]]:
    """Return the events to which each paragraph refers, by the paragraph's id, in the order of their dates."""
    found: dict[str, dict[str, Entry]] = {}
    for reference in edition.references:
        owner, target = reference.owner, reference.target
        passage = owner.passage if isinstance(owner, Note) else owner
        if isinstance(passage, Passage) and isinstance(target, Entry) and target.kind == "event" and target.date:
            found.setdefault(passage.paragraph, {})[target.id] = target
    return {name: sorted(events.values(), key=first_day) for name, events in found.items()}
