"""Cache which pages had no problems in earlier builds, so that ``mkdocs serve`` does not check them again.

A cached page is valid as long as its content, the settings, and the lists of pages and files are the same, and the
anchors to which it links exist. A page with problems is checked in each build: a guess may depend on any file.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from link_checks.site import Site


@dataclass
class RightContents:
    """The cached contents of a site's pages and page shells without problems, by name."""

    site: Site
    _known: dict[Hashable, tuple[bytes, Iterable[tuple[str, str]]]] = field(default_factory=dict)

    def has(self, name: Hashable, *content: str) -> bool:
        """Return whether this content had no problems before, and all anchors to which it links still exist."""
        right, anchors = self._known.get(name, (b"", ()))
        if right != _digest(content):
            return False
        pages = ((self.site.by_path.get(path), anchor) for path, anchor in anchors)
        return all(page is not None and page.has_anchor(anchor) for page, anchor in pages)

    def add(self, name: Hashable, anchors: Iterable[tuple[str, str]], *content: str) -> None:
        """Cache this content as right, as long as the anchors to which it links (pairs of path and name) exist."""
        self._known[name] = (_digest(content), frozenset(anchors))


class Memory:
    """The cache of the latest build. For a site of another shape, ``recall`` returns the entries to start with."""

    def __init__(self, recall: Callable[[object], dict[Hashable, Any]] = lambda _: {}) -> None:
        self.shape: object = None
        self.known: dict[Hashable, Any] = {}
        self._recall = recall

    def of(self, site: Site, *settings: object) -> RightContents:
        """Return the cached contents of a site with these settings."""
        shape = (_shape(site), settings)
        if shape != self.shape:
            self.shape, self.known = shape, self._recall(shape)
        return RightContents(site, self.known)


def _shape(site: Site) -> object:
    """Return everything in a site that may make a link right or wrong, except for the texts and anchors of pages."""
    pages = {page.path: (page.url, page.redirect) for page in site.pages}
    unchanged = [
        (page.path, page.url, page.source.text) for page in (*site.static_pages.values(), *site.drawings.values())
    ]
    files = (site.file_addresses, sorted(site.of_theme), dict(site.unpublished), site.unpublished_addresses)
    extensions = (site.has_footnotes, dict(site.footnotes), site.has_attribute_lists)
    settings = (site.address, site.absolute_is_docs, site.portable, site.folder, sorted(site.reported))
    return pages, unchanged, files, extensions, settings


def _digest(content: Iterable[str]) -> bytes:
    found = hashlib.sha256()
    for text in content:
        found.update(f"{len(text)} {text}".encode(errors="surrogatepass"))
    return found.digest()
