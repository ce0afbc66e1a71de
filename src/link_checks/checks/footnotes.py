"""Whether every note reference has one note, and every note a reference."""

import re
from collections.abc import Iterator

from link_checks.checks.mistyped_footnotes import check_mistyped_footnotes
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.suggestions import closest

_LITERAL_REFERENCE = re.compile(r"\[\^([^\[\]\n]+)\]")
_SEVERAL_WORDS = re.compile(r"[^\W\d_]{2,}.*\s[^\W\d_]{2,}")
# The characters that a pattern excludes, [^a-z], are written in the same way.
_RANGES = re.compile(r"(?:a-z|A-Z|0-9|\\[a-zA-Z]|[_.,-])+")


def check_footnotes(page: Page) -> Iterator[Problem]:
    """Every note reference has one note, and every note a reference.

    A second definition leaves nothing in the HTML, so it is looked for in the Markdown; an undefined
    reference stays in the HTML as text, so it is looked for there.
    """
    lonely = []
    first: dict[str, Location] = {}
    for name, location in page.source.footnote_definitions:
        if name in first:
            message = f"note '{name}' is defined twice, first in line {first[name].line}"
            hint = "only one of them is shown; give one another name"
            yield page.problem(location, "duplicate-note", message, hint=hint)
        first.setdefault(name, location)
        note = page.ids.get(f"fn:{name}")
        if note is None:
            continue
        if f"fnref:{name}" not in page.ids:
            lonely.append(name)
            hint = f"put [^{name}] after the words that it explains"
            yield page.problem(location, "note-without-mark", f"note '{name}' has no reference in the text", hint=hint)
        if not len(note) and not (note.text or "").strip():
            hint = "write its text after the colon; indent further lines of a note by four spaces"
            yield page.problem(location, "empty-note", f"note '{name}' is empty", hint=hint)
    names = [named.name for named in page.source.footnote_definitions]
    yield from _references_without_note(page, names, lonely)
    yield from check_mistyped_footnotes(page, names)


def _references_without_note(page: Page, names: list[str], lonely: list[str]) -> Iterator[Problem]:
    if "[^" not in page.source.text:
        return
    literal = list(dict.fromkeys(match[1] for text in page.texts for match in _LITERAL_REFERENCE.finditer(text)))
    only = lonely[0] if len(lonely) == 1 and len(literal) == 1 else ""
    for name in literal:
        yield from _references_in_html(page, name)
        bare = name.strip()
        guess = bare if bare in names else closest(bare, names) or (only if _is_name(name) else "")
        if name in names or not (guess or _is_name(name)):
            continue
        locations = [each.location for each in page.source.footnote_references if each.name == name]
        if (location := page.source.opens_block(locations)) is not None and len(locations) > 1:
            message = f"note '{name}' is defined without a colon after its bracket"
            yield page.problem(location, "mark-without-note", message, guess=f"[^{name}]: ...")
            continue
        guess, hint = f"[^{guess}]" if guess else "", _how_to_define(page, name)
        message = f"note reference '[^{name}]' has no note"
        for location in locations:
            yield page.problem(location, "mark-without-note", message, guess=guess, hint=hint)


def _is_name(name: str) -> bool:
    """Whether the text of a reference can be meant as one: a name, or words, and not a range of signs."""
    if _RANGES.fullmatch(name):
        return False
    return not any(sign.isspace() for sign in name) or _SEVERAL_WORDS.search(name) is not None


def _how_to_define(page: Page, name: str) -> str:
    indented = re.search(rf"^(?: {{4}}|\t)[ \t]*\[\^{re.escape(name)}\]:", page.source.text, re.MULTILINE)
    if indented is None:
        return f"define it under the paragraph: [^{name}]: ..."
    line = page.source.location(indented.start()).line
    return f"its definition in line {line} is indented by four spaces, and so is read as code"


def _references_in_html(page: Page, name: str) -> Iterator[Problem]:
    for location in page.source.find_raw(f"[^{name}]"):
        message = f"note reference '[^{name}]' is inside raw HTML, where notes are not read"
        hint = 'move it out of the HTML, or give the element around it markdown="1" (md_in_html)'
        yield page.problem(location, "mark-without-note", message, hint=hint)
