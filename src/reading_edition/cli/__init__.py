"""The commands: one module each, listed in ``main.py``. This module contains what they share."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from link_checks.problem import Problem
from reading_edition.build import EditionBuild
from reading_edition.model.edition import Edition


class CommandError(Exception):
    """A command cannot do its task; the message gives the reason and the fix."""

    status = 1  # the exit status of the command


@dataclass(frozen=True)
class BuiltEdition:
    """A built edition; ``folder`` contains the documents, and ``site`` the rendered pages."""

    config_file: str | Path
    edition: Edition
    folder: Path
    site: Path
    repository: str
    problems: Sequence[Problem]


@contextmanager
def built_edition(config_file: str | Path, **settings: str) -> Iterator[BuiltEdition]:
    """Build the edition of a mkdocs.yml, overridden by ``settings``, and delete its site when the context ends.

    Raise :class:`CommandError` for a site without an edition, and BuildError for a site that cannot be built.
    """
    from link_checks.mkdocs_build import build_quietly  # imported here because "zensical" works without MkDocs

    with tempfile.TemporaryDirectory() as site:
        build = build_quietly(str(config_file), site, **settings)
        own = build.hook_data.get("edition")
        if not isinstance(own, EditionBuild) or own.edition is None:
            raise CommandError(f"{config_file}: this is not an edition (set it up under extra.edition)")
        repository, problems = build.config.repo_url or "", build.problems.in_order()
        yield BuiltEdition(config_file, own.edition, own.folder, Path(site), repository, problems)
