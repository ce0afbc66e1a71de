"""The edition in TEI P5: the text with its restorations and notes, and all entries, linked to each other.

See https://tei-c.org/guidelines/p5/. Paragraphs, entries and sources keep their ids (``p5``); the ids of
notes and of the document's own divisions contain a dot, which keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reading_edition.export.entries import shown_blocks
from reading_edition.export.passages import PassageGroup, PlacedPassage, passage_groups
from reading_edition.export.tei.header import add_header, theme_id
from reading_edition.export.tei.sources import add_bibliography, set_date
from reading_edition.export.tei.words import TeiWords
from reading_edition.export.xml import XML_LANG, add, is_language, xml_name
from reading_edition.model.edition import TERM_TYPES, Edition, Entry, Part

PATH = "data/edition.tei.xml"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
# Elements that contain only elements; each of these may be on a line of its own.
_WITHOUT_WORDS = frozenset(
    """
    TEI teiHeader fileDesc titleStmt editionStmt publicationStmt sourceDesc encodingDesc editorialDecl
    correction classDecl taxonomy profileDesc langUsage text front body back div list listPerson listOrg
    listPlace listEvent listBibl person org place event biblStruct analytic monogr imprint
    """.split()
)


def tei(edition: Edition) -> bytes:
    """The document, in UTF-8."""
    root = etree.fromstring(f'<TEI xmlns="{NAMESPACE}"/>')
    add_header(root, edition, PATH)
    facts = edition.settings.facts
    text = add(root, "text", xml_lang=facts.language)
    words = TeiWords(edition, PATH)
    _add_front(text, edition, words)
    _add_body(text, edition, words)
    _add_back(text, edition, words)
    words.resolve_links()
    _break_lines(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_front(text: etree._Element, edition: Edition, words: TeiWords) -> None:
    """Writes the lines above the text; the first is the heading if it is one on its page."""
    groups = (group for part in edition.parts for group in passage_groups(part))
    lines = [each for group in groups for each in group.passages if not each.passage.is_numbered]
    if not lines:
        return
    division = add(add(text, "front"), "div", type="front")
    for line in lines:
        is_head = line.is_heading and not len(division)
        attributes = {} if is_head else {"type": xml_name(line.passage.id)}
        _write_passage(line, add(division, "head" if is_head else "ab", **attributes), words)
    if len(division) == 1 and division[0].tag.endswith("head"):
        add(division, "p")  # a division is more than its heading


def _add_body(text: etree._Element, edition: Edition, words: TeiWords) -> None:
    body = add(text, "body")
    for part in edition.parts:
        _add_part(body, part, words)
    if not edition.parts:
        add(body, "p")


def _add_part(body: etree._Element, part: Part, words: TeiWords) -> None:
    division = add(body, "div", type="part", n=str(part.number), xml_id=f"part.{part.number}")
    groups = passage_groups(part, numbered_only=True)
    for group in groups:
        _add_group(division, group, words)
    if not groups:
        add(division, "p")


def _add_group(division: etree._Element, group: PassageGroup, words: TeiWords) -> None:
    if group.is_list:
        written = add(division, "list", rend="numbered" if group.is_ordered else "bulleted")
        for item in group.passages:
            _write_passage(item, add(written, "item"), words)
        return
    passage = group.passages[0]
    element = add(division, "ab", type="heading") if passage.is_heading else add(division, "p")
    _write_passage(passage, element, words)


def _write_passage(placed: PlacedPassage, element: etree._Element, words: TeiWords) -> None:
    passage, language = placed.passage, placed.block.get("lang")
    words.identify(element, passage.id)
    element.set("n", passage.number or passage.label)
    if is_language(language):
        element.set(XML_LANG, language)
    words.write(passage.runs, element)


def _add_back(text: etree._Element, edition: Edition, words: TeiWords) -> None:
    terms = edition.of_kind("term")
    organizations = [entry for entry in terms if entry.data.get("type") == "organization"]
    places = [entry for entry in terms if entry.data.get("type") == "place"]
    others = [entry for entry in terms if entry.data.get("type") not in TERM_TYPES]
    back = add(text, "back", xml_lang=edition.settings.facts.notes_language)
    if others:
        _add_terms(_division(back, "glossary"), others, words)
    if organizations:
        _add_named(_division(back, "organizations"), "org", organizations, words)
    if places:
        _add_named(_division(back, "places"), "place", places, words)
    if people := edition.of_kind("person"):
        _add_named(_division(back, "people"), "person", people, words)
    if events := edition.of_kind("event"):
        _add_events(_division(back, "events"), events, words)
    if edition.sources:
        for element, name in add_bibliography(_division(back, "sources"), edition):
            words.identify(element, name)
    if not len(back):
        text.remove(back)


def _division(back: etree._Element, name: str) -> etree._Element:
    return add(back, "div", type=name, xml_id=f"back.{name}")


def _add_terms(division: etree._Element, entries: Iterable[Entry], words: TeiWords) -> None:
    glossary = add(division, "list", type="gloss")
    for entry in entries:
        words.write(entry.heading, add(add(glossary, "label"), "term", ref=_wikidata(entry)))
        item = add(glossary, "item")
        words.identify(item, entry.id)
        _write_blocks(entry, item, words)


def _add_named(division: etree._Element, tag: str, entries: Iterable[Entry], words: TeiWords) -> None:
    """A listPerson, listOrg or listPlace."""
    listed = add(division, f"list{tag.capitalize()}")
    names = {"person": "persName", "org": "orgName", "place": "placeName"}
    for entry in entries:
        element = add(listed, tag)
        words.identify(element, entry.id)
        words.write(entry.heading, add(element, names[tag]))
        if tag != "place" and _wikidata(entry):
            add(element, "idno", _wikidata(entry), type="URI")
        _write_blocks(entry, add(element, "note"), words)
        if tag == "place" and _wikidata(entry):
            add(element, "idno", _wikidata(entry), type="URI")


def _add_events(division: etree._Element, entries: Iterable[Entry], words: TeiWords) -> None:
    listed = add(division, "listEvent")
    for entry in entries:
        event = add(listed, "event")
        words.identify(event, entry.id)
        if entry.date is not None:
            set_date(event, entry.date)
        if entry.data.get("theme") in words.edition.settings.themes:
            event.set("ana", f"#{theme_id(entry.data['theme'])}")
        words.write(entry.heading, add(event, "head"))
        _write_blocks(entry, event, words)
        if _wikidata(entry):
            add(event, "idno", _wikidata(entry), type="URI")


def _write_blocks(entry: Entry, target: etree._Element, words: TeiWords) -> None:
    for block in shown_blocks(entry, words.edition.settings.translate):
        words.write_block(block, target)
    if not entry.blocks:
        add(target, "p")


def _wikidata(entry: Entry) -> str:
    item = entry.data.get("wikidata", "")
    return f"http://www.wikidata.org/entity/{item}" if item.isalnum() else ""


def _break_lines(element: etree._Element) -> None:
    """Puts the children of elements without words on lines of their own; no words change."""
    if etree.QName(element).localname in _WITHOUT_WORDS:
        element.text = "\n"
        for child in element:
            child.tail = "\n"
            _break_lines(child)
