"""Whether every mark has one note, and every note a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..problem import Problem, closest, problem_at
from ..site import Page
from ..source import Named, Place
from .words import words_of

_LITERAL_MARK = re.compile(r"\[\^([^\]\s]+)\]")


def check_footnotes(page: Page) -> Iterator[Problem]:
    """Every mark has one note, and every note a mark.

    A second definition leaves nothing in the HTML, so it is looked for in the Markdown; an undefined
    mark stays in the HTML as words, so it is looked for there.
    """
    definitions = page.source.footnote_definitions
    yield from _duplicate_definitions(page, definitions)
    yield from _notes_without_mark(page, definitions)
    yield from _marks_without_note(page, [named.name for named in definitions])


def _notes_without_mark(page: Page, definitions: Iterable[Named]) -> Iterator[Problem]:
    marked = {name.removeprefix("fnref:") for name in page.ids if name.startswith("fnref:")}
    for named in definitions:
        if f"fn:{named.name}" in page.ids and named.name not in marked:
            yield problem_at(
                page.file,
                named.place,
                "note-without-mark",
                f"note '{named.name}' has no mark in the text",
                hint=f"put [^{named.name}] after the words that it explains",
            )


def _marks_without_note(page: Page, names: list[str]) -> Iterator[Problem]:
    if "[^" not in page.source.text:
        return
    marks = page.source.footnote_marks
    for name in _literal_marks(page):
        yield from _marks_in_html(page, name)
        guess = closest(name, names)
        for place in [mark.place for mark in marks if mark.name == name and name not in names]:
            yield problem_at(
                page.file,
                place,
                "mark-without-note",
                f"note mark '[^{name}]' has no note",
                guess=f"[^{guess}]" if guess else "",
                hint=f"define it under the paragraph: [^{name}]: ...",
            )


def _marks_in_html(page: Page, name: str) -> Iterator[Problem]:
    for place in page.source.find_all(f"[^{name}]", raw=True):
        yield problem_at(
            page.file,
            place,
            "mark-without-note",
            f"note mark '[^{name}]' stands in raw HTML, where notes are not read",
            hint='take it out of the HTML, or give the element around it markdown="1" (md_in_html)',
        )


def _duplicate_definitions(page: Page, definitions: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for named in definitions:
        if named.name in first:
            yield problem_at(
                page.file,
                named.place,
                "duplicate-note",
                f"note '{named.name}' is defined twice (first in line {first[named.name].line})",
                hint="only one of them would be shown; give one another name",
            )
        first.setdefault(named.name, named.place)


def _literal_marks(page: Page) -> list[str]:
    found = (match[1] for text in words_of(page.root) for match in _LITERAL_MARK.finditer(text))
    return list(dict.fromkeys(found))
