"""Reads the passages of the text from its rendered pages, and numbers them as the settings specify."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

from link_checks.location import Location, Named
from reading_edition.load.loaded_pages import LoadedPage
from reading_edition.load.received import Received
from reading_edition.load.runs import Walker
from reading_edition.load.shapes import shape_of
from reading_edition.model import items
from reading_edition.model.items import is_paragraph_id
from reading_edition.model.settings import BY_PART, GIVEN, Settings

_NUMBERED = re.compile(r"p[0-9]+(?:-[0-9]+)?")
_CITABLE = re.compile(r"p[0-9]+(?:-[0-9]+)*|[hft][0-9]+|n[0-9][0-9a-z.]*")


class LastLabel(NamedTuple):
    """The last ``data-number`` label in the text, and the number of paragraphs from that label on."""

    label: str
    paragraphs: int


NO_LABEL = LastLabel("", 0)


@dataclass
class PassageReader:
    """A reader of the parts of the text, one after another."""

    settings: Settings
    emendations: Sequence[items.Emendation]
    received: Sequence[Received]
    _last: LastLabel = NO_LABEL

    def part(
        self, number: int, loaded: LoadedPage, walker: Walker, last: LastLabel
    ) -> tuple[items.Part, dict[HtmlElement, items.Owner], LastLabel]:
        """Return a part, its passages keyed by element, and its last label; ``last`` is the last label before it."""
        self._last = last
        owners: dict[HtmlElement, items.Owner] = dict(self._read(number, loaded, walker))
        passages = tuple(each for each in owners.values() if isinstance(each, items.Passage))
        # The name of a part is its title in the navigation, unless that is its number or the title of the whole text.
        others = [each.words for each in self.received[: len(self.settings.front)]]
        others += [self.settings.facts.title, self.settings.translate("Part {number}", number=number)]
        name = "" if loaded.page.title in others else loaded.page.title
        return items.Part(loaded.page, number, passages, name), owners, self._last

    def _read(self, part: int, loaded: LoadedPage, walker: Walker) -> Iterator[tuple[HtmlElement, items.Passage]]:
        page, settings, count = loaded.page, self.settings, 0
        notes = {f"n{name}": each for name, each in locations_of(page.source.footnote_definitions).items()}
        locations = notes | locations_of(page.source.ids)  # an author's note is located at its definition
        is_citable = (_CITABLE if settings.is_markdown else _NUMBERED).fullmatch
        numbers: dict[str, str] = {}
        for name, element in loaded.rendered.ids.items():
            if name not in settings.front and not is_citable(name):
                continue
            passage = items.Passage(
                id=name,
                page=page,
                runs=walker.passage(element, name, self.emendations),
                label=settings.front.get(name, ""),
                location=page.source.block_start(location) if (location := locations.get(name)) else None,
                shape=shape_of(element) if settings.is_markdown else "",
                cited_as=self._number(name, element, part, count + 1, numbers),
            )
            count += passage.is_paragraph
            numbers[name] = passage.number
            yield element, passage

    def _number(self, name: str, element: HtmlElement, part: int, count: int, numbers: Mapping[str, str]) -> str | None:
        """Return the number by which a passage is cited, or None if the number follows from its id."""
        if not is_paragraph_id(name) or self.settings.numbers not in (BY_PART, GIVEN):
            return None
        parent, _, item = name.rpartition("-")
        if given := " ".join((element.get("data-number") or "").split()):
            self._last = LastLabel(given, 0)
        if parent and not given:
            return f"{numbers[parent]}-{item}" if numbers.get(parent) else ""
        if self.settings.numbers == BY_PART:
            return given or f"{part}.{count}"
        label, paragraphs = self._last = LastLabel(self._last.label, self._last.paragraphs + 1)
        return f"{label} ({paragraphs})" if label and paragraphs > 1 else label


def locations_of(named: Sequence[Named]) -> dict[str, Location | None]:
    """Return the location of the first occurrence of each name."""
    return {each.name: each.location for each in reversed(named)}
