"""Renders runs as HTML for any page."""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.runs import EMENDATION, IMAGE, LINE_BREAK, LINK, NOTE_REFERENCE, TEXT, Run

_NAMES = {LINK: "a", IMAGE: "img", LINE_BREAK: "br"}
_EMPTY = frozenset({"br", "hr", "img", "wbr"})
_OF_ONE_PLACE = frozenset({"id", "class", "aria-describedby"})
_ADDRESSES = frozenset({"href", "src"})


def html_of(runs: Iterable[Run], here: str, edition: Edition) -> Markup:
    """Return runs as HTML for the page at ``here``, without ids, note references and marks of emendations.

    Citations get the class ``ref-source``; no other element has a class.
    """
    return Markup("".join(_pieces(runs, here, edition)))  # noqa: S704 (every text is escaped)


def _pieces(runs: Iterable[Run], here: str, edition: Edition) -> Iterator[str]:
    for run in runs:
        if run.kind == TEXT:
            yield escape(run.text, quote=False)
        elif run.kind == EMENDATION:
            yield from _pieces(run.runs, here, edition)
        elif run.kind != NOTE_REFERENCE:
            name = _NAMES.get(run.kind, run.kind)
            yield f"<{name}{''.join(_attributes(run, here, edition))}>"
            if name not in _EMPTY:
                yield from _pieces(run.runs, here, edition)
                yield f"</{name}>"


def _attributes(run: Run, here: str, edition: Edition) -> Iterator[str]:
    if edition.is_citation(run):
        yield ' class="ref-source"'
    for name, value in run.attributes.items():
        if name not in _OF_ONE_PLACE:
            shown = _address(run, value, here, edition) if name in _ADDRESSES else value
            yield f' {name}="{escape(shown)}"'


def _address(run: Run, written: str, here: str, edition: Edition) -> str:
    """Return the address of a link or image; an address outside the site, or without a target, stays as written."""
    target = run.target
    if target is not None and target.kind == "page" and target.path in edition.page_by_path:
        return relative_url(here, edition.page_by_path[target.path].url, target.fragment or "")
    if target is not None and target.kind == "file":
        return relative_url(here, quote(target.path))
    return written
