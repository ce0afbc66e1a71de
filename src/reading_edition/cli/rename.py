"""Change the id of an entry, note, or source in all files, and redirect its old address if it was published.

An address that is not yet in the list of permalinks of the main branch was never published: it needs no redirect.
"""

import re
from collections import Counter
from collections.abc import Iterator
from posixpath import normpath

from link_checks.location import Lines, Location
from link_checks.site_paths import joined
from link_checks.suggestions import closest
from reading_edition.cli import BuiltEdition, built_edition
from reading_edition.cli.base_commit import text_in_base
from reading_edition.cli.scaffold.edits import AS_READ, Edit, RefusedError, write_if_valid
from reading_edition.cli.scaffold.places import check_name, named_items
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page, Passage
from reading_edition.model.permalinks import page_address

EXAMPLE = 'make rename ARGS="old-id new-id"'
OPTIONS = {
    "old": {"metavar": "old-id", "help": "the id of an entry or source, or the name of a note"},
    "new": {"metavar": "new-id", "help": "its new id or name"},
}


def run(config_file: str, old: str, new: str) -> None:
    with built_edition(config_file) as built:
        item = find_item(built.edition, old)
        check_name(built.edition, new)
        edits = list(rename_edits(built, item, old, new))
        files = write_if_valid(built, edits)
    counts = Counter(edit.path for edit in edits)
    for path in sorted(files):
        count = max(1, counts[path])
        print(f"{built.edition.file(path)}: {count} change{'' if count == 1 else 's'}")


def find_item(edition: Edition, name: str) -> Note | Entry:
    """Return the note or entry with a name. Raise :class:`RefusedError` for a paragraph's id or an unknown name."""
    items = named_items(edition)
    item = items.get(name)
    if item is None:
        raise RefusedError(f"there is no entry, note or source '{name}'", closest(name, items))
    if isinstance(item, Passage):
        raise RefusedError(f"'{name}' is a paragraph's id, which never changes")
    return item


def rename_edits(built: BuiltEdition, item: Note | Entry, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits that change an item's id: in its definition, in links, and in the list of permalinks."""
    source, records = item.page.source, built.edition.settings.sources
    named = [*source.footnote_definitions, *source.footnote_references] if isinstance(item, Note) else source.ids
    for location in (each.location for each in named if each.name == old):
        yield _edit(item.page.path, source.text, location, old, new)
    for page in built.edition.pages:
        yield from _links_in(page, item, old, new)
    if isinstance(item, Entry) and item.kind == "source" and item.location:
        text = (built.folder / records).read_text(AS_READ)
        yield _edit(records, text, item.location, old, new)
    yield from _arrow(built, item, new)


def _edit(path: str, text: str, location: Location, old: str, new: str) -> Edit:
    start = text.index(old, Lines(text).offset(location))
    return Edit(path, start, start + len(old), new)


def _links_in(page: Page, item: Note | Entry, old: str, new: str) -> Iterator[Edit]:
    """Return the edits of a page's links to an item; a reference link is edited at its definition."""
    text, ends = page.source.text, set()
    for link in page.source.links:
        path, _, fragment = link.target.partition("#")
        # Markdown links to the path of a file, and raw HTML to the URL path of a page.
        targets = (joined(page.path, path) == item.page.path, joined(page.url, path) == normpath(item.page.url))
        if fragment == item.id and (any(targets) if path else page is item.page):
            offset = Lines(text).offset(link.defined or link.location)
            ends.add(text.index(link.target, offset) + len(link.target))
    return (Edit(page.path, end - len(old), end, new) for end in ends)


def _arrow(built: BuiltEdition, item: Note | Entry, new: str) -> Iterator[Edit]:
    """Yield the edit that redirects the item's old address, or removes it if the base of the change lacks it."""
    path = built.edition.settings.permalinks
    file = built.folder / path
    if not file.is_file():
        return
    page, text, published = page_address(item.page), file.read_text(AS_READ), text_in_base(file)
    line = re.compile(rf"^{re.escape(f'{page}#{item.id}')}$", re.MULTILINE)
    if match := line.search(text):
        arrow = f"{match[0]} -> {page}#{'fn:' if isinstance(item, Note) else ''}{new}\n"
        yield Edit(path, match.start(), match.end() + 1, "" if published and not line.search(published) else arrow)
