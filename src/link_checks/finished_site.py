"""A finished site on disk: a link is not broken if its address exists there after all."""

import posixpath
from pathlib import Path
from urllib.parse import unquote

from link_checks.checks.static_files import html_page
from link_checks.location import read_text


def is_published(site_folder: Path, address: str) -> bool:
    """Whether an address, from the site's root and with its fragment, exists in a finished site."""
    path, _, fragment = address.partition("#")
    file = _file_at(site_folder, unquote(path))
    if file is None or not fragment:
        return file is not None
    is_html = file.suffix.lower() in (".html", ".htm")
    return is_html and fragment in html_page("", "", "", read_text(file)).anchors


def _file_at(site_folder: Path, path: str) -> Path | None:
    """The file that a server returns for a path; the case of every name counts, on any system."""
    found = site_folder
    for name in posixpath.normpath(path).split("/"):
        if name in ("", "."):
            continue
        if name == ".." or not found.is_dir() or name not in {child.name for child in found.iterdir()}:
            return None
        found = found / name
    if found.is_file():
        return None if path.endswith("/") else found
    index = found / "index.html"
    return index if index.is_file() else None
