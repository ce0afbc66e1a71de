"""Permalinks: the addresses that the edition has published, and the new addresses of moved content.

A text file lists one per line: ``glossary/#caucasus``, or ``glossary/#caucasus -> glossary/#georgia`` if its content
moved. No address is ever removed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from link_checks.location import Location
from reading_edition.model.items import Page

HOME = "./"
HEAD = """\
# The addresses that this edition has published: a promise, so none is taken away. What moved or was renamed
# gets an arrow on its line, glossary/#old-id -> glossary/#new-id. "make permalinks" adds what is new.
"""
_ADDRESS = re.compile(r"(?![/#<=>])(?!.*(?:^|/)\.\.(?:/|$))(?!.*//)(?!.*:/)[^\s#\\]+(?:#\S+)?")
ARROW = re.compile(r"\s+(?:->|→)\s+")
_LONGEST_NAME = 200  # bytes; file systems allow 255


@dataclass(frozen=True)
class Permalink:
    """An address in the list, its location there, and the address of its content if the content moved."""

    address: str
    location: Location
    target: str = ""

    @property
    def page(self) -> str:
        return page_of(self.address)


@dataclass(frozen=True)
class Addresses:
    """The addresses that a build publishes: pages by address, anchors in the pages, and files."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    anchors: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    promised: frozenset[str] = frozenset()  # files that belong in the list; others (such as scripts) may change

    def __contains__(self, address: str) -> bool:
        return address in self.pages or address in self.anchors or address in self.files

    @property
    def all_promised(self) -> list[str]:
        """Every address that belongs in the list."""
        return sorted({*self.pages, *self.anchors, *self.promised})


def page_of(address: str) -> str:
    """Return the page of an address: the part before ``#``."""
    return address.partition("#")[0]


def id_of(address: str) -> str:
    """Return the id in an address, or an empty string."""
    return address.partition("#")[2]


def is_page(address: str) -> bool:
    """Return whether an address leads to a page or to an id on a page, not to a file."""
    return page_of(address).endswith("/")


def is_address(text: str) -> bool:
    """Return whether a text can be an address of the site, and a file can be written at its path."""
    names = page_of(text).split("/")
    is_short = all(len(name.encode()) <= _LONGEST_NAME for name in names)
    return is_short and text.isprintable() and bool(_ADDRESS.fullmatch(text))


def page_address(page: Page) -> str:
    """Return the address of a page in the list, which is the same with and without MkDocs' directory URLs."""
    url = page.url.removesuffix("index.html")
    url = f"{url.removesuffix('.html')}/" if url.endswith(".html") else url
    return url or HOME


@dataclass(frozen=True)
class Moves:
    """The redirects from addresses that the build no longer publishes."""

    permalinks: Sequence[Permalink]
    built: Addresses

    @cached_property
    def _arrows(self) -> dict[str, str]:
        return {permalink.address: permalink.target for permalink in self.permalinks if permalink.target}

    def is_blocked(self, address: str) -> bool:
        """Return whether a built file or another arrow blocks an address, so that nothing can be written there."""
        path = page_of(address)
        files = {each for each in (*self.built.files, *self._arrows) if not is_page(each)}
        if is_page(address):
            return any(str(folder) in files for folder in (PurePosixPath(path), *PurePosixPath(path).parents))
        return any(each.startswith(f"{path}/") for each in (*files, *self.built.pages, *self._arrows))

    def target_of(self, address: str) -> str:
        """Return the built address at the end of an address's arrows, or an empty string. An id moves with its page."""
        seen: set[str] = set()
        while address and address not in self.built:
            seen.add(address)
            page, _, name = address.partition("#")
            moved = f"{page_of(self._arrows[page])}#{name}" if name and page in self._arrows else ""
            following = self._arrows.get(address, moved)
            address = "" if following in seen else following
        return address


def with_added(text: str, addresses: Addresses) -> tuple[str, list[str]]:
    """Return the list with missing addresses added, sorted below its comments, and the added ones. None is removed."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    head = [line for line in lines if line.startswith("#")]
    rest = [line for line in lines if not line.startswith("#")]
    known = {ARROW.split(line.strip())[0] for line in rest}
    added = [address for address in addresses.all_promised if address not in known]
    listed = sorted([*rest, *added], key=lambda line: ARROW.split(line.strip())[0])
    return "".join(f"{line}\n" for line in [*head, *listed]), added
