"""The list of published addresses: adds the new ones, or checks that the list has all and lost none."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.report import annotation
from reading_edition.checks.permalinks import check_removed_lines
from reading_edition.cli.base_commit import BaseError, base_of, file_at
from reading_edition.cli.built_edition import BuiltEdition, built_edition
from reading_edition.cli.errors import CommandError
from reading_edition.load.permalinks import read_permalinks
from reading_edition.model.permalinks import HEAD, with_added


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail if lines are missing")


def run(options: argparse.Namespace) -> int:
    with built_edition(options.config_file) as built:
        path = built.settings.permalinks
        if not path and options.check:
            return 0
        if not path:
            hint = "add 'permalinks: permalinks.txt' under extra.edition"
            raise CommandError(f"{options.config_file}: there is no list of permalinks ({hint})")
        return _check(built) if options.check else _add(built)


def _add(built: BuiltEdition) -> int:
    file, name = built.folder / built.settings.permalinks, built.edition.file(built.settings.permalinks)
    text, added = with_added(_text(file), built.edition.addresses)
    file.write_text(text, encoding="utf-8")
    count = f"{len(added)} address{'' if len(added) == 1 else 'es'} added" if added else "nothing new"
    sys.stdout.write("".join(f"{line}\n" for line in [f"{name}: {count}", *(f"  {each}" for each in added)]))
    return 0


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else HEAD


def _check(built: BuiltEdition) -> int:
    file, name = built.folder / built.settings.permalinks, built.edition.file(built.settings.permalinks)
    text = _text(file)
    _, missing = with_added(text, built.edition.addresses)
    before, now = (read_permalinks(name, each)[0] for each in (text_in_base(file), text))
    problems = [*check_missing(name, text, missing), *check_removed_lines(name, before, now)]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
        if os.environ.get("GITHUB_WORKSPACE"):  # .ci/run hides GITHUB_ACTIONS, because builds annotate too
            sys.stdout.write(f"{annotation(problem, level='error')}\n")
    return 1 if problems else 0


def check_missing(file: str, text: str, missing: Sequence[str]) -> Iterator[Problem]:
    """A problem for each address that the list lacks, at the list's last line."""
    location = Location(max(1, len(text.splitlines())), 1)
    for address in missing:
        hint = f"run 'make permalinks', or add the line: {address}"
        yield problem_at(file, location, "permalink-new", f"the list lacks the new address '{address}'", hint=hint)


def text_in_base(file: Path) -> str:
    """The list in the commit where the branch left main; nothing if there is no such commit."""
    try:
        return file_at(file.parent, base_of(file.parent), file.name)
    except BaseError:
        return ""
