"""Writes runs and dates as TEI: paragraphs, notes, links, lists and tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from reading_edition.export.entries import url_of
from reading_edition.export.xml import element, joined, note_id, xml_name
from reading_edition.model import runs
from reading_edition.model.about import LANGUAGE
from reading_edition.model.addresses import address_of
from reading_edition.model.dates import EdtfDate, date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Passage, Source
from reading_edition.model.names import type_of
from reading_edition.model.runs import Run

_RENDERED = {
    "em": "italic", "i": "italic", "cite": "italic", "strong": "bold", "b": "bold", "u": "underline",
    "sup": "superscript", "sub": "subscript", "small": "small", "mark": "highlight",
}  # fmt: skip
_SAME = {"q": "q", "code": "code", "abbr": "abbr", "blockquote": "quote", "del": "del", "ins": "add"}
_WRITTEN_INSIDE = frozenset({"ul", "ol", "table", "blockquote"})  # the blocks that a TEI paragraph can contain

Item = Passage | Note | Entry | Source


@dataclass(frozen=True)
class TeiWriter:
    """A writer of the runs of one document; ``path`` is the document's path in the site."""

    edition: Edition
    path: str

    @cached_property
    def ids(self) -> Mapping[object, str]:
        """The xml:id of each item of the document, unique even if the edition repeats an id."""
        notes = [note for note in self.edition.notes if (runs.NOTE_REFERENCE, note.name) in self._first_references]
        entries = [entry for entry in self.edition.entries if entry.kind != "source"]
        items: list[Item] = [*self.edition.passages, *notes, *entries, *self.edition.sources]
        named = {note_id(item) if isinstance(item, Note) else item.id: item for item in reversed(items)}
        ids: dict[object, str] = {item: name for name, item in named.items()}
        return ids | {entry: ids.get(self.edition.source(entry.id), "") for entry in self.edition.of_kind("source")}

    @cached_property
    def _first_references(self) -> Mapping[tuple[str, str], Run]:
        """The first reference to each note, at which the document contains the note."""
        shown = [run for passage in self.edition.passages for run in passage.runs]
        shown += [run for entry in self.edition.entries for run in (*entry.heading, *entry.blocks)]
        return runs.first_references(shown)

    def _is_first(self, reference: Run) -> bool:
        return self._first_references.get((reference.kind, reference.text)) is reference

    def words(self, content: Iterable[Run]) -> Markup:
        """Return runs as the content of an element."""
        written: list[Markup] = []
        for run in content:
            if _is_plain_block(run) and any(piece.strip() for piece in written):
                written.append(Markup("<lb/>"))  # TEI has no element for the block, so it only begins on a new line
            written.append(self._run(run))
        return joined(written)

    def block(self, block: Run) -> Markup:
        """Return a block as a paragraph, which in TEI may contain lists, tables and quotations."""
        content = self.words(block.runs) if _is_plain_block(block) else self._run(block)
        return element("p", content, xml_lang(block.get("lang")))

    def _run(self, run: Run) -> Markup:
        if run.kind == runs.TEXT:
            return escape(run.text)
        if writer := self._writers.get(run.kind):
            return writer(run)
        content, language = self.words(run.runs), xml_lang(run.get("lang"))
        if run.kind in _RENDERED:
            return element("hi", content, {"rend": _RENDERED[run.kind], **language})
        if run.kind in _SAME:
            return element(_SAME[run.kind], content, language)
        return element("foreign", content, language) if language and run.kind not in runs.BLOCKS else content

    @cached_property
    def _writers(self) -> Mapping[str, Callable[[Run], Markup]]:
        return {
            runs.NOTE_REFERENCE: self._note,
            runs.AUTHORS_MARK: self._authors_note,
            runs.EMENDATION: lambda run: element(
                "choice", element("sic", run.get("received")) + element("corr", runs.text_of([run]))
            ),
            runs.LINK: self._link,
            runs.LINE_BREAK: lambda _run: Markup("<lb/>"),
            runs.IMAGE: lambda run: element("figure", self._picture(run)),
            "time": lambda run: element("date", self.words(run.runs), dated(run.get("datetime"))),
            "ul": self._list,
            "ol": self._list,
            "table": lambda run: element("table", rows) if (rows := self.rows(run.runs)) else Markup(),
        }

    def _note(self, run: Run) -> Markup:
        """Return a note at its first reference, and a link to it at the others."""
        note = self.edition.note(run.text)
        if note is None:
            return Markup()
        if not self._is_first(run):
            return element("ref", str(note.number), {"type": "note", "target": f"#{note_id(note)}"})
        kind, themes = f"#{kind_id(note.kind)}" if note.kind else "", self.themes(note)
        language = xml_lang(self.edition.settings.facts.notes_language)
        attributes = {"n": note.number, "type": xml_name(note.kind or "note"), "place": "foot"}
        attributes |= {"ana": f"{kind} {themes}".strip(), **language, "xml:id": self.ids.get(note)}
        return element("note", joined(map(self.block, note.paragraphs)), attributes)

    def _authors_note(self, run: Run) -> Markup:
        note = self.edition.passage(run.text)
        if note is None:
            return Markup()
        name = self.ids.get(note)
        if not self._is_first(run):
            return element("ref", note.id[1:], {"type": "note", "target": f"#{name}"})
        blocks = [each for each in note.runs if each.kind in runs.BLOCKS] or [Run("p", "", tuple(note.runs))]
        attributes = {"n": note.id[1:], "type": "author", "place": "foot", "xml:id": name}
        return element("note", joined(map(self.block, blocks)), attributes)

    def themes(self, item: Note | Entry) -> str:
        """Return links to the themes of a note or an event, which the header defines."""
        return " ".join(f"#{theme_id(theme)}" for theme in item.themes if theme in self.edition.settings.themes)

    def _link(self, run: Run) -> Markup:
        target = self.edition.target_of(run)
        name = self.ids.get(target)
        attributes = {
            "type": type_of(target) if target else "",
            **xml_lang(run.get("lang")),
            "target": f"#{name}" if name else self._address(run, "href"),
        }
        return element("ref", self.words(run.runs), attributes)

    def _address(self, run: Run, attribute: str) -> str:
        """Return the address of the page or file of the site to which a link or image leads; else as written."""
        address = run.get(attribute)
        if run.target and run.target.kind in ("page", "file"):
            url = url_of(self.edition, run.target.path)
            address = address_of(self.edition, url, run.target.fragment or "", origin=self.path)
        return "".join(address.split()) or "#"

    def _picture(self, run: Run) -> Markup:
        graphic = Markup('<graphic url="{}"/>').format(self._address(run, "src"))
        return graphic + element("figDesc", run.get("alt"))

    def figure(self, content: Iterable[Run]) -> Markup:
        """Return the content of a figure of the essay: its caption and its pictures."""
        inside = list(runs.walk(content))
        captions = (element("head", self.words(run.runs)) for run in inside if run.kind == "figcaption")
        return joined([*captions, *(self._picture(run) for run in inside if run.kind == runs.IMAGE)])

    def _list(self, run: Run) -> Markup:
        items = joined(element("item", self.words(item.runs)) for item in run.runs if item.kind == "li")
        rend = "numbered" if run.kind == "ol" else "bulleted"
        return element("list", items, {"rend": rend}) if items else Markup()

    def rows(self, content: Iterable[Run]) -> Markup:
        """Return the content of a table: its caption and its rows."""
        table = Run("table", runs=tuple(content))
        rows = joined(element("head", self.words(each.runs)) for each in table.runs if each.kind == "caption")
        for cells in runs.table_rows(table):
            written = joined(element("cell", self.words(cell.runs)) for cell in cells)
            rows += element("row", written, {"role": "label" if cells[0].kind == "th" else ""})
        return rows


