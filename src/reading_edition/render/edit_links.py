"""Edit links: from each paragraph, note and entry to its line in the repository.

Only pages have them: the book, search and the exports do not.
"""

from collections.abc import Mapping

from lxml.html import HtmlElement

from reading_edition.model.addresses import address_of
from reading_edition.model.code_host import CodeHost
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Note, Passage
from reading_edition.model.runs import first_words
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.notes import continuation
from reading_edition.render.templating import render_element

_WORDS = 8  # words of a paragraph that the form for suggestions quotes


def render_edit_links(edition: Edition, elements: Elements, asides: Mapping[Note, HtmlElement]) -> None:
    """Add an edit link to each paragraph, note and entry, if the settings name a repository."""
    host, translate = edition.host, edition.settings.translate
    if host is None:
        return
    for passage in elements.shown(edition.passages):
        if passage.is_paragraph:
            block = elements.block_of(passage)
            [block, *continuation(block)][-1].addnext(_links(passage, edition, host))
    for note, aside in asides.items():
        aside.findall(".//p")[-1].append(_link(note, translate("note {number}", number=note.number), edition, host))
    for entry in elements.shown(edition.entries):
        section_of(elements.of(entry)).append(_link(entry, entry.title, edition, host))


def _address(item: Item, edition: Edition, host: CodeHost) -> str:
    """Return the address of the line on which an item is written."""
    is_source = isinstance(item, Entry) and item.kind == "source"
    path = edition.settings.sources if is_source else item.page.path
    return host.line(path, item.location.line if item.location else 0)


def _link(item: Note | Entry, what: str, edition: Edition, host: CodeHost) -> HtmlElement:
    values = {"address": _address(item, edition, host), "what": what, "is_block": isinstance(item, Entry)}
    return render_element("edit-link.html", translate=edition.settings.translate, **values)


def _links(passage: Passage, edition: Edition, host: CodeHost) -> HtmlElement:
    words, address = first_words(passage.words, _WORDS), address_of(edition, passage.page.url, passage.id, origin="")
    suggestion = host.suggestion(paragraph=passage.number, words=words, address=address) if host.form else ""
    values = {"passage": passage, "source": _address(passage, edition, host), "suggestion": suggestion}
    links = render_element("edit-links.html", translate=edition.settings.translate, **values)
    links.tail = "\n"
    return links
