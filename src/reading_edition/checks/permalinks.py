"""Check the permalinks: each published address still exists, or redirects to the current address of its content.

A build does not report addresses that the list lacks: ``make permalinks`` adds them, and ``make check``, which every
pull request runs, fails without them. So the list protects everything that is published.
"""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from link_checks.problem import Problem
from link_checks.site_paths import joined, relative
from link_checks.suggestions import closest
from reading_edition.checks.headings import HeadingWithoutId
from reading_edition.model.edition import Edition
from reading_edition.model.items import DeadLink
from reading_edition.model.names import kind_name
from reading_edition.model.permalinks import Permalink, id_of, is_page, page_address, page_of
from reading_edition.model.problems import problem, problem_in

_NOTE = "fn:"  # the prefix of a note's id
_IF_DELETED = "; if it is deleted, keep the words of each link to it and remove the link, or link to another entry"


def check_permalinks(edition: Edition, without_id: Sequence[HeadingWithoutId] = ()) -> Iterator[Problem]:
    """Yield every missing address, every redirect that leads nowhere, and every link to moved content."""
    reported = {f"{page_address(found.page)}#{found.lost}" for found in without_id}  # at the heading
    for permalink in edition.permalinks:
        if permalink.target:
            yield from _check_arrow(edition, permalink)
    plain = [each for each in edition.permalinks if not each.target and each.address not in reported]
    lost = (each for each in plain if not edition.moves.target_of(each.address))
    yield from _check_missing(edition, [each for each in lost if not _is_reported(edition, each.address)])
    yield from _check_moved_links(edition)


def check_removed_lines(file: str, before: Iterable[Permalink], now: Iterable[Permalink]) -> Iterator[Problem]:
    """Report the addresses that the list had before a change and lacks after it; no address may be removed."""
    kept = {permalink.address for permalink in now}
    for permalink in before:
        if permalink.address not in kept:
            line = f"{permalink.address} -> {permalink.target}" if permalink.target else permalink.address
            yield problem_in(file, None, "permalink-removed", address=permalink.address, line=line)


def _problem(edition: Edition, permalink: Permalink, variant: str, **details: Any) -> Problem:
    """Return a problem in a line of the list. The page is its ``target``: it is dropped if the page cannot be built."""
    page = edition.addresses.pages.get(permalink.page)
    file, key = edition.file(edition.settings.permalinks), f"permalink/{variant}"
    details |= {"address": permalink.address, "target": page.file if page else ""}
    return problem_in(file, permalink.location, key, now=permalink.target, **details)


def _check_arrow(edition: Edition, permalink: Permalink) -> Iterator[Problem]:
    address, target = permalink.address, permalink.target
    if address in edition.addresses:
        yield _problem(edition, permalink, "kept")
    elif not edition.moves.target_of(address):
        yield _problem(edition, permalink, "arrow", guess=_closest_address(edition, target))
    elif edition.moves.is_blocked(address):
        yield _problem(edition, permalink, "blocked")
    elif not is_page(address) and is_page(target):
        yield _problem(edition, permalink, "file")


def _closest_address(edition: Edition, target: str) -> str:
    """Return the address that a redirect probably meant: an id on its page, or else any address."""
    built, page = edition.addresses, edition.addresses.pages.get(page_of(target))
    if id_of(target) and page is not None:
        name = closest(id_of(target), page.ids)
        return f"{page_of(target)}#{name}" if name else ""
    return closest(target, [*built.pages, *built.files, *built.anchors])


def _is_reported(edition: Edition, address: str) -> bool:
    """Return whether another check reports a missing passage, or a missing note that still has a reference."""
    name, page = id_of(address), edition.addresses.pages.get(page_of(address))
    if name in dict(edition.received):
        return edition.passage(name) is None
    references = page.source.footnote_references if page else []
    return any(name == f"{_NOTE}{reference.name}" for reference in references)


