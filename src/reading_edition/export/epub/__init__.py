"""The edition as an EPUB 3: notes that pop up, glossary, people, chronology and sources.

See https://www.w3.org/TR/epub-33/. Paragraphs, entries and sources keep their ids (``p5``); the ids of notes
and of references to them contain a dot, as in TEI. The same edition always gives the same bytes.
"""

import io
import textwrap
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from unicodedata import east_asian_width

from reading_edition.export.entries import date_runs, sections_of, shown_blocks
from reading_edition.export.epub.book import ReadFile, plan_book, reference_id
from reading_edition.export.epub.xhtml import XhtmlWriter
from reading_edition.export.text_blocks import text_blocks
from reading_edition.export.xml import XML_HELPERS, clean, outside_address
from reading_edition.model.csl_items import first_day
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.languages import direction, language_attributes
from reading_edition.render.templating import templates_in

_FRONT = ("cover", "title", "rights", "nav")
_FOLDER = Path(__file__).with_name("templates")
_TIME = (1980, 1, 1, 0, 0, 0)
_LETTERS_IN_A_LINE = 14  # characters of the title in a line of the cover
_LINE_WIDTH = 960  # in the units of the cover
_LETTER_WIDTH = 0.58  # as a fraction of the font size


def cover_lines(title: str) -> list[str]:
    return textwrap.wrap(title, _LETTERS_IN_A_LINE) or [""]


def fitting_size(lines: Iterable[str]) -> float:
    """Return the font size at which the longest of some lines just fits; wide (East Asian) letters count twice."""
    widths = (sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines)
    return _LINE_WIDTH / (_LETTER_WIDTH * max(1, *widths))


_HELPERS = (
    clean, cover_lines, date_runs, direction, first_day, fitting_size, language_attributes, outside_address,
    reference_id, sections_of, shown_blocks, text_blocks,
)  # fmt: skip
_TEMPLATES = templates_in(_FOLDER, (*XML_HELPERS, *_HELPERS))


def epub(edition: Edition, read_file: ReadFile) -> bytes:
    """Return the book; ``read_file`` reads the pictures, which are files of the documents' folder."""
    book = plan_book(edition, read_file)
    values = {"book": book, "edition": edition, "facts": edition.settings.facts,
              "translate": edition.settings.translate, "kinds": ENTRY_KINDS, "front": _FRONT}  # fmt: skip
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (_FOLDER / "container.xml").read_bytes(),
        "EPUB/package.opf": _written("package.opf", **values),
        **{f"EPUB/{name}.xhtml": _written(f"{name}.xhtml", **values) for name in _FRONT},
    }
    for chapter in book.chapters:  # by a template for the file, for its kind of chapter, or for entries
        templates, xhtml = (chapter.file, f"{chapter.kind}.xhtml", "entries.xhtml"), XhtmlWriter(book, chapter)
        files[f"EPUB/{chapter.file}"] = _written(*templates, chapter=chapter, xhtml=xhtml, **values)
    files["EPUB/cover.svg"] = _written("cover.svg", **values)
    files["EPUB/book.css"] = (_FOLDER / "book.css").read_bytes()
    return _archive(files | {f"EPUB/{picture.file}": picture.content for picture in book.pictures.values()})


def _written(*templates: str, **values: object) -> bytes:
    """Render the first template that exists."""
    return clean(_TEMPLATES.select_template(templates).render(**values)).encode()


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive whose bytes depend only on the files; ``mimetype`` is first and uncompressed (OCF)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            book.writestr(entry, content)
    return packed.getvalue()
