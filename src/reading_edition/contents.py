"""Stores the rendered contents of pages until a build writes the pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import unquote

from link_checks.page import Page, compressed, decompressed
from reading_edition.render.style_attributes import style_rules, styles_of


@dataclass
class Contents:
    """The rendered contents of pages by path, and their style attributes. A large site stores compressed contents."""

    _whole: dict[str, str] = field(default_factory=dict)
    _file: IO[bytes] | None = None  # temporary file with the contents of a large site
    _spans: dict[str, tuple[int, int]] = field(default_factory=dict)  # position and length in the file, by page path
    _inside: dict[str, dict[str, Sequence[bytes]]] = field(default_factory=dict)  # ``Page.inside``, by page URL
    _styles: set[str] = field(default_factory=set)

    def add(self, page: Page, *, is_whole: bool) -> None:
        """Store the content of a page in memory if ``is_whole``, or else in the file, apart from ``Page.inside``."""
        self.add_styles(page)
        if is_whole:
            self._whole[page.path] = page.content
            return
        self._file = self._file or TemporaryFile()  # noqa: SIM115 (closed when it is no longer needed)
        content = compressed(page.outer_content)
        self._spans[page.path] = self._file.seek(0, SEEK_END), len(content)
        self._file.write(content)
        if page.inside:
            self._inside[page.url] = dict(page.inside)

    def add_styles(self, page: Page) -> None:
        self._styles |= styles_of(page)

    @property
    def style_rules(self) -> str:
        return style_rules(self._styles)

    def get(self, path: str) -> str | None:
        if self._file is None or path not in self._spans:
            return self._whole.get(path)
        start, length = self._spans[path]
        self._file.seek(start)
        return decompressed(self._file.read(length))

    def fill(self, site_folder: Path) -> None:
        """Replace the comments in the files of large pages with the markup of ``Page.inside``, piece by piece."""
        for url, inside in self._inside.items():
            page = site_folder / unquote(url)
            file = page / "index.html" if page.is_dir() else page
            rest = file.read_bytes()
            with file.open("wb") as written:
                for mark, pieces in inside.items():
                    before, _, rest = rest.partition(mark.encode())
                    written.write(before)
                    for piece in pieces:
                        written.write(decompressed(piece).encode(errors="xmlcharrefreplace"))
                written.write(rest)
        if self._file:
            self._file.close()
