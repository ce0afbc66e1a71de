"""Writes runs as XHTML: elements that a book can show, nested correctly, with links to the files of the book."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from reading_edition.export.entries import url_of
from reading_edition.export.epub.book import Book, Chapter, reference_id
from reading_edition.export.xml import element, joined, note_id, outside_address
from reading_edition.model import runs
from reading_edition.model.dates import date_of
from reading_edition.model.languages import language_attributes
from reading_edition.model.runs import Run

_PHRASES = frozenset("abbr b bdi cite code del em i ins kbd mark q s samp small strong sub sup u var".split())
_LEFT_OUT = frozenset("aside audio canvas fieldset form hr iframe object video".split())
_SAME_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "figure", "figcaption"})
_CONTAIN_BLOCKS = frozenset({"div", "blockquote", "figure"})
_ITEMS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd")}
_DIRECTIONS = frozenset({"auto", "ltr", "rtl"})


@dataclass(frozen=True)
class XhtmlWriter:
    """A writer of runs for one chapter of a book."""

    book: Book
    chapter: Chapter

    def phrases(self, content: Iterable[Run], *, in_link: bool = False) -> Markup:
        """Return runs as the content of an element that may not contain blocks; a block begins on a new line."""
        written: list[Markup] = []
        for run in content:
            if run.kind in runs.BLOCKS and any(piece.strip() for piece in written):
                written.append(Markup("<br/>"))
            written.append(self._phrase(run, in_link))
        return joined(written)

    def blocks(self, content: Iterable[Run]) -> Markup:
        """Return runs as the content of an element that may contain blocks."""
        return joined(self._block(run) if run.kind in runs.BLOCKS else self._phrase(run, False) for run in content)

    def _phrase(self, run: Run, in_link: bool) -> Markup:
        if run.kind in _LEFT_OUT or (run.kind in runs.REFERENCES and in_link):
            return Markup()
        if run.kind == runs.TEXT:
            return escape(run.text)
        if run.kind == runs.LINE_BREAK:
            return Markup("<br/>")
        if run.kind in runs.REFERENCES:
            return self._mark(run)
        if run.kind == runs.LINK and not in_link:
            return self._link(run)
        return self._image(run, in_link) if run.kind == runs.IMAGE else self._other_phrase(run, in_link)

    def _other_phrase(self, run: Run, in_link: bool) -> Markup:
        content = self.phrases(run.runs, in_link=in_link)
        attributes = {**_language(run), "title": run.get("title")}
        tag = run.kind if run.kind in _PHRASES else ""
        if run.kind == runs.EMENDATION:
            received = self.book.edition.settings.translate("received: {words}", words=run.get("received"))
            attributes |= {"title": received, "class": "emendation"}
        elif moment := _moment(run):
            tag, attributes = "time", {**attributes, "datetime": moment}
        if not tag and not any(attributes.values()):
            return content
        return element(tag or "span", content, attributes)

    def _mark(self, run: Run) -> Markup:
        """Return a reference to a note, or to one of the author's notes, which is in the same chapter."""
        first = self.chapter.first_references.get((run.kind, run.text))
        if run.kind == runs.AUTHORS_MARK:
            return _reference(f"[{run.text[1:]}]", run.text, f"author.{run.text}" if run is first else "")
        note = self.book.edition.note(run.text)
        if note is None:
            return Markup()
        if first is None:  # a reference inside a note
            return escape(note.number)
        return _reference(str(note.number), note_id(note), reference_id(note) if run is first else "")

    def _link(self, run: Run) -> Markup:
        """Return a link; references to notes inside it come after it, because links cannot be nested."""
        attributes = {**_language(run), "href": self._href(run, "href")}
        references = (each for each in runs.walk(run.runs) if each.kind in runs.REFERENCES)
        after = joined(map(self._mark, references))
        return element("a", self.phrases(run.runs, in_link=True), attributes) + after

    def _href(self, run: Run, attribute: str) -> str:
        """Return the address to which a link or image leads; empty if a book may not link to it."""
        if run.target and run.target.kind in ("page", "file"):
            url = url_of(self.book.edition, run.target.path)
            return self.book.href(self.chapter.file, url, run.target.fragment or "")
        return outside_address(run.get(attribute))

    def _image(self, run: Run, in_link: bool) -> Markup:
        """Return a picture or, if the book does not contain it, its description as a link to it."""
        words = runs.plain(run.get("alt"))
        picture = self.book.pictures.get(run.target.path) if run.target else None
        if picture is not None:
            return Markup('<img src="{}" alt="{}"/>').format(picture.file, words)
        if not words:
            return Markup()
        attributes = {} if in_link else {"href": self._href(run, "src")}
        return element("span" if in_link else "a", f"[{words}]", attributes)

    def _block(self, run: Run) -> Markup:
        if run.kind in _LEFT_OUT:
            return Markup()
        if run.kind in _ITEMS:
            return self._list(run)
        if run.kind == "table":
            return element("table", rows) if (rows := self.rows(run.runs)) else Markup()
        tag = run.kind if run.kind in _SAME_BLOCKS else "p" if run.kind in (*runs.HEADINGS, "summary") else "div"
        content = self.blocks(run.runs) if tag in _CONTAIN_BLOCKS else self.phrases(run.runs)
        return element(tag, content, {**_language(run), "class": "heading" if run.kind in runs.HEADINGS else ""})

    def _list(self, run: Run) -> Markup:
        items = [item for item in run.runs if item.kind in _ITEMS[run.kind]]
        tags = [item.kind for item in items]
        if run.kind == "dl" and tags and (tags[0], tags[-1]) != ("dt", "dd"):
            return joined(element("div", self.blocks(item.runs)) for item in items)
        inside = (self.phrases(item.runs) if item.kind == "dt" else self.blocks(item.runs) for item in items)
        content = joined(map(element, tags, inside))
        start = run.get("start") if run.kind == "ol" and run.get("start").isdigit() else ""
        return element(run.kind, content, {**_language(run), "start": start}) if items else Markup()

    def rows(self, content: Iterable[Run]) -> Markup:
        """Return the content of a table: its caption and its rows."""
        table = Run("table", runs=tuple(content))
        rows = joined(element("caption", self.phrases(each.runs)) for each in table.runs if each.kind == "caption")
        for cells in runs.table_rows(table):
            written = joined(element(cell.kind, self.blocks(cell.runs), _spans(cell)) for cell in cells)
            rows += element("tr", written)
        return rows


def _reference(words: str, note: str, name: str) -> Markup:
    attributes = {"href": f"#{note}", "epub:type": "noteref", "role": "doc-noteref", "id": name}
    return element("sup", element("a", words, attributes), {"class": "mark"})


def _language(run: Run) -> dict[str, str]:
    """Return the attributes for the language and the direction of a run."""
    attributes = dict(language_attributes(run.get("lang")))
    direction = run.get("dir").lower()
    return attributes | ({"dir": direction} if direction in _DIRECTIONS else {})


def _moment(run: Run) -> str:
    """Return the date of a ``time`` element, if HTML can express it; else an empty text."""
    text = run.get("datetime")
    date = date_of(text) if run.kind == "time" else None
    return text if date and [end.datetime for end in date.ends] == [text] else ""


def _spans(cell: Run) -> dict[str, str]:
    return {name: cell.get(name) for name in ("colspan", "rowspan") if cell.get(name).strip("0").isdigit()}
