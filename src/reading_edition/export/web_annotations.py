"""Exports the notes and cross-references of the essay as W3C Web Annotations (JSON-LD).

Each has two targets: the text in the page (a FragmentSelector for the passage, refined by a quotation), and the same
text in the plain-text edition (by character positions). See https://www.w3.org/TR/annotation-model/.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reading_edition.export import text as plain_text
from reading_edition.export.json_lines import json_array, json_line
from reading_edition.model.about import Name
from reading_edition.model.addresses import address_of, wikidata
from reading_edition.model.csl_items import without_empty
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page, Passage, Reference
from reading_edition.model.runs import Span

PATH = "data/annotations.jsonld"

Json = dict[str, Any]


def web_annotations(edition: Edition) -> Iterator[str]:
    """Yield an AnnotationCollection with one page. Passages are in reading order, each with notes before links."""
    lines = list(map(json_line, _Writer(edition, plain_text.essay_text(edition)[1]).items()))
    facts, collection = edition.settings.facts, address_of(edition, PATH, origin=PATH)
    page = {"id": f"{collection}#page-1", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    whole = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": collection,
        "type": "AnnotationCollection",
        "label": edition.title,
        "total": len(lines),
        "dc:rights": list(filter(None, (facts.rights.essay, facts.rights.notes))),
        "rights": facts.rights.notes_url,
        "dcterms:issued": facts.date,
        "schema:version": facts.version,
        "creator": _agents(facts.editors),
    }
    before = f'{json_line(without_empty(whole))[:-1]}, "first": {json_line(page)[:-1]}, "items": '
    return json_array(lines, before, after="}}\n")


def _agents(names: Sequence[Name]) -> list[Json]:
    return [{"type": "Person" if name.is_person else "Organization", "name": name.full} for name in names]


@dataclass(frozen=True)
class _Writer:
    edition: Edition
    starts: Mapping[str, int]  # of the passages in the plain-text edition, by id

    def items(self) -> Iterator[Json]:
        for passage in self.edition.passages:
            for note in self.edition.notes_of(passage):
                yield self._note(note, passage)
            yield from self._links(passage)

    def _note(self, note: Note, passage: Passage) -> Json:
        words = {
            "type": "TextualBody",
            "purpose": "commenting",
            "value": plain_text.words_with_sources(self.edition, note.paragraphs),
            "format": "text/plain",
            "language": self.edition.settings.facts.notes_language,
        }
        label = self.edition.label_of(note)
        kind = [{"type": "TextualBody", "purpose": "tagging", "value": label}] if label else []
        linked = dict.fromkeys(map(self._linked, self.edition.references_from(note)))
        bodies = [words, *kind, *(_resource("linking", address) for address in linked)]
        span = passage.flat.span_of_note(note.name)
        return self._annotation(f"note.{note.name}", "commenting", bodies, passage, span)

    def _links(self, passage: Passage) -> Iterator[Json]:
        used: Counter[str] = Counter()
        for reference in self.edition.references_from(passage):
            span = passage.flat.links.get(reference.run)
            if span is None or not passage.flat.words(span):
                continue  # skip a link without text, such as a link around an image
            name = f"{passage.id}.{_name_of(reference)}"
            used[name] += 1
            name += f".{used[name]}" if used[name] > 1 else ""
            # A link identifies the entry that its text names, unless it is a citation.
            target, address = reference.target, self._linked(reference)
            purpose = "identifying" if isinstance(target, Entry) and not reference.is_citation else "linking"
            item = wikidata(target) if isinstance(target, Entry) else ""
            bodies = [_resource(purpose, address), *([_resource("identifying", item)] if item else [])]
            yield self._annotation(name, purpose, bodies, passage, passage.flat.trimmed(span))

    def _annotation(self, name: str, motivation: str, bodies: list[Json], passage: Passage, span: Span) -> Json:
        facts = self.edition.settings.facts
        annotation = {
            "id": self._address(PATH, name),
            "type": "Annotation",
            "motivation": motivation,
            "creator": _agents(facts.editors),
            "rights": facts.rights.notes_url,
            "body": bodies,
            "target": self._targets(passage, span),
        }
        return without_empty(annotation)

    def _targets(self, passage: Passage, span: Span) -> list[Json]:
        """Return the targets of a span: its text in the page, and the same text in the plain-text edition."""
        fragment = {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": passage.id,
            "refinedBy": {"type": "TextQuoteSelector", **passage.flat.quotation(span)},
        }
        start, plain = self.starts[passage.id], passage.flat.in_plain(span)
        position = {"type": "TextPositionSelector", "start": start + plain.start, "end": start + plain.end}
        in_page = self._target(passage.page.url, "text/html", fragment)
        return [in_page, self._target(plain_text.PATH, "text/plain", position)]

    def _target(self, url: str, media_type: str, selector: Json) -> Json:
        facts = self.edition.settings.facts
        source = {"id": self._address(url), "type": "Text", "format": media_type, "language": facts.language}
        source |= {"dc:rights": facts.rights.essay} if facts.rights.essay else {}
        return {"type": "SpecificResource", "source": source, "selector": selector}

    def _linked(self, reference: Reference) -> str:
        target = reference.target
        return self._address(target.page.url, reference.heading or target.id)

    def _address(self, url: str, fragment: str = "") -> str:
        return address_of(self.edition, url, fragment, origin=PATH)


def _resource(purpose: str, address: str) -> Json:
    return {"type": "SpecificResource", "purpose": purpose, "source": address}


def _name_of(reference: Reference) -> str:
    """Return a name for the target of a reference: its id, or the path of a page with the heading."""
    target = reference.target
    if isinstance(target, Page):
        path = target.path.removesuffix(".md").replace("/", "-")
        return "-".join(filter(None, [path, reference.heading]))
    return target.name if isinstance(target, Note) else target.id
