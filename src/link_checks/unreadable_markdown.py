"""Markdown that the standard library cannot read, so that MkDocs would fail in the middle of a build."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from link_checks.addresses import fault_of
from link_checks.markdown_source import MarkdownSource
from link_checks.problem import Problem, address_problem, problem_at
from link_checks.site_paths import split_url

# What may be an unreadable address: one with a bracket, or another script, in its host.
_SUSPECT = re.compile(r"//[^\s/?#]*[\[\]\u0080-\U0010ffff]")
_SECTION = re.compile(r"<!\[(?!CDATA\[|[a-zA-Z])")
_DEPTH = 150
# Lists and quotes inside each other on one line, each level of which is a step deeper for Markdown's parser.
_DEEP = re.compile(rf"^[ \t]*(?=(?:(?:[-*+]|[0-9]+\.)[ \t]+|>[ \t]?){{{_DEPTH},}}[^\s>*+-])", re.MULTILINE)


def is_unreadable(address: str) -> bool:
    """Whether an address cannot be taken apart, such as one with an unclosed bracket in its host."""
    return split_url(address) is None


def readable(address: str) -> str:
    """An unreadable address, with the signs encoded that make it so."""
    return quote(address, safe=":/?#@!$&'()*+,;=%")


def make_readable(markdown: str) -> tuple[str, set[str]]:
    """A page's Markdown that can be read, and the addresses in it that were changed for that."""
    markdown = _DEEP.sub(lambda match: f"{match[0]}\\", markdown)
    changed = set()
    for link in MarkdownSource(markdown).links if _SUSPECT.search(markdown) else ():
        if is_unreadable(link.target):
            changed.add(readable(link.target))
            markdown = markdown.replace(link.target, readable(link.target))
    return markdown, changed


def check_readable(file: str, markdown: str) -> Iterator[Problem]:
    """A problem for everything in a page's Markdown at which a build would fail."""
    source = MarkdownSource(markdown)
    for _, location in source.find_markup(_SECTION) if "<![" in markdown else ():
        message = "'<![' begins a marked section of SGML, which MkDocs cannot read"
        hint = "write &lt;![ for the signs, or <!-- ... --> for a comment"
        yield problem_at(file, location, "marked-section", message, hint=hint)
    for _, location in source.find_markup(_DEEP) if _DEEP.search(markdown) else ():
        message = f"more than {_DEPTH} lists or quotes are inside each other on this line"
        yield problem_at(file, location, "too-deep", message, hint="remove some of its signs")
    for link in source.links if _SUSPECT.search(markdown) else ():
        if is_unreadable(link.target) and (fault := fault_of(link.target)) is not None:
            yield address_problem(file, link.location, fault)
