"""Adds tags to the head of a page: how to cite it, what link previews show, and what it contains.

The tags are added as text, because parsing the pages of a large site again takes too long.
"""

import json
from functools import partial

from markupsafe import Markup

from reading_edition.model.addresses import FEED, address_of, relative_url
from reading_edition.model.csl_items import edition_title, essay_item, first_day, without_empty
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.names import part_title
from reading_edition.model.runs import words_of
from reading_edition.model.settings import LISTS
from reading_edition.render.generated.book import BOOK
from reading_edition.render.generated.lists import ALL_NOTES
from reading_edition.render.last_changes import page_change
from reading_edition.render.templating import Values, render_page

_DESCRIPTION = '<meta name="description" content="'  # as the theme writes it
_LENGTH = 200  # characters of a description; previews show no more
IMAGE_SIZE = (1200, 630)  # width and height in pixels of the image that link previews show


def add_head(edition: Edition, page: Page | None, html: str) -> str:
    """Add the tags to a page; ``page`` is None for a page of the theme."""
    if page is None:
        return in_head(html, '<meta name="robots" content="noindex">')
    if "description" not in edition.front_matter.get(page.path, {}):
        html = with_description(html, _description(edition, page))
    values = _values(edition, page)
    tags = render_page("head.html", json_ld=_json_ld(edition, page, values), **values)
    return in_head(html, "\n".join(line for line in tags.splitlines() if line))


def _values(edition: Edition, page: Page) -> Values:
    """Return the values for the templates; ``kind`` is how the page is cited: as essay, edition or page."""
    is_whole = page.url in ("", "index.html") or page.generates(BOOK)
    kind = "essay" if edition.part_of(page) else "edition" if is_whole else "page"
    first_url = edition.parts[0].page.url if edition.parts else ""
    return {
        "edition": edition,
        "page": page,
        "kind": kind,
        "first_url": first_url,
        "edition_title": edition_title(edition),
        "essay": {name: str(value) for name, value in without_empty(dict(edition.settings.facts.essay)).items()},
        "description": _description(edition, page),
        "image_size": IMAGE_SIZE,
        "item_citation": _item_citation(edition, page),
        "feed": relative_url(page.url, FEED),
        "scholar_date": _scholar_date,
        "address": partial(address_of, edition, origin=page.url),
    }


def _item_citation(edition: Edition, page: Page) -> str:
    """Return a form for citing items of a page: the citation of the first term, with ``{name}`` and no address."""
    terms, citation = edition.of_kind("term")[:1], edition.own_citations.get("entry", ())
    has_list = any(map(page.generates, (*LISTS, ALL_NOTES)))
    if not (terms and citation and (has_list or edition.part_of(page) or edition.entries_on(page))):
        return ""
    return words_of(citation).replace(terms[0].title, "{name}", 1).partition(edition.address or "http")[0].strip()


def _json_ld(edition: Edition, page: Page, values: Values) -> Markup:
    """Return JSON-LD (schema.org) that describes a page, escaped so that no tag begins or ends in it."""
    own = {"work": essay_item(edition), "changed": page_change(edition, page), "shortened": _shortened}
    written = render_page("json-ld.json", **own, **values)
    data = {"@context": "https://schema.org", "@graph": json.loads(written, object_hook=without_empty)}
    text = json.dumps(data, ensure_ascii=False)
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped)  # noqa: S704 (no tag or comment begins or ends in it)


def with_description(html: str, words: str) -> str:
    """Replace the site's description in a page with the page's own; add it if the theme wrote none."""
    if not words:
        return html
    before, found, after = html.partition(_DESCRIPTION)
    if not found:
        return in_head(html, Markup('<meta name="description" content="{}">').format(words))
    _, quotation_mark, rest = after.partition('"')
    return f"{before}{found}{Markup.escape(words)}{quotation_mark}{rest}"


def in_head(html: str, markup: str) -> str:
    """Insert markup at the end of the head of a page, or after the title if the page has no ``</head>``."""
    end = html.find("</head>")
    if end < 0 and "</title>" in html:
        end = html.index("</title>") + len("</title>")
    return html if end < 0 else f"{html[:end]}{markup}\n{html[end:]}"


def _description(edition: Edition, page: Page) -> str:
    """Return a page's first paragraph, or a part's title and first paragraph, shortened to a description."""
    part = edition.part_of(page)
    if part is None:
        return _shortened(words_of(next(([block] for block in page.blocks if block.kind == "p"), [])))
    words = part.paragraphs[0].words if part.paragraphs else ""
    return _shortened(": ".join(filter(None, [part_title(part, edition.settings.translate), words])))


def _shortened(text: str) -> str:
    """Cut a text, at the end of a word, to what previews show, with an ellipsis if anything is left out."""
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 2].rpartition(' ')[0]} …"


def _scholar_date(text: str) -> str:
    """Return a day as 2010/3/5, else the year alone: Google Scholar reads no other format."""
    day = first_day(text)
    is_day = "/" not in text and day.count("-") == 2
    return day.replace("-0", "-").replace("-", "/") if is_day else day[:4]
