"""Citations in entries: shows them as small letters, and adds a key with all sources of the entry."""

from string import ascii_lowercase

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.evidence import citations_in
from reading_edition.model.later import LATER
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import Values, render_elements
from reading_edition.render.tooltips import tooltip_id

_BETWEEN = " ;,\n"
_NARROW_SPACE = "\u202f"


def letter_of(position: int) -> str:
    """Return the letter of a source by its position, which counts from 0: a, b ... z, aa, ab ..."""
    before, last = divmod(position, len(ascii_lowercase))
    return (letter_of(before - 1) if before else "") + ascii_lowercase[last]


def render_letters(edition: Edition, elements: Elements) -> None:
    """Show the citations in the text of each entry as letters, and turn its last list of sources into their key."""
    keys: dict[HtmlElement, Values] = {}  # by the element that a key replaces, or else precedes
    for entry in elements.shown(edition.entries):
        if entry.kind != "source" and (sources := edition.cited_sources(entry)):
            section = section_of(elements.of(entry))
            lists = section.find_class("entry-sources")
            listed = {link for each in lists for link in each.iter("a")}
            cited = {elements.link(each): each.target for each in citations_in(edition, entry)}
            in_text = {link: source for link, source in cited.items() if link not in listed}
            letters = {source: letter_of(at) for at, source in enumerate(dict.fromkeys([*in_text.values(), *sources]))}
            for link, source in in_text.items():
                _show_letter(link, letters[source])
            known = {source for link, source in in_text.items() if not link.xpath(f"ancestor::*[@{LATER}]")}
            place = lists[-1] if lists else section.xpath("./*[@class='evidence apparatus' or @class='cite']")[0]
            only_later = {*in_text.values(), *elements.index.later_sources} - known
            values = {"entry": entry, "letters": letters, "in_text": in_text.values(), "only_later": only_later}
            keys[place] = {**values, "tooltip_id": tooltip_id, "translate": edition.settings.translate}
    for place, key in render_elements("entry-sources.html", keys).items():
        if "entry-sources" in place.classes:
            key[0].text = place.findtext("strong")
            key.attrib.update(place.attrib)
            key.tail = place.tail
            place.getparent().replace(place, key)
        else:
            place.addprevious(key)


def _show_letter(link: HtmlElement, letter: str) -> None:
    """Show a citation as a letter, without a space after the text before it; keep the words as its label."""
    link.set("aria-label", link.text_content())
    link[:] = []
    link.text = letter
    before = link.getprevious()
    if before is None:
        parent = link.getparent()
        parent.text = (parent.text or "").rstrip()
    else:
        is_letter = before.get("aria-label") and not (before.tail or "").strip(_BETWEEN)
        before.tail = _NARROW_SPACE if is_letter else (before.tail or "").rstrip()