def _is_plain_block(run: Run) -> bool:
    """Return whether a run is a block for which TEI has no element that a paragraph can contain."""
    return run.kind in runs.BLOCKS and run.kind not in _WRITTEN_INSIDE


def xml_lang(tag: str) -> dict[str, str]:
    """Return the attribute for the language of an element; nothing if the language tag is not valid."""
    return {"xml:lang": tag} if LANGUAGE.fullmatch(tag) else {}


def kind_id(kind: str) -> str:
    return f"kind.{xml_name(kind)}"


def theme_id(theme: object) -> str:
    return f"theme.{xml_name(str(theme))}"


def dated(text: str) -> dict[str, str]:
    """Return the attributes for a text in EDTF; nothing if the text is not a date."""
    date = date_of(text)
    return date_attributes(date) if date else {}


def date_attributes(date: EdtfDate) -> dict[str, str]:
    """Return the attributes for a date: its known ends, its certainty and, unless it is exact, its EDTF form.

    If the year of an end is unknown, its first or last possible day becomes ``notBefore`` or ``notAfter``.
    """
    iso = "-iso" if date.first.year < 1 else ""  # attributes without -iso count years before 1 differently
    begins, ends = date.ends[0], date.ends[-1]
    bounds = {"when" if "/" not in date.text else "from" if date.has_beginning else "to": begins.iso}
    bounds |= {"to": ends.iso} if len(date.ends) > 1 else {}
    if not begins.iso and date.has_beginning:
        bounds["notBefore"] = begins.first.isoformat()
    if not ends.iso and date.last:
        bounds["notAfter"] = ends.last.isoformat()
    attributes = {f"{name}{iso}": value for name, value in bounds.items() if value}
    if not date.is_exact:
        is_uncertain, is_approximate = "?" in date.text or "%" in date.text, "~" in date.text
        sure = {"cert": "low" if is_uncertain else "medium"} if is_uncertain or is_approximate else {}
        attributes |= {**sure, "when-custom": date.text}
    return attributes
