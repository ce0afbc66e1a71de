"""Reads the notes on a page: their references, kinds, and paragraphs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

from lxml.html import HtmlElement

from link_checks.page import Page
from reading_edition.load.runs import referenced_note
from reading_edition.model.runs import BLOCKS, TEXT, Run, plain

_SPACE = " \u00a0\n"


def note_references(rendered: Page) -> dict[str, list[HtmlElement]]:
    """Return the references to each note on a page, except references inside notes, which a check reports."""
    found: dict[str, list[HtmlElement]] = {}
    for link in rendered.root.iter("a"):
        name = referenced_note(link)
        if name is not None and not any(item.get("id", "").startswith("fn:") for item in link.iterancestors("li")):
            found.setdefault(name, []).append(link)
    return found


def opening_of(note: HtmlElement) -> tuple[str, Mapping[str, str]]:
    """Return the bold text at the start of a note, and its attributes; both are empty if there is none."""
    bold = next(note.iter("strong"), None)
    words = plain(bold.text or "") if bold is not None else ""
    if bold is None or not plain(note.text_content()).startswith(words):
        return "", {}
    return words, bold.attrib


def paragraphs_of(runs: Sequence[Run], opening: str) -> tuple[Run, ...]:
    """Return the paragraphs of a note, without the bold text ``opening`` that names its kind, if it is given."""
    paragraphs = [run for run in runs if run.kind != TEXT or run.text.strip()]
    if not any(run.kind in BLOCKS for run in paragraphs):
        paragraphs = [Run("p", "", tuple(runs))]
    if opening and paragraphs:
        paragraphs[0] = _without_opening(paragraphs[0])
    return tuple(_trimmed(each) for each in paragraphs)


def _without_opening(paragraph: Run) -> Run:
    """Return a paragraph without the bold text at its start and the whitespace after it."""
    runs = list(dropwhile(lambda run: run.kind == TEXT and not run.text.strip(), paragraph.runs))
    if not runs or runs[0].kind != "strong":
        return paragraph
    rest = runs[1:]
    if rest and rest[0].kind == TEXT:
        rest[0] = Run(TEXT, rest[0].text.lstrip())
    return replace(paragraph, runs=tuple(rest))


def _trimmed(paragraph: Run) -> Run:
    """Return a paragraph without the whitespace that the footnotes extension adds before its back link."""
    runs = list(paragraph.runs)
    while runs and runs[-1].kind == TEXT:
        text = runs.pop().text.rstrip(_SPACE)
        if text:
            return replace(paragraph, runs=(*runs, Run(TEXT, text)))
    return replace(paragraph, runs=tuple(runs))
