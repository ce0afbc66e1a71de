"""Made pages: committed pages with a marked place, ``<!-- edition: NAME -->``, for what is made."""

from __future__ import annotations


def mark(name: str) -> str:
    """The mark of the place for what is made, as it stands in a page's Markdown."""
    return f"<!-- edition: {name} -->"
