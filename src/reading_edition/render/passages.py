"""Passages: their numbers, which are their permalinks, and the restorations in them."""

from __future__ import annotations

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition, Emendation, Part, Passage
from reading_edition.model.messages import Translator
from reading_edition.render.markup import render, render_all
from reading_edition.render.tooltips import part_title
from reading_edition.render.words import passage_words


def weave_passages(edition: Edition) -> None:
    """Gives every numbered passage its number, and marks the restored words."""
    translate = edition.settings.translate
    for passage in edition.passages:
        for emendation in edition.emendations:
            if emendation.paragraph == passage.id:
                _mark_emendation(passage, emendation, translate)
    numbered = [passage for passage in edition.passages if passage.number]
    numbers = render_all(
        "number.html", ({"passage": passage, "translate": translate} for passage in numbered)
    )
    for passage, number in zip(numbered, numbers, strict=True):
        _prepend(passage.element, number)
    for part in edition.parts:
        _name_part(part, translate)


def _name_part(part: Part, translate: Translator) -> None:
    """Says under a repeated title which part this is, and which paragraphs it holds."""
    heading = next(part.page.root.iter("h1"), None)
    if heading is not None and "apparatus" in (heading.get("class") or "").split():
        heading.append(render("part.html", title=part_title(part, translate)))


def _prepend(element: HtmlElement, first: HtmlElement) -> None:
    first.tail, element.text = element.text, None
    element.insert(0, first)


def _mark_emendation(passage: Passage, emendation: Emendation, translate: Translator) -> None:
    """Wraps the restored word, wherever in the passage's markup it stands."""
    if passage_words(passage.element).count(emendation.read) != 1:
        return  # the check of the text says so
    for element in passage.element.iter():
        if element.text and emendation.read in element.text:
            before, _, after = element.text.partition(emendation.read)
            element.text = before
            element.insert(0, _emended(emendation, after, translate))
            return
        if element.tail and emendation.read in element.tail and element is not passage.element:
            before, _, after = element.tail.partition(emendation.read)
            element.tail = before
            parent = element.getparent()
            parent.insert(parent.index(element) + 1, _emended(emendation, after, translate))
            return


def _emended(emendation: Emendation, after: str, translate: Translator) -> HtmlElement:
    element = render("emendation.html", emendation=emendation, translate=translate)
    element.tail = after
    return element
