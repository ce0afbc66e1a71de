"""When entries, notes and pages were written and changed, where the history knows it."""

from lxml.html import HtmlElement

from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import render_elements

_GENERATED = "<!-- edition:"  # in the Markdown of a page that is generated from others


def render_changes(edition: Edition, elements: Elements) -> None:
    """Shows at the end of every entry, and under every note in a list, when it was written and changed."""
    items: dict[HtmlElement, Note | Entry] = {
        section_of(elements.of(entry)): entry for entry in elements.shown(edition.entries)
    }
    items |= {
        element: note
        for page in elements.shown(edition.pages)
        for element in elements.root(page).find_class("listed-note")
        if (note := edition.note(element.get("data-note", "")))
    }
    values = {
        element: {
            "changes": [(read_date(change.day, edition.settings.date_format), change) for change in changes],
            "is_short": isinstance(item, Entry) and item.kind == "source",
            "translate": edition.settings.translate,
        }
        for element, item in items.items()
        if (changes := edition.history.changes.get(item.id))
    }
    for element, line in render_elements("changed.html", values).items():
        element.append(line)


def path_of(entry: Entry, edition: Edition) -> str:
    """The file in which an entry is written."""
    return edition.settings.sources if entry.kind == "source" else entry.page.path


def page_change(edition: Edition, page: Page) -> str:
    """The last day on which a page was changed; for one that is generated from others, the last of any."""
    paths = [page.path]
    if edition.settings.kind_of(page.path) == "source":
        paths.append(edition.settings.sources)
    elif _GENERATED in page.source.text:
        paths += [edition.settings.sources, *(each.path for each in edition.pages)]
    return max(edition.history.files.get(path, "") for path in paths)
