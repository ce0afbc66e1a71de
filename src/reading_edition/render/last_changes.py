"""When entries and pages were last changed, where the history knows it."""

from collections.abc import Iterator
from itertools import pairwise

from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Page
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import render_elements

_GENERATED = "<!-- edition:"  # in the Markdown of a page that is generated from others


def render_changes(edition: Edition, elements: Elements) -> None:
    """Shows at the end of every entry when it was last changed."""
    translate, date_format = edition.settings.translate, edition.settings.date_format
    values = {
        entry: {"translate": translate, "date": read_date(day, date_format)}
        for entry, day in entry_changes(edition)
        if is_date(day)
    }
    for entry, line in render_elements("changed.html", values).items():
        section_of(elements.of(entry)).append(line)


def entry_changes(edition: Edition) -> Iterator[tuple[Entry, str]]:
    """Each entry with the last day on which its lines were changed, from its own to the next one's."""
    files: dict[str, list[tuple[int, Entry]]] = {}
    for entry in edition.entries:
        if entry.location is not None:
            files.setdefault(path_of(entry, edition), []).append((entry.location.line, entry))
    for path, entries in files.items():
        ordered = sorted(entries, key=lambda each: each[0])
        ends = [following - 1 for _, (following, _) in pairwise(ordered)]
        for (line, entry), end in zip(ordered, [*ends, None], strict=True):
            yield entry, edition.history.of_lines(path, line, end)


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
