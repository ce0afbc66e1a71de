"""The list of mentions at the end of an entry: the reverse of its cross-references."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition, Entry, Mention
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.messages import Translator
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import parse_elements

_FOLDED = 6  # more mentions than these fold into a ``details``


def render_mentions(edition: Edition, elements: Elements) -> None:
    """Lists at the end of every entry's section what mentions it."""
    translate, mentions = edition.settings.translate, edition.mentions
    mentioned = [entry for entry in edition.entries if mentions.get(entry.id)]
    lists = parse_elements(_list(entry, mentions[entry.id], translate) for entry in mentioned)
    for entry, element in zip(mentioned, lists, strict=True):
        section_of(elements.of(entry)).append(element)


def _list(entry: Entry, mentions: Sequence[Mention], translate: Translator) -> str:
    """The list of an entry's mentions. No template, for speed: there are as many items as links."""
    opening = ENTRY_KINDS[entry.kind].mentions
    items = "\n".join(_item(mention, entry.page.url) for mention in mentions)
    items = f'<ul class="mentions">\n{items}\n</ul>\n'
    if len(mentions) > _FOLDED:
        title = escape(translate(f"{opening} {{count}} places", count=len(mentions)))
        return f'<details class="mentioned" data-search-exclude><summary>{title}</summary>{items}</details>'
    title = f'<p class="mentioned-title">{escape(translate(opening))}</p>'
    return f'<div class="mentioned" data-search-exclude>{title}{items}</div>'


def _item(mention: Mention, here: str) -> str:
    address = escape(relative_url(here, mention.url, mention.id))
    link = f'<a href="{address}">{escape(mention.label)}</a>'
    if not mention.words:
        return f"  <li>{link}</li>"
    before = f"{escape(mention.before)} " if mention.before else ""
    words = f"{before}<b>{escape(mention.words)}</b>{escape(mention.after)}"
    return f'  <li>{link}: <q class="mention-words">{words}</q></li>'
