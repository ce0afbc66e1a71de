"""Add new addresses to the list of permalinks, or check that the list is complete and has lost none."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from link_checks.location import Location
from link_checks.report import annotation
from reading_edition.checks.permalinks import check_removed_lines
from reading_edition.cli import CommandError, built_edition
from reading_edition.cli.base_commit import text_in_base
from reading_edition.load.permalinks import read_permalinks
from reading_edition.model.permalinks import HEAD, with_added
from reading_edition.model.problems import problem_in

OPTIONS = {"--check": {"action": "store_true", "help": "change nothing; fail if lines are missing"}}


def run(config_file: str, check: bool) -> int:
    with built_edition(config_file) as built:
        path = built.edition.settings.permalinks
    if not path:
        if check:
            return 0
        hint = "add 'permalinks: permalinks.txt' under extra.edition"
        raise CommandError(f"{config_file}: there is no list of permalinks ({hint})")
    file, name = built.folder / path, built.edition.file(path)
    text = file.read_text(encoding="utf-8-sig") if file.is_file() else HEAD
    more, added = with_added(text, built.edition.addresses)
    if check:
        return _check(name, file, text, added)
    file.write_text(more, encoding="utf-8")
    count = f"{len(added)} address{'' if len(added) == 1 else 'es'} added" if added else "nothing new"
    print(f"{name}: {count}", *added, sep="\n  ")
    return 0


def _check(name: str, file: Path, text: str, added: Iterable[str]) -> int:
    """Print a problem at the end of the list for each missing address, and one for each removed line."""
    before, now = (read_permalinks(name, each)[0] for each in (text_in_base(file), text))
    end = Location(max(1, len(text.splitlines())), 1)
    problems = [problem_in(name, end, "permalink-new", address=address) for address in added]
    problems.extend(check_removed_lines(name, before, now))
    for problem in problems:
        print(problem, file=sys.stderr)
        if os.environ.get("GITHUB_WORKSPACE"):  # .ci/run hides GITHUB_ACTIONS, because builds annotate too
            print(annotation(problem, level="error"))
    return int(bool(problems))
