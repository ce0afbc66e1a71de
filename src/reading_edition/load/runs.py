"""The one walker: it reads an element of a rendered page as runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from link_checks.site import FOOTNOTE_CLASSES, Target
from reading_edition.model.edition import Emendation
from reading_edition.model.runs import EMENDATION, IMAGE, LINE_BREAK, LINK, NOTE_REFERENCE, TEXT, Run

_KINDS = {"a": LINK, "img": IMAGE, "br": LINE_BREAK}
_WITHOUT_WORDS = frozenset({"script", "style", "template", "svg", "math", "input", "button"})
_UNDEFINED_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")

Resolve = Callable[[str], Target]


@dataclass
class Walker:
    """Reads the elements of one page; ``resolve`` says where an address of the page leads.

    ``links`` has the run of each link that was read, so that a reference can name it.
    """

    resolve: Resolve
    links: dict[HtmlElement, Run] = field(default_factory=dict)

    def runs(self, element: HtmlElement) -> tuple[Run, ...]:
        """What is inside an element."""
        return tuple(self._inside(element))

    def block(self, element: HtmlElement) -> Run:
        """An element with what is inside it."""
        return self._run(element)

    def _inside(self, element: HtmlElement) -> Iterator[Run]:
        if element.text:
            yield Run(TEXT, element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _WITHOUT_WORDS:
                yield from self._child(child)
            if child.tail:
                yield Run(TEXT, child.tail)

    def _child(self, child: HtmlElement) -> Iterator[Run]:
        if (name := referenced_note(child)) is not None:
            yield Run(NOTE_REFERENCE, name)
        elif not is_annotation(child):
            yield self._run(child)

    def _run(self, element: HtmlElement) -> Run:
        kind = _KINDS.get(element.tag, element.tag)
        target = None
        if kind in (LINK, IMAGE):
            target = self.resolve(element.get("href" if kind == LINK else "src") or "")
        run = Run(kind, "", self.runs(element), dict(element.attrib), target)
        if kind == LINK:
            self.links[element] = run
        return run


def referenced_note(element: HtmlElement) -> str | None:
    """The name of the note to which an element is the reference, as the footnotes extension writes it."""
    link = element[0] if element.tag == "sup" and len(element) == 1 else element
    if link.tag != "a" or "footnote-ref" not in (link.get("class") or "").split():
        return None
    return (link.get("href") or "").removeprefix("#fn:")


def is_annotation(element: HtmlElement) -> bool:
    """Whether an element is among the words of a page without being of them."""
    return "apparatus" in (element.get("class") or "").split() or is_footnote_link(element)


def is_footnote_link(element: HtmlElement) -> bool:
    """Whether an element is a note reference or a way back, which the footnotes extension wrote."""
    classes = element.get("class")
    return classes is not None and not FOOTNOTE_CLASSES.isdisjoint(classes.split())


def without_undefined_references(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without ``[^name]`` that stayed words; the link checks report each."""
    return tuple(_map_texts(runs, lambda text: [Run(TEXT, _UNDEFINED_REFERENCE.sub("", text))]))


def with_emendation(runs: Iterable[Run], emendation: Emendation) -> tuple[Run, ...]:
    """The runs with the restored words marked, where one text contains them."""

    def marked(text: str) -> Iterable[Run]:
        before, found, after = text.partition(emendation.read)
        if not found:
            return [Run(TEXT, text)]
        restored = Run(EMENDATION, "", (Run(TEXT, found),), {"received": emendation.received})
        return [run for run in (Run(TEXT, before), restored, Run(TEXT, after)) if run.text or run.runs]

    return tuple(_map_texts(runs, marked))


def _map_texts(runs: Iterable[Run], replace: Callable[[str], Iterable[Run]]) -> Iterator[Run]:
    """The runs, each with its texts replaced; a run in which nothing changes stays the same run."""
    for run in runs:
        if run.kind == TEXT:
            replaced = tuple(replace(run.text))
            yield from (run,) if [each.text for each in replaced] == [run.text] else replaced
            continue
        inner = tuple(_map_texts(run.runs, replace))
        same = len(inner) == len(run.runs) and all(a is b for a, b in zip(inner, run.runs, strict=True))
        yield run if same else Run(run.kind, run.text, inner, run.attributes, run.target)
