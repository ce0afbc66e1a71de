"""What a finished site holds: a link is not dead if its address is there after all, whoever put it there."""

import posixpath
from pathlib import Path
from urllib.parse import unquote

import lxml.html
from lxml.html import HtmlElement


def is_published(site_folder: Path, address: str) -> bool:
    """Whether an address, from the site's root and with its fragment, leads somewhere in a finished site."""
    path, _, fragment = address.partition("#")
    file = _file_at(site_folder, unquote(path))
    return file is not None and (not fragment or fragment in _anchors(file))


def _file_at(site_folder: Path, path: str) -> Path | None:
    """The file that a server gives for a path; the case of every name counts, on any system."""
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


def _anchors(file: Path) -> set[str]:
    if file.suffix.lower() not in (".html", ".htm"):
        return set()
    try:
        root = lxml.html.document_fromstring(file.read_bytes())
    except (lxml.etree.ParserError, ValueError):
        return set()
    inert = {element for template in root.iter("template") for element in template.iterdescendants()}
    return {
        name
        for element in root.iter()
        if element not in inert
        for name in (element.get("id"), _old_name(element))
        if name
    }


def _old_name(element: HtmlElement) -> str | None:
    return element.get("name") if element.tag == "a" else None
