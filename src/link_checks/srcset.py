"""The images of a ``srcset``, by the HTML standard: separated by commas, each with its size."""

import re
from collections.abc import Iterator

_IMAGE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?(?:,|$)")
_NUMBER = r"\d*\.?\d+(?:e[+-]?\d+)?"
_DESCRIPTORS = re.compile(rf"{_NUMBER}[xw]|\d+w\s+\d+h|\d+h\s+\d+w", re.IGNORECASE)


def srcset_addresses(value: str) -> list[str]:
    return [match[1] for match in _IMAGE.finditer(value)]


def srcset_faults(value: str) -> Iterator[tuple[str, str]]:
    """The images that a browser leaves out, each with the descriptor that it cannot read."""
    for match in _IMAGE.finditer(value):
        described = (match[2] or "").strip()
        if described and not _DESCRIPTORS.fullmatch(described):
            yield match[1], described
