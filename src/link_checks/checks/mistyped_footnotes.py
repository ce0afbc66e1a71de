"""Note references that are not read: written as elsewhere, with a sign out of place, or switched off."""

import re
from collections import defaultdict
from collections.abc import Iterator

from link_checks.location import Location
from link_checks.page import Link, Page
from link_checks.page_text import THING
from link_checks.problem import Problem

_INLINE = re.compile(r"\^\[([^\[\]\n]+)\]")  # an inline note of Pandoc
# A reference with a space before its sign, or with its sign after the name.
_MISPLACED = re.compile(r"\[\s\^\s*([^\[\]\s]+)\s*\]|\[([^\[\]^\s]+)\^\]")
# Text rather than an exponent: several words, or a long one after a word or a sentence.
_WORDS = re.compile(r"[^\W\d_]{2,}.*\s\S")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_AFTER_WORDS = re.compile(rf"(?:[^\W\d_]{{2}}|[.,;:!?\"'”’»){THING}])$")


def check_mistyped_footnotes(page: Page, names: list[str]) -> Iterator[Problem]:
    """References that are not written as ``[^name]``; ``names`` are those of the page's notes."""
    seen: dict[str, int] = defaultdict(int)
    for text in page.texts:
        for match in _INLINE.finditer(text):
            if match[1] in names:
                yield from _misplaced(page, match[0], match[1], seen)
            elif _is_note(text[: match.start()], match[1]):
                yield from _inline(page, match[0], seen)
        for match in _MISPLACED.finditer(text):
            if (name := match[1] or match[2]) in names:
                yield from _misplaced(page, match[0], name, seen)


def _is_note(before: str, text: str) -> bool:
    if _WORDS.search(text):
        return _AFTER_WORDS.search(before.rstrip()) is not None
    return bool(_LONG_WORD.fullmatch(text) and _AFTER_WORDS.search(before))


def _next_location(page: Page, words: str, seen: dict[str, int]) -> Location | None:
    """Where words are written the next time, unless that is in code or after a backslash."""
    locations = page.source.find_all(words)[seen[words] :]
    seen[words] += 1
    return locations[0] if locations else None


def _misplaced(page: Page, written: str, name: str, seen: dict[str, int]) -> Iterator[Problem]:
    if (location := _next_location(page, written, seen)) is not None:
        message = f"'{written}' is not a note reference"
        yield page.problem(location, "mark-without-note", message, guess=f"[^{name}]")


def _inline(page: Page, written: str, seen: dict[str, int]) -> Iterator[Problem]:
    if (location := _next_location(page, written.partition(THING)[0], seen)) is not None:
        message = f"'{written.replace(THING, '...')}' is a note in other kinds of Markdown, but not here"
        hint = "write a reference, [^name], and under the paragraph its note, [^name]: ..."
        yield page.problem(location, "inline-note", message, hint=hint)


def check_switched_off_footnotes(page: Page) -> Iterator[Problem]:
    """Notes on a site that does not read notes; reported once in a page."""
    defined = {named.name for named in page.source.footnote_definitions}
    for named in page.source.footnote_references:
        if named.name in defined and _is_shown(page, named.name):
            message = f"note reference '[^{named.name}]' is not read, because notes are switched off"
            hint = "add footnotes to markdown_extensions in mkdocs.yml"
            yield page.problem(named.location, "notes-switched-off", message, hint=hint)
            return


def _is_shown(page: Page, name: str) -> bool:
    if any(element.text == f"^{name}" for element in page.root.iter("a")):
        return True
    return any(f"[^{name}]" in text for text in page.texts)


def is_made_of_footnote(page: Page, link: Link) -> bool:
    """Whether Markdown made a link of a note reference and its note, because notes are switched off."""
    text = link.element.text or ""
    return text.startswith("^") and f"[{text}]:" in page.source.text
