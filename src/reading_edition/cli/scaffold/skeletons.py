"""The skeletons of a note, an entry and a source, as edits of the files where they belong.

``answers`` are those of ``questions.py``, by its options.
"""

import unicodedata
from collections.abc import Mapping

import yaml

from link_checks.site_paths import relative
from reading_edition.cli.scaffold.attach import link_around, reference_after
from reading_edition.cli.scaffold.edits import Edit, RefusedError, insertion
from reading_edition.cli.scaffold.locations import Where, end_of_paragraph, find_passage, find_where, span_of
from reading_edition.cli.scaffold.questions import several
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page, Passage, Source
from reading_edition.model.placeholders import SOURCE, placeholder

_ARTICLES = ("the ", "a ", "an ")
_SOURCES = "**Sources.**"
_HINTS = {"person": "who this is", "event": "what happened"}

Answers = Mapping[str, str]


def skeleton(edition: Edition, what: str, answers: Answers, sources_text: str) -> list[Edit]:
    """The edits that write something new; ``sources_text`` is the text of the list of sources.

    Raises :class:`RefusedError`.
    """
    if what == "note":
        return _note(edition, answers)
    if what == "source":
        return _source(edition, answers, sources_text)
    return _entry(edition, what, answers)


def _note(edition: Edition, answers: Answers) -> list[Edit]:
    """A reference after the words, and a definition under their paragraph."""
    kind = edition.settings.note_kinds[answers["kind"]]
    where, name = find_passage(edition, answers["where"]), answers["id"]
    reference = reference_after(where, answers["words"], f"[^{name}]")
    text = answers["text"] or placeholder(f"the note, in {edition.settings.note_words} words at the most")
    sources = _citations(edition, answers, where.page.path) or (SOURCE if kind.sources else "")
    definition = f"[^{name}]: **{kind.label}.** {text} {sources}".rstrip()
    offset = _end_of_earlier_notes(edition, where, reference.start)
    return [reference, insertion(where.page.path, offset, f"\n\n{definition}")]


def _end_of_earlier_notes(edition: Edition, where: Where, reference: int) -> int:
    """Where a definition belongs: under the paragraph, after the notes that come before the new one."""
    source, passage = where.page.source, where.item
    assert isinstance(passage, Passage)
    together = [each for each in edition.passages if each.paragraph == passage.paragraph]
    notes = [note for each in together for note in edition.notes_of(each) if note.location]
    before = [note for note in notes if source.text.find(f"[^{note.name}]") < reference]
    if before and before[-1].location:
        return span_of(Note, source, before[-1].location).end
    return end_of_paragraph(source, [each.id for each in together])


def _entry(edition: Edition, what: str, answers: Answers) -> list[Edit]:
    """The entry in its place on its page, and a link to it."""
    path, where = answers["page"], find_where(edition, answers["where"])
    link = link_around(where, answers["words"], _written_link(where.page.path, path, answers["id"]))
    page = edition.page_by_path[path]
    following = (entry for entry in edition.entries_on(page) if _comes_before(answers, entry))
    text = _entry_text(edition, what, answers, page)
    return [link, _insert_before(next(following, None), path, page.source.text, text)]


def _insert_before(following: Entry | Source | None, path: str, written: str, text: str) -> Edit:
    """Puts a block before an entry or source, with the comments above it, or at the end of a file."""
    if following is None or following.location is None:
        return Edit(path, len(written.rstrip()), len(written), f"\n\n{text}\n")
    lines, line = written.split("\n"), following.location.line - 1
    while line and lines[line - 1].startswith("# "):
        line -= 1
    return insertion(path, sum(len(each) + 1 for each in lines[:line]), f"{text}\n\n")


