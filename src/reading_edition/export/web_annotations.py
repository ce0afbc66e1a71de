"""The notes and cross-references of the essay as W3C Web Annotations (JSON-LD).

Each names its words twice: in the page (a FragmentSelector for the passage, refined by a quotation), and
in the plain-text edition (by the places of their characters). See https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reading_edition.export import text as plain_text
from reading_edition.export.json_lines import json_array, json_object
from reading_edition.export.spans import PassageText, Stretch, passage_text
from reading_edition.model.about import Name
from reading_edition.model.addresses import address_of, address_of_target
from reading_edition.model.edition import Edition, Entry, Note, Page, Passage, Reference

PATH = "data/annotations.jsonld"
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FRAGMENTS_OF_HTML = "http://tools.ietf.org/rfc/rfc3236"
_WIKIDATA = "http://www.wikidata.org/entity/"
_IDENTIFIED = ("term", "person", "event")  # a link to one of these says what its words name

Json = dict[str, Any]


def web_annotations(edition: Edition) -> str:
    """An AnnotationCollection with its one page, in reading order of passages, notes before links."""
    writer = _Writer(edition, plain_text.essay(edition).starts)
    items = list(writer.items())
    facts, collection = edition.settings.facts, writer.address(PATH)
    rights = [text for text in (facts.rights.essay, facts.rights.notes) if text]
    page = {
        "id": f"{collection}#page-1",
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
    }
    whole = {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": edition.title,
        "total": len(items),
        "dc:rights": rights,
        "rights": facts.rights.notes_url,
        "dcterms:issued": facts.date,
        "schema:version": facts.version,
        "creator": _agents(facts.editors),
    }
    return json_object(_said(whole), first=json_object(page, items=json_array(items))) + "\n"


def _said(item: Mapping[str, Any]) -> Json:
    """An item without what nobody said."""
    return {name: value for name, value in item.items() if value not in ("", [], None)}


def _agents(names: Sequence[Name]) -> list[Json]:
    return [{"type": "Person" if name.is_person else "Organization", "name": name.full} for name in names]


@dataclass
class _Writer:
    edition: Edition
    starts: Mapping[str, int]  # of the passages, in the plain text

    def address(self, url: str, fragment: str = "") -> str:
        return address_of(self.edition, url, fragment, origin=PATH)

    def items(self) -> Iterator[Json]:
        notes: dict[str, list[Note]] = {}
        for note in self.edition.notes:
            if note.passage is not None:
                notes.setdefault(note.passage.id, []).append(note)
        for passage in self.edition.passages:
            words = passage_text(passage.element)
            for note in notes.get(passage.id, []):
                stretch = words.stretch_before(words.marks.get(note.name, len(words.text)))
                yield self._note(note, self._targets(passage, words, stretch))
            yield from self._links(passage, words)

    def _note(self, note: Note, targets: list[Json]) -> Json:
        facts = self.edition.settings.facts
        label = next((kind.label for kind in self.edition.settings.notes if kind.id == note.kind), "")
        words = {
            "type": "TextualBody",
            "purpose": "commenting",
            "value": plain_text.note_words(note),
            "format": "text/plain",
            "language": facts.notes_language,
        }
        kind = [{"type": "TextualBody", "purpose": "tagging", "value": label}] if label else []
        cited = self.edition.references_from(note)
        aims = dict.fromkeys(self._aim(reference) for reference in cited)
        links = [{"type": "SpecificResource", "purpose": "linking", "source": aim} for aim in aims]
        return self._annotation(f"note.{note.name}", "commenting", [words, *kind, *links], targets)

    def _links(self, passage: Passage, words: PassageText) -> Iterator[Json]:
        used: Counter[str] = Counter()
        for reference in self.edition.references_from(passage):
            stretch = words.links.get(id(reference.element))
            if stretch is None or not words.text[stretch.start : stretch.end].strip():
                continue  # a link around an image has no words
            name = f"{passage.id}.{_name_of(reference)}"
            used[name] += 1
            count = f".{used[name]}" if used[name] > 1 else ""
            aim = reference.target
            purpose = "identifying" if isinstance(aim, Entry) and aim.kind in _IDENTIFIED else "linking"
            bodies = [{"type": "SpecificResource", "purpose": purpose, "source": self._aim(reference)}]
            if isinstance(aim, Entry) and (item := aim.data.get("wikidata")):
                source = f"{_WIKIDATA}{item}"
                bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": source})
            targets = self._targets(passage, words, words.trimmed(stretch))
            yield self._annotation(f"{name}{count}", purpose, bodies, targets)

    def _annotation(self, name: str, motivation: str, bodies: list[Json], targets: list[Json]) -> Json:
        facts = self.edition.settings.facts
        return _said(
            {
                "id": self.address(PATH, name),
                "type": "Annotation",
                "motivation": motivation,
                "creator": _agents(facts.editors),
                "rights": facts.rights.notes_url,
                "body": bodies,
                "target": targets,
            }
        )

    def _aim(self, reference: Reference) -> str:
        if isinstance(reference.target, Page) and reference.heading:
            return self.address(reference.target.url, reference.heading)
        return address_of_target(self.edition, reference.target, origin=PATH)

    def _targets(self, passage: Passage, words: PassageText, stretch: Stretch) -> list[Json]:
        """The words in the page, and the same in the plain text."""
        quotation = words.quotation(stretch)
        plain = words.in_plain(stretch)
        quote = {
            "type": "TextQuoteSelector",
            "exact": quotation.exact,
            "prefix": quotation.prefix,
            "suffix": quotation.suffix,
        }
        fragment = {
            "type": "FragmentSelector",
            "conformsTo": _FRAGMENTS_OF_HTML,
            "value": passage.id,
            "refinedBy": quote,
        }
        start = self.starts[passage.id]
        position = {"type": "TextPositionSelector", "start": start + plain.start, "end": start + plain.end}
        return [
            self._target(passage.page.url, "text/html", fragment),
            self._target(plain_text.PATH, "text/plain", position),
        ]

    def _target(self, url: str, form: str, selector: Json) -> Json:
        facts = self.edition.settings.facts
        source = _said(
            {
                "id": self.address(url),
                "type": "Text",
                "format": form,
                "language": facts.language,
                "dc:rights": facts.rights.essay,
            }
        )
        return {"type": "SpecificResource", "source": source, "selector": selector}


def _name_of(reference: Reference) -> str:
    """A name for what a reference leads to, from its id or its page's path."""
    aim = reference.target
    if isinstance(aim, Page):
        heading = reference.heading if reference.heading else ""
        return "-".join(filter(None, [aim.path.removesuffix(".md").replace("/", "-"), heading]))
    return aim.name if isinstance(aim, Note) else aim.id
