"""Marks that are none: written as elsewhere, with a sign out of place, or where nothing reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Link, Page
from link_checks.texts import THING

# An inline note of Pandoc; a mark with a space before its sign; a mark with its sign behind the name.
_INLINE = re.compile(r"\^\[([^\[\]\n]+)\]")
_SPACED = re.compile(r"\[\s\^\s*([^\[\]\s]+)\s*\]|\[([^\[\]^\s]+)\^\]")
# Words rather than an exponent: several, or a long one behind a word or a sentence.
_WORDS = re.compile(r"[^\W\d_]{2,}.*\s\S")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_BEHIND_WORDS = re.compile(rf"(?:[^\W\d_]{{2}}|[.,;:!?\"'”’»){THING}])$")


def check_other_marks(page: Page, names: list[str]) -> Iterator[Problem]:
    """Marks that were written in another way than ``[^name]``; ``names`` are those of the page's notes."""
    seen: dict[str, int] = defaultdict(int)
    for words in page.texts:
        for match in _INLINE.finditer(words):
            if match[1] in names:
                yield from _turned(page, _location(page, match[0], seen), match[0], match[1])
            elif _is_note(words[: match.start()], match[1]):
                yield from _inline(page, _location(page, match[0].partition(THING)[0], seen), match[0])
        for match in _SPACED.finditer(words):
            name = match[1] or match[2]
            if name in names:
                yield from _turned(page, _location(page, match[0], seen), match[0], name)


def _is_note(before: str, words: str) -> bool:
    if _WORDS.search(words):
        return _BEHIND_WORDS.search(before.rstrip()) is not None
    return bool(_LONG_WORD.fullmatch(words) and _BEHIND_WORDS.search(before))


def _location(page: Page, words: str, seen: dict[str, int]) -> Location | None:
    """Where the next writing of some words stands, if it was not in code or behind a backslash."""
    locations = page.source.find_all(words)[seen[words] :]
    seen[words] += 1
    return locations[0] if locations else None


def _turned(page: Page, location: Location | None, written: str, name: str) -> Iterator[Problem]:
    if location is not None:
        yield problem_at(
            page.file, location, "mark-without-note", f"'{written}' is no note mark", guess=f"[^{name}]"
        )


def _inline(page: Page, location: Location | None, written: str) -> Iterator[Problem]:
    if location is not None:
        yield problem_at(
            page.file,
            location,
            "inline-note",
            f"'{written.replace(THING, '...')}' is a note in other kinds of Markdown, but not here",
            hint="write a mark, [^name], and under the paragraph its note, [^name]: ...",
        )


def check_switched_off(page: Page) -> Iterator[Problem]:
    """Notes on a site that does not read notes; told once in a page."""
    defined = {named.name for named in page.source.footnote_definitions}
    for named in page.source.footnote_references:
        if named.name in defined and _is_shown(page, named.name):
            yield problem_at(
                page.file,
                named.location,
                "notes-switched-off",
                f"note mark '[^{named.name}]' is not read: notes are not switched on",
                hint="add footnotes to markdown_extensions in mkdocs.yml",
            )
            return


def _is_shown(page: Page, name: str) -> bool:
    if any(element.text == f"^{name}" for element in page.root.iter("a")):
        return True
    return any(f"[^{name}]" in words for words in page.texts)


def is_made_of_note(page: Page, link: Link) -> bool:
    """Whether a link is what Markdown makes of a mark and its note where notes are not switched on."""
    text = link.element.text or ""
    return text.startswith("^") and f"[{text}]:" in page.source.text
