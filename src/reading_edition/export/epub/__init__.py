"""The edition as an EPUB 3: notes that pop up, glossary, people, chronology and sources.

See https://www.w3.org/TR/epub-33/. Paragraphs, entries and sources keep their ids (``p5``); those of notes
and of their marks hold a dot, as in TEI. The same edition gives the same bytes.
"""

from __future__ import annotations

from reading_edition.export.epub.apparatus import write_chronology, write_entries
from reading_edition.export.epub.archive import archive
from reading_edition.export.epub.book import Book, Chapter, plan_book
from reading_edition.export.epub.cover import cover_page, cover_picture
from reading_edition.export.epub.essay import write_part
from reading_edition.export.epub.front import rights_page, title_page
from reading_edition.export.epub.navigation import navigation
from reading_edition.export.epub.package import container, package
from reading_edition.export.epub.words import ChapterWords
from reading_edition.export.epub.xhtml import written
from reading_edition.model.edition import Edition

PATH = "data/edition.epub"


def epub(edition: Edition) -> bytes:
    """The book."""
    book = plan_book(edition)
    chapters = [_write(book, chapter) for chapter in book.chapters]
    front = rights_page(book)  # it links to passages, so it comes after them
    for words in (*chapters, front):
        words.resolve_links()
    documents = {
        "cover.xhtml": cover_page(book),
        "title.xhtml": title_page(book),
        "rights.xhtml": front.root,
        "nav.xhtml": navigation(book),
        **{words.file: words.root for words in chapters},
    }
    return archive(
        {
            "META-INF/container.xml": container(),
            "EPUB/package.opf": package(book),
            **{f"EPUB/{name}": written(root) for name, root in documents.items()},
            "EPUB/cover.svg": cover_picture(book),
            "EPUB/book.css": book.style.encode(),
            **{f"EPUB/{picture.file}": picture.content for picture in book.pictures.values()},
        }
    )


def _write(book: Book, chapter: Chapter) -> ChapterWords:
    words = ChapterWords.begin(book, chapter)
    if chapter.part is not None:
        write_part(words, chapter.part)
    elif chapter.page is not None:
        write_entries(words, chapter.kind, chapter.page)
    else:
        write_chronology(words)
    words.write_notes()
    return words
