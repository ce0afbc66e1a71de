"""The guide to the argument: the editors' title and headnote for each part, and a sentence for each paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reading_edition.model.items import Page, Part
from reading_edition.model.runs import Run, Runs


@dataclass(frozen=True, eq=False)
class GuideItem:
    """An item of the guide: its id, the id of the passage to which it links, and its sentence."""

    id: str
    leads_to: str
    sentence: Runs


@dataclass(frozen=True, eq=False)
class GuideSection:
    """A section of the guide: one part of the text, with the editors' title and headnote."""

    title: str
    headnote: Run | None
    items: Sequence[GuideItem]


@dataclass(frozen=True, eq=False)
class Guide:
    """The guide; empty if the settings name no page for it."""

    page: Page | None = None
    sections: Sequence[GuideSection] = ()

    @property
    def items(self) -> Sequence[GuideItem]:
        return [item for section in self.sections for item in section.items]

    @property
    def sentences(self) -> Mapping[str, Runs]:
        """The sentences, keyed by the ids of their paragraphs."""
        return {item.id: item.sentence for item in self.items}

    def section_of(self, part: Part) -> GuideSection | None:
        """Return the section with items about the paragraphs of a part."""
        ids = {passage.id for passage in part.paragraphs}
        return next((section for section in self.sections if any(item.id in ids for item in section.items)), None)
