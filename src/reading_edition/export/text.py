"""The edition as plain text: the essay in numbered paragraphs, the notes, the entries and the sources.

The essay comes first, without note references, so that character positions in it change only if the essay does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from reading_edition.export.entries import sections_of, shown_blocks, source_lines
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Note, Passage
from reading_edition.model.names import owner_name
from reading_edition.model.runs import AUTHORS_MARK, IMAGE, TEXT, Run, typed, walk, words_of
from reading_edition.render.templating import pieces_of, templates_in

PATH = "data/edition.txt"
_APART = ("h", "f", "t", "n")  # the kinds of passages with an empty line before them


def text_edition(edition: Edition) -> Iterator[str]:
    """Yield the whole edition, as the template ``edition.txt`` renders it."""
    helpers = (location_of_note, sections_of, shown_blocks, source_lines, words_with_sources)
    template = templates_in(Path(__file__).with_name("templates"), helpers).get_template("edition.txt")
    return pieces_of(template, edition=edition, essay=essay_text(edition)[0], kinds=ENTRY_KINDS)


def essay_text(edition: Edition) -> tuple[list[str], Mapping[str, int]]:
    """Return the lines of the essay, with which the plain text begins, and the position in it of each passage.

    An empty line precedes each part, and each passage except list items and the lines above the text.
    """
    lines: list[str] = []
    starts: dict[str, int] = {}
    position = 0
    for part in edition.parts:
        for passage in part.passages:
            empty = [""] if lines and passage is part.passages[0] else []
            empty += [""] if lines and (passage.is_paragraph or passage.kind in _APART) else []
            number = f"[{_label(passage, edition)}] " if passage.kind not in ("", "h") else ""
            lines += [*empty, f"{number}{passage.typed}"]
            starts.setdefault(passage.id, position + len(empty) + len(number))
            position += len(empty) + len(lines[-1]) + 1
    return lines, starts


def _label(passage: Passage, edition: Edition) -> str:
    """Return the name of a passage for its label, with a figure's description or the passage of an author's note."""
    name = passage.number or owner_name(passage, edition.settings.translate)
    marks = ((run.text, each) for each in edition.passages for run in walk(each.runs) if run.kind == AUTHORS_MARK)
    about = next((each for name, each in marks if name == passage.id), None) if passage.kind == "n" else None
    shown = [run.get("alt") for run in walk(passage.runs) if run.kind == IMAGE] if passage.kind == "f" else []
    name += f", {owner_name(about, edition.settings.translate)}" if about else ""
    return ": ".join([name, *filter(None, shown)])


def location_of_note(edition: Edition, note: Note) -> str:
    """Return the name of the passage of a note, and the words that the note is about."""
    if note.passage is None:
        return ""
    translate = edition.settings.translate
    words = translate("at “{words}”", words=note.passage.words_of_note(note.name))
    return f"{owner_name(note.passage, translate)}, {words}."


def words_with_sources(edition: Edition, runs: Iterable[Run]) -> str:
    """Return the words of runs, with the sources that they cite, and the descriptions of pictures, in brackets."""
    shown = list(_with_brackets(edition, runs))
    return "\n".join(typed([run]) for run in shown) if any(run.kind == "table" for run in shown) else words_of(shown)


def _with_brackets(edition: Edition, runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        inner = replace(run, runs=tuple(_with_brackets(edition, run.runs))) if run.runs else run
        if run.kind == IMAGE and run.get("alt"):
            yield Run(TEXT, f" [{run.get('alt')}] ")
        elif edition.is_citation(run):
            yield from (Run(TEXT, "["), inner, Run(TEXT, "]"))
        else:
            yield inner