def _check_missing(edition: Edition, missing: list[Permalink]) -> Iterator[Problem]:
    """Report each missing address once: a page together with its ids, and a page that lost all ids as one."""
    listed = Counter(each.page for each in edition.permalinks if id_of(each.address))
    lost = Counter(each.page for each in missing if id_of(each.address))
    by_page = sorted(missing, key=lambda each: (each.page, each.address != each.page))
    for page, group in groupby(by_page, attrgetter("page")):
        first, *others = group
        if first.address == page:
            yield _missing(edition, first, lost[page])
        elif 1 < lost[page] == listed[page]:
            yield _problem(edition, first, "emptied", count=lost[page], page=page)
        else:
            yield from (_missing(edition, each) for each in (first, *others))


def _missing(edition: Edition, permalink: Permalink, also: int = 0) -> Problem:
    address, guess = permalink.address, _guess(edition, permalink.address)
    page = edition.addresses.pages.get(permalink.page)
    kind = edition.settings.kind_of(page.path) if page else ""
    name, restore, deleted = f"{_what(edition, address, kind)} '{address}'", "", ""
    if not id_of(address) or id_of(guess) != id_of(address):  # otherwise it has its old id on another page
        restore = f"restore {'its id' if id_of(address) else 'it'}, or "
        deleted = _IF_DELETED if id_of(address) and kind else ""
    details = {"guess": guess, "name": name, "restore": restore, "meant": guess or "...", "deleted": deleted}
    addresses = f"{also} address{'' if also == 1 else 'es'}"
    return _problem(edition, permalink, "missing-page" if also else "missing", addresses=addresses, **details)


def _what(edition: Edition, address: str, kind: str) -> str:
    """Return a contributor's name for the content of an address; ``kind`` is the kind of the entries on its page."""
    name = id_of(address)
    if not name:
        return "page" if is_page(address) else "file"
    if name.startswith(_NOTE):
        return "note"
    return "paragraph" if name in dict(edition.received) else kind_name(kind)


def _guess(edition: Edition, address: str) -> str:
    """Return the probable new address for a missing one: the same id elsewhere, or a new address of its sort."""
    name, page = id_of(address), page_of(address)
    known = {permalink.address for permalink in edition.permalinks}
    new = [each for each in edition.addresses.all_promised if each not in known]
    if not name:
        alike = [each for each in new if not id_of(each) and is_page(each) == is_page(address)]
        return _likeliest(address, alike)
    if moved := [each for each in edition.addresses.anchors if id_of(each) == name]:
        return min(moved)
    sort = _NOTE if name.startswith(_NOTE) else ""
    names = [id_of(each) for each in new if page_of(each) == page and id_of(each)]
    alike = [each.removeprefix(_NOTE) for each in names if each.startswith(_NOTE) == bool(sort)]
    likely = _likeliest(name.removeprefix(_NOTE), alike)
    return f"{page}#{sort}{likely}" if likely else ""


def _likeliest(name: str, names: list[str]) -> str:
    return closest(name, names) or (names[0] if len(names) == 1 else "")


def moved_links(edition: Edition) -> Iterator[tuple[DeadLink, str]]:
    """Yield each link to an old id, with the current address of its content."""
    addresses = {page.path: address for address, page in edition.addresses.pages.items()}
    for link in edition.dead_links:
        path = link.target.path
        if link.target.kind == "missing":
            path = joined(link.page.path, path)
        page = addresses.get(path, f"{posixpath.splitext(path)[0]}/")
        old = f"{page}#{link.target.fragment}"
        if old not in edition.addresses and (new := edition.moves.target_of(old)):
            yield link, new


def _check_moved_links(edition: Edition) -> Iterator[Problem]:
    """Report links to an old id, which work for readers, but have no tooltip and are no mentions of the entry."""
    for link, new in moved_links(edition):
        page = edition.addresses.pages.get(page_of(new))
        if page is None:
            continue
        here = relative(page.path, link.page.path)
        guess = f"{'' if page is link.page else here}#{id_of(new)}" if id_of(new) else here
        old = link.target.fragment
        yield problem(edition, link.page, "moved-target", location=link.location, guess=guess, id=old)
