"""The archive: a zip whose bytes depend on nothing but the files in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
_MIMETYPE = "application/epub+zip"


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files of a book, packed as the OCF says: ``mimetype`` comes first and is not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr(_entry("mimetype", zipfile.ZIP_STORED), _MIMETYPE)
        for name, content in files.items():
            book.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
    return packed.getvalue()


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = how
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry
