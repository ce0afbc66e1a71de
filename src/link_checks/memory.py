"""Remembers which pages were right in earlier builds, so that they are not checked again under ``mkdocs serve``.

A page without problems stays right as long as its content, the settings, and the list of pages and files are the same,
and the anchors that it links to exist. A page with problems is checked each time: a guess may depend on anything.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from link_checks.site import Site


@dataclass
class RightContents:
    """The contents in a site that were right, by the names of pages and shells."""

    site: Site
    _known: dict[Hashable, tuple[bytes, Iterable[tuple[str, str]]]] = field(default_factory=dict)

    def has(self, name: Hashable, *content: str) -> bool:
        """Whether this content was right before, and all anchors that it needs still exist."""
        right, anchors = self._known.get(name, (b"", ()))
        if right != _digest(content):
            return False
        pages = ((self.site.by_path.get(path), anchor) for path, anchor in anchors)
        return all(page is not None and page.has_anchor(anchor) for page, anchor in pages)

    def add(self, name: Hashable, anchors: Iterable[tuple[str, str]], *content: str) -> None:
        """Remember that this content is right, as long as the anchors exist that it needs: path and name of each."""
        self._known[name] = (_digest(content), frozenset(anchors))


class Memory:
    """What was right in the latest build. For a different site, ``recall`` returns what is known of it."""

    def __init__(self, recall: Callable[[object], dict[Hashable, Any]] = lambda _: {}) -> None:
        self.shape: object = None
        self.known: dict[Hashable, Any] = {}
        self._recall = recall

    def of(self, site: Site, *settings: object) -> RightContents:
        """What is known of a site with some settings."""
        shape = (_shape(site), settings)
        if shape != self.shape:
            self.shape, self.known = shape, self._recall(shape)
        return RightContents(site, self.known)


def _shape(site: Site) -> object:
    """Everything of a site that may make a link right or wrong, except for the texts and anchors of its pages."""
    pages = {page.path: (page.url, page.redirect) for page in site.pages}
    unchanged = [(page.path, page.url, page.source.text) for page in (*site.static_pages, *site.drawings)]
    files = (site.file_addresses, sorted(site.of_theme), dict(site.unpublished), site.unpublished_addresses)
    extensions = (site.has_footnotes, dict(site.footnotes), site.has_attribute_lists)
    settings = (site.address, site.absolute_is_docs, site.portable, site.folder, sorted(site.reported))
    return pages, unchanged, files, extensions, settings


def _digest(content: Iterable[str]) -> bytes:
    found = hashlib.sha256()
    for text in content:
        found.update(f"{len(text)} {text}".encode(errors="surrogatepass"))
    return found.digest()
