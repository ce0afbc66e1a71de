"""Mentions: the reverse of a cross-reference, which nobody writes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reading_edition.model.edition import Edition, Entry, Mention
from reading_edition.model.messages import Translator
from reading_edition.render.markup import parse_all, relative_url

FOLD = 6  # more mentions than these fold into a ``details``


def weave_mentions(edition: Edition) -> None:
    """Lists at the end of every entry's section who mentions it."""
    translate, mentions = edition.settings.translate, edition.mentions
    mentioned = [entry for entry in edition.entries if mentions.get(entry.id)]
    lists = parse_all(_list(entry, mentions[entry.id], translate) for entry in mentioned)
    for entry, element in zip(mentioned, lists, strict=True):
        entry.element.getparent().append(element)


def _list(entry: Entry, mentions: Sequence[Mention], translate: Translator) -> str:
    """The list of an entry's mentions. No template, for speed: there are as many as links."""
    opening = "Cited in" if entry.kind == "source" else "Mentioned in"
    items = "\n".join(_item(mention, entry.page.url) for mention in mentions)
    items = f'<ul class="mentions">\n{items}\n</ul>\n'
    if len(mentions) > FOLD:
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
