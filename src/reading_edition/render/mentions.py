"""The list of mentions at the end of an entry: the reverse of its cross-references."""

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import render_elements

_FOLDED = 6  # more mentions than these fold into a ``details``


def render_mentions(edition: Edition, elements: Elements) -> None:
    """Lists at the end of every entry's section what mentions it."""
    translate = edition.settings.translate
    values = {
        entry: {
            "mentions": [(each, relative_url(entry.page.url, each.url, each.id)) for each in mentions],
            "opening": ENTRY_KINDS[entry.kind].mentions,
            "is_folded": len(mentions) > _FOLDED,
            "translate": translate,
        }
        for entry in edition.entries
        if (mentions := edition.mentions.get(entry.id))
    }
    for entry, mentioned in render_elements("mentions.html", values).items():
        section_of(elements.of(entry)).append(mentioned)
