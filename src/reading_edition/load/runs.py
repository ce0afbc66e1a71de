"""Converts the elements of rendered pages to runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from sys import intern

from lxml.html import HtmlElement

from link_checks.elements import FOOTNOTE_CLASSES
from link_checks.page import Target
from reading_edition.model import runs as kinds
from reading_edition.model.items import Emendation
from reading_edition.model.runs import Run, text_of, walk, without_undefined_references

_KINDS = {"a": kinds.LINK, "img": kinds.IMAGE, "br": kinds.LINE_BREAK}
_WITHOUT_WORDS = frozenset({"script", "style", "template", "svg", "math", "input", "button"})

Resolve = Callable[[str], Target]
Attributes = tuple[tuple[str, str], ...]
Texts = Callable[[str], Iterable[Run]]


@dataclass
class Walker:
    """A converter of the elements of one page. ``resolve`` returns the target of an address on the page.

    ``links`` collects the run of each link, so that references can refer to it. Equal ``attributes`` are stored once.
    """

    resolve: Resolve
    links: dict[HtmlElement, Run] = field(default_factory=dict)
    attributes: dict[Attributes, Mapping[str, str]] = field(default_factory=dict)

    def runs(self, element: HtmlElement) -> tuple[Run, ...]:
        """Return the runs inside an element."""
        return tuple(self._inside(element, _as_written))

    def block(self, element: HtmlElement) -> Run:
        """Return an element as a run."""
        return self._run(element, _as_written)

    def passage(self, element: HtmlElement, name: str, emendations: Iterable[Emendation]) -> tuple[Run, ...]:
        """Return the runs of a passage, with emendations marked.

        Leave out lists whose items are passages, and undefined note references, which the link checks report. Do not
        mark corrected words that do not occur exactly once in the passage; the check of the text reports these.
        """
        words = text_of(self.runs(element))
        own = [each for each in emendations if each.paragraph == name and words.count(each.read) == 1]
        inside = self._inside(element, partial(_restored, own))
        return tuple(run for run in inside if not _has_items_of(name, run))

    def _inside(self, element: HtmlElement, texts: Texts) -> Iterator[Run]:
        if element.text:
            yield from texts(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _WITHOUT_WORDS:
                yield from self._child(child, texts)
            if child.tail:
                yield from texts(child.tail)

    def _child(self, child: HtmlElement, texts: Texts) -> Iterator[Run]:
        classes = (child.get("class") or "").split()
        if (name := referenced_note(child)) is not None:
            yield Run(kinds.NOTE_REFERENCE, name)
        elif kinds.AUTHORS_MARK in classes:
            yield Run(kinds.AUTHORS_MARK, (child.get("href") or "").removeprefix("#"))
        elif "apparatus" not in classes and not is_footnote_link(child):  # skip generated annotations
            yield self._run(child, texts)

    def _run(self, element: HtmlElement, texts: Texts) -> Run:
        kind = _KINDS.get(element.tag, element.tag)
        target = None
        if kind in (kinds.LINK, kinds.IMAGE):
            target = self.resolve(element.get("href" if kind == kinds.LINK else "src") or "")
        inside = tuple(self._inside(element, texts))
        items = _items(element, target)
        run = Run(kind, "", inside, self.attributes.setdefault(items, dict(items)), target)
        if kind == kinds.LINK:
            self.links[element] = run
        return run


def _items(element: HtmlElement, target: Target | None) -> Attributes:
    """Return the attributes of an element. A link inside the site has an empty address: its target replaces it."""
    left_out = ("href", "src") if target and target.exists else ()
    return tuple((name, "" if name in left_out else value) for name, value in element.items())


def _has_items_of(name: str, run: Run) -> bool:
    """Return whether a run is a list in the passage ``name`` with items that are passages of their own."""
    return run.kind in ("ul", "ol") and any(each.get("id").startswith(f"{name}-") for each in walk(run.runs))


def _as_written(text: str) -> Iterable[Run]:
    return [Run(kinds.TEXT, intern(text))]


def _restored(emendations: Sequence[Emendation], text: str) -> Iterable[Run]:
    """Return a text of a passage as runs, with the corrected words of emendations marked."""
    text = without_undefined_references(text)
    for emendation in emendations:
        before, found, after = text.partition(emendation.read)
        if found:
            restored = Run(kinds.EMENDATION, "", (Run(kinds.TEXT, found),), {"received": emendation.received})
            return [*_restored(emendations, before), restored, *_restored(emendations, after)]
    return [Run(kinds.TEXT, intern(text))] if text else []


def referenced_note(element: HtmlElement) -> str | None:
    """Return the name of the note to which an element from the footnotes extension refers, or None."""
    link = element[0] if element.tag == "sup" and len(element) == 1 else element
    if link.tag != "a" or "footnote-ref" not in (link.get("class") or "").split():
        return None
    return (link.get("href") or "").removeprefix("#fn:")


def is_footnote_link(element: HtmlElement) -> bool:
    """Return whether an element is a note reference or a back link from the footnotes extension."""
    classes = element.get("class")
    return classes is not None and not FOOTNOTE_CLASSES.isdisjoint(classes.split())
