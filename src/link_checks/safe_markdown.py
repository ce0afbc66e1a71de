"""A Markdown extension that hides from MkDocs what people may write, and at which MkDocs would fail.

MkDocs reads each page's text with the standard library's HTML parser, which fails at ``<![1``, and takes
apart each address of the rendered page, which fails where a bracket in a host is not closed. Both happen
inside the conversion; only an extension of it can come before them.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from link_checks.unreadable_markdown import is_unreadable, readable

_SECTION, _HIDDEN = "<![", f"<{STX}!["
# MkDocs's preprocessor for raw HTML has 21, Markdown's own 20; MkDocs's treeprocessor for addresses 0.
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
                if is_unreadable(address := element.get(name, "")):
                    element.set(name, readable(address))


class SafeMarkdown(Extension):
    """Hides from MkDocs what it cannot read, and shows it again to Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the processors around those of MkDocs."""
        md.preprocessors.register(_Replacing(_SECTION, _HIDDEN), "hide_sections", _BEFORE_MKDOCS)
        md.preprocessors.register(_Replacing(_HIDDEN, _SECTION), "show_sections", _AFTER_MKDOCS)
        md.treeprocessors.register(_ReadableAddresses(md), "readable_addresses", _BEFORE_ADDRESSES)


def makeExtension(**options: object) -> SafeMarkdown:  # noqa: N802
    """Called by Markdown for a module that is named as an extension."""
    return SafeMarkdown(**options)
