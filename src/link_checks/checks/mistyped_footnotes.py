"""Note references that are not read: written as elsewhere, with a sign out of place, or switched off."""

import re
from collections.abc import Iterator

from link_checks.checks.written_links import LinkFinder
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
    """References that are not written as ``[^name]``; ``names`` are those of the page's notes.

    What is in code or after a backslash is not found in the Markdown, and not reported.
    """
    finder = LinkFinder(page)
    for text in page.texts:
        inline = list(_INLINE.finditer(text))
        for match in (*inline, *_MISPLACED.finditer(text)):
            name = next(filter(None, match.groups()))
            if name in names and (location := finder.location(match[0])) is not None:
                message = f"'{match[0]}' is not a note reference"
                yield page.problem(location, "mark-without-note", message, guess=f"[^{name}]")
        for match in inline:
            if match[1] in names or not _is_note(text[: match.start()], match[1]):
                continue
            if (location := finder.location(match[0].partition(THING)[0])) is not None:
                written = match[0].replace(THING, "...")
                message = f"'{written}' is a note in other kinds of Markdown, but not here"
                hint = "write a reference, [^name], and under the paragraph its note, [^name]: ..."
                yield page.problem(location, "inline-note", message, hint=hint)


def _is_note(before: str, text: str) -> bool:
    if _WORDS.search(text):
        return _AFTER_WORDS.search(before.rstrip()) is not None
    return bool(_LONG_WORD.fullmatch(text) and _AFTER_WORDS.search(before))


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
