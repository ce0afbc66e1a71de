"""Converts only the changed sections of a page again, because a preview converts a long page after each edit.

A section is a second-level heading and the blocks below it. Most pages of entries consist of sections that do not
depend on each other. Any other page is converted as a whole.
"""

import re
from collections.abc import Callable, Sequence
from copy import copy, deepcopy
from itertools import takewhile
from typing import NamedTuple

from mkdocs.structure.toc import TableOfContents

_SECTION = "\n\n## "
_HEADING = "\n<h2"
# Markdown with which one section may change others: notes, definitions of references and abbreviations, tables of
# contents, blocks of code, headings without an id, and HTML other than inline tags.
_SHARED = re.compile(
    r"""\[\^|\][ ]?:|\[TOC\]|```|~~~
    |^\#{2,6}(?!.*\{[^{}]*\#[\w-]+[^{}]*\}[ \t]*$)
    |<(?!/?(?:a|b|br|cite|em|i|q|small|span|strong|sub|sup|time|u)\b[^<>"'\n]*(?:"[^"\n]*"[^<>"'\n]*)*>)""",
    re.MULTILINE | re.VERBOSE,
)
_NUMBERED = re.compile(r".*_[0-9]+")  # an id to which Markdown added a number, because another element has the same id


class Parsed(NamedTuple):
    """The data that MkDocs reads from the Markdown of a page, except links to anchors, which the link checks report."""

    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None


def parse_changed(markdown: str, last: str, last_parsed: Parsed, parse: Callable[[str], Parsed]) -> Parsed | None:
    """Return the same as ``parse(markdown)``, but pass only the sections that differ from the last version to it.

    Return None if the sections of a version may depend on each other, or if its introduction changed.
    """
    old, new = last.split(_SECTION), markdown.split(_SECTION)
    written = (last_parsed.content or "").split(_HEADING)
    top = last_parsed.toc.items[0] if len(last_parsed.toc) == 1 else None
    if top is None or _NUMBERED.fullmatch(top.id) or not len(old) == len(written) == len(top.children) + 1:
        return None
    if _SHARED.search(last) or _SHARED.search(markdown):
        return None
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    changed = new[start : len(new) - end]
    parsed = parse("".join(f"{_SECTION}{section}" for section in changed))
    inside = f"\n{parsed.content}".split(_HEADING)[1:]
    anchors = parsed.anchors or set()
    levels = [heading.level for heading in parsed.toc]
    if not start or top.id in anchors or len(inside) != len(changed) or levels != [2] * len(changed):
        return None
    top, children = copy(top), deepcopy(top.children)
    top.children = [*children[: start - 1], *parsed.toc, *children[len(children) - end :]]
    content = _HEADING.join([*written[:start], *inside, *written[len(written) - end :]])
    return Parsed(content, TableOfContents([top]), last_parsed.title, (last_parsed.anchors or set()) | anchors)


def _same(some: Sequence[str], others: Sequence[str]) -> int:
    """Return the number of equal sections at the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))
