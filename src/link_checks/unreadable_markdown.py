"""Handle Markdown that would make MkDocs fail, because the standard library cannot parse it.

MkDocs fails inside the conversion, at ``<![1`` and at addresses with an unclosed bracket in the host. Only a Markdown
extension (:class:`SafeMarkdown`) can prevent that.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from link_checks.addresses import fault_of
from link_checks.markdown_source import MarkdownSource
from link_checks.problem import Problem, problem_in
from link_checks.site_paths import split_url

# A host with a bracket or a non-ASCII character: its address may be unreadable.
_SUSPECT = re.compile(r"//[^\s/?#]*[\[\]\u0080-\U0010ffff]")
_SECTION = re.compile(r"<!\[(?!CDATA\[|[a-zA-Z])")
_DEPTH = 150
# Lists and quotes nested on one line: Markdown's parser recurses at each level.
_DEEP = re.compile(rf"^[ \t]*(?=(?:(?:[-*+]|[0-9]+\.)[ \t]+|>[ \t]?){{{_DEPTH},}}[^\s>*+-])", re.MULTILINE)


def is_unreadable(address: str) -> bool:
    """Return whether an address cannot be parsed, such as one with an unclosed bracket in its host."""
    may_be = not address.isascii() or "[" in address or "]" in address
    return may_be and split_url(address) is None


def readable(address: str) -> str:
    """Percent-encode the characters that make an address unreadable."""
    return quote(address, safe=":/?#@!$&'()*+,;=%")


def make_readable(markdown: str) -> tuple[str, set[str]]:
    """Return a page's Markdown in a form that MkDocs can read, and the changed addresses in their new form."""
    markdown = _DEEP.sub(lambda match: f"{match[0]}\\", markdown)
    changed = set()
    for link in MarkdownSource(markdown).links if _SUSPECT.search(markdown) else ():
        if is_unreadable(link.target):
            changed.add(readable(link.target))
            markdown = markdown.replace(link.target, readable(link.target))
    return markdown, changed


def check_readable(file: str, markdown: str) -> Iterator[Problem]:
    """Report everything in a page's Markdown that would make a build fail."""
    source = MarkdownSource(markdown)
    for _, location in source.find_markup(_SECTION) if "<![" in markdown else ():
        yield problem_in(file, location, "marked-section")
    for _, location in source.find_markup(_DEEP) if _DEEP.search(markdown) else ():
        yield problem_in(file, location, "too-deep", depth=_DEPTH)
    for link in source.links if _SUSPECT.search(markdown) else ():
        if is_unreadable(link.target) and (fault := fault_of(link.target)) is not None:
            yield fault.at(file, link.location)


_OPENING, _HIDDEN = "<![", f"<{STX}!["
# MkDocs's preprocessor for raw HTML has priority 21, Markdown's own 20, and MkDocs's treeprocessor for addresses 0.
_BEFORE_MKDOCS, _AFTER_MKDOCS, _BEFORE_ADDRESSES = 21.5, 20.5, 0.5


class _Replacing(Preprocessor):
    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self._old, self._new = old, new

    def run(self, lines: list[str]) -> list[str]:
        return [line.replace(self._old, self._new) for line in lines]


class _ReadableAddresses(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                if (address := element.get(name)) and is_unreadable(address):
                    element.set(name, readable(address))


class SafeMarkdown(Extension):
    """A Markdown extension that hides text that MkDocs cannot parse from it, and restores the text for Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.register(_Replacing(_OPENING, _HIDDEN), "hide_sections", _BEFORE_MKDOCS)
        md.preprocessors.register(_Replacing(_HIDDEN, _OPENING), "show_sections", _AFTER_MKDOCS)
        md.treeprocessors.register(_ReadableAddresses(md), "readable_addresses", _BEFORE_ADDRESSES)
