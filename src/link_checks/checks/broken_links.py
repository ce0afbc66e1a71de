"""Whether a link leads somewhere: to a page or file that exists, and to an anchor of that page."""

import mimetypes
from collections.abc import Iterator
from dataclasses import replace

from link_checks.addresses import fault_of
from link_checks.checks.link_faults import LinkFault, link_fault, linked_page
from link_checks.checks.link_suggestions import RELATIVE, corrected_target, kind_of_file, suggest
from link_checks.data import read_table
from link_checks.elements import srcset_faults
from link_checks.page import Link, Page
from link_checks.problem import Problem
from link_checks.site import Site

_MESSAGES = read_table("link_faults")


def check_link(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    """A link must lead to a page or file that exists, and its anchor to an id on that page.

    A reference link is reported where it is used, with the line of its address.
    """
    if (fault := link_fault(site, page, link)) is None:
        return
    problem = _problem(site, page, link, fault)
    if link.defined is not None:
        where = f"its address is in line {link.defined.line}"
        problem = replace(problem, hint="; ".join(filter(None, [problem.hint, where])))
    yield problem


def check_empty_anchors(site: Site, page: Page) -> Iterator[Problem]:
    """A link to a page that ends in ``#``: MkDocs drops the sign, and the link leads to the whole page."""
    for written in page.source.links:
        target = written.target
        if not target.endswith("#") or target == "#" or written.syntax not in ("inline", "reference"):
            continue
        if site.resolve_written(page, target).kind == "page":
            message, guess = (
                f"link '{target}' ends in # without an id",
                corrected_target(site, page, target.rstrip("#")),
            )
            yield page.problem(written.location, "empty-link", message, guess=guess, address=target)


def check_image_sets(site: Site, page: Page) -> Iterator[Problem]:
    """The images of a ``srcset`` whose size a browser cannot read."""
    sets = {link.element: link for link in site.links(page) if link.attribute in ("srcset", "imagesrcset")}
    for element, link in sets.items():
        for image, size in srcset_faults(element.get(link.attribute) or ""):
            message = f"'{size}' after '{image}' in a srcset is not a width or density"
            hint = f"write it as {image} 2x or {image} 600w, with a comma between one image and the next"
            yield page.link_problem(link, "malformed-srcset", message, hint=hint)


def _problem(site: Site, page: Page, link: Link, fault: LinkFault) -> Problem:
    guess, hint = suggest(site, page, link, fault)
    match fault:
        case LinkFault.MISSING:
            return _missing(site, page, link, guess, hint)
        case LinkFault.ANCHOR:
            return _missing_anchor(site, page, link, guess, hint)
        case LinkFault.EMPTY:
            return _empty(page, link)
        case LinkFault.UNPUBLISHED:
            code, message = "unpublished-page", f"broken link: {site.why_unpublished(link.target.path)}"
        case LinkFault.ADDRESS:
            found = fault_of(link.address)
            assert found is not None
            code, message = found.code, found.message
        case _:
            code, pattern = _MESSAGES[fault]
            message = pattern.format(link=link, type=mimetypes.guess_type(link.target.path)[0])
    return page.link_problem(link, code, message, guess=guess, hint=hint)


def _empty(page: Page, link: Link) -> Problem:
    if link.element.tag in ("a", "area"):
        words = " ".join(link.element.text_content().split())
        where = "in its href" if link.syntax == "html" else "between its parentheses"
        return page.link_problem(link, "empty-link", f"link '{words}' has no target", hint=f"write the target {where}")
    message = f"<{link.element.tag}> has an empty {link.attribute}"
    return page.link_problem(link, "empty-link", message, hint="write the path of the file that it shows")


def _missing(site: Site, page: Page, link: Link, guess: str, hint: str) -> Problem:
    path, what = link.target.path, kind_of_file(link)
    published = site.published_from(page, link.address)
    if link.address.startswith("/") and not f"{path}/".startswith(site.base):
        message = f"broken link: '{link.address}' leads out of the site, which is published under {site.base}"
        return page.link_problem(link, "absolute-link", message, guess=guess, hint="" if guess else RELATIVE)
    message = f"broken link: there is no {what} '{path}'"
    if site.own_path(link.address) is not None:
        message = f"broken link: this site has no {what} at '{link.address}'"
    hint = hint or ("" if guess else RELATIVE)
    return page.link_problem(link, f"missing-{what}", message, guess=guess, hint=hint, published=published)


def _missing_anchor(site: Site, page: Page, link: Link, guess: str, hint: str) -> Problem:
    other = linked_page(site, page, link) or page
    where = "this page" if other is page else other.path
    before, mark, anchor = guess.partition("#")
    return page.link_problem(
        link,
        "missing-anchor",
        f"broken link: {where} has no anchor '#{link.target.anchor}'",
        guess=mark + anchor if before == link.address.partition("#")[0] else guess,
        hint=hint,
        target=other.file,
        published=site.published_from(page, link.address),
    )
