"""The notes: each of a kind, short, sourced, and under its paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.problem import Problem, problem_at
from link_checks.site import Link
from link_checks.suggestions import closest
from reading_edition.checks.locations import location_of_block, passage_name
from reading_edition.load.pages import is_inside_note
from reading_edition.load.runs import is_footnote_link
from reading_edition.load.sources import ID
from reading_edition.model.edition import Edition, Entry, Note


def check_notes(edition: Edition) -> Iterator[Problem]:
    """Every problem with the notes of an edition."""
    yield from _check_nesting(edition)
    if edition.notes and not edition.settings.notes:
        message = "extra.edition.notes names no kinds of notes, and there are notes"
        hint = "name them there, as context: {label: Context}"
        yield problem_at("mkdocs.yml", None, "note-kinds", message, hint=hint)
    first: dict[str, Note] = {}
    for note in edition.notes:
        if note.name in first:
            other = first[note.name]
            line = other.location.line if other.location else 0
            yield _problem(
                note,
                "duplicate-note",
                f"note '{note.name}' has the name of a note in {other.page.file}:{line}",
                hint="names of notes are unique in the whole edition",
            )
        first.setdefault(note.name, note)
        yield from _check_name(note)
        yield from _check_kind(edition, note)
        yield from _check_length(edition, note)
        yield from _check_paragraphs(note)
        yield from _check_place(note)


def _check_nesting(edition: Edition) -> Iterator[Problem]:
    for page in edition.pages:
        for mark in page.root.iter("a"):
            if "footnote-ref" in (mark.get("class") or "").split() and is_inside_note(mark):
                name = (mark.get("href") or "").removeprefix("#fn:")
                locations = [
                    named.location for named in page.source.footnote_references if named.name == name
                ]
                yield problem_at(
                    page.file,
                    locations[-1] if locations else None,
                    "nested-note",
                    f"note mark '[^{name}]' stands inside a note",
                    hint="notes are not nested: put the words into one note, or into an entry",
                )


def _problem(note: Note, code: str, message: str, *, guess: str = "", hint: str = "") -> Problem:
    return problem_at(note.page.file, note.location, code, message, guess=guess, hint=hint)


def _check_name(note: Note) -> Iterator[Problem]:
    if not ID.fullmatch(note.name):
        hint = "lower-case letters, digits and hyphens, a letter first"
        yield _problem(note, "note-name", f"note name '{note.name}' cannot be used", hint=hint)


def _check_kind(edition: Edition, note: Note) -> Iterator[Problem]:
    kinds = edition.settings.notes
    if not kinds:
        return  # told once, for the settings
    labels = [kind.label for kind in kinds]
    kind = next((kind for kind in kinds if kind.id == note.kind), None)
    if kind is None:
        opening = next(note.element.iter("strong"), None)
        written = (opening.text or "").strip().rstrip(".") if opening is not None else ""
        guess = closest(written, labels)
        yield _problem(
            note,
            "note-kind",
            f"note '{note.name}' does not open with its kind",
            guess=f"**{guess}.**" if guess else "",
            hint=f"open it with one of {', '.join(f'**{label}.**' for label in labels)}",
        )
        return
    count = len(cited_sources(edition, note))
    if count < kind.sources and edition.sources and not has_dead_citation(edition, note):
        wanted = "a source" if kind.sources == 1 else f"{kind.sources} sources"
        yield _problem(
            note,
            "unsourced",
            f"note '{note.name}' of kind {kind.label} has no source"
            if not count
            else f"note '{note.name}' of kind {kind.label} needs {wanted}, and has {count}",
            hint="link its sources, as [NATO 1997](../sources.md#founding-act-1997)",
        )


def _check_paragraphs(note: Note) -> Iterator[Problem]:
    """A note is one paragraph; a mark in its margin has no room for more."""
    blocks = [block for block in note.element if isinstance(block.tag, str)]
    blocks = [block for block in blocks if "".join(_words(block, set())).strip("\xa0 \n")]
    if len(blocks) > 1:
        location = location_of_block(note.page.source, blocks[1], after=note.location)
        yield problem_at(
            note.page.file,
            location or note.location,
            "note-paragraphs",
            f"note '{note.name}' has {len(blocks)} paragraphs",
            hint="a note is one paragraph, on one line; join them, or make an entry of what is more",
        )


def cited_sources(edition: Edition, owner: Note | Entry) -> set[str]:
    """The ids of the sources that a note or entry cites."""
    return {
        reference.target.id
        for reference in edition.references_from(owner)
        if isinstance(reference.target, Entry) and reference.target.kind == "source"
    }


def has_dead_citation(edition: Edition, owner: Note | Entry) -> bool:
    """Whether a note or entry cites a source that is not there, which the link checks tell."""
    blocks = [owner.element] if isinstance(owner, Note) else owner.block_elements
    inside = {id(link) for block in blocks for link in block.iter("a")}
    return any(
        id(link.element) in inside and _is_dead_citation(edition, link)
        for link in edition.site.links(owner.page.rendered)
    )


def _is_dead_citation(edition: Edition, link: Link) -> bool:
    page = edition.page_by_path.get(link.target.path)
    return (
        page is not None
        and edition.settings.kind_of(page.path) == "source"
        and bool(link.target.fragment)
        and link.target.fragment not in page.ids
    )


def _check_length(edition: Edition, note: Note) -> Iterator[Problem]:
    limit = edition.settings.note_words
    citations = {
        id(reference.element)
        for reference in edition.references_from(note)
        if isinstance(reference.target, Entry) and reference.target.kind == "source"
    }
    words = " ".join(_words(note.element, citations)).split()
    count = sum(any(character.isalnum() for character in word) for word in words)
    if count > limit:
        yield _problem(
            note,
            "note-length",
            f"note '{note.name}' has {count} words, {limit} at the most",
            hint="citations do not count; what explains a name is an entry",
        )


def _words(element: HtmlElement, left_out: set[int]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and id(child) not in left_out and not is_footnote_link(child):
            yield from _words(child, left_out)
        yield child.tail or ""


def _check_place(note: Note) -> Iterator[Problem]:
    """A note is defined right under its paragraph, where whoever edits the one sees the other."""
    if note.passage is None or note.location is None:
        return
    paragraphs = _paragraphs(note)
    above = [
        named.name
        for named in note.page.source.ids
        if named.location < note.location and named.name.split("-")[0] in paragraphs
    ]
    if above and above[-1].split("-")[0] != note.passage.paragraph:
        yield _problem(
            note,
            "note-place",
            f"note '{note.name}' is defined under {passage_name(above[-1])}, "
            f"but its mark stands in {passage_name(note.passage.id)}",
            hint="define a note right under its paragraph",
        )


def _paragraphs(note: Note) -> set[str]:
    return {name.split("-")[0] for name in note.page.ids if name[:1] == "p" and name[1:2].isdigit()}
