"""The package document: what the book is, whose it is, its files and their order."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reading_edition.export.epub.book import Book
from reading_edition.export.epub.xhtml import direction
from reading_edition.export.xml import add
from reading_edition.model.about import Name

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_FRONT = ("cover", "title", "rights", "nav")
# What the book does for those who read it otherwise than by looking; see the EPUB accessibility guide.
_FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
)
_SUMMARY = (
    "Text in reading order, with headings, numbered paragraphs, a table of contents and linked notes; {}."
)
_COVER_ALONE = "the only picture is the cover, which is described"
_PICTURES = "pictures have the descriptions that the edition gives them"


def container() -> bytes:
    """The file that says where the package document is."""
    root = etree.fromstring(f'<container xmlns="{_CONTAINER}" version="1.0"/>')
    file = add(add(root, "rootfiles"), "rootfile")
    file.set("full-path", "EPUB/package.opf")
    file.set("media-type", "application/oebps-package+xml")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def package(book: Book) -> bytes:
    """The package document."""
    facts = book.edition.settings.facts
    root = etree.fromstring(f'<package xmlns="{_OPF}" version="3.0" unique-identifier="book-id"/>')
    root.set("{http://www.w3.org/XML/1998/namespace}lang", facts.notes_language)
    _add_metadata(root, book)
    _add_manifest(root, book)
    spine = add(root, "spine", page_progression_direction=direction(facts.language))
    for name in (*_FRONT, *(_id_of(chapter.file) for chapter in book.chapters)):
        add(spine, "itemref", idref=name)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _id_of(file: str) -> str:
    return file.removesuffix(".xhtml")


def _add_metadata(root: etree._Element, book: Book) -> None:
    facts = book.edition.settings.facts
    metadata = etree.SubElement(root, f"{{{_OPF}}}metadata", nsmap={"dc": _DC})
    _add_core(metadata, "identifier", book.identifier, id="book-id")
    _add_core(metadata, "title", book.edition.title)
    for language in dict.fromkeys((facts.language, facts.notes_language)):
        _add_core(metadata, "language", language)
    for number, author in enumerate(facts.authors, 1):
        _add_name(metadata, "creator", author, f"author-{number}", "aut")
    for number, editor in enumerate(facts.editors, 1):
        _add_name(metadata, "contributor", editor, f"editor-{number}", "edt")
    rights = (facts.rights.essay, " ".join(filter(None, [facts.rights.notes, facts.rights.notes_url])))
    for words in rights:
        _add_core(metadata, "rights", words)
    _add_core(metadata, "source", facts.original)
    _add_core(metadata, "date", book.modified[:10] if facts.date else "")
    add(metadata, "meta", book.modified, property="dcterms:modified")
    _add_access(metadata, book)


def _add_access(metadata: etree._Element, book: Book) -> None:
    modes = ("textual", "visual") if book.pictures else ("textual",)
    facts = [
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", feature) for feature in _FEATURES),
        ("accessibilityHazard", "none"),
    ]
    for name, value in facts:
        add(metadata, "meta", value, property=f"schema:{name}")
    summary = _SUMMARY.format(_PICTURES if book.pictures else _COVER_ALONE)
    add(metadata, "meta", summary, property="schema:accessibilitySummary", xml_lang="en")


def _add_core(metadata: etree._Element, name: str, value: str, **attributes: str) -> None:
    if value:
        element = etree.SubElement(metadata, f"{{{_DC}}}{name}", attributes)
        element.text = value


def _add_name(metadata: etree._Element, element: str, name: Name, identifier: str, role: str) -> None:
    _add_core(metadata, element, name.full, id=identifier)
    add(metadata, "meta", role, refines=f"#{identifier}", property="role", scheme="marc:relators")
    if name.family and name.given:
        filed = f"{name.family}, {name.given}"
        add(metadata, "meta", filed, refines=f"#{identifier}", property="file-as")


def _add_manifest(root: etree._Element, book: Book) -> None:
    manifest = add(root, "manifest")
    files: Mapping[str, str] = {
        **{name: f"{name}.xhtml" for name in _FRONT},
        **{_id_of(chapter.file): chapter.file for chapter in book.chapters},
    }
    for name, file in files.items():
        add(manifest, "item", id=name, href=file, media_type="application/xhtml+xml",
            properties="nav" if name == "nav" else "")  # fmt: skip
    add(manifest, "item", id="cover-image", href="cover.svg", media_type="image/svg+xml",
        properties="cover-image")  # fmt: skip
    for number, picture in enumerate(book.pictures.values(), 1):
        add(manifest, "item", id=f"picture-{number}", href=picture.file, media_type=picture.media_type)
    add(manifest, "item", id="style", href="book.css", media_type="text/css")
