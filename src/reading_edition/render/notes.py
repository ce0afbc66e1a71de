"""Notes: numbers them in reading order, and puts each right after its paragraph."""

from collections.abc import Mapping, Sequence

import lxml.html
from lxml.html import HtmlElement

from reading_edition.load.runs import is_footnote_link
from reading_edition.model.edition import Edition
from reading_edition.model.evidence import profile
from reading_edition.model.items import Note
from reading_edition.model.runs import BLOCKS
from reading_edition.render.elements import Elements, end_with_space
from reading_edition.render.templating import Values, render_element, render_elements


def render_notes(edition: Edition, elements: Elements) -> Mapping[Note, HtmlElement]:
    """Move every note from the foot of its page into a frame with its paragraph, and return the elements of the notes.

    The style sheet connects a note with its reference by the position of the note in the frame.
    """
    frames: dict[HtmlElement, list[Note]] = {}
    for note in elements.shown(edition.notes):
        frames.setdefault(_frame_of(note, elements, frames), []).append(note)
    translate = edition.settings.translate
    shown: dict[Note, Values] = {
        note: {"label": edition.label_of(note), "note": note, "position": position, "translate": translate}
        for notes in frames.values()
        for position, note in enumerate(notes, 1)
    }
    asides = render_elements("note.html", shown)
    for frame, notes in frames.items():
        frame.extend(_filled(asides[note], elements.of(note), note, edition) for note in notes)
    _replace_references(shown, elements)
    _remove_footnotes(edition, elements)
    return asides


def _frame_of(note: Note, elements: Elements, frames: Mapping[HtmlElement, object]) -> HtmlElement:
    """Return the frame around the block with the first reference to a note; add the frame if there is none."""
    block = elements.note_references(note)[0]
    while block.getparent() is not elements.root(note.page):
        block = block.getparent()
    if block in frames:
        return block
    before = block.getprevious()
    return _framed(before if before is not None and block in continuation(before) else block)


def continuation(block: HtmlElement) -> Sequence[HtmlElement]:
    """Return the list after a paragraph, if the ids of its items show that they belong to the paragraph."""
    following, name = block.getnext(), block.get("id")
    if not name or following is None or following.tag not in ("ul", "ol"):
        return ()
    items = [item.get("id") or "" for item in following]
    return (following,) if items and all(item.startswith(f"{name}-") for item in items) else ()


def _framed(block: HtmlElement) -> HtmlElement:
    frame: HtmlElement = lxml.html.Element("div", {"class": "passage"})
    inside = [block, *continuation(block)]
    block.addprevious(frame)
    for element in inside:
        element.tail = "\n"
        frame.append(element)
    return frame


def _filled(aside: HtmlElement, item: HtmlElement, note: Note, edition: Edition) -> HtmlElement:
    """Move the content of a footnote, without the label of its kind, into the element of the note; add links."""
    blocks = _blocks(item)
    opening = next(blocks[0].iter("strong"), None) if note.kind else None
    if opening is not None:
        opening.drop_tree()
        blocks[0].text = (blocks[0].text or "").lstrip()
    if blocks[-1].tag != "p":
        blocks.append(lxml.html.Element("p"))
    end_with_space(blocks[-1])
    translate = edition.settings.translate
    blocks[-1].append(render_element("note-back.html", note=note, translate=translate))
    near = {each.number: each for each in edition.notes[max(0, note.number - 2) : note.number + 1]}
    values = {"before": near.get(note.number - 1), "after": near.get(note.number + 1), "note": note}
    blocks[-1].append(render_element("note-steps.html", translate=translate, **values))
    aside[0].extend(blocks)
    if shown := profile(edition, note):
        aside[0].append(render_element("evidence.html", profile=shown, translate=translate))
    _mark_separators(aside)
    aside.tail = "\n"
    return aside


def _mark_separators(aside: HtmlElement) -> None:
    """Wrap the semicolon between two sources in an element, so that it gets their font size."""
    for link in aside.find_class("ref-source"):
        following, between = link.getnext(), lxml.html.Element("span", {"class": "between"})
        if following is not None and "ref-source" in following.classes and (link.tail or "").strip() == ";":
            link.tail, between.text = None, link.tail
            link.addnext(between)


def _blocks(item: HtmlElement) -> list[HtmlElement]:
    """Return the blocks of a footnote, or all of it in one paragraph, without the links that the extension adds."""
    for link in [link for link in item.iter("a") if is_footnote_link(link)]:
        link.drop_tree()
    if blocks := [child for child in item if child.tag in BLOCKS]:
        return blocks
    paragraph = lxml.html.Element("p")
    paragraph.text, item.text = item.text, None
    paragraph.extend(item)
    return [paragraph]


def _replace_references(shown: Mapping[Note, Values], elements: Elements) -> None:
    values: dict[HtmlElement, Values] = {
        link: {**of_note, "count": count}
        for note, of_note in shown.items()
        for count, link in enumerate(elements.note_references(note), 1)
    }
    for link, new in reversed(render_elements("note-reference.html", values).items()):
        old = link.getparent() if link.getparent().tag == "sup" else link
        around = next(old.iterancestors("a"), old)  # links cannot be nested
        new.tail, around.tail = around.tail, None
        around.addnext(new)
        old.drop_tree()


def _remove_footnotes(edition: Edition, elements: Elements) -> None:
    """Remove the footnotes that are shown as notes; a footnote without a reference stays."""
    for note in elements.shown(edition.notes):
        elements.of(note).drop_tree()
    for page in elements.shown(edition.pages):
        for box in elements.root(page).xpath("./div[@class='footnote'][not(.//li[starts-with(@id, 'fn:')])]"):
            box.drop_tree()
