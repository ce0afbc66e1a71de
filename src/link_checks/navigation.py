"""The navigation of mkdocs.yml: every entry leads to a page that readers get."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator

from link_checks.addresses import WHITE_SPACE, fault_of, leads_outside
from link_checks.config_file import ConfigFile
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Site
from link_checks.suggestions import closest_path


def check_navigation(
    site: Site, config: ConfigFile, config_name: str, entries: Container[str]
) -> Iterator[Problem]:
    """The problems of the navigation as it is written.

    ``entries`` are those that the build works with: what a plugin has made other entries of is its own.
    """
    for scalar in config.scalars:
        if scalar.keys[:1] == ("nav",) and scalar.value in entries:
            yield from _check_entry(site, config_name, scalar.value.strip(WHITE_SPACE), scalar.location)


def nav_entries(nav: object) -> Iterator[str]:
    """The addresses in a navigation as MkDocs has it: lists, titles with an address, addresses."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from nav_entries(value)
    elif isinstance(nav, list):
        for item in nav:
            yield from nav_entries(item)


def _check_entry(site: Site, file: str, written: str, location: Location) -> Iterator[Problem]:
    if leads_outside(written):
        if (fault := fault_of(written)) is not None:
            yield problem_at(file, location, fault.code, fault.message, guess=fault.guess, hint=fault.hint)
        return
    path = posixpath.normpath(written)
    if path in site.unpublished:
        yield problem_at(
            file,
            location,
            "unpublished-page",
            f"navigation names '{written}', which readers do not get: it is {site.unpublished[path]}",
            hint="publish it, or take it out of the navigation",
        )
    elif path not in site.by_path and path not in site.file_paths and "*" not in written:
        yield from _missing_entry(site, file, written, location)


def _missing_entry(site: Site, file: str, written: str, location: Location) -> Iterator[Problem]:
    """An entry that is no file: nothing, or an address, which has no part in the reading order."""
    if not written:
        yield problem_at(
            file, location, "empty-link", "navigation has an entry without a page", hint="name its page"
        )
        return
    target = site.resolve_from("", written)
    if target.kind == "page":
        yield problem_at(
            file,
            location,
            "address-in-navigation",
            f"navigation names an address, '{written}', in place of a page",
            guess=target.path,
        )
        return
    near = closest_path(posixpath.normpath(written.partition("#")[0]), site.by_path)
    yield problem_at(
        file,
        location,
        "missing-page",
        f"navigation names missing page '{written}'",
        guess=near,
        hint="" if near else f"pages are named relative to {site.folder}/",
        published=site.published_at("", written),
    )
