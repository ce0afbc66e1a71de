"""Check that every note reference has one note, and every note a reference."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from link_checks.location import Location
from link_checks.page import THING, Finder, Link, Page
from link_checks.problem import Problem
from link_checks.suggestions import closest

_LITERAL_REFERENCE = re.compile(r"\[\^([^\[\]\n]+)\]")
_SEVERAL_WORDS = re.compile(r"[^\W\d_]{2,}.*\s[^\W\d_]{2,}")
# In regular expressions, negated character classes such as [^a-z] look like note references.
_RANGES = re.compile(r"(?:a-z|A-Z|0-9|\\[a-zA-Z]|[_.,-])+")
_INLINE = re.compile(r"\^\[([^\[\]\n]+)\]")  # an inline note of Pandoc
# A reference with a space before the caret, or with the caret after the name.
_MISPLACED = re.compile(r"\[\s\^\s*([^\[\]\s]+)\s*\]|\[([^\[\]^\s]+)\^\]")
_UNCLOSED = re.compile(r"\[\^([\w-]+)(?![\w\]-])")  # a reference without its closing bracket
# An inline note, not an exponent, is several words or one long word, after a word or a sentence.
_WORDS = re.compile(r"[^\W\d_]{2,}.*\s\S")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_AFTER_WORDS = re.compile(rf"(?:[^\W\d_]{{2}}|[.,;:!?\"'”’»){THING}])$")


def check_footnotes(page: Page, options: Mapping[str, Any]) -> Iterator[Problem]:
    """Report duplicate, unreferenced and empty notes, references without a note, and mistyped references.

    ``options`` are the options of the footnotes extension, which affect the ids of notes and references.
    """
    number = r"\d+-" if options.get("UNIQUE_IDS") else ""
    prefix = re.compile(f"^(fn|fnref){re.escape(options.get('SEPARATOR', ':'))}{number}")
    ids = {prefix.sub(r"\1:", name): element for name, element in page.ids.items() if name.startswith("fn")}
    unclosed = {text[2:]: location for text, location in page.source.find_markup(_UNCLOSED)}
    lonely = []
    first: dict[str, Location] = {}
    for name, location in page.source.footnote_definitions:
        if name in first:
            yield page.problem(location, "duplicate-note", name=name, first=first[name])
        first.setdefault(name, location)
        note = ids.get(f"fn:{name}")
        if note is None:
            continue
        if f"fnref:{name}" not in ids and name in unclosed:
            written, guess = f"[^{name}", f"[^{name}]"
            yield page.problem(unclosed[name], "mark-without-note/mistyped", written=written, guess=guess)
        elif f"fnref:{name}" not in ids:
            lonely.append(name)
            yield page.problem(location, "note-without-mark", name=name)
        if not len(note) and not (note.text or "").strip():
            yield page.problem(location, "empty-note", name=name)
    yield from _references_without_note(page, first, lonely)
    yield from _mistyped(page, first)


def _references_without_note(page: Page, names: Collection[str], lonely: list[str]) -> Iterator[Problem]:
    if "[^" not in page.source.text or "[^" not in page.words:
        return
    literal = list(dict.fromkeys(match[1] for text in page.texts for match in _LITERAL_REFERENCE.finditer(text)))
    only = lonely[0] if len(lonely) == 1 and len(literal) == 1 else ""
    for name in literal:
        for in_html in page.source.find_raw(f"[^{name}]"):
            yield page.problem(in_html, "mark-without-note/html", name=name)
        bare = name.strip()
        guess = bare if bare in names else closest(bare, names) or (only if _is_name(name) else "")
        if name in names or not (guess or _is_name(name)):
            continue
        locations = [each.location for each in page.source.footnote_references if each.name == name]
        if (location := page.source.opens_block(locations)) is not None and len(locations) > 1:
            yield page.problem(location, "mark-without-note/colon", name=name, guess=f"[^{name}]: ...")
            continue
        line = _line_of_indented(page, name)
        key = "mark-without-note/indented" if line else "mark-without-note"
        for location in locations:
            yield page.problem(location, key, name=name, line=line, guess=f"[^{guess}]" if guess else "")


def _is_name(name: str) -> bool:
    """Return whether the text of a reference is a name or several words, and not a range of characters."""
    if _RANGES.fullmatch(name):
        return False
    return not any(sign.isspace() for sign in name) or _SEVERAL_WORDS.search(name) is not None


def _line_of_indented(page: Page, name: str) -> int | None:
    """Return the line of a definition that is indented like code, or None."""
    indented = re.search(rf"^(?: {{4}}|\t)[ \t]*\[\^{re.escape(name)}\]:", page.source.text, re.MULTILINE)
    return page.source.location(indented.start()).line if indented else None


def _mistyped(page: Page, names: Collection[str]) -> Iterator[Problem]:
    """Report mistyped references and inline notes. ``names`` are the names of the page's notes.

    Text in code or after a backslash is not reported, because it is not found in the masked Markdown.
    """
    finder = Finder(page)
    for text in page.texts if "^" in page.words else ():
        inline = list(_INLINE.finditer(text))
        for match in (*inline, *_MISPLACED.finditer(text)):
            name = next(filter(None, match.groups()))
            if name in names and (location := finder.location(match[0])) is not None:
                yield page.problem(location, "mark-without-note/mistyped", written=match[0], guess=f"[^{name}]")
        for match in inline:
            if match[1] in names or not _is_note(text[: match.start()], match[1]):
                continue
            if (location := finder.location(match[0].partition(THING)[0])) is not None:
                yield page.problem(location, "inline-note", written=match[0].replace(THING, "..."))


def _is_note(before: str, text: str) -> bool:
    if _WORDS.search(text):
        return _AFTER_WORDS.search(before.rstrip()) is not None
    return bool(_LONG_WORD.fullmatch(text) and _AFTER_WORDS.search(before))


def check_switched_off_footnotes(page: Page) -> Iterator[Problem]:
    """Report notes on a site without the footnotes extension, once per page."""
    defined = {named.name for named in page.source.footnote_definitions}
    for named in page.source.footnote_references:
        is_link = any(element.text == f"^{named.name}" for element in page.root.iter("a"))
        is_shown = is_link or any(f"[^{named.name}]" in text for text in page.texts)
        if named.name in defined and is_shown:
            yield page.problem(named.location, "notes-switched-off", name=named.name)
            return


def is_made_of_footnote(link: Link) -> bool:
    """Return whether Markdown rendered a note reference as a reference link, because footnotes are switched off."""
    text = link.element.text or ""
    return text.startswith("^") and f"[{text}]:" in link.page.source.text
