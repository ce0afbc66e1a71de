"""What a page says of itself in its head: what it is cited as, what a preview shows, what it contains.

It is put there as text: a page may be a megabyte long, and a site of a thousand pages is not to be parsed
once more for this.
"""

from __future__ import annotations

from markupsafe import Markup

from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import edition_title, first_day, without_empty
from reading_edition.model.edition import Edition, Page
from reading_edition.render.head.description import description
from reading_edition.render.head.json_ld import json_ld
from reading_edition.render.head.works import essay_address, kind_of_work, scholar_date
from reading_edition.render.templating import render_page

_DESCRIPTION = '<meta name="description" content="'  # as the theme writes it
_ENDS = ("</head>", "</title>")  # a page may leave out the tags of its head, but not its title
IMAGE_SIZE = (1200, 630)  # of the picture that stands for the edition where it is shared


def add_head(edition: Edition, page: Page | None, html: str) -> str:
    """The page with its tags in its head; ``page`` is None for one of the theme's own."""
    if page is None:
        return in_head(html, '<meta name="robots" content="noindex">')
    if "description" not in edition.front_matter.get(page.path, {}):
        html = with_description(html, description(edition, page))
    tags = render_page("head.html", **_values(edition, page))
    return in_head(html, "\n".join(line for line in tags.splitlines() if line))


def _values(edition: Edition, page: Page) -> dict[str, object]:
    """What the template of the head shows; addresses are absolute, and empty without the site's own."""
    facts, kind = edition.settings.facts, kind_of_work(edition, page)
    title = {"essay": edition.title, "edition": edition_title(edition), "page": page.title}[kind]
    addresses = {"essay": essay_address(edition, origin=""), "edition": edition.address}
    page_address = edition.address and address_of(edition, page.url, origin="")
    editors = facts.editors
    return {
        "kind": kind,
        "facts": facts,
        "title": title,
        "edition_title": edition_title(edition),
        "authors": [author.inverted for author in facts.authors],
        "editors": [editor.inverted for editor in editors if editor.is_person],
        "publisher": "; ".join(editor.full for editor in editors if not editor.is_person),
        "essay": {name: str(value) for name, value in without_empty(dict(facts.essay)).items()},
        "address": edition.address and addresses.get(kind, page_address),
        "page_address": page_address,
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
    """The page with markup at the end of its head; as it is where no head can be found."""
    for end in _ENDS:
        position = html.find(end)
        if position >= 0:
            position += 0 if end == "</head>" else len(end)
            return f"{html[:position]}{markup}\n{html[position:]}"
    return html
