"""Addresses outside the book, in the one form that a book may hold: as the URL standard writes them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_OUTSIDE = frozenset({"http", "https", "mailto"})
_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "%/:=&?~+!$,;'@()*"


def outside_address(address: str) -> str:
    """An address to which a book may lead, every character one that an address may hold; or nothing."""
    try:
        parts = urlsplit("".join(address.split()))
        host = parts.hostname
    except ValueError:
        return ""
    is_known = parts.scheme in _OUTSIDE and bool(parts.path if parts.scheme == "mailto" else host)
    if not is_known:
        return ""
    written = {name: _quoted(getattr(parts, name)) for name in ("path", "query", "fragment")}
    netloc = parts.netloc if parts.netloc.isascii() else _ascii(parts.netloc)
    return urlunsplit(parts._replace(netloc=netloc, **written))


def _quoted(text: str) -> str:
    return quote(_PERCENT.sub("%25", text), safe=_SAFE)


def _ascii(netloc: str) -> str:
    """A host's name in letters of ASCII (IDNA)."""
    try:
        return netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(netloc, safe=_SAFE)
