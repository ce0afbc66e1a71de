"""Writes XML as text: elements, attributes, names and addresses, with only the characters that XML allows."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from markupsafe import Markup, escape

from link_checks.hosts import host_of
from reading_edition.model.items import Note

_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEMES = frozenset({"http", "https", "mailto"})
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "%/:=&?~+!$,;'@()*"
_NOT_IN_NAMES = re.compile(r"[^\w.-]|^(?=[\d.-])")


def clean(text: str) -> str:
    """Remove the characters that XML does not allow from a text."""
    return text if text.isprintable() else _NOT_ALLOWED.sub("", text)  # nearly every text is printable


def xml_name(text: str) -> str:
    """Return a text as an XML name, with ``_`` for each character that a name may not contain."""
    return _NOT_IN_NAMES.sub("_", clean(text)) or "_"


def note_id(note: Note) -> str:
    """Return the id of a note, which contains a dot so that it differs from the ids of passages and entries."""
    return xml_name(f"note.{note.name}")


def attributes(values: Mapping[str, object]) -> Markup:
    """Return attributes as written in a tag; leave out attributes without a value."""
    written = (f' {name}="{escape(value)}"' for name, value in values.items() if value)
    return Markup("".join(written))  # noqa: S704 (escaped)


def joined(pieces: Iterable[Markup]) -> Markup:
    return Markup("".join(pieces))  # noqa: S704 (the pieces are markup; Markup.join would check each again)


def element(tag: str, content: str, values: Mapping[str, object] | None = None) -> Markup:
    return Markup(f"<{tag}{attributes(values or {})}>{escape(content)}</{tag}>")  # noqa: S704 (escaped)


def outside_address(address: str) -> str:
    """Escape an address as far as needed; return an empty text if a document may not link to it."""
    try:
        parts = urlsplit("".join(address.split()))
        host = host_of(parts)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not (parts.path if parts.scheme == "mailto" else host):
        return ""
    netloc = parts.netloc if parts.netloc.isascii() else quote(host or "", safe=_SAFE)
    rest = (quote(_LONE_PERCENT.sub("%25", part), safe=_SAFE) for part in parts[2:])
    return urlunsplit((parts.scheme, netloc, *rest))


XML_HELPERS = (attributes, note_id, xml_name)  # the functions that every XML template can call
