"""What programs that gather pages may read, and where the list of pages is (RFC 9309; sitemaps.org)."""

from __future__ import annotations

from reading_edition.model.edition import Edition

_SITEMAP = "sitemap.xml"


def robots(edition: Edition) -> str:
    """Everything may be read. The list of pages can be named only by its whole address."""
    lines = ["User-agent: *", "Allow: /"]
    if edition.address:
        lines += ["", f"Sitemap: {edition.address}{_SITEMAP}"]
    return "\n".join(lines) + "\n"
