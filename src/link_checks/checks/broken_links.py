"""Check that each link leads to an existing page or file, and to an existing anchor."""

import mimetypes
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from link_checks.addresses import fault_of
from link_checks.checks.link_faults import kind_of_file, link_fault, linked_page, suggest
from link_checks.elements import srcset_faults
from link_checks.location import Origin
from link_checks.page import Link, Page, written_path
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import joined, relative


def check_link(site: Site, link: Link) -> Iterator[Problem]:
    """Report a broken link where it is used. For a reference link, the hint names the line of its definition."""
    if not (fault := link_fault(site, link)):
        return
    problem = _problem(site, link, fault)
    where = f"its address is in line {link.defined.line}" if link.defined else ""
    if link.location is None or link.page.is_generated:
        problem, where = _written_elsewhere(site, link, problem)
    yield replace(problem, hint="; ".join(filter(None, [problem.hint, where])))


def _written_elsewhere(site: Site, link: Link, problem: Problem) -> tuple[Problem, str]:
    """Move a problem to the file that contains its address, if found. Also return a hint on the page or the plugin."""
    page = link.page
    addresses = [address for address in (link.address, written_path(page, link.target)) if len(address) > 1]
    for source, address in product(site.sources_of(page), addresses):
        if (found := source.find(page.path, address)) is not None:
            return _moved(problem, page, source.path, address, found), f"used in {page.file}"
    where = "a plugin writes this page" if page.is_generated else "a plugin, or a file that it includes, writes it here"
    return problem, where


def _moved(problem: Problem, page: Page, path: str, address: str, origin: Origin) -> Problem:
    """Return a problem at its origin in another file (``path``), whose paths the plugin may have rewritten."""
    message, guess = problem.message.replace(f"'{address}'", f"'{origin.words}'"), problem.guess
    if origin.words != address and guess and not guess.startswith("#"):
        guess = relative(joined(page.path, guess), path)
    return replace(problem, message=message, guess=guess).at(origin.file, origin.location)


def check_redirect(site: Site, page: Page) -> Iterator[Problem]:
    """Report pages that redirect to each other in a loop, at the first of them by path."""
    *_, last = path = site.redirects_from(page)
    loop = path[path.index(last) : -1]
    if loop and page is min(loop, key=lambda each: each.path):
        link = next(link for link in site.links(page) if link.element.tag == "meta")
        through = ", ".join(each.path for each in loop[1:]) or "itself"
        yield link.problem("redirect-loop", through=through)


def check_image_sets(site: Site, page: Page) -> Iterator[Problem]:
    """Report images of a ``srcset`` whose size browsers cannot parse."""
    sets = {link.element: link for link in site.links(page) if link.attribute in ("srcset", "imagesrcset")}
    for element, link in sets.items():
        for image, size in srcset_faults(element.get(link.attribute) or ""):
            yield link.problem("malformed-srcset", image=image, size=size)


def _problem(site: Site, link: Link, fault: str) -> Problem:
    guess, hint = suggest(site, link, fault)
    path, details = link.target.path, {"guess": guess, "hint": hint}
    match fault:
        case "malformed-address" if found := fault_of(link.address):
            return replace(found.at(link.page.file, link.location), guess=guess, hint=hint)
        case "missing-page" if link.address.startswith("/") and not f"{path}/".startswith(site.base):
            fault, details = "absolute-link/outside", {"guess": guess, "base": site.base}
        case "missing-page":
            fault = f"missing-{kind_of_file(link)}{'' if site.own_path(link.address) is None else '/own-address'}"
            details["published"] = site.published(link.target)
        case "missing-anchor":
            details |= _details_of_anchor(site, link, guess)
        case "empty-link" if link.element.tag not in ("a", "area"):
            fault = "empty-link/attribute"
        case "empty-link":
            fault = "empty-link/html" if link.syntax == "html" else "empty-link"
            details["words"] = " ".join(link.element.text_content().split())
        case "unpublished-page":
            details["why"] = site.unpublished[path]
        case "no-image/file":
            details["type"] = str(mimetypes.guess_type(path)[0])
    return link.problem(fault, **details)


def _details_of_anchor(site: Site, link: Link, guess: str) -> dict[str, str]:
    other = linked_page(site, link) or link.page
    before, mark, anchor = guess.partition("#")
    return {
        "where": "this page" if other is link.page else other.path,
        "anchor": link.target.anchor,
        "guess": mark + anchor if before == link.address.partition("#")[0] else guess,
        "target": other.file,
        "published": site.published(link.target),
    }
