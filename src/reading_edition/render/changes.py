"""When entries and pages were last changed, where the history tells it."""

from __future__ import annotations

from itertools import pairwise

from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Entry, Page
from reading_edition.render.markup import render_all

_MADE = "<!-- edition:"  # stands in the Markdown of a page that is made of others


def weave_changes(edition: Edition) -> None:
    """Says at the end of every entry when it was last changed."""
    translate, date_format = edition.settings.translate, edition.settings.date_format
    changes = [(entry, read_date(day, date_format)) for entry, day in entry_changes(edition) if is_date(day)]
    lines = render_all("changed.html", ({"translate": translate, "date": date} for _, date in changes))
    for (entry, _), line in zip(changes, lines, strict=True):
        entry.element.getparent().append(line)


def entry_changes(edition: Edition) -> list[tuple[Entry, str]]:
    """Each entry with the last day on which its lines were changed, from its own to the next one's."""
    files: dict[str, list[tuple[int, Entry]]] = {}
    for entry in edition.entries:
        if entry.location is not None:
            path = edition.settings.sources if entry.kind == "source" else entry.page.path
            files.setdefault(path, []).append((entry.location.line, entry))
    changes: list[tuple[Entry, str]] = []
    for path, entries in files.items():
        ordered = sorted(entries, key=lambda each: each[0])
        ends = [following - 1 for _, (following, _) in pairwise(ordered)]
        for (line, entry), end in zip(ordered, [*ends, None], strict=True):
            changes.append((entry, edition.history.of_lines(path, line, end)))
    return changes


def page_change(edition: Edition, page: Page) -> str:
    """The last day on which a page was changed; for one that is made of others, the last of any."""
    files = edition.history.files
    if edition.settings.kind_of(page.path) == "source":
        return max(files.get(page.path, ""), files.get(edition.settings.sources, ""))
    if _MADE in page.source.text:
        made_of = (edition.settings.sources, *(page.path for page in edition.pages))
        return max(files.get(path, "") for path in made_of)
    return files.get(page.path, "")
