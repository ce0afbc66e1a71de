"""Whether every mark has one note, and every note a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from link_checks.checks.note_marks import check_other_marks
from link_checks.location import Location
from link_checks.markdown_source import Named
from link_checks.problem import Problem, problem_at
from link_checks.site import Page
from link_checks.suggestions import closest

_LITERAL_MARK = re.compile(r"\[\^([^\[\]\n]+)\]")
_SEVERAL_WORDS = re.compile(r"[^\W\d_]{2,}.*\s[^\W\d_]{2,}")


def check_footnotes(page: Page) -> Iterator[Problem]:
    """Every mark has one note, and every note a mark.

    A second definition leaves nothing in the HTML, so it is looked for in the Markdown; an undefined
    mark stays in the HTML as words, so it is looked for there.
    """
    definitions = page.source.footnote_definitions
    unmarked = _unmarked(page, definitions)
    yield from _duplicate_definitions(page, definitions)
    yield from _notes_without_mark(page, unmarked)
    yield from _empty_notes(page, definitions)
    names = [named.name for named in definitions]
    yield from _marks_without_note(page, names, unmarked)
    yield from check_other_marks(page, names)


def _unmarked(page: Page, definitions: Iterable[Named]) -> list[Named]:
    """The notes to which no mark leads."""
    marked = {name.removeprefix("fnref:") for name in page.ids if name.startswith("fnref:")}
    return [named for named in definitions if f"fn:{named.name}" in page.ids and named.name not in marked]


def _notes_without_mark(page: Page, unmarked: Iterable[Named]) -> Iterator[Problem]:
    for named in unmarked:
        yield problem_at(
            page.file,
            named.location,
            "note-without-mark",
            f"note '{named.name}' has no mark in the text",
            hint=f"put [^{named.name}] after the words that it explains",
        )


def _empty_notes(page: Page, definitions: Iterable[Named]) -> Iterator[Problem]:
    for named in definitions:
        note = page.ids.get(f"fn:{named.name}")
        if note is not None and not len(note) and not (note.text or "").strip():
            yield problem_at(
                page.file,
                named.location,
                "empty-note",
                f"note '{named.name}' has no words",
                hint="write them behind its colon; further lines of a note are indented by four spaces",
            )


# What a pattern leaves out, [^a-z], is written in the same way.
_RANGES = re.compile(r"(?:a-z|A-Z|0-9|\\[a-zA-Z]|[_.,-])+")


def _marks_without_note(page: Page, names: list[str], unmarked: list[Named]) -> Iterator[Problem]:
    if "[^" not in page.source.text:
        return
    marks = page.source.footnote_references
    literal = _literal_marks(page)
    lonely = unmarked[0].name if len(unmarked) == 1 and len(literal) == 1 else ""
    for name in literal:
        yield from _marks_in_html(page, name)
        bare = name.strip()
        guess = bare if bare in names else closest(bare, names) or (lonely if _is_name(name) else "")
        if name in names or not (guess or _is_name(name)):
            continue
        locations = [mark.location for mark in marks if mark.name == name]
        if (location := page.source.opens_block(locations)) is not None and len(locations) > 1:
            yield _without_colon(page, name, location)
            continue
        for location in locations:
            yield problem_at(
                page.file,
                location,
                "mark-without-note",
                f"note mark '[^{name}]' has no note",
                guess=f"[^{guess}]" if guess else "",
                hint=_how_to_define(page, name),
            )


def _is_name(name: str) -> bool:
    """Whether what stands in a mark can be meant as one: a name, or words, and no range of signs."""
    if _RANGES.fullmatch(name):
        return False
    return not any(sign.isspace() for sign in name) or _SEVERAL_WORDS.search(name) is not None


def _without_colon(page: Page, name: str, location: Location) -> Problem:
    return problem_at(
        page.file,
        location,
        "mark-without-note",
        f"note '{name}' is defined without a colon right behind its bracket",
        guess=f"[^{name}]: ...",
    )


def _how_to_define(page: Page, name: str) -> str:
    indented = re.search(rf"^(?: {{4}}|\t)[ \t]*\[\^{re.escape(name)}\]:", page.source.text, re.MULTILINE)
    if indented is None:
        return f"define it under the paragraph: [^{name}]: ..."
    line = page.source.location(indented.start()).line
    return f"its definition in line {line} is indented by four spaces, and so is code"


def _marks_in_html(page: Page, name: str) -> Iterator[Problem]:
    for location in page.source.find_all(f"[^{name}]", raw=True):
        yield problem_at(
            page.file,
            location,
            "mark-without-note",
            f"note mark '[^{name}]' stands in raw HTML, where notes are not read",
            hint='take it out of the HTML, or give the element around it markdown="1" (md_in_html)',
        )


def _duplicate_definitions(page: Page, definitions: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for named in definitions:
        if named.name in first:
            yield problem_at(
                page.file,
                named.location,
                "duplicate-note",
                f"note '{named.name}' is defined twice (first in line {first[named.name].line})",
                hint="only one of them would be shown; give one another name",
            )
        first.setdefault(named.name, named.location)


def _literal_marks(page: Page) -> list[str]:
    found = (match[1] for text in page.texts for match in _LITERAL_MARK.finditer(text))
    return list(dict.fromkeys(found))
