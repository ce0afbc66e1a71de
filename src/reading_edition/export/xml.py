"""XML as text: elements, attributes and names, with only the characters that XML allows."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from reading_edition.model.items import Note

_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[^\w.-]|^(?=[\d.-])")


def clean(text: str) -> str:
    """A text without the characters that XML does not allow."""
    return text if text.isprintable() else _NOT_ALLOWED.sub("", text)  # nearly every text is printable


def xml_name(text: str) -> str:
    """A text as an XML name, with ``_`` for each character that a name may not contain."""
    return _NOT_IN_NAMES.sub("_", clean(text)) or "_"


def note_id(note: Note) -> str:
    """The id of a note; its dot keeps it apart from the ids of passages and entries."""
    return xml_name(f"note.{note.name}")


def attributes(values: Mapping[str, object]) -> Markup:
    """Attributes as they are written in a tag; those without a value are left out."""
    written = (f' {name}="{escape(value)}"' for name, value in values.items() if value)
    return Markup("".join(written))  # noqa: S704 (escaped)


def joined(pieces: Iterable[Markup]) -> Markup:
    return Markup("".join(pieces))  # noqa: S704 (all of it is markup, at which Markup.join would look again)


def element(tag: str, content: str, values: Mapping[str, object] | None = None) -> Markup:
    return Markup(f"<{tag}{attributes(values or {})}>{escape(content)}</{tag}>")  # noqa: S704 (escaped)


XML_HELPERS = (attributes, note_id, xml_name)  # what every template of XML can call
