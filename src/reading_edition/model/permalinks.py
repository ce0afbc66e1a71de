"""Permalinks: the addresses that the edition has published, and where those that moved are now.

They stand in one text file, an address a line, relative to the site's root:

    essay/part-2/                              a page
    essay/part-2/#p5                           a paragraph, note, entry or heading
    data/edition.txt                           a file
    glossary/#caucasus -> glossary/#georgia    what was there is now there

The file is the memory of what readers may have linked to: addresses are added, never removed. What
moved, or was renamed, gets an arrow on its line. That is the one form for pages, places and files alike,
and it stands where the build tells of the slip. The ids that weaving makes for its own use (gists, marks
of notes) are no promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Page, Site

HOME = "./"
HEAD = """\
# The addresses that this edition has published: a promise, so none is taken away. What moved or was renamed
# gets an arrow on its line, glossary/#old-id -> glossary/#new-id. "make permalinks" adds what is new.
"""
_ADDRESS = re.compile(r"(?![/#<=>])(?!.*(?:^|/)\.\.(?:/|$))(?!.*//)(?!.*:/)[^\s#\\]+(?:#\S+)?")
_ARROW = re.compile(r"\s+(?:->|→)\s+")
_LONGEST_NAME = 200  # bytes; file systems allow 255
_INTERNAL = "fnref:"  # the footnotes extension's ids of marks


@dataclass(frozen=True)
class Permalink:
    """An address that was published, where it stands in the list, and where it leads if it moved."""

    address: str
    location: Location
    aim: str = ""

    @property
    def page(self) -> str:
        return page_of(self.address)


@dataclass(frozen=True)
class Addresses:
    """What a build publishes: its pages by address, the ids in each, and its files.

    ``promised`` are the files to which a reader is led; the others (style sheets, the theme's scripts)
    may come and go.
    """

    pages: Mapping[str, Page] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    promised: frozenset[str] = frozenset()

    def __contains__(self, address: str) -> bool:
        return address in self.pages or address in self.places or address in self.files

    @property
    def all_promised(self) -> list[str]:
        """Every address that belongs in the list."""
        return sorted({*self.pages, *self.places, *self.promised})


def page_of(address: str) -> str:
    """The page of an address, which is without its ``#`` and what follows."""
    return address.partition("#")[0]


def id_of(address: str) -> str:
    """The id in an address, or nothing."""
    return address.partition("#")[2]


def is_page(address: str) -> bool:
    """Whether an address is that of a page or of a place on one, and not that of a file."""
    return page_of(address).endswith("/")


def is_address(text: str) -> bool:
    """Whether a text can be an address of the site, and its path that of a file to be written."""
    names = page_of(text).split("/")
    return (
        bool(_ADDRESS.fullmatch(text))
        and text.isprintable()
        and all(len(name.encode()) <= _LONGEST_NAME for name in names)
    )


def read_permalinks(file: str, text: str) -> tuple[list[Permalink], list[Problem]]:
    """The addresses of the list, and what is wrong with its lines. Lines that open with ``#`` are words."""
    found: dict[str, Permalink] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        address, *aims = _ARROW.split(line.strip())
        if wrong := next((each for each in (address, *aims[:1]) if not is_address(each)), None):
            hint = "an address is written from the site's root, such as essay/part-2/#p5"
            message = f"'{wrong}' is no address of this site"
            problems.append(problem_at(file, Location(number, 1), "permalink-form", message, hint=hint))
        elif len(aims) > 1:
            message, hint = f"'{address}' has more than one arrow", "an address leads to one other"
            problems.append(problem_at(file, Location(number, 1), "permalink-form", message, hint=hint))
        elif address in found:
            message = f"'{address}' stands twice (first in line {found[address].location.line})"
            problems.append(
                problem_at(file, Location(number, 1), "permalink-twice", message, hint="keep one of them")
            )
        else:
            found[address] = Permalink(address, Location(number, 1), *aims)
    return list(found.values()), problems


def addresses_of(site: Site, published: Iterable[str] = ()) -> Addresses:
    """What a site publishes, before anything is woven into its pages.

    ``published`` are files that are promises even if no page leads to them.
    """
    pages = {page_address(page): page for page in site.pages}
    return Addresses(
        pages=pages,
        places=frozenset(place for address, page in pages.items() for place in _places(address, page)),
        files=frozenset(site.file_addresses),
        promised=frozenset({*published, *_files_led_to(site)} & set(site.file_addresses)),
    )


def page_address(page: Page) -> str:
    """The address of a page in the list: the same whether pages are folders or ``.html`` files."""
    url = page.url.removesuffix("index.html")
    url = f"{url.removesuffix('.html')}/" if url.endswith(".html") else url
    return url or HOME


def _places(address: str, page: Page) -> Iterator[str]:
    return (f"{address}#{name}" for name in page.ids if not name.startswith(_INTERNAL))


def _files_led_to(site: Site) -> set[str]:
    by_path = {path: address for address, path in site.file_addresses.items()}
    return {
        by_path[link.target.path]
        for page in site.pages
        for link in site.links(page)
        if link.target.kind == "file" and link.element.tag == "a"
    }


@dataclass(frozen=True)
class Moves:
    """Where addresses lead that are not built any more."""

    permalinks: Sequence[Permalink]
    built: Addresses

    @cached_property
    def _arrows(self) -> dict[str, str]:
        return {permalink.address: permalink.aim for permalink in self.permalinks if permalink.aim}

    def is_blocked(self, address: str) -> bool:
        """Whether nothing can be written at an address, because there a file is where a folder is wanted.

        Both what is built counts and what other arrows are to write.
        """
        path = page_of(address)
        files = {each for each in (*self.built.files, *self._arrows) if not is_page(each)}
        if is_page(address):
            names = path.split("/")[:-1]
            return any("/".join(names[: count + 1]) in files for count in range(len(names)))
        return any(each.startswith(f"{path}/") for each in (*files, *self.built.pages, *self._arrows))

    def aim(self, address: str) -> str:
        """The address that is built and to which another leads, by one arrow or several; nothing if none.

        A place on a page that moved is sought on the page's new address under its old id.
        """
        arrows = self._arrows
        seen: set[str] = set()
        while address not in self.built:
            if address in seen:
                return ""
            seen.add(address)
            page, _, name = address.partition("#")
            if address in arrows:
                address = arrows[address]
            elif name and page in arrows:
                address = f"{page_of(arrows[page])}#{name}"
            else:
                return ""
        return address


def with_added(text: str, addresses: Addresses) -> tuple[str, list[str]]:
    """The list with the addresses that it lacks, sorted; and those. Nothing is ever taken away.

    The words at the head of the list stay; the lines that cannot be read stay too, for the build tells
    of them.
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    head = [line for line in lines if line.startswith("#")]
    rest = [line for line in lines if not line.startswith("#")]
    known = {_ARROW.split(line.strip())[0] for line in rest}
    added = [address for address in addresses.all_promised if address not in known]
    listed = sorted([*rest, *added], key=lambda line: _ARROW.split(line.strip())[0])
    return "".join(f"{line}\n" for line in [*head, *listed]), added
