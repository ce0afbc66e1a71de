"""Reads the list of published addresses, and what a build publishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Site
from reading_edition.model.edition import Page
from reading_edition.model.permalinks import ARROW, Addresses, Permalink, is_address, page_address

_INTERNAL = "fnref:"  # the footnotes extension's ids of note references


def read_permalinks(file: str, text: str) -> tuple[list[Permalink], list[Problem]]:
    """The addresses of the list, and what is wrong with its lines. Lines that open with ``#`` are words."""
    found: dict[str, Permalink] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        address, *aims = ARROW.split(line.strip())
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


def addresses_of(site: Site, pages: Iterable[Page], published: Iterable[str] = ()) -> Addresses:
    """What a site publishes, before anything is woven into its pages.

    ``published`` are files that are promises even if no page leads to them.
    """
    by_address = {page_address(page): page for page in pages}
    return Addresses(
        pages=by_address,
        anchors=frozenset(place for address, page in by_address.items() for place in _places(address, page)),
        files=frozenset(site.file_addresses),
        promised=frozenset({*published, *_files_led_to(site)} & set(site.file_addresses)),
    )


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
