"""A copy of the site that works from a file on disk: no folder is opened, nothing is fetched.

The copy is the built site itself, so that its addresses, what it publishes and what is cited stay those
of the site. Only links to folders name the page in them, which a server would add by itself, and the
search index is a script as well, because a page on disk may load one but not fetch a file.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Set
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import lxml.html
from lxml.html import HtmlElement

INDEXES = ("search/search_index.json", "search.json")  # where generators keep the search index
FOR_SERVERS = ("404.html", "_headers", "robots.txt", "sitemap.xml", "sitemap.xml.gz")  # of no use on a disk
_PAGE = "index.html"


def offline_page(html: str, path: str, files: Set[str]) -> str:
    """A page whose links to folders name the page in them.

    ``path`` is the page's own in the site, ``files`` are the paths of all its files.
    """
    root = lxml.html.document_fromstring(html)
    for element, attribute in _links(root):
        element.set(attribute, offline_address(element.get(attribute) or "", path, files))
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            wait, found, address = (element.get("content") or "").partition("url=")
            if found:
                element.set("content", f"{wait}url={offline_address(address, path, files)}")
    return str(lxml.html.tostring(root, encoding="unicode", doctype="<!doctype html>"))


def _links(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in root.iter("a", "area", "link", "form", "iframe"):
        for attribute in ("href", "action", "src"):
            if element.get(attribute) is not None:
                yield element, attribute


def offline_address(address: str, path: str, files: Set[str]) -> str:
    """An address in the page ``path`` as it must be where no server completes it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if posixpath.normpath(posixpath.join(target, _PAGE)) not in files:
        return address
    folder = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit(parts._replace(path=f"{folder}{_PAGE}"))


def offline_index(index: str, files: Set[str]) -> str:
    """The search index as a script, from its JSON; the places that it knows are those of the copy."""
    data: dict[str, Any] = json.loads(index)
    for entry in data.get("docs") or data.get("items") or []:
        location = entry.get("location", "")
        entry["location"] = offline_address(
            location if urlsplit(location).path else f"./{location}", "", files
        )
    return f"window.editionSearchIndex = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"
