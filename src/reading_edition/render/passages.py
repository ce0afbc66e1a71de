"""Passages: adds their numbers, which are permalinks, and marks the emendations in them."""

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.languages import direction
from reading_edition.model.names import owner_name, part_title
from reading_edition.model.runs import AUTHORS_MARK, EMENDATION, Run, text_of, walk
from reading_edition.render.elements import Elements, prepend
from reading_edition.render.templating import render_element, render_elements


def render_passages(edition: Edition, elements: Elements) -> None:
    """Give every passage its language and number, mark emendations, and add titles to the parts."""
    translate = edition.settings.translate
    _set_language(edition, elements)
    passages = elements.shown(edition.passages)
    for passage in passages:
        for run in walk(passage.runs):
            if run.kind == EMENDATION:
                _mark(elements.of(passage), run, edition)
    values = {each: {"passage": each, "translate": translate} for each in passages if each.number}
    for passage, number in render_elements("passage-number.html", values).items():
        prepend(elements.of(passage), number)
    _name_marks(edition, elements)
    for part in elements.shown(edition.parts):
        heading = next(elements.root(part.page).iter("h1"), None)
        if heading is not None and "apparatus" in heading.classes:
            heading.append(render_element("part-title.html", title=part_title(part, translate)))


def _name_marks(edition: Edition, elements: Elements) -> None:
    """Label the references to the author's notes, and link each note back to the text."""
    for note in (passage for passage in elements.shown(edition.passages) if passage.kind == "n"):
        name = owner_name(note, edition.settings.translate)
        for mark in elements.root(note.page).find_class(AUTHORS_MARK):
            if mark.get("href") == f"#{note.id}":
                mark.set("aria-label", name)
        back = render_element("authors-note-back.html", note=note, translate=edition.settings.translate)
        element = elements.of(note)
        last = [*element.iterchildren("p")][-1:] or [element]
        last[0].append(back)


def _set_language(edition: Edition, elements: Elements) -> None:
    """Set the language and direction of the passages if the notes are in another language."""
    facts = edition.settings.facts
    if facts.language.casefold() == facts.notes_language.casefold():
        return
    for element in map(elements.of, elements.shown(edition.passages)):
        for name, value in {"lang": facts.language, "dir": direction(facts.language)}.items():
            if element.get(name) is None:
                element.set(name, value)


def _mark(element: HtmlElement, emendation: Run, edition: Edition) -> None:
    """Wrap the restored words of an emendation in an element, wherever in the passage they are."""
    words, translate = text_of([emendation]), edition.settings.translate
    text = next((text for text in element.xpath(".//text()") if words in text), None)
    if text is None:
        return
    before, _, after = text.partition(words)
    mark = render_element("emendation.html", received=emendation.get("received"), translate=translate, words=words)
    mark.tail, around = after, text.getparent()
    if text.is_tail:
        around.tail = None
        around.addnext(mark)
        around.tail = before
    else:
        around.text = before
        around.insert(0, mark)
