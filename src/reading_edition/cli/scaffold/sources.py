"""The skeleton of a source: an item of the list, in its place, and a citation of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reading_edition.cli.scaffold.edits import Edit, insertion
from reading_edition.cli.scaffold.locations import Where
from reading_edition.cli.scaffold.references import citation, source_page, written_link
from reading_edition.cli.scaffold.spans import Lines
from reading_edition.load.yaml_files import read_list
from reading_edition.model.edition import Edition
from reading_edition.model.placeholders import MARK, SOURCE, placeholder

_SOURCES = "**Sources.**"


@dataclass(frozen=True)
class NewSource:
    """A source to be listed. ``authors`` are ``Family, Given`` for a person, or the name of a body."""

    name: str
    label: str
    kind: str
    type: str
    title: str
    authors: Sequence[str] = ()
    container: str = ""
    issued: str = ""
    url: str = ""


def write_source(edition: Edition, new: NewSource, where: Where, text: str) -> list[Edit]:
    """The edits that list a source in the file whose text is given, and cite it in ``where``."""
    following = next((source for source in edition.sources if source.id > new.name), None)
    item = _item(new)
    lines = Lines(text)
    if following is None or following.location is None:
        body = text.rstrip()
        edit = Edit(edition.settings.sources, len(body), len(text), f"\n\n{item}\n")
    else:
        line = following.location.line - 1
        while line and lines.texts[line - 1].startswith("#"):
            line -= 1
        edit = insertion(edition.settings.sources, lines.starts[line], f"{item}\n\n")
    return [edit, _cite(edition, new, where)]


def _item(new: NewSource) -> str:
    lines = [f"- id: {new.name}", f"  label: {_scalar(new.label)}", f"  kind: {_scalar(new.kind)}"]
    lines.append(f"  type: {_scalar(new.type)}")
    authors = list(new.authors)
    if not authors and not new.container:
        authors = [placeholder("its author, or 'container-title: ...' in place of these two lines")]
    if authors:
        lines += ["  author:", *(f"    - {_name(author)}" for author in authors)]
    lines.append(f"  title: {_scalar(new.title)}")
    if new.container:
        lines.append(f"  container-title: {_scalar(new.container)}")
    if new.issued:
        lines.append(f"  issued: {json.dumps(new.issued)}")
    if new.url:
        lines.append(f"  URL: {_scalar(new.url)}")
    return "\n".join(lines)


def _name(author: str) -> str:
    family, comma, given = author.partition(", ")
    if comma and MARK not in author:
        return f"{{family: {_quoted(family)}, given: {_quoted(given)}}}"
    return f"literal: {_scalar(author)}"


def _scalar(value: str) -> str:
    """A value as it is written in YAML: in quotation marks only where it needs them."""
    items, problems = read_list("", f"- value: {value}")
    return value if not problems and [item for item, _ in items] == [{"value": value}] else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cite(edition: Edition, new: NewSource, where: Where) -> Edit:
    """A citation in a note or entry: where a placeholder waits for it, else after those that are there."""
    path, text = where.page.path, where.page.source.text
    link = citation(edition, new.name, new.label, path)
    start, end = where.stretch.start, where.stretch.end
    waiting = text.find(SOURCE, start, end)
    if waiting >= 0:
        return Edit(path, waiting, waiting + len(SOURCE), link)
    listed = text.find(_SOURCES, start, end)
    if listed >= 0:
        line_end = text.find("\n\n", listed, end)
        end = line_end if line_end >= 0 else end
    page = re.escape(written_link(path, source_page(edition), ""))
    has_citation = re.search(rf"\]\({page}[^)\s]+\)[ \t]*$", text[start:end])
    return insertion(path, end, f"; {link}" if has_citation else f" {link}")
