"""Reads the list of published addresses, and collects the addresses that a build publishes."""

from collections.abc import Iterable, Sequence

from link_checks.location import Location
from link_checks.problem import Problem
from link_checks.site import Site
from reading_edition.load.loaded_pages import LoadedPage
from reading_edition.model.permalinks import ARROW, Addresses, Permalink, is_address, page_address
from reading_edition.model.problems import problem_in

_INTERNAL = "fnref:"  # prefix of the ids of note references


def read_permalinks(file: str, text: str) -> tuple[list[Permalink], list[Problem]]:
    """Return the addresses in the list, and the problems of its lines. Lines that begin with ``#`` are comments."""
    found: dict[str, Permalink] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        location = Location(number, 1)
        address, *targets = ARROW.split(line.strip())
        if wrong := [each for each in (address, *targets[:1]) if not is_address(each)]:
            problems.append(problem_in(file, location, "permalink-form", address=wrong[0]))
        elif len(targets) > 1:
            problems.append(problem_in(file, location, "permalink-form/arrows", address=address))
        elif address in found:
            first = found[address].location.line
            problems.append(problem_in(file, location, "permalink-twice", address=address, line=first))
        else:
            found[address] = Permalink(address, location, *targets)
    return list(found.values()), problems


def addresses_of(site: Site, loaded: Sequence[LoadedPage], published: Iterable[str] = ()) -> Addresses:
    """Return the addresses that a site publishes, before anything is rendered into its pages.

    ``published`` are files that belong in the list of permalinks even if no page links to them.
    """
    links = (link for each in loaded for link in each.links if link.target.kind == "file" and link.tag == "a")
    linked, kept = {link.target.path for link in links}, frozenset(published)
    by_address = {page_address(each.page): each.page for each in loaded}
    ids = ((address, name) for address, page in by_address.items() for name in page.ids)
    return Addresses(
        pages=by_address,
        anchors=frozenset(f"{address}#{name}" for address, name in ids if not name.startswith(_INTERNAL)),
        files=frozenset(site.file_addresses),
        promised=frozenset(name for name, path in site.file_addresses.items() if path in linked or name in kept),
    )
