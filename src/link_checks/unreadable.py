"""What the standard library cannot read, so that MkDocs would give up in the middle of a build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from link_checks.addresses import fault_of
from link_checks.markdown_source import MarkdownSource
from link_checks.problem import Problem, problem_at

_SECTION = re.compile(r"<!\[(?!CDATA\[|[a-zA-Z])")

_DEPTH = 150
# Lists and quotes in one another on one line, each level of which is a step deeper for Markdown's parser.
_DEEP = re.compile(rf"^[ \t]*(?=(?:(?:[-*+]|[0-9]+\.)[ \t]+|>[ \t]?){{{_DEPTH},}}[^\s>*+-])", re.MULTILINE)


def is_unreadable(address: str) -> bool:
    """Whether an address cannot be taken apart, such as one with a bracket left open in its host."""
    try:
        urlsplit(address)
    except ValueError:
        return True
    return False


def unreadable_addresses(markdown: str) -> dict[str, str]:
    """The unreadable addresses in a page's Markdown, each with a readable writing of it."""
    if "//" not in markdown:
        return {}
    found = (link.target for link in MarkdownSource(markdown).links)
    return {address: quote(address, safe=":/?#@!$&'()*+,;=%") for address in found if is_unreadable(address)}


def tell_unreadable(file: str, markdown: str) -> Iterator[Problem]:
    """A problem for each unreadable address in a page's Markdown."""
    for link in MarkdownSource(markdown).links:
        if is_unreadable(link.target) and (fault := fault_of(link.target)) is not None:
            yield problem_at(file, link.location, fault.code, fault.message, hint=fault.hint)


def tell_sections(file: str, markdown: str) -> Iterator[Problem]:
    """A problem for each beginning of a marked section of SGML that is none, outside of code."""
    if "<![" not in markdown:
        return
    source = MarkdownSource(markdown)
    for _, location in source.find_markup(_SECTION):
        yield problem_at(
            file,
            location,
            "marked-section",
            "'<![' begins a marked section of SGML, at which MkDocs alone breaks off",
            hint="write &lt;![ for the signs, and <!-- ... --> for a comment",
        )


def without_depth(markdown: str) -> str:
    """A page's Markdown in which a line that opens very many lists in one another opens none."""
    return _DEEP.sub(lambda match: f"{match[0]}\\", markdown)


def tell_depth(file: str, markdown: str) -> Iterator[Problem]:
    """A problem for each line at which Markdown's parser would go too deep."""
    if _DEEP.search(markdown):
        for _, location in MarkdownSource(markdown).find_markup(_DEEP):
            yield problem_at(
                file,
                location,
                "too-deep",
                f"more than {_DEPTH} lists or quotes stand in one another on this line",
                hint="take some of its signs away",
            )
