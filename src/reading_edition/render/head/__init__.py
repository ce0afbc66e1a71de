"""What a page says of itself in its head: what it is cited as, what a preview shows, what it contains.

It is put there as text: a page may be a megabyte long, and a site of a thousand pages is not to be parsed
once more for this.
"""

from __future__ import annotations

from markupsafe import Markup

from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import edition_title, first_day, without_empty
from reading_edition.model.edition import Edition, Page
from reading_edition.render.head.json_ld import json_ld
from reading_edition.render.head.page_facts import description, kind_of_work, scholar_date
from reading_edition.render.templating import Values, render_page

_DESCRIPTION = '<meta name="description" content="'  # as the theme writes it
IMAGE_SIZE = (1200, 630)  # of the picture that stands for the edition where it is shared


def add_head(edition: Edition, page: Page | None, html: str) -> str:
    """The page with its tags in its head; ``page`` is None for one of the theme's own."""
    if page is None:
        return in_head(html, '<meta name="robots" content="noindex">')
    if "description" not in edition.front_matter.get(page.path, {}):
        html = with_description(html, description(edition, page))
    tags = render_page("head.html", **_values(edition, page))
    return in_head(html, "\n".join(line for line in tags.splitlines() if line))


def _values(edition: Edition, page: Page) -> Values:
    """What the template of the head shows; addresses are absolute, and empty without the site's own."""
    facts, kind = edition.settings.facts, kind_of_work(edition, page)
    first_url = edition.parts[0].page.url if edition.parts else ""
    urls = {"essay": first_url, "edition": "", "page": page.url}
    titles = {"essay": edition.title, "edition": edition_title(edition), "page": page.title}
    return {
        "kind": kind,
        "facts": facts,
        "title": titles[kind],
        "edition_title": edition_title(edition),
        "essay": {name: str(value) for name, value in without_empty(dict(facts.essay)).items()},
        "address": edition.address and address_of(edition, urls[kind], origin=""),
        "page_address": edition.address and address_of(edition, page.url, origin=""),
        "image": address_of(edition, facts.image, origin="") if facts.image and edition.address else "",
        "image_size": IMAGE_SIZE,
        "description": description(edition, page),
        "json_ld": Markup(json_ld(edition, page)),  # noqa: S704 (no tag begins or ends in it)
        "first_day": first_day,
        "scholar_date": scholar_date,
    }


def with_description(html: str, words: str) -> str:
    """The page with its own description in place of the site's, or with one where the theme wrote none."""
    if not words:
        return html
    start = html.find(_DESCRIPTION)
    if start < 0:
        return in_head(html, Markup('<meta name="description" content="{}">').format(words))
    start += len(_DESCRIPTION)
    return html[:start] + str(Markup.escape(words)) + html[html.index('"', start) :]


def in_head(html: str, markup: str) -> str:
    """The page with markup at the end of its head, or after its title where the tags of the head are left out."""
    end = html.find("</head>")
    if end < 0 and "</title>" in html:
        end = html.index("</title>") + len("</title>")
    return html if end < 0 else f"{html[:end]}{markup}\n{html[end:]}"
