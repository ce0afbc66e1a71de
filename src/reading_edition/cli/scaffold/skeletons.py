"""Skeletons of notes, entries, and sources from ``templates/new``, as edits of the files where they belong."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import yaml

from link_checks.location import Lines
from link_checks.site_paths import relative
from reading_edition.cli.scaffold.edits import Edit, RefusedError
from reading_edition.cli.scaffold.places import find_item, find_source, place_of_note, several, span_of
from reading_edition.cli.scaffold.words import link_around, reference_after
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Passage, Source
from reading_edition.model.names import MARK
from reading_edition.render.templating import templates_in

_ARTICLES = ("the ", "a ", "an ")
_SOURCE = f"{MARK} its source."
Answers = Mapping[str, str]  # by the options in questions.yaml


def scalar(text: str) -> str:
    """Return a text as a YAML scalar."""
    return yaml.safe_dump([text], allow_unicode=True, width=1000)[2:].strip()


def placeholder(words: str) -> str:
    """Return the placeholder for a text that is still to be written; ``words`` describe the text."""
    return f"{MARK} {words}."


_TEMPLATES = templates_in(Path(__file__).parents[1] / "templates/new", [placeholder, several, scalar])


def skeleton(edition: Edition, what: str, answers: Answers, sources_text: str) -> list[Edit]:
    """Return the edits that add a new item and refer to it. Raise :class:`RefusedError`."""
    item = find_item(edition, answers["where"])
    if what == "note":
        assert isinstance(item, Passage)
        reference = reference_after(item, answers["words"], f"[^{answers['id']}]")
        offset = place_of_note(edition, item, reference.start)
        definition = _filled("note.md", edition, item.page.path, answers)
        return [reference, Edit(item.page.path, offset, offset, f"\n\n{definition}")]
    if what == "source":
        later = next((source for source in edition.sources if source.id > answers["id"]), None)
        text = _filled("source.yaml", edition, "", answers)
        return [_inserted(later, edition.settings.sources, sources_text, text), _cite(edition, answers, item)]
    return _entry(edition, item, {**answers, "what": what})


def _entry(edition: Edition, item: Item, answers: Answers) -> list[Edit]:
    """Return the edits that add a link to the entry, and the entry at the right position on its page."""
    page = edition.page_by_path[answers["page"]]
    entries = edition.entries_on(page)
    heading = page.block_with_id(entries[0].id) if entries else None
    level = {"level": "#" * int(heading.kind[1]) if heading else "##"}
    text = _filled("entry.md", edition, page.path, {**answers, **level})
    later = next((entry for entry in entries if _comes_before(answers, entry)), None)
    link = link_around(item, answers["words"], _link(item.page.path, page.path, answers["id"]))
    return [link, _inserted(later, page.path, page.source.text, text)]


def _filled(template: str, edition: Edition, path: str, answers: Answers) -> str:
    """Render a template with the answers, and with citations for the page at ``path``."""
    sources = (find_source(edition, name) for name in several(answers.get("source", "")))
    citations = "; ".join(_citation(edition, path, source.id, source.label) for source in sources)
    more = {"citations": citations, "settings": edition.settings, "SOURCE": _SOURCE}
    return _TEMPLATES.get_template(template).render(answers, **more).strip()


def _inserted(following: Entry | Source | None, path: str, written: str, text: str) -> Edit:
    """Return the edit that inserts a block before an entry or source and its comments, or at the end of a file."""
    if following is None or following.location is None:
        return Edit(path, len(written.rstrip()), len(written), f"\n\n{text}\n")
    before = written[: Lines(written).starts[following.location.line - 1]]
    offset = len(re.sub(r"(?:^# .*\n)+\Z", "", before, flags=re.MULTILINE))
    return Edit(path, offset, offset, f"{text}\n\n")


def _comes_before(answers: Answers, entry: Entry) -> bool:
    """Return whether the new entry comes before another: by date, by surname, or alphabetically."""
    if entry.kind == "event":
        return entry.date is not None and read_date(answers["date"]).first < entry.date.first
    return sort_key(answers["title"], entry.kind) < sort_key(entry.title, entry.kind)


def sort_key(title: str, kind: str) -> str:
    """Return the sort key of a title, without accents, quotation marks, and a leading article; people by surname."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(c for c in decomposed if c.isalnum() or c.isspace() or c == "-").strip()
    if kind == "person":
        names = letters.split()
        return " ".join([*names[-1:], *names[:-1]])
    return next((letters[len(each) :] for each in _ARTICLES if letters.startswith(each)), letters)


def _cite(edition: Edition, answers: Answers, item: Item) -> Edit:
    """Return the edit that adds a citation to an item: in place of a placeholder, or else after other citations."""
    path, span = item.page.path, span_of(item)
    text, citation = item.page.source.text, _citation(edition, path, answers["id"], answers["label"])
    waiting = text.find(_SOURCE, span.start, span.end)
    if waiting >= 0:
        return Edit(path, waiting, waiting + len(_SOURCE), citation)
    listed = re.compile(r"\*\*Sources\.\*\*.*?(?=\n\n|\Z)", re.DOTALL).search(text, span.start, span.end)
    end = listed.end() if listed else span.end
    last = re.escape(_link(path, _source_page(edition), ""))
    follows = re.search(rf"\]\({last}[^()]*\)\Z", text[span.start : end])
    return Edit(path, end, end, f"{';' if follows else ''} {citation}")


def _citation(edition: Edition, path: str, name: str, label: str) -> str:
    return f"[{label}]({_link(path, _source_page(edition), name)})"


def _source_page(edition: Edition) -> str:
    for page in edition.pages:
        if edition.settings.kind_of(page.path) == "source":
            return page.path
    raise RefusedError("this edition has no page of sources", hint="name one under extra.edition.pages in mkdocs.yml")


def _link(here: str, there: str, fragment: str) -> str:
    """Return the target of a link from one page to another, as contributors write it."""
    return f"{'' if here == there else relative(there, here)}#{fragment}"
