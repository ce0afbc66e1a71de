"""What a page says of itself in its head: what it is cited as, what a preview shows, what it holds.

It is put there as text: a page may be a megabyte long, and a site of a thousand pages is not to be parsed
once more for this.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import edition_title
from reading_edition.model.edition import Edition, Page
from reading_edition.render.head.citation_tags import DUBLIN_CORE, citation_tags, kind_of_work
from reading_edition.render.head.description import description
from reading_edition.render.head.json_ld import json_ld

_DESCRIPTION = '<meta name="description" content="'  # as the theme writes it
_ENDS = ("</head>", "</title>")  # a page may leave out the tags of its head, but not its title
_OPEN_GRAPH = {"essay": "article", "edition": "book", "page": "website"}
IMAGE_SIZE = (1200, 630)  # of the picture that stands for the edition where it is shared


def add_head(edition: Edition, page: Page | None, html: str) -> str:
    """The page with its tags in its head; ``page`` is None for one of the theme's own."""
    if page is None:
        return in_head(html, '<meta name="robots" content="noindex">')
    named = [_meta("name", name, content) for name, content in citation_tags(edition, page)]
    seen = [_meta("property", name, content) for name, content in _open_graph(edition, page) if content]
    card = _meta("name", "twitter:card", "summary_large_image" if _image(edition, page) else "summary")
    scheme = f'<link rel="schema.DC" href="{DUBLIN_CORE}">'
    data = f'<script type="application/ld+json">{json_ld(edition, page)}</script>'
    if "description" not in edition.front_matter.get(page.path, {}):
        html = with_description(html, description(edition, page))
    return in_head(html, "\n".join([scheme, *named, *seen, card, data]))


def with_description(html: str, words: str) -> str:
    """The page with its own description in place of the site's, or with one where the theme wrote none."""
    if not words:
        return html
    start = html.find(_DESCRIPTION)
    if start < 0:
        return in_head(html, _meta("name", "description", words))
    start += len(_DESCRIPTION)
    return html[:start] + str(Markup.escape(words)) + html[html.index('"', start) :]


def in_head(html: str, markup: str) -> str:
    """The page with markup at the end of its head; as it is where no head can be found."""
    for end in _ENDS:
        place = html.find(end)
        if place >= 0:
            place += 0 if end == "</head>" else len(end)
            return f"{html[:place]}{markup}\n{html[place:]}"
    return html


def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{Markup.escape(content)}">'


def _open_graph(edition: Edition, page: Page) -> Iterator[tuple[str, str]]:
    """See https://ogp.me; its addresses are absolute, so that without the site's own there are none."""
    kind = kind_of_work(edition, page)
    titles = {"essay": edition.title, "edition": edition_title(edition)}
    yield "og:title", titles.get(kind, page.title)
    yield "og:type", _OPEN_GRAPH[kind]
    yield "og:url", address_of(edition, page.url, origin=page.url) if edition.address else ""
    yield "og:site_name", edition_title(edition)
    yield "og:description", description(edition, page)
    if image := _image(edition, page):
        width, height = (str(side) for side in IMAGE_SIZE)
        yield "og:image", image
        yield "og:image:width", width
        yield "og:image:height", height
        yield "og:image:alt", edition_title(edition)


def _image(edition: Edition, page: Page) -> str:
    image = edition.settings.facts.image
    return address_of(edition, image, origin=page.url) if image and edition.address else ""
