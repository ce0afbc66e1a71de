"""Renames the id of an entry, a note or a source everywhere, and keeps its old address."""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections.abc import Iterator

from link_checks.location import Location
from link_checks.suggestions import closest
from reading_edition.cli.built_edition import BuiltEdition, built_edition
from reading_edition.cli.scaffold.edits import Edit, RefusedError, plain_text, write_if_valid
from reading_edition.cli.scaffold.locations import did_you_mean, line_starts
from reading_edition.cli.scaffold.names import check_name
from reading_edition.model.edition import Edition, Entry, Note, Page
from reading_edition.model.permalinks import page_address


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", help="the id of an entry or source, or the name of a note")
    parser.add_argument("new", help="its new id or name")


def run(options: argparse.Namespace) -> int:
    with built_edition(options.config_file) as built:
        item = find_item(built.edition, options.old)
        check_name(built.edition, options.new)
        edits = list(rename_edits(built, item, options.new))
        files = write_if_valid(options.config_file, built, edits)
        for path in sorted(files):
            count = max(1, sum(edit.path == path for edit in edits))
            sys.stdout.write(f"{built.edition.file(path)}: {count} change{'' if count == 1 else 's'}\n")
    return 0


def find_item(edition: Edition, name: str) -> Note | Entry:
    """The note or entry with a name. Raises :class:`RefusedError`."""
    items: dict[str, Note | Entry] = {entry.id: entry for entry in edition.entries}
    items |= {note.name: note for note in edition.notes}
    if name in items:
        return items[name]
    if any(passage.id == name for passage in edition.passages):
        raise RefusedError(f"'{name}' is a paragraph's id, which never changes")
    raise RefusedError(f"there is no entry, note or source '{name}'{did_you_mean(closest(name, items))}")


def rename_edits(built: BuiltEdition, item: Note | Entry, new: str) -> Iterator[Edit]:
    """The edits that give an item another id: where it is defined, in links, in the list of permalinks."""
    edition = built.edition
    old = item.name if isinstance(item, Note) else item.id
    for page in edition.pages:
        names = _names_in(page, item)
        yield from (_edit(page.path, page.source.text, location, old, new) for location in names)
        yield from _links_in(page, item, new)
    records = edition.settings.sources
    if isinstance(item, Entry) and item.kind == "source" and item.location:
        text = plain_text((built.folder / records).read_text("utf-8"))
        yield _edit(records, text, item.location, old, new)
    yield from _arrow(built, item, new)


def _names_in(page: Page, item: Note | Entry) -> list[Location]:
    """Where a page has the name itself: a note's definition and references, or a heading's id."""
    if page is not item.page:
        return []
    if isinstance(item, Note):
        named = [*page.source.footnote_definitions, *page.source.footnote_references]
        return [each.location for each in named if each.name == item.name]
    return [each.location for each in page.source.ids if each.name == item.id]


def _edit(path: str, text: str, location: Location, old: str, new: str) -> Edit:
    start = text.index(old, line_starts(text)[location.line - 1] + location.column - 1)
    return Edit(path, start, start + len(old), new)


def _links_in(page: Page, item: Note | Entry, new: str) -> Iterator[Edit]:
    """The edits of a page's links to an item; of a reference link its definition."""
    old = item.name if isinstance(item, Note) else item.id
    ends = set()
    for link in page.source.links:
        path, _, fragment = link.target.partition("#")
        if fragment == item.id and (page is item.page if not path else _leads_to(page, path, item.page)):
            location = link.defined or link.location
            offset = line_starts(page.source.text)[location.line - 1] + location.column - 1
            ends.add(page.source.text.index(link.target, offset) + len(link.target))
    yield from (Edit(page.path, end - len(old), end, new) for end in ends)


def _leads_to(page: Page, path: str, target: Page) -> bool:
    """Whether a path in a page leads to another: as Markdown writes it, or as raw HTML does."""
    folders = {target.path: posixpath.dirname(page.path), target.url: posixpath.dirname(page.url)}
    return any(posixpath.normpath(posixpath.join(folders[each], path)) == posixpath.normpath(each) for each in folders)


def _arrow(built: BuiltEdition, item: Note | Entry, new: str) -> Iterator[Edit]:
    """The edit of the list of permalinks, if it has the old address."""
    path = built.settings.permalinks
    file = built.folder / path
    if not path or not file.is_file():
        return
    page, text = page_address(item.page), plain_text(file.read_text("utf-8"))
    address = f"{page}#{item.id}"
    match = re.search(rf"^{re.escape(address)}$", text, re.MULTILINE)
    if match:
        prefix = "fn:" if isinstance(item, Note) else ""
        yield Edit(path, *match.span(), f"{address} -> {page}#{prefix}{new}")
