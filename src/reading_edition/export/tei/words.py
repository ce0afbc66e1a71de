"""The words of pages in TEI: paragraphs, notes and links from the HTML of woven pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from reading_edition.export.spans import is_apparatus, noted_by
from reading_edition.export.tei.sources import set_date
from reading_edition.export.xml import XML_ID, XML_LANG, add, add_text, is_language, xml_name
from reading_edition.model.addresses import address_of
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Entry, Note, Page, Passage

_RENDERED = {
    "em": "italic", "i": "italic", "cite": "italic", "strong": "bold", "b": "bold", "u": "underline",
    "sup": "superscript", "sub": "subscript", "small": "small", "mark": "highlight",
}  # fmt: skip
_SAME = {"q": "q", "code": "code", "abbr": "abbr", "blockquote": "quote", "del": "del", "ins": "add"}
_IGNORED = frozenset({"script", "style", "svg", "math", "template", "input", "button", "hr"})
_BLOCKS = frozenset({"p", "div", "section", "details", "summary", "dl", "figure", "figcaption", "pre"})


@dataclass
class TeiWords:
    """Writes words into TEI elements of one document, whose ids are unique and whose targets resolve."""

    edition: Edition
    path: str  # of the document in the site
    ids: set[str] = field(default_factory=set)
    _notes: dict[str, Note] = field(default_factory=dict)
    _targets: dict[tuple[str, str], str] = field(default_factory=dict)
    _links: list[tuple[etree._Element, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._notes = {note.name: note for note in self.edition.notes}
        items: list[Passage | Entry] = [*self.edition.passages, *self.edition.entries]
        for item in items:
            self._targets.setdefault((item.page.path, item.id), item.id)
        for note in self.edition.notes:
            self._targets.setdefault((note.page.path, note.id), note_id(note))

    def identify(self, element: etree._Element, name: str) -> None:
        """Gives an element an id, unless another has it."""
        if name not in self.ids:
            self.ids.add(name)
            element.set(XML_ID, name)

    def resolve_links(self) -> None:
        """Leads links to what the document does not hold to the site's pages."""
        for element, name, address in self._links:
            element.set("target", f"#{name}" if name in self.ids else address)

    def write(self, source: HtmlElement, target: etree._Element, page: Page) -> None:
        """Writes what stands in an element of a page."""
        add_text(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._write_child(child, target, page)
            add_text(target, child.tail)

    def write_block(self, block: HtmlElement, target: etree._Element, page: Page) -> None:
        """Writes a block as a paragraph, which in TEI may hold lists, tables and quotations too."""
        paragraph = add(target, "p", xml_lang=block.get("lang"))
        if block.tag in _BLOCKS:
            self.write(block, paragraph, page)
        else:
            self._write_child(block, paragraph, page)

    def _write_child(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        name = noted_by(child)
        classes = (child.get("class") or "").split()
        if name is not None:
            self._write_note(name, target)
        elif is_apparatus(child) or child.tag in _IGNORED:
            return
        elif "emendation" in classes:
            self._write_emendation(child, target)
        elif writer := self._writers().get(child.tag):
            writer(child, target, page)
        elif child.tag in _RENDERED:
            self._write_as("hi", child, target, page, rend=_RENDERED[child.tag])
        elif child.tag in _SAME:
            self._write_as(_SAME[child.tag], child, target, page)
        elif is_language(child.get("lang")):
            self._write_as("foreign", child, target, page)
        else:
            self._write_plain(child, target, page)

    def _writers(self) -> dict[str, Callable[[HtmlElement, etree._Element, Page], None]]:
        return {
            "a": self._write_link,
            "br": lambda _child, target, _page: _ignore(add(target, "lb")),
            "img": self._write_image,
            "time": self._write_time,
            "ul": self._write_list,
            "ol": self._write_list,
            "table": self._write_table,
        }

    def _write_as(
        self, tag: str, child: HtmlElement, target: etree._Element, page: Page, rend: str = ""
    ) -> None:
        self.write(child, add(target, tag, rend=rend, xml_lang=child.get("lang")), page)

    def _write_plain(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        """Writes the words of an element that TEI need not know; blocks are set apart by a line's end."""
        if child.tag in _BLOCKS and (len(target) or (target.text or "").strip()):
            add(target, "lb")
        self.write(child, target, page)

    def _write_note(self, name: str, target: etree._Element) -> None:
        note = self._notes.get(name)
        if note is None:
            return
        if note_id(note) in self.ids:  # a second mark of the same note
            reference = add(target, "ref", str(note.number), type="note")
            self._links.append((reference, note_id(note), ""))
            return
        written = add(target, "note", n=str(note.number), type=xml_name(note.kind or "note"), place="foot")
        if note.kind:
            written.set("ana", f"#{kind_id(note.kind)}")
        written.set(XML_LANG, self.edition.settings.facts.notes_language)
        self.identify(written, note_id(note))
        for block in _paragraphs(note.element):
            self.write_block(block, written, note.page)
        _leave_out_kind(written, note, self.edition)

    def _write_emendation(self, child: HtmlElement, target: etree._Element) -> None:
        choice = add(target, "choice")
        add(choice, "sic", child.get("data-received"))
        add(choice, "corr", child.text_content())

    def _write_link(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        href = child.get("href") or ""
        aim = self.edition.site.resolve(page.rendered, href)
        kinds = [name for name in (child.get("class") or "").split() if name.startswith("ref-")]
        link = add(
            target, "ref", type=kinds[0].removeprefix("ref-") if kinds else "", xml_lang=child.get("lang")
        )
        fragment = aim.fragment or ""
        address = href
        if aim.kind == "page":
            address = address_of(
                self.edition, self.edition.page_by_path[aim.path].url, fragment, origin=self.path
            )
        elif aim.kind == "file":
            address = address_of(self.edition, aim.path, fragment, origin=self.path)
        self._links.append((link, self._targets.get((aim.path, fragment), ""), _as_uri(address)))
        self.write(child, link, page)

    def _write_image(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        aim = self.edition.site.resolve(page.rendered, child.get("src") or "")
        address = child.get("src") or ""
        if aim.kind == "file":
            address = address_of(self.edition, aim.path, origin=self.path)
        figure = add(target, "figure")
        add(figure, "graphic", url=_as_uri(address) or "#")
        add(figure, "figDesc", child.get("alt"))

    def _write_time(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        moment = child.get("datetime") or ""
        date = add(target, "date")
        if is_date(moment):
            set_date(date, read_date(moment))
        self.write(child, date, page)

    def _write_list(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        items = [item for item in child if item.tag == "li"]
        if not items:
            return
        written = add(target, "list", rend="numbered" if child.tag == "ol" else "bulleted")
        for item in items:
            self.write(item, add(written, "item"), page)

    def _write_table(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        rows = [row for row in child.iter("tr") if any(cell.tag in ("td", "th") for cell in row)]
        if not rows:
            return
        table = add(target, "table")
        for row in rows:
            written = add(table, "row", role="label" if row[0].tag == "th" else "")
            for cell in row:
                if cell.tag in ("td", "th"):
                    self.write(cell, add(written, "cell"), page)


def note_id(note: Note) -> str:
    """The xml:id of a note: a name of which no passage and no entry can be."""
    return f"note.{note.name}"


def kind_id(kind: str) -> str:
    """The xml:id of a kind of notes."""
    return f"kind.{xml_name(kind)}"


def _ignore(_element: etree._Element) -> None:
    pass


def _as_uri(address: str) -> str:
    return "".join(address.split()) or "#"


def _paragraphs(element: HtmlElement) -> Iterator[HtmlElement]:
    blocks = [child for child in element if isinstance(child.tag, str)]
    yield from (blocks if any(block.tag == "p" for block in blocks) else [element])


def _leave_out_kind(written: etree._Element, note: Note, edition: Edition) -> None:
    """Takes away the bold word with which a note opens: its type says the same."""
    labels = {kind.id: kind.label for kind in edition.settings.notes}
    first = written[0] if len(written) else None
    if first is None or not note.kind or not len(first) or (first.text or "").strip():
        return
    opening = first[0]
    if opening.get("rend") == "bold" and (opening.text or "").strip().rstrip(".") == labels.get(note.kind):
        first.text = (opening.tail or "").lstrip()
        opening.tail = None
        first.remove(opening)
