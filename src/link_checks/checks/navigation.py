"""Check that navigation entries lead to published pages, and check the addresses in other settings."""

import posixpath
from collections.abc import Iterator, Set
from itertools import product

from link_checks.addresses import WHITE_SPACE, fault_of, leads_outside
from link_checks.config_file import ConfigFile
from link_checks.location import Location
from link_checks.problem import Problem, problem_in
from link_checks.site import Site
from link_checks.suggestions import closest_path

_ADDRESSES = "repo_url edit_uri edit_uri_template extra.homepage extra.social.link extra.alternate.link".split()


def check_navigation(site: Site, config: ConfigFile, entries: Set[str]) -> Iterator[Problem]:
    """Check the navigation ``entries`` of the build. A plugin may have replaced or added some."""
    written = [scalar for scalar in config.scalars if scalar.keys[:1] == ("nav",) and scalar.value in entries]
    for scalar in written:
        yield from _check_entry(site, scalar.file, scalar.value.strip(WHITE_SPACE), scalar.location)
    for entry in sorted(entries - {scalar.value for scalar in written}):
        for problem in _check_entry(site, config.name, entry.strip(WHITE_SPACE), None):
            yield _where_plugins_read(site, problem, entry)


def check_settings(config: ConfigFile) -> Iterator[Problem]:
    """Report malformed addresses in settings, whether or not the theme shows them."""
    for scalar in config.scalars:
        is_address = ".".join(scalar.keys) in _ADDRESSES and leads_outside(scalar.value)
        if is_address and (fault := fault_of(scalar.value)):
            yield fault.at(scalar.file, scalar.location)


def _where_plugins_read(site: Site, problem: Problem, entry: str) -> Problem:
    """Move the problem of a plugin's entry to the file that the plugin reads. The path in that file may be shorter."""
    parts = entry.split("/")
    for source, start in product(site.sources_of(None), range(len(parts))):
        if (found := source.find("", "/".join(parts[start:]))) is not None:
            return problem.at(found.file, found.location)
    return problem


def nav_entries(nav: object) -> Iterator[str]:
    """Yield the addresses in MkDocs's ``nav``: nested lists, titles with an address, and bare addresses."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from nav_entries(item)


def _check_entry(site: Site, file: str, written: str, location: Location | None) -> Iterator[Problem]:
    if leads_outside(written):
        if (fault := fault_of(written)) is not None:
            yield fault.at(file, location)
        return
    path = posixpath.normpath(written)
    if path in site.unpublished:
        why = site.unpublished[path]
        yield problem_in(file, location, "unpublished-page/navigation", address=written, why=why)
    elif path not in site.by_path and path not in site.file_paths and "*" not in written:
        yield _missing_entry(site, file, written, location)


def _missing_entry(site: Site, file: str, written: str, location: Location | None) -> Problem:
    """Return the problem of an entry that is not a file: empty, the address of a page, or missing."""
    if not written:
        return problem_in(file, location, "empty-link/navigation")
    target = site.resolve_from("", written)
    if target.kind == "page":
        return problem_in(file, location, "address-in-navigation", guess=target.path, address=written)
    near = closest_path(posixpath.normpath(written.partition("#")[0]), site.by_path)
    details = {"guess": near, "published": site.published(target), "address": written}
    return problem_in(file, location, "missing-page/navigation", folder=site.folder, **details)
