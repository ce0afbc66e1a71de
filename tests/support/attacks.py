"""Unsafe and harmless pages, from plain text files."""

from __future__ import annotations

from .sites import CASES


def sections(name: str) -> dict[str, str]:
    """Returns the sections of a file in tests/cases/safety, by name."""
    _, *parts = (CASES / "safety" / name).read_text(encoding="utf-8").split("\n==== ")
    pages = (part.partition("\n") for part in parts)
    return {title.strip(): body + "\n" for title, _, body in pages}


ATTACKS = sections("attacks.md")
HARMLESS = sections("harmless.md")
