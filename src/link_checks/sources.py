"""Find addresses in the files from which plugins generate pages."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from link_checks.location import Lines, Origin, read_text
from link_checks.markdown_source import MarkdownSource
from link_checks.site_paths import joined

_QUOTED = re.compile(r"""(["'])([^"'\n]+\.\w+)\1""")  # as in {% include "words.md" %}
_NAMED = re.compile(r"()([\w./-]*\w\.\w+)")  # as in mkdocs.yml
_LARGEST = 1 << 20  # bytes


class SourceFile(NamedTuple):
    """A file: its path from the project folder (``name``) and from the docs folder (``path``), and its text."""

    name: str
    path: str
    text: str

    def find(self, page: str, address: str) -> Origin | None:
        """Return the origin of a page's address in this file, where it may be relative to the file, or None."""
        if os.path.basename(address) not in self.text:
            return None
        for link in MarkdownSource(self.text).links:
            if link.target == address or joined(self.path, link.target) == joined(page, address):
                return Origin(self.name, link.location, link.target)
        offset = self.text.find(address)
        return None if offset < 0 else Origin(self.name, Lines(self.text).location(offset), address)


def files_named_in(text: str, folders: Iterable[Path], *, quoted: bool) -> Iterator[Path]:
    """Yield the existing files that a text names, each relative to the first folder that contains it."""
    names = dict.fromkeys(match[2] for match in (_QUOTED if quoted else _NAMED).finditer(text))
    for name in names:
        yield from [file for folder in folders if (file := folder / name).is_file()][:1]


def source_files(files: Iterable[Path], project: Path, documents: Path) -> Iterator[SourceFile]:
    """Yield the files that are inside a project, and small enough to be written by hand."""
    for file in dict.fromkeys(Path(os.path.normpath(file)) for file in files):
        if file.is_relative_to(project) and file.stat().st_size <= _LARGEST:
            path = Path(os.path.relpath(file, documents)).as_posix()
            yield SourceFile(file.relative_to(project).as_posix(), path, read_text(file))
