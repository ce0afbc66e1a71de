"""XML as it is built: elements with their namespace, and only characters that XML has."""

from __future__ import annotations

import re

from lxml import etree

from reading_edition.model.about import LANGUAGE

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_NAMES = {"xml_id": XML_ID, "xml_lang": XML_LANG}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_NAME = re.compile(r"[^\w.-]|^(?=[\d.-])")


def clean(text: str | None) -> str:
    """A text without the characters that no XML document may hold."""
    if not text or text.isprintable():  # as nearly every text is; told faster
        return text or ""
    return _NO_XML.sub("", text)


def is_language(tag: str | None) -> bool:
    """Whether a text has the form of a language's tag (BCP 47)."""
    return bool(LANGUAGE.fullmatch(tag or ""))


def xml_name(text: str) -> str:
    """A text as a name that an XML id may be: what it may not hold becomes a low line."""
    return _NO_NAME.sub("_", clean(text)) or "_"


def add_text(parent: etree._Element, text: str | None) -> None:
    """Puts text at the end of an element."""
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
    """A new last child in the parent's namespace; attributes without a value are left out.

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
