"""``robots.txt``: crawlers may read everything, and find the list of pages (RFC 9309, sitemaps.org)."""

from __future__ import annotations

from reading_edition.model.edition import Edition


def robots(edition: Edition) -> str:
    """The file. The sitemap is named only if the address of the site is known: it must be absolute."""
    lines = ["User-agent: *", "Allow: /"]
    if edition.address:
        lines += ["", f"Sitemap: {edition.address}sitemap.xml"]
    return "\n".join(lines) + "\n"
