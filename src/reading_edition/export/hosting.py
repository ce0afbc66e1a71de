"""``robots.txt``, which leads crawlers to the sitemap (RFC 9309), and the headers that a host may send."""

from pathlib import Path

from reading_edition.model.edition import Edition
from reading_edition.render.templating import templates_in

HEADERS = "_headers"  # where hosts look for it; no page links to it
_TEMPLATES = templates_in(Path(__file__).with_name("templates"))


def robots(edition: Edition) -> str:
    """The file for crawlers. It names the sitemap only if the address of the site is known."""
    return _TEMPLATES.get_template("robots.txt").render(edition=edition)


def headers() -> str:
    """The file ``_headers``: a pattern of paths in a line, and its headers under it, indented."""
    return f"{_TEMPLATES.get_template(HEADERS).render()}\n"
