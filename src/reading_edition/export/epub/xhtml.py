"""XHTML as it stands in an EPUB: documents, languages with their direction, and the kinds of places."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from lxml import etree

from reading_edition.export.xml import XML_LANG, add, clean, is_language

XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_RIGHT_TO_LEFT = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})


def document(title: str, language: str, kind: str = "") -> tuple[etree._Element, etree._Element]:
    """A document and its body, which is of a kind (``epub:type``) if one is given."""
    root = etree.fromstring(f'<html xmlns="{XHTML}" xmlns:epub="{_OPS}"/>')
    set_language(root, language)
    head = add(root, "head")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", type="text/css", href="book.css")
    body = add(root, "body")
    if kind:
        mark(body, kind)
    return root, body


def written(root: etree._Element) -> bytes:
    """A document as it is stored."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>") + b"\n"


def mark(element: etree._Element, kind: str, role: str = "") -> etree._Element:
    """Says what a place is: to reading systems by ``epub:type``, to assistive technology by ``role``."""
    element.set(f"{{{_OPS}}}type", kind)
    if role:
        element.set("role", role)
    return element


def set_language(element: etree._Element, tag: str | None) -> None:
    """Says in which language an element's words are, and which way they run."""
    if tag and is_language(tag):
        element.set("lang", clean(tag))
        element.set(XML_LANG, clean(tag))
        element.set("dir", direction(tag))


def direction(tag: str) -> str:
    """``rtl`` for a language written from right to left, else ``ltr``.

    A script that the tag names counts for more than the one in which the language is mostly written.
    """
    scripts = [part.lower() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT else "ltr"
    try:
        return str(Locale.parse(tag.split("-")[0]).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
