"""Shows when entries, notes and pages were written and changed, if the history contains it."""

from collections.abc import Mapping
from functools import cache

from lxml.html import HtmlElement

from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.history import Change
from reading_edition.model.items import Entry, Note, Page
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import parse_elements, render_markup

_GENERATED = "<!-- edition:"  # in the Markdown of a page that is generated from others


def render_changes(edition: Edition, elements: Elements) -> None:
    """Show at the end of every entry, and of every note in a list, when it was written and changed."""
    items: dict[HtmlElement, Note | Entry] = {
        section_of(elements.of(entry)): entry for entry in elements.shown(edition.entries)
    }
    for page in elements.shown(edition.pages):
        if "edition:" in page.source.text:
            items |= listed_notes(edition, elements.root(page))
    show_changes(edition, items)


def listed_notes(edition: Edition, root: HtmlElement) -> dict[HtmlElement, Note | Entry]:
    """Return the notes that the lists on a page show, by their elements."""
    listed = root.find_class("listed-note")
    return {each: note for each in listed if (note := edition.note(each.get("data-note", "")))}


def show_changes(edition: Edition, items: Mapping[HtmlElement, Note | Entry]) -> None:
    """Show at the end of each element when its note or entry was written and changed."""

    @cache  # many sources were last changed by the same commit
    def written(is_short: bool, *changes: Change) -> str:
        dated = [(read_date(change.day, edition.settings.translate), change) for change in changes]
        return render_markup("changed.html", changes=dated, is_short=is_short, translate=edition.settings.translate)

    lines: dict[HtmlElement, str] = {}
    for element, item in items.items():
        is_source = isinstance(item, Entry) and item.kind == "source"
        if changes := edition.history.changes.get(item.id):
            lines[element] = written(is_source, *(changes[-1:] if is_source else changes))
    for element, line in parse_elements(lines).items():
        element.append(line)


def page_change(edition: Edition, page: Page) -> str:
    """Return the day on which a page, or any file from which it is generated, was last changed."""
    paths = [page.path]
    if edition.settings.kind_of(page.path) == "source":
        paths.append(edition.settings.sources)
    elif _GENERATED in page.source.text:
        paths += [edition.settings.sources, *(each.path for each in edition.pages)]
    return max(edition.history.files.get(path, "") for path in paths)
