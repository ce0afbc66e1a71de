"""Change a copy of the site so that it works from a file on disk, without a server.

The copy keeps the addresses, exports, and citations of the site. Its links to folders end with ``index.html``, which
a server would add. Its search index is also a script, because a page on disk can load a script but not fetch a file.
"""

import json
import posixpath
import shutil
from collections.abc import Set
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import lxml.html

from link_checks.site_paths import joined, split_url
from reading_edition.cli import CommandError
from reading_edition.export.search import SEARCH_INDEX
from reading_edition.export.search_parts import whole_index

FOR_SERVERS = ("404.html", "_headers", "robots.txt", "sitemap.xml", "sitemap.xml.gz")
_PAGE = "index.html"

OPTIONS = {
    "site": {"type": Path, "help": "the folder of the site, which the command changes"},
    "--zip": {"type": Path, "dest": "archive", "metavar": "ZIP", "help": "a zip file to make of it"},
}


def run(site: Path, archive: Path | None, **_: str) -> None:
    if not (site / _PAGE).is_file():
        raise CommandError(f"{site} has no built site (run 'mkdocs build --site-dir {site}' first)")
    for name in FOR_SERVERS:
        (site / name).unlink(missing_ok=True)
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    for path in files:
        if path.endswith(".html"):
            page = offline_page((site / path).read_text(encoding="utf-8"), path, files)
            (site / path).write_text(page, encoding="utf-8")
        elif path == SEARCH_INDEX:
            (site / path).with_suffix(".js").write_text(offline_index(site, files), encoding="utf-8")
    print(f"{site / _PAGE}: open it in a browser")
    if archive:
        shutil.make_archive(str(archive.with_suffix("")), "zip", site.parent, site.name)
        print(f"{archive}: {archive.stat().st_size // 1024} KiB")


def offline_page(html: str, path: str, files: Set[str]) -> str:
    """Add ``index.html`` to the links to folders in the page at ``path``; ``files`` are the paths of all files."""
    root: Any = lxml.html.document_fromstring(html)
    root.rewrite_links(lambda address: offline_address(address, path, files))
    return str(lxml.html.tostring(root, encoding="unicode", doctype="<!doctype html>"))


def offline_address(address: str, path: str, files: Set[str]) -> str:
    """Return an address in the page at ``path``, with ``index.html`` added if a server would add it."""
    parts = split_url(address)
    if parts is None or parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    target = joined(path, posixpath.join(unquote(parts.path), _PAGE))
    if target not in files:
        return address
    return urlunsplit(parts._replace(path=posixpath.join(parts.path, _PAGE)))


def offline_index(site: Path, files: Set[str]) -> str:
    """Return the search index as a script with the addresses of the copy; join its parts if it has several."""

    def read(path: str) -> str:
        return (site / path).read_text(encoding="utf-8")

    index = whole_index(json.loads(read(SEARCH_INDEX)), read)
    for entry in index["docs"]:
        location = entry.get("location", "")
        relative = location if urlsplit(location).path else f"./{location}"
        entry["location"] = offline_address(relative, "", files)
    return f"window.editionSearchIndex = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"
