"""Reads the passages of the text from its rendered pages, and counts them as the settings say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.page import Page as RenderedPage
from reading_edition.load.runs import Walker
from reading_edition.load.shapes import shape_of
from reading_edition.model.items import Emendation, Page, Passage
from reading_edition.model.settings import BY_PART, GIVEN, Settings

_NUMBERED = re.compile(r"p[0-9]+(?:-[0-9]+)?")
_CITABLE = re.compile(r"p[0-9]+(?:-[0-9]+)*|[hft][0-9]+|n[0-9][0-9a-z.]*")


@dataclass
class PassageReader:
    """Reads one part after another; ``elements`` says which passage each element is."""

    settings: Settings
    emendations: Sequence[Emendation]
    elements: dict[HtmlElement, Passage] = field(default_factory=dict)
    _label: str = ""  # the label given last
    _since: int = 0  # the paragraphs from it on

    def read(
        self, part: int, page: Page, rendered: RenderedPage, walker: Walker, locations: Mapping[str, Location | None]
    ) -> Iterator[Passage]:
        settings, count = self.settings, 0
        is_citable = (_CITABLE if settings.is_markdown else _NUMBERED).fullmatch
        numbers: dict[str, str] = {}
        for name, element in rendered.ids.items():
            if name not in settings.front and not is_citable(name):
                continue
            passage = Passage(
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
            self.elements[element] = passage
            yield passage

    def _number(self, name: str, element: HtmlElement, part: int, count: int, numbers: Mapping[str, str]) -> str:
        """What a passage is cited by, where that is not what its id says."""
        if name[0] != "p" or not name[1:2].isdigit() or self.settings.numbers not in (BY_PART, GIVEN):
            return ""
        parent, _, item = name.rpartition("-")
        if given := " ".join((element.get("data-number") or "").split()):
            self._label, self._since = given, 0
        if parent and not given:
            return f"{numbers.get(parent, '')}-{item}"
        if self.settings.numbers == BY_PART:
            return f"{part}.{count}"
        self._since += 1
        return f"{self._label} ({self._since})" if self._since > 1 else self._label
