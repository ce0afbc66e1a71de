"""Shows where an entry is mentioned: the links to it, and the paragraphs that name it."""

from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Entry, Passage
from reading_edition.render.elements import Elements
from reading_edition.render.entries import append_to_sections
from reading_edition.render.templating import Values


def render_mentions(edition: Edition, elements: Elements) -> None:
    """List the mentions of every entry at the end of its section."""
    translate = edition.settings.translate
    values: dict[Entry, Values] = {}
    for entry in elements.shown(edition.entries):
        opening = ENTRY_KINDS[entry.kind].mentions
        if mentions := elements.index.mentions.of(entry):
            values[entry] = {"entry": entry, "mentions": mentions, "opening": opening, "translate": translate}
    append_to_sections("mentions.html", values, elements)


def render_essay_strips(edition: Edition, elements: Elements) -> None:
    """Show which paragraphs of the essay link to each entry that is not a source, and which others name it.

    The list of mentions is enough for an entry that one paragraph links to and no other paragraph names.
    """
    places = elements.index.places
    named, translate = elements.index.named_paragraphs, edition.settings.translate
    values: dict[Entry, Values] = {}
    for entry in (each for each in elements.shown(edition.entries) if each.kind != "source"):
        owners = [reference.owner for reference in edition.references_to(entry)]
        linked = {owner.paragraph for owner in owners if isinstance(owner, Passage)}
        found = sorted(places[name] for name in linked | named.get(entry.id, set()) if name in places)
        marks = [(at, paragraph, paragraph.id in linked) for at, paragraph in found]
        if len(marks) > 1 or not all(is_linked for *_, is_linked in marks):
            values[entry] = {"count": len(places), "entry": entry, "marks": marks, "translate": translate}
    append_to_sections("in-essay.html", values, elements)
