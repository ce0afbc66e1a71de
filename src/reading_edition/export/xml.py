"""XML: only the characters and names that XML allows, and elements of lxml in their parent's namespace."""

from __future__ import annotations

import re

from lxml import etree

from reading_edition.model.about import LANGUAGE
from reading_edition.model.edition import Note

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_NAMES = {"xml_id": XML_ID, "xml_lang": XML_LANG}
_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[^\w.-]|^(?=[\d.-])")


def clean(text: str | None) -> str:
    """A text without the characters that XML does not allow."""
    if not text or text.isprintable():  # nearly every text is, and this is faster
        return text or ""
    return _NOT_ALLOWED.sub("", text)


def is_language(tag: str | None) -> bool:
    """Whether a text has the form of a language tag (BCP 47)."""
    return bool(LANGUAGE.fullmatch(tag or ""))


def xml_name(text: str) -> str:
    """A text as an XML name, with ``_`` for each character that a name may not contain."""
    return _NOT_IN_NAMES.sub("_", clean(text)) or "_"


def note_id(note: Note) -> str:
    """The id of a note; its dot keeps it apart from the ids of passages and entries."""
    return xml_name(f"note.{note.name}")


def add_text(parent: etree._Element, text: str | None) -> None:
    """Adds text at the end of an element."""
    words = clean(text)
    if not words:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def add(
    parent: etree._Element, tag: str, text: str | None = None, **attributes: str | None
) -> etree._Element:
    """Adds a child at the end of an element and returns it; attributes without a value are left out.

    ``xml_id`` and ``xml_lang`` are the attributes of XML's own namespace.
    """
    namespace = parent.tag.partition("}")[0]
    child = etree.SubElement(parent, f"{namespace}}}{tag}")
    for name, value in attributes.items():
        if value and (name != "xml_lang" or is_language(value)):
            child.set(_XML_NAMES.get(name) or name.rstrip("_").replace("_", "-"), clean(value))
    if text:
        child.text = clean(text)
    return child
