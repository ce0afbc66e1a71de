"""Where an entry is mentioned: the reverse of its cross-references, and the paragraphs that name it."""

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Entry, Passage
from reading_edition.model.naming import named_paragraphs
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import Values, render_elements

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


def render_essay_strips(edition: Edition, elements: Elements) -> None:
    """Shows which paragraphs link to an entry that is no source, and which others name it.

    The list of mentions is enough for an entry that only one paragraph links to, and no other names.
    """
    paragraphs = [passage for passage in edition.passages if passage.is_paragraph]
    positions = {passage.id: position for position, passage in enumerate(paragraphs)}
    named = named_paragraphs(edition)
    values: dict[Entry, Values] = {}
    for entry in (each for each in edition.entries if each.kind != "source"):
        owners = [reference.owner for reference in edition.references_to(entry)]
        linked = {owner.paragraph for owner in owners if isinstance(owner, Passage)} & positions.keys()
        also = {paragraph.id for paragraph in named.get(entry.id, ())} - linked
        marks = [
            [(at, paragraphs[at], relative_url(entry.page.url, paragraphs[at].page.url, name)) for at, name in places]
            for places in (sorted((positions[name], name) for name in names) for names in (linked, also))
        ]
        if also or len(linked) > 1:
            translate, count = edition.settings.translate, len(paragraphs)
            values[entry] = {"count": count, "linked": marks[0], "named": marks[1], "translate": translate}
    for entry, strip in render_elements("in-essay.html", values).items():
        section_of(elements.of(entry)).append(strip)
