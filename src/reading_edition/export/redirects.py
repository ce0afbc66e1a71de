"""Pages that moved: a page at the old address redirects to the new one, because the server of a static site cannot.

A script keeps the id in the address. The refresh in ``meta``, which loses the id, is for readers without scripts.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from reading_edition.model.addresses import address_of, relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.permalinks import HOME, id_of, is_page, page_of
from reading_edition.render.content_security_policy import POLICY
from reading_edition.render.moved_addresses import title_of
from reading_edition.render.templating import templates_in

_SCRIPT = "assets/js/redirect.js"  # in the site


def new_address(edition: Edition, path: str, address: str) -> str:
    """Return a new address as written in the page at an old path."""
    return relative_url(path, edition.addresses.pages[page_of(address)].url, id_of(address))


_TEMPLATES = templates_in(Path(__file__).with_name("templates"), (new_address, relative_url, title_of))


def redirects(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the path and content of a page for every address that is no longer built, and of the script for them."""
    moved: dict[str, dict[str, str]] = {}
    for permalink in edition.permalinks:
        target = edition.moves.target_of(permalink.address)
        if permalink.page in edition.addresses.pages or edition.moves.is_blocked(permalink.page):
            continue
        if is_page(permalink.address) and is_page(target):
            moved.setdefault(permalink.page, {})[id_of(permalink.address)] = target
    for page, targets in moved.items():
        path = f"{'' if page == HOME else page}index.html"
        yield path, _redirect(edition, path, targets)
    if moved:
        yield _SCRIPT, _TEMPLATES.get_template("redirect.js").render()


def _redirect(edition: Edition, path: str, targets: Mapping[str, str]) -> str:
    """Render a redirect; ``targets`` are the new addresses by the old ids, with an empty id for the page itself."""
    target = targets.get("") or page_of(next(iter(targets.values())))
    others = {name: new for name, new in targets.items() if name and new != f"{page_of(new)}#{name}"}
    canonical = address_of(edition, edition.addresses.pages[page_of(target)].url, origin=path)
    names = {"target": target, "others": others, "canonical": canonical, "policy": POLICY, "script": _SCRIPT}
    return _TEMPLATES.get_template("redirect.html").render(edition=edition, path=path, **names)


def copied_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the old and new paths of files that moved; the build keeps a copy at each old path."""
    for old in (permalink.address for permalink in edition.permalinks):
        new = edition.moves.target_of(old)
        if new not in ("", old) and not is_page(old) and not is_page(new) and not edition.moves.is_blocked(old):
            yield old, new
