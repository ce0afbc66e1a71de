"""Pages that moved: a small page at the old address leads to the new one.

A static site cannot answer with a redirect. The page says where to go by a canonical link, by a link to
click, and, where scripts run, by going there itself, with the place that was asked for; a refresh in
``meta`` would lose what follows the ``#``, and does only where there are no scripts.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from reading_edition.model.addresses import address_of, relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.permalinks import HOME, Moves, id_of, is_page, page_of
from reading_edition.render.content_security_policy import policy_of
from reading_edition.render.moved_addresses import title_of
from reading_edition.render.templating import render_page

# The last link whose id is the place asked for wins over the page's own; a place without one keeps its id.
_SCRIPT = """
const page = document.querySelector("a");
let id = location.hash.slice(1);
try { id = decodeURIComponent(id); } catch { /* as it stands */ }
const place = id && document.getElementById(id);
location.replace(place ? place.href : page.href + location.hash);
"""


def redirects(edition: Edition) -> Iterator[tuple[str, str]]:
    """The path and content of a page for every address of a page that is not built any more."""
    moves = Moves(edition.permalinks, edition.addresses)
    moved: dict[str, dict[str, str]] = {}
    for permalink in edition.permalinks:
        aim = moves.target_of(permalink.address)
        if permalink.page in edition.addresses.pages or moves.is_blocked(permalink.page):
            continue
        if is_page(permalink.address) and is_page(aim):
            moved.setdefault(permalink.page, {})[id_of(permalink.address)] = aim
    for page, aims in moved.items():
        path = f"{'' if page == HOME else page}index.html"
        yield path, _redirect(edition, path, aims)


def _redirect(edition: Edition, path: str, aims: dict[str, str]) -> str:
    """``aims`` are the new addresses by the old ids; that of the page itself has none."""
    aim = aims.get("") or page_of(next(iter(aims.values())))
    others = {name: there for name, there in aims.items() if name and there != f"{page_of(aim)}#{name}"}
    return render_page(
        "redirect.html",
        translate=edition.settings.translate,
        title=title_of(edition, aim),
        aim=_relative(edition, path, aim),
        canonical=address_of(edition, edition.addresses.pages[page_of(aim)].url, origin=path),
        places=[
            (name, _relative(edition, path, there), title_of(edition, there))
            for name, there in others.items()
        ],
        script=Markup(_SCRIPT),  # noqa: S704 (our own)
        policy=policy_of([_SCRIPT], [], []),
    )


def _relative(edition: Edition, path: str, address: str) -> str:
    return relative_url(path, edition.addresses.pages[page_of(address)].url, id_of(address))


def copied_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """The old and new paths of files that moved: a copy stays under the old name."""
    moves = Moves(edition.permalinks, edition.addresses)
    for permalink in edition.permalinks:
        aim = moves.target_of(permalink.address)
        has_moved = aim and aim != permalink.address and not moves.is_blocked(permalink.address)
        if has_moved and not is_page(permalink.address) and not is_page(aim):
            yield permalink.address, aim
