"""The permalinks: whatever was published stays, or leads to where it is now.

A build says nothing of addresses that the list lacks, for whoever is writing is not to be told of
bookkeeping at every saved line; ``python -m edition permalinks --check`` does, which ``make check`` and
so every pull request runs. Nothing is published, then, that the list does not protect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.checks.headings_without_id import Nameless
from reading_edition.model.edition import Edition
from reading_edition.model.permalinks import Moves, Permalink, id_of, is_page, page_address, page_of

_NOTE = "fn:"  # with which the id of a note begins
_NAMES = {"term": "glossary entry", "person": "person", "event": "event", "source": "source"}


def check_permalinks(edition: Edition, nameless: Sequence[Nameless] = ()) -> Iterator[Problem]:
    """Every address that vanished, and every arrow that does not lead to what is built.

    ``nameless`` are the headings without an id: what they lost is told there.
    """
    told = {f"{page_address(found.page)}#{found.lost}" for found in nameless if found.lost}
    moves = Moves(edition.permalinks, edition.addresses)
    gone: list[Permalink] = []
    for permalink in edition.permalinks:
        if permalink.target:
            yield from _check_arrow(edition, permalink, moves)
        elif permalink.address in told or moves.target_of(permalink.address):
            continue
        elif not (_is_told_as_missing_text(edition, permalink) or _is_told_at_its_mark(edition, permalink)):
            gone.append(permalink)
    yield from _check_gone(edition, gone)


def _problem(
    edition: Edition, permalink: Permalink, message: str, *, guess: str = "", hint: str = ""
) -> Problem:
    """A problem in a line of the list; it is not told where the page could not be made at all."""
    page = edition.addresses.pages.get(permalink.page)
    file = edition.file(edition.settings.permalinks)
    aim = page.file if page else ""
    return problem_at(file, permalink.location, "permalink", message, guess=guess, hint=hint, target=aim)


def _check_arrow(edition: Edition, permalink: Permalink, moves: Moves) -> Iterator[Problem]:
    address, aim, built = permalink.address, permalink.target, edition.addresses
    if address in built:
        message = f"'{address}' is still there, and cannot lead to '{aim}'"
        yield _problem(edition, permalink, message, hint=f"keep '{address}' alone on this line")
    elif not moves.target_of(address):
        message = f"'{address}' leads to '{aim}', which is not there"
        hint = "write after the arrow where a reader finds it now"
        yield _problem(edition, permalink, message, guess=_closest_aim(edition, aim), hint=hint)
    elif moves.is_blocked(address):
        message = f"nothing can be written at '{address}': there a file is where a folder is wanted"
        yield _problem(edition, permalink, message, hint="take the line out")
    elif not is_page(address) and is_page(aim):
        message = f"the file '{address}' leads to a page"
        yield _problem(edition, permalink, message, hint="a file can lead only to another file")


def _closest_aim(edition: Edition, aim: str) -> str:
    """The address that was meant after an arrow: of its page's ids, or of the pages and files."""
    page = edition.addresses.pages.get(page_of(aim))
    if id_of(aim) and page is not None:
        name = closest(id_of(aim), page.ids)
        return f"{page_of(aim)}#{name}" if name else ""
    return closest(aim, [*edition.addresses.pages, *edition.addresses.files, *edition.addresses.anchors])


def _is_told_as_missing_text(edition: Edition, permalink: Permalink) -> bool:
    """Whether what vanished is a line of the essay that stands nowhere: the check of the text tells that."""
    name = id_of(permalink.address)
    is_received = any(name == received for received, *_ in edition.received)
    return is_received and all(passage.id != name for passage in edition.passages)


def _is_told_at_its_mark(edition: Edition, permalink: Permalink) -> bool:
    """Whether what vanished is a note whose mark still stands there: the link checks tell of the mark."""
    page, name = edition.addresses.pages.get(permalink.page), id_of(permalink.address)
    return page is not None and any(name == f"{_NOTE}{mark.name}" for mark in page.source.footnote_references)


def _check_gone(edition: Edition, gone: list[Permalink]) -> Iterator[Problem]:
    """What vanished, each told once: a page together with its places, a page that lost them all as one."""
    listed = Counter(each.page for each in edition.permalinks if id_of(each.address))
    lost = Counter(each.page for each in gone if id_of(each.address))
    told: set[str] = set()
    for permalink in gone:
        page, count = permalink.page, lost[permalink.page]
        if page in told:
            continue
        if page not in edition.addresses.pages and page in (each.address for each in gone):
            told.add(page)
            yield _gone(edition, _of_page(gone, page), count)
        elif count > 1 and count == listed[page]:
            told.add(page)
            message = f"all {count} published places of '{page}' are gone"
            yield _problem(edition, permalink, message, hint="bring the page's text back")
        else:
            yield _gone(edition, permalink, 0)


def _of_page(gone: list[Permalink], page: str) -> Permalink:
    return next(each for each in gone if each.address == page)


def _gone(edition: Edition, permalink: Permalink, places: int) -> Problem:
    address = permalink.address
    guess = _guess(edition, address)
    also = f" and {places} place{'' if places == 1 else 's'} on it" if places else ""
    verb = "are" if also else "is"
    message = f"{_what(edition, address)} '{address}'{also} {verb} gone, but had been published"
    back = "give it its old id again" if id_of(address) else "bring it back"
    arrow = f"say on this line where it is now: {address} -> {guess or _somewhere(edition, address)}"
    has_moved = id_of(guess) == id_of(address) != ""  # it has its old id, on another page
    hint = arrow if has_moved else f"{back}, or {arrow}"
    return _problem(edition, permalink, message, guess=guess, hint=hint)


def _what(edition: Edition, address: str) -> str:
    name = id_of(address)
    if not name:
        return "page" if is_page(address) else "file"
    if name.startswith(_NOTE):
        return "note"
    if any(name == received for received, *_ in edition.received):
        return "paragraph"
    page = edition.addresses.pages.get(page_of(address))
    kind = edition.settings.kind_of(page.path) if page else ""
    return _NAMES.get(kind, "place")


def _guess(edition: Edition, address: str) -> str:
    """What a vanished address most likely became: the same id elsewhere, or a new address of its sort."""
    built, name = edition.addresses, id_of(address)
    known = {permalink.address for permalink in edition.permalinks}
    new = [each for each in built.all_promised if each not in known]
    if not name:
        alike = [each for each in new if not id_of(each) and is_page(each) == is_page(address)]
        return closest(address, alike) or (alike[0] if len(alike) == 1 else "")
    if moved := sorted(each for each in built.anchors if id_of(each) == name):
        return moved[0]
    page, is_note = page_of(address), name.startswith(_NOTE)
    names = [id_of(each) for each in new if page_of(each) == page and id_of(each)]
    alike = [each.removeprefix(_NOTE) for each in names if each.startswith(_NOTE) == is_note]
    likely = closest(name.removeprefix(_NOTE), alike) or (alike[0] if len(alike) == 1 else "")
    return f"{page}#{_NOTE if is_note else ''}{likely}" if likely else ""


def _somewhere(edition: Edition, address: str) -> str:
    """An address to show how an arrow is written, where none can be guessed."""
    page = page_of(address)
    if id_of(address) and page in edition.addresses.pages:
        return page
    return "..."
