"""Runs in TEI: paragraphs, notes, links, lists and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from reading_edition.export.tei.sources import set_date
from reading_edition.export.xml import XML_ID, XML_LANG, add, add_text, is_language, note_id, xml_name
from reading_edition.model.addresses import address_of
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Entry, Note, Owner, Page, Passage
from reading_edition.model.runs import (
    BLOCKS,
    EMENDATION,
    IMAGE,
    LINE_BREAK,
    LINK,
    NOTE_REFERENCE,
    TEXT,
    Run,
    table_rows,
    text_of,
)

_RENDERED = {
    "em": "italic", "i": "italic", "cite": "italic", "strong": "bold", "b": "bold", "u": "underline",
    "sup": "superscript", "sub": "subscript", "small": "small", "mark": "highlight",
}  # fmt: skip
_SAME = {"q": "q", "code": "code", "abbr": "abbr", "blockquote": "quote", "del": "del", "ins": "add"}
_WRITTEN_INSIDE = frozenset({"ul", "ol", "table", "blockquote"})  # in a paragraph, as elements of their own


@dataclass(frozen=True)
class TeiWords:
    """Writes runs into the elements of one document; ids are unique, and links are resolved at the end."""

    edition: Edition
    path: str  # of the document in the site
    ids: set[str] = field(default_factory=set)
    _links: list[tuple[etree._Element, str, str]] = field(default_factory=list)

    @cached_property
    def _notes(self) -> Mapping[str, Note]:
        return {note.name: note for note in self.edition.notes}

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], str]:
        """The ids in the document by the paths of pages and the ids there."""
        targets: dict[tuple[str, str], str] = {}
        items: list[Passage | Entry] = [*self.edition.passages, *self.edition.entries]
        for item in items:
            targets.setdefault((item.page.path, item.id), item.id)
        for note in self.edition.notes:
            targets.setdefault((note.page.path, note.id), note_id(note))
        return targets

    def identify(self, element: etree._Element, name: str) -> None:
        """Gives an element an id, unless another element has it."""
        if name not in self.ids:
            self.ids.add(name)
            element.set(XML_ID, name)

    def resolve_links(self) -> None:
        """Points links to elements of the document, or to the site's pages where there is none."""
        for element, name, address in self._links:
            element.set("target", f"#{name}" if name in self.ids else address)

    def write(self, runs: Iterable[Run], target: etree._Element) -> None:
        """Writes runs at the end of an element."""
        for run in runs:
            self._write(run, target)

    def write_block(self, block: Run, target: etree._Element) -> None:
        """Writes a block as a paragraph, which in TEI may contain lists, tables and quotations."""
        paragraph = add(target, "p", xml_lang=block.get("lang"))
        if block.kind in BLOCKS and block.kind not in _WRITTEN_INSIDE:
            self.write(block.runs, paragraph)
        else:
            self._write(block, paragraph)

    def _write(self, run: Run, target: etree._Element) -> None:
        if run.kind == TEXT:
            add_text(target, run.text)
        elif writer := self._writers.get(run.kind):
            writer(run, target)
        elif run.kind in _RENDERED:
            self._write_as("hi", run, target, rend=_RENDERED[run.kind])
        elif run.kind in _SAME:
            self._write_as(_SAME[run.kind], run, target)
        elif is_language(run.get("lang")):
            self._write_as("foreign", run, target)
        else:
            self._write_plain(run, target)

    @cached_property
    def _writers(self) -> Mapping[str, Callable[[Run, etree._Element], None]]:
        return {
            NOTE_REFERENCE: self._write_note,
            EMENDATION: self._write_emendation,
            LINK: self._write_link,
            LINE_BREAK: self._write_line_break,
            IMAGE: self._write_image,
            "time": self._write_time,
            "ul": self._write_list,
            "ol": self._write_list,
            "table": self._write_table,
        }

    def _write_as(self, tag: str, run: Run, target: etree._Element, rend: str = "") -> None:
        self.write(run.runs, add(target, tag, rend=rend, xml_lang=run.get("lang")))

    def _write_plain(self, run: Run, target: etree._Element) -> None:
        """Writes the words of an element that TEI lacks; a block begins on a new line."""
        if run.kind in BLOCKS and (len(target) or (target.text or "").strip()):
            add(target, "lb")
        self.write(run.runs, target)

    def _write_line_break(self, _run: Run, target: etree._Element) -> None:
        add(target, "lb")

    def _write_note(self, run: Run, target: etree._Element) -> None:
        note = self._notes.get(run.text)
        if note is None:
            return
        if note_id(note) in self.ids:  # another reference to the same note
            reference = add(target, "ref", str(note.number), type="note")
            self._links.append((reference, note_id(note), ""))
            return
        written = add(target, "note", n=str(note.number), type=xml_name(note.kind or "note"), place="foot")
        if note.kind:
            written.set("ana", f"#{kind_id(note.kind)}")
        written.set(XML_LANG, self.edition.settings.facts.notes_language)
        self.identify(written, note_id(note))
        for block in note.paragraphs:
            self.write_block(block, written)

    def _write_emendation(self, run: Run, target: etree._Element) -> None:
        choice = add(target, "choice")
        add(choice, "sic", run.get("received"))
        add(choice, "corr", text_of([run]))

    def _write_link(self, run: Run, target: etree._Element) -> None:
        link = add(target, "ref", type=_type_of(self.edition.target_of(run)), xml_lang=run.get("lang"))
        path, fragment = (run.target.path, run.target.fragment or "") if run.target else ("", "")
        self._links.append((link, self._targets.get((path, fragment), ""), self._address(run, "href")))
        self.write(run.runs, link)

    def _address(self, run: Run, attribute: str) -> str:
        """The address of the site's page or file to which a link or an image leads; else as written."""
        address = run.get(attribute)
        if run.target and run.target.kind in ("page", "file"):
            page = self.edition.page_by_path.get(run.target.path)
            url = page.url if page else run.target.path
            address = address_of(self.edition, url, run.target.fragment or "", origin=self.path)
        return "".join(address.split()) or "#"

    def _write_image(self, run: Run, target: etree._Element) -> None:
        figure = add(target, "figure")
        add(figure, "graphic", url=self._address(run, "src"))
        add(figure, "figDesc", run.get("alt"))

    def _write_time(self, run: Run, target: etree._Element) -> None:
        moment = run.get("datetime")
        date = add(target, "date")
        if is_date(moment):
            set_date(date, read_date(moment))
        self.write(run.runs, date)

    def _write_list(self, run: Run, target: etree._Element) -> None:
        items = [item for item in run.runs if item.kind == "li"]
        if items:
            written = add(target, "list", rend="numbered" if run.kind == "ol" else "bulleted")
            for item in items:
                self.write(item.runs, add(written, "item"))

    def _write_table(self, run: Run, target: etree._Element) -> None:
        if rows := list(table_rows(run)):
            table = add(target, "table")
            for cells in rows:
                written = add(table, "row", role="label" if cells[0].kind == "th" else "")
                for cell in cells:
                    self.write(cell.runs, add(written, "cell"))


def kind_id(kind: str) -> str:
    """The xml:id of a kind of note."""
    return f"kind.{xml_name(kind)}"


def _type_of(target: Owner | None) -> str:
    """The type of a cross-reference; empty for a link that leads out of the edition."""
    if isinstance(target, Entry):
        return target.kind
    names = {Passage: "passage", Note: "note", Page: "page"}
    return names.get(type(target), "") if target else ""
