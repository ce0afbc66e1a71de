"""Addresses outside the book, in the form that the URL standard and so a book demands."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "%/:=&?~+!$,;'@()*"


def outside_address(address: str) -> str:
    """An address with every character escaped that needs it; empty if a book may not link to it."""
    try:
        parts = urlsplit("".join(address.split()))
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not (parts.path if parts.scheme == "mailto" else host):
        return ""
    rest = (quote(_LONE_PERCENT.sub("%25", part), safe=_SAFE) for part in parts[2:])
    return urlunsplit((parts.scheme, _ascii(parts.netloc), *rest))


def _ascii(netloc: str) -> str:
    """The name of a host in ASCII (IDNA)."""
    try:
        return netloc if netloc.isascii() else netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(netloc, safe=_SAFE)
