"""Write the skeleton of a note, term, person, event, or source in the right file.

The command first builds a copy of the edition with the skeleton. It writes nothing if the build has new problems.
"""

import sys
from argparse import SUPPRESS
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

import click

from reading_edition.cli import built_edition
from reading_edition.cli.scaffold.edits import AS_READ, Edit, RefusedError, write_if_valid
from reading_edition.cli.scaffold.questions import QUESTIONS, collect_answers
from reading_edition.cli.scaffold.skeletons import skeleton
from reading_edition.model.edition import Edition
from reading_edition.model.names import MARK

_SHOWN = 90  # characters of each written text in the report
_REPEATABLE = ("source", "author", "body")


def options_for(arguments: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return the options of all kinds. If the command line names a kind, its help shows only those of the kind."""
    named = [each for each in arguments if each in QUESTIONS][:1] or QUESTIONS
    prompts = {each.option: each.prompt for what in named for each in QUESTIONS[what]}
    options = {each.option for what in QUESTIONS.values() for each in what} - {"where"}
    return {
        "what": {"nargs": "?", "choices": [*QUESTIONS], "help": "what is new; asked for if left out"},
        "--paragraph": {"dest": "where", "metavar": "NUMBER", "help": "a paragraph, by its number"},
        "--in": {"dest": "where", "metavar": "NAME", "help": "a note or entry, by its name"},
        **{
            f"--{name}": {"action": "append" if name in _REPEATABLE else "store", "help": prompts.get(name, SUPPRESS)}
            for name in sorted(options)
        },
    }


def run(config_file: str, what: str | None, **given: Any) -> int:
    try:
        _new(config_file, what, {name: value for name, value in given.items() if value is not None})
        return 0
    except (RefusedError, click.Abort, KeyboardInterrupt) as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        is_interrupted = isinstance(error.__context__ or error, KeyboardInterrupt)
        return 130 if is_interrupted else 1  # the status that shells report for an interrupted command


def _new(config_file: str, what: str | None, given: dict[str, Any]) -> None:
    what = what or click.prompt("What do you want to add", type=click.Choice([*QUESTIONS], case_sensitive=False))
    given |= {name: "; ".join(given[name]) for name in _REPEATABLE if name in given}
    with built_edition(config_file) as built:
        sources = built.folder / built.edition.settings.sources
        answers = collect_answers(built.edition, what, given)
        edits = skeleton(built.edition, what, answers, sources.read_text(AS_READ) if sources.is_file() else "")
        allowed = {"placeholder"} if answers.get("source") else {"placeholder", "unsourced"}
        files = write_if_valid(built, edits, allowed)
    print(*report(built.edition, edits, files), sep="\n")


def report(edition: Edition, edits: Sequence[Edit], files: Mapping[str, str]) -> list[str]:
    """Return the lines of the report: each written text with its location, and the next step."""
    lines = []
    for edit in sorted(edits):
        text, first_line = files[edit.path], edit.text.strip().partition("\n")[0]
        number = text.count("\n", 0, text.find(first_line)) + 1
        lines.append(f"{edition.file(edit.path)}:{number}: {shorten(edit.text, _SHOWN, placeholder=' ...')}")
    lines += [f"{edition.file(path)}: its address" for path in files if path == edition.settings.permalinks]
    if any(MARK in edit.text for edit in edits):
        return [*lines, f"Replace each '{MARK} ...' with words, and look at them with 'make serve'."]
    return [*lines, "Look at it with 'make serve'."]
