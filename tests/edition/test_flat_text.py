"""The characters of a passage: where its links and note references are, and the words of a note."""

from __future__ import annotations

from lxml.html import fragment_fromstring

from link_checks.page import Target
from reading_edition.load.runs import Walker
from reading_edition.model.runs import FlatText, Span, flat_text


def read(html: str) -> FlatText:
    return flat_text(Walker(lambda address: Target("outside", address)).runs(fragment_fromstring(html)))


def reference(name: str) -> str:
    return f'<sup><a class="footnote-ref" href="#fn:{name}">1</a></sup>'


def test_a_note_is_about_the_words_of_its_sentence_up_to_its_reference() -> None:
    found = read(f"<p>One. Two\n <i>three</i>{reference('a')} four.{reference('b')} {reference('c')}Five</p>")
    spans = {name: found.span_of_note(name) for name in found.references}
    words = {name: found.text[span.start : span.end] for name, span in spans.items()}
    assert words == {"a": "Two\n three", "b": "Two\n three four.", "c": "Two\n three four."}
    assert found.words(spans["a"]) == "Two three"
    assert found.in_plain(spans["a"]) == Span(5, 14)


def test_a_note_without_words_before_its_reference_is_about_the_whole_passage() -> None:
    found = read(f"<p> {reference('a')}一二。三四。</p>")
    assert found.span_of_note("a") == Span(1, 7)
    assert found.span_before(7) == Span(4, 7)


def test_a_quotation_has_enough_context_to_be_unique() -> None:
    found = read(f"<p>x{'a' * 200}</p>")
    quotation = found.quotation(Span(120, 121))
    around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
    assert found.text.find(around) == found.text.rfind(around)
    assert len(quotation["prefix"]) == 120


def test_the_context_of_a_quotation_has_no_white_space_at_the_ends_of_the_text() -> None:
    found = read("<p>\nOne two. </p>")
    assert found.quotation(Span(1, 4)) == {"prefix": "", "exact": "One", "suffix": " two."}
