"""Sources, names and dates in TEI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from reading_edition.export.xml import add, xml_name
from reading_edition.model.about import Name
from reading_edition.model.dates import EdtfDate, is_date, read_date
from reading_edition.model.edition import Edition, Source

_CONTAINERS = ("container-title", "collection-title", "event-title")
_SCOPES = {"volume": "volume", "issue": "issue", "page": "page", "chapter-number": "chapter"}
_NUMBERS = {"DOI": "DOI", "ISBN": "ISBN", "number": "number"}


def bibl_struct(
    parent: etree._Element, csl: Mapping[str, Any], source: Source | None = None
) -> etree._Element:
    """Adds a ``biblStruct`` for a CSL item."""
    struct = add(parent, "biblStruct", type=xml_name(str(csl.get("type") or "document")))
    container = next((str(csl[name]) for name in _CONTAINERS if csl.get(name)), "")
    monograph: etree._Element
    if container:
        _add_title(add(struct, "analytic"), csl, str(csl.get("title", "")), "a")
        monograph = add(struct, "monogr")
        add(monograph, "title", container, level="j" if "journal" in str(csl.get("type")) else "m")
    else:
        monograph = add(struct, "monogr")
        _add_title(monograph, csl, str(csl.get("title", "")), "m")
    _add_imprint(monograph, csl)
    for name, kind in _NUMBERS.items():
        if csl.get(name):
            add(struct, "note", str(csl[name]), type=kind)
    if source is not None:
        add(struct, "note", source.kind, type="kind")
        for kind, text in (("identifier", source.identifier), ("remark", source.remark)):
            if text:
                add(struct, "note", text, type=kind)
    if csl.get("URL"):
        add(struct, "ref", str(csl["URL"]), target="".join(str(csl["URL"]).split()))
    return struct


def _add_title(parent: etree._Element, csl: Mapping[str, Any], title: str, level: str) -> None:
    for role in ("author", "editor", "translator"):
        for name in csl.get(role) or ():
            if isinstance(name, Mapping):
                named = Name(*(str(name.get(part, "")) for part in ("family", "given", "literal")))
                tag = "author" if role == "author" else "editor"
                add_name(add(parent, tag, role="translator" if role == "translator" else None), named)
    language = str(csl.get("language") or "")
    add(parent, "title", title, level=level, xml_lang=language)


def _add_imprint(monograph: etree._Element, csl: Mapping[str, Any]) -> None:
    imprint = add(monograph, "imprint")
    for tag, name in (("pubPlace", "publisher-place"), ("publisher", "publisher")):
        if csl.get(name):
            add(imprint, tag, str(csl[name]))
    issued = str(csl.get("issued") or "")
    if is_date(issued):
        add_dated(imprint, "date", issued, read_date(issued).words)
    else:
        add(imprint, "date", "no date")
    for name, unit in _SCOPES.items():
        if csl.get(name):
            add(monograph, "biblScope", str(csl[name]), unit=unit)


def add_name(parent: etree._Element, name: Name) -> None:
    """Adds a person's name in its parts, or the name of an organization."""
    if not name.is_person:
        add(parent, "orgName", name.literal)
        return
    person = add(parent, "persName")
    if name.given:
        add(person, "forename", name.given).tail = " "
    add(person, "surname", name.family)


def add_dated(parent: etree._Element, tag: str, text: str, words: str) -> etree._Element:
    """Adds an element with a date in EDTF; a text that is not a date stays words."""
    element = add(parent, tag, words)
    if is_date(text):
        set_date(element, read_date(text))
    return element


def set_date(element: etree._Element, date: EdtfDate) -> None:
    """Sets the attributes of TEI for a date in EDTF.

    An interval is ``from`` and ``to``. An approximate date is bounded by the days that it names, with
    ``cert``; an uncertain one keeps its date, with a lower ``cert``. Both keep the EDTF itself.
    """
    text = date.text
    iso = "-iso" if date.first.year < 1 else ""  # the other attributes count years before 1 differently
    first, last = date.first.isoformat(), date.last.isoformat() if date.last else None
    if "~" in text or "%" in text:
        element.set(f"notBefore{iso}", first)
        if last:
            element.set(f"notAfter{iso}", last)
        element.set("cert", "medium")
        element.set("when-custom", text)
    elif "/" in text:
        ends = [end.rstrip("?") for end in text.split("/")]
        element.set(f"from{iso}", date.ends[0].iso)
        if last and ends[1] not in ("", ".."):
            element.set(f"to{iso}", date.ends[-1].iso)
    else:
        element.set(f"when{iso}", date.ends[0].iso)
    if "?" in text:
        element.set("cert", "low")
        element.set("when-custom", text)


def add_bibliography(parent: etree._Element, edition: Edition) -> list[tuple[etree._Element, str]]:
    """Adds the list of all sources; returns each item with the id that it needs."""
    items = add(parent, "listBibl")
    return [(bibl_struct(items, source.csl, source), source.id) for source in edition.sources]
