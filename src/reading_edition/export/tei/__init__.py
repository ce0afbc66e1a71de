"""The edition in TEI P5: the text with its restorations and notes, and all entries, linked to each other.

See https://tei-c.org/guidelines/p5/. Paragraphs, entries and sources keep their ids (``p5``); the ids of
notes and of the document's own divisions contain a dot, so that they differ from all others.
"""

from collections.abc import Iterator
from pathlib import Path

from reading_edition.export.entries import sections_of, shown_blocks
from reading_edition.export.tei.words import TeiWriter, date_attributes, dated, kind_id, theme_id, xml_lang
from reading_edition.export.text_blocks import lines_of, sections_of_text, text_blocks
from reading_edition.export.xml import XML_HELPERS, clean
from reading_edition.model.addresses import address_of, wikidata
from reading_edition.model.csl_items import essay_item, people_of
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.render.templating import pieces_of, templates_in

PATH = "data/edition.tei.xml"
_HELPERS = (
    address_of, date_attributes, dated, essay_item, lines_of, people_of, sections_of, sections_of_text, shown_blocks,
    text_blocks, wikidata, xml_lang,
)  # fmt: skip
_TEMPLATES = templates_in(Path(__file__).with_name("templates"), (*XML_HELPERS, *_HELPERS))


def tei(edition: Edition) -> Iterator[str]:
    """Yield the TEI document."""
    settings = edition.settings
    blocks = [block for part in edition.parts for block in text_blocks(part)]
    pieces = pieces_of(
        _TEMPLATES.get_template("edition.xml"),
        edition=edition,
        tei=TeiWriter(edition, PATH),
        front=[block for block in blocks if block.is_front],
        entry_kinds=ENTRY_KINDS,
        kinds={kind_id(kind.id): kind.label for kind in settings.notes},
        themes={theme_id(theme): name for theme, name in settings.themes.items()},
    )
    yield from map(clean, pieces)
    yield "\n"
