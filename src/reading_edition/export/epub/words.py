"""The words of woven pages as XHTML: only what a book can show, with links that lead through the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from reading_edition.export.epub.addresses import outside_address
from reading_edition.export.epub.book import Book, Chapter, mark_id
from reading_edition.export.epub.xhtml import XHTML, document, mark, set_language
from reading_edition.export.spans import is_apparatus, noted_by
from reading_edition.export.tei.words import note_id
from reading_edition.export.xml import add, add_text, clean, xml_name
from reading_edition.model.addresses import address_of
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Note, Page

_PHRASES = frozenset("abbr b bdi cite code del em i ins kbd mark q s samp small strong sub sup u var".split())
_BLOCKS = frozenset("p div blockquote pre figure figcaption section details summary".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HOLDS_BLOCKS = frozenset({"div", "blockquote", "figure"})
_CELLS = ("td", "th")
_LEFT_OUT = frozenset(
    """
    aside audio button canvas fieldset form hr iframe input math object script style svg template video
    """.split()
)
_WAYS = frozenset({"auto", "ltr", "rtl"})


@dataclass
class ChapterWords:
    """Writes one file of the book. ``body`` is where its next block goes."""

    book: Book
    file: str
    root: etree._Element
    body: etree._Element
    ids: set[str]
    notes: list[Note] = field(default_factory=list)  # those whose marks were written, in order
    _links: list[tuple[etree._Element, str, str, str]] = field(default_factory=list)

    @classmethod
    def begin(cls, book: Book, chapter: Chapter) -> ChapterWords:
        facts = book.edition.settings.facts
        language = facts.language if chapter.kind == "part" else facts.notes_language
        matter = "bodymatter" if chapter.kind == "part" else "backmatter"
        return cls.of_file(book, chapter.file, chapter.title, language, matter)

    @classmethod
    def of_file(cls, book: Book, file: str, title: str, language: str, kind: str) -> ChapterWords:
        root, body = document(f"{title} · {book.edition.title}", language, kind)
        return cls(book, file, root, body, book.ids.setdefault(file, set()))

    def identify(self, element: etree._Element, name: str) -> None:
        """Gives an element an id, unless another of the file has it."""
        if (identifier := xml_name(name)) not in self.ids:
            self.ids.add(identifier)
            element.set("id", identifier)

    def link(self, parent: etree._Element, words: str, path: str, name: str) -> etree._Element:
        """Adds a link to a place of the book, given by its page's path and its id there."""
        link = add(parent, "a", words)
        self._links.append((link, path, name, ""))
        return link

    def write(self, source: HtmlElement, target: etree._Element, page: Page, *, blocks: bool = False) -> None:
        """Writes what stands in an element of a page; ``blocks`` says whether the target may hold them."""
        add_text(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._write_child(child, target, page, blocks)
            add_text(target, child.tail)

    def write_block(self, block: HtmlElement, target: etree._Element, page: Page) -> None:
        """Writes a block into an element that may hold blocks."""
        self._write_child(block, target, page, blocks=True)

    def _write_child(self, child: HtmlElement, target: etree._Element, page: Page, blocks: bool) -> None:
        tag = child.tag
        if (name := noted_by(child)) is not None:
            self._write_mark(name, target)
        elif is_apparatus(child) or tag in _LEFT_OUT:
            return
        elif tag == "a":
            self._write_link(child, target, page)
        elif tag in ("img", "br"):
            self._write_image(child, target, page) if tag == "img" else add(target, "br")
        elif blocks and (tag in ("ul", "ol", "dl", "table") or tag in _BLOCKS or tag in _HEADINGS):
            self._write_structure(child, target, page)
        else:
            self._write_phrase(child, target, page)

    def _write_structure(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        if child.tag in ("ul", "ol", "dl"):
            self._write_list(child, target, page)
        elif child.tag == "table":
            self._write_table(child, target, page)
        else:
            self._write_block(child, target, page)

    def _write_block(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        tag = {"section": "div", "details": "div"}.get(child.tag, child.tag)
        tag = "p" if tag == "summary" or tag in _HEADINGS else tag
        tag = "div" if tag == "figcaption" else tag
        written = add(target, tag, dir=_way(child))
        set_language(written, child.get("lang"))
        self.write(child, written, page, blocks=tag in _HOLDS_BLOCKS)
        if child.tag in _HEADINGS:
            written.set("class", "heading")

    def _write_phrase(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        datetime = _moment(child)
        tag = "time" if datetime else child.tag if child.tag in _PHRASES else "span"
        attributes = {"dir": _way(child), "title": child.get("title")}
        is_bare = tag == "span" and not (any(attributes.values()) or child.get("lang"))
        if is_bare:
            if child.tag in _BLOCKS and (len(target) or (target.text or "").strip()):
                add(target, "br")
            self.write(child, target, page)
            return
        written = add(target, tag, datetime=datetime, **attributes)
        if "emendation" in (child.get("class") or "").split():
            written.set("class", "emendation")
        set_language(written, child.get("lang"))
        self.write(child, written, page)

    def _write_mark(self, name: str, target: etree._Element) -> None:
        note = self.book.notes.get(name)
        if note is None:
            return
        link = add(add(target, "sup", class_="mark"), "a", str(note.number))
        link.set("href", f"#{xml_name(note_id(note))}")
        mark(link, "noteref", "doc-noteref")
        if mark_id(note) not in self.ids:
            self.notes.append(note)
            self.identify(link, mark_id(note))

    def write_notes(self) -> None:
        """Writes the notes whose marks stand in the chapter, at its end."""
        if not self.notes:
            return
        section = mark(add(self.body, "section", class_="notes"), "footnotes")
        section.set("aria-label", self.book.translate("Notes"))
        set_language(section, self.book.edition.settings.facts.notes_language)
        for note in self.notes:  # a note has no marks in it, so the list does not grow here
            aside = mark(add(section, "aside"), "footnote", "doc-footnote")
            self.identify(aside, note_id(note))
            for number, block in enumerate(_paragraphs(note.element)):
                paragraph = add(aside, "p")
                if not number:
                    back = add(paragraph, "a", str(note.number), href=f"#{mark_id(note)}")
                    mark(back, "backlink", "doc-backlink")
                    back.tail = ". "
                self.write(block, paragraph, note.page)

    def _write_link(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        if _is_in_link(target):
            self.write(child, target, page)
            return
        link = add(target, "a")
        set_language(link, child.get("lang"))
        self._lead(link, child.get("href") or "", page)
        self.write(child, link, page)

    def _lead(self, link: etree._Element, href: str, page: Page) -> None:
        edition = self.book.edition
        aim = edition.site.resolve(page.rendered, href)
        fragment = aim.fragment or ""
        if aim.kind == "page":
            self._links.append((link, aim.path, fragment, edition.page_by_path[aim.path].url))
        elif aim.kind == "file":
            self._links.append((link, aim.path, fragment, aim.path))
        elif address := outside_address(href):
            link.set("href", address)

    def resolve_links(self) -> None:
        """Leads links to their places in the book; others to the site, if it has an address, or nowhere."""
        for link, path, fragment, url in self._links:
            file = self.book.files.get(path, "")
            name = self.book.targets.get((path, fragment), "")
            if file:
                anchor = f"#{name}" if name in self.book.ids.get(file, ()) else ""
                link.set("href", anchor if anchor and file == self.file else f"{file}{anchor}")
            elif self.book.address:
                address = outside_address(address_of(self.book.edition, url, fragment, origin=""))
                link.set("href", address)

    def _write_image(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        """Writes a picture, or, where the book cannot have it, its words as a link to it."""
        words = " ".join((child.get("alt") or "").split())
        aim = self.book.edition.site.resolve(page.rendered, child.get("src") or "")
        picture = self.book.picture(aim.path) if aim.kind == "file" else None
        if picture is not None:
            add(target, "img", src=picture.file).set("alt", clean(words))
        elif words and _is_in_link(target):
            add(target, "span", f"[{words}]")
        elif words:
            self._lead(add(target, "a", f"[{words}]"), child.get("src") or "", page)

    def _write_list(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        wanted = ("dt", "dd") if child.tag == "dl" else ("li",)
        items = [item for item in child if item.tag in wanted]
        if not items:
            return
        if child.tag == "dl" and (items[0].tag, items[-1].tag) != ("dt", "dd"):
            for item in items:
                self.write(item, add(target, "div"), page, blocks=True)
            return
        written = add(target, child.tag, dir=_way(child))
        if child.tag == "ol" and (child.get("start") or "").isdigit():
            written.set("start", child.get("start") or "")
        set_language(written, child.get("lang"))
        for item in items:
            self.write(item, add(written, item.tag), page, blocks=item.tag != "dt")

    def _write_table(self, child: HtmlElement, target: etree._Element, page: Page) -> None:
        rows = [row for row in child.iter("tr") if any(cell.tag in _CELLS for cell in row)]
        if not rows:
            return
        table = add(target, "table")
        for row in rows:
            written = add(table, "tr")
            for cell in row:
                if cell.tag in _CELLS:
                    self.write(cell, add(written, cell.tag, **_spans(cell)), page, blocks=True)


def _way(element: HtmlElement) -> str:
    """Which way an element's words run, if it says so."""
    way = (element.get("dir") or "").lower()
    return way if way in _WAYS else ""


def _moment(element: HtmlElement) -> str:
    """The date of a ``time`` element, if it is one that HTML knows."""
    text = element.get("datetime") or ""
    if element.tag != "time" or not is_date(text):
        return ""
    return text if [end.datetime for end in read_date(text).ends] == [text] else ""


def _is_in_link(element: etree._Element) -> bool:
    link = f"{{{XHTML}}}a"
    return element.tag == link or next(element.iterancestors(link), None) is not None


def _spans(cell: HtmlElement) -> dict[str, str | None]:
    spans = {name: cell.get(name) for name in ("colspan", "rowspan")}
    return {name: value for name, value in spans.items() if (value or "").isdigit() and value != "0"}


def _paragraphs(element: HtmlElement) -> Iterator[HtmlElement]:
    """The paragraphs of a note, which the footnotes extension leaves in a list item."""
    blocks = [child for child in element if isinstance(child.tag, str)]
    yield from (blocks if any(block.tag == "p" for block in blocks) else [element])
