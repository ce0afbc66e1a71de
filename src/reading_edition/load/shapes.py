"""Adds elements for prose that Markdown does not support: verse, figures and captions, the author's notes.

Pages of the text get these elements before they are read, and the received text gets the same elements.
"""

from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from link_checks.page import parse_content, write_content
from reading_edition.load.runs import referenced_note
from reading_edition.model.items import AFTER_SEPARATOR
from reading_edition.model.runs import AUTHORS_MARK, AUTHORS_NOTES, HEADINGS

_CAPTION = ":"  # prefix of a paragraph that is the caption of the table before it
_WAY_BACK = " \u00a0\n"
_UNITS = frozenset({*HEADINGS, "p", "pre", "li", "figure", "table"})
_SHAPES = {**dict.fromkeys(HEADINGS, "a heading"), "figure": "a figure", "pre": "words as they are typed"}
_FRAMES = frozenset({"li", "figure", "table"})  # can be cited only as a whole, except for list items in them


def shape_html(html: str) -> str:
    """Return the HTML of a page of the text with the elements that :func:`shape_text` adds."""
    root = parse_content(html)
    shape_text(root, are_named=True)
    return write_content(root)


def shape_text(root: HtmlElement, *, are_named: bool) -> None:
    """Add the elements to the content of a page, in place. If ``are_named``, only paragraphs with ids are figures."""
    for paragraph in list(root.iter("p")):
        if paragraph.getparent().tag == "blockquote":
            _break_lines(paragraph)
            continue
        _shape_caption(paragraph)
        if paragraph.get("id") or not are_named:
            _shape_figure(paragraph)
    _shape_notes(root)


def _break_lines(paragraph: HtmlElement) -> None:
    """Make each line of a quoted paragraph a line of verse, with ``br`` elements between the lines."""
    for value in paragraph.xpath(".//@*[contains(., '\n')]"):
        value.getparent().set(value.attrname, value.replace("\n", " "))
    html = lxml.html.tostring(paragraph, encoding="unicode", with_tail=False).replace("<br>\n", "\n")
    broken = lxml.html.fragment_fromstring(html.replace("\n", "<br>\n"))
    paragraph.text, paragraph[:] = broken.text, list(broken)
    if next(paragraph.iter("br"), None) is not None:
        paragraph.classes.add("verse")


def _shape_caption(paragraph: HtmlElement) -> None:
    """Turn a paragraph that begins with a colon into the caption of the table before it; move its id to the table."""
    table = paragraph.getprevious()
    if table is None or table.tag != "table" or not (paragraph.text or "").lstrip().startswith(_CAPTION):
        return
    paragraph.text = (paragraph.text or "").lstrip().removeprefix(_CAPTION).lstrip()
    table.attrib.update(paragraph.attrib)
    paragraph.attrib.clear()
    paragraph.tag, tail = "caption", paragraph.tail
    if paragraph.text or len(paragraph):
        table.insert(0, paragraph)
    else:
        paragraph.getparent().remove(paragraph)
    paragraph.tail, table.tail = "\n", tail


def _shape_figure(paragraph: HtmlElement) -> None:
    """Turn a paragraph that begins with an image into a figure, with the rest of the paragraph as its caption."""
    if paragraph.tag != "p" or not len(paragraph) or paragraph[0].tag != "img" or (paragraph.text or "").strip():
        return
    image, *others = paragraph
    caption = lxml.html.Element("figcaption")
    caption.text, image.tail, paragraph.tag = (image.tail or "").lstrip(), "\n", "figure"
    caption.extend(others)
    if caption.text or others:
        paragraph.append(caption)


def _shape_notes(root: HtmlElement) -> None:
    """Move the author's notes, which are footnotes whose names begin with a digit, to a list at the end of the text."""
    for box in root.xpath("./div[@class='footnote']"):
        named = {item.get("id")[3:]: item for item in box.iter("li") if item.get("id", "")[3:4].isdigit()}
        marks = [(link, name) for link in root.iter("a") if (name := referenced_note(link) or "") in named]
        notes = lxml.html.Element("ol", {"class": AUTHORS_NOTES})
        for link, name in marks:
            note, is_first = named[name], named[name].getparent() is not notes
            _replace_mark(link, name, is_first=is_first)
            if is_first:
                note.attrib.update({"id": f"n{name}", "data-number": name})
                notes.append(_without_way_back(note))
        if marks:
            box.addprevious(notes)
        if next(box.iter("li"), None) is None:
            box.drop_tree()


def _replace_mark(link: HtmlElement, name: str, *, is_first: bool) -> None:
    attributes = {"class": f"apparatus {AUTHORS_MARK}", "href": f"#n{name}", "data-number": name}
    mark = lxml.html.Element("a", attributes | ({"id": f"n{name}-mark"} if is_first else {}))
    around = link.getparent() if link.getparent().tag == "sup" else link
    mark.tail = around.tail
    around.getparent().replace(around, mark)


def _without_way_back(item: HtmlElement) -> HtmlElement:
    for link in list(item.find_class("footnote-backref")):
        before = link.getprevious()
        if before is not None:
            before.tail = (before.tail or "").rstrip(_WAY_BACK)
        else:
            link.getparent().text = (link.getparent().text or "").rstrip(_WAY_BACK)
        link.drop_tree()
    return item


def units_of(block: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the citable elements of a block in order: paragraphs, headings, items, figures, tables, code blocks."""
    if AUTHORS_NOTES in block.classes:
        yield from block.iterchildren("li")
        return
    for element in block.iter(*_UNITS):
        if element.tag == "li" or next(element.iterancestors(*_FRAMES), None) is None:
            yield element


def shape_of(element: HtmlElement) -> str:
    """Return a description of an element, such as "a paragraph", and whether a separator precedes it."""
    return f"{_shape(element)}{AFTER_SEPARATOR if _is_after_separator(element) else ''}"


def _shape(element: HtmlElement) -> str:
    around = element.getparent()
    if element.tag in _SHAPES:
        return _SHAPES[element.tag]
    if element.tag == "li" and AUTHORS_NOTES in around.classes:
        return "a note of the author"
    if element.tag == "li":
        return f"an item of a {'numbered' if around.tag == 'ol' else 'bulleted'} list"
    if element.tag == "table":
        rows = [str(len(row)) for row in element.iter("tr")]
        return f"a table with {len(rows)} rows, of {', '.join(dict.fromkeys(rows))} cells"
    lines = [str(len(line.split())) for line in _lines(element)]
    quoted = any(each.tag == "blockquote" for each in element.iterancestors())
    if len(lines) == 1:
        return "a quotation" if quoted else "a paragraph"
    return f"{'verse' if quoted else 'a paragraph'} with lines of {', '.join(lines)} words"


def _lines(element: HtmlElement) -> list[str]:
    """Return the lines of a paragraph, split at its ``br`` elements."""
    texts = (("\0" if each.tag == "br" else each.text or "") + (each.tail or "") for each in element.iterdescendants())
    return f"{element.text or ''}{''.join(texts)}".split("\0")


def _is_after_separator(element: HtmlElement) -> bool:
    """Return whether a separator directly precedes an element, or an ancestor whose first element it is."""
    for each in (element, *element.iterancestors()):
        before = next(each.itersiblings("*", preceding=True), None)
        if before is not None:
            return bool(before.tag == "hr")
    return False