def _entry_text(edition: Edition, what: str, answers: Answers, page: Page) -> str:
    others = [page.block_with_id(entry.id) for entry in edition.entries_on(page)]
    level = int(others[0].kind[1]) if others and others[0] else 2
    data = f' data-date="{answers["date"]}" data-theme="{answers["theme"]}"' if "theme" in answers else ""
    hint = f"{_HINTS.get(what, 'what it is')}, in {edition.settings.summary_words} words at the most"
    text, sources = answers["text"] or placeholder(hint), _citations(edition, answers, answers["page"])
    heading = f"{'#' * level} {answers['title']} {{ #{answers['id']}{data} }}"
    return f"{heading}\n\n{text}\n\n{_SOURCES} {sources or SOURCE}"


def _comes_before(answers: Answers, entry: Entry) -> bool:
    """Whether the new entry comes before another: by date, by surname or by the alphabet."""
    if entry.kind == "event":
        return entry.date is not None and read_date(answers["date"]).first < entry.date.first
    return sort_key(answers["title"], entry.kind) < sort_key(entry.title, entry.kind)


def sort_key(title: str, kind: str) -> str:
    """The letters that give an entry its place: without accents, quotation marks and a leading article."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(c for c in decomposed if c.isalnum() or c.isspace() or c == "-").strip()
    if kind == "person":
        names = letters.split()
        return " ".join([*names[-1:], *names[:-1]])
    return next((letters[len(each) :] for each in _ARTICLES if letters.startswith(each)), letters)


def _source(edition: Edition, answers: Answers, text: str) -> list[Edit]:
    """The item in its place in the list of sources, and a citation of it."""
    citation = _cite(edition, answers, find_where(edition, answers["where"]))
    following = (source for source in edition.sources if source.id > answers["id"])
    path = edition.settings.sources
    return [_insert_before(next(following, None), path, text, source_item(answers)), citation]


def source_item(answers: Answers) -> str:
    """The lines of an item of the list of sources, in YAML."""
    people = [author.partition(", ") for author in several(answers["author"])]
    names = [{"family": family, "given": given} if comma else {"literal": family} for family, comma, given in people]
    names += [{"literal": body} for body in several(answers["body"])]
    if not names and not answers["container"]:
        names = [{"literal": placeholder("its author, or 'container-title: ...' in place of these two lines")}]
    item = {name: answers[name] for name in ("id", "label", "kind", "type")}
    more = {"container-title": answers["container"], "issued": answers["date"], "URL": answers["url"]}
    fields = {**item, "author": names, "title": answers["title"], **more}
    given = {name: value for name, value in fields.items() if value}
    return yaml.safe_dump([given], allow_unicode=True, sort_keys=False, width=1000).strip()


def _cite(edition: Edition, answers: Answers, where: Where) -> Edit:
    """A citation in a note or entry: in place of a placeholder, else after the other citations."""
    path, text, span = where.page.path, where.page.source.text, where.span
    link = _citation(edition, answers["id"], answers["label"], path)
    waiting = text.find(SOURCE, span.start, span.end)
    if waiting >= 0:
        return Edit(path, waiting, waiting + len(SOURCE), link)
    listed, end = text.find(_SOURCES, span.start, span.end), span.end
    if listed >= 0:
        line_end = text.find("\n\n", listed, end)
        end = line_end if line_end >= 0 else end
    last = text[span.start : end].rpartition("](")[2]
    follows = last.startswith(_written_link(path, _source_page(edition), "")) and last.endswith(")")
    return insertion(path, end, f"{';' if follows else ''} {link}")


def _citations(edition: Edition, answers: Answers, here: str) -> str:
    sources = (edition.source(name) for name in several(answers["source"]))
    return "; ".join(_citation(edition, each.id, each.label, here) for each in sources if each)


def _citation(edition: Edition, name: str, label: str, here: str) -> str:
    return f"[{label}]({_written_link(here, _source_page(edition), name)})"


def _source_page(edition: Edition) -> str:
    for page in edition.pages:
        if edition.settings.kind_of(page.path) == "source":
            return page.path
    raise RefusedError("this edition has no page of sources (name one under extra.edition.pages in mkdocs.yml)")


def _written_link(here: str, there: str, fragment: str) -> str:
    """The target of a link between two pages as people write it."""
    return f"{'' if here == there else relative(there, here)}#{fragment}"
