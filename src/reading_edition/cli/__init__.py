"""The commands: each is a module, and ``main.py`` lists them. Here is what several need."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from link_checks.problem import Problem
from reading_edition.build import EditionBuild
from reading_edition.model.edition import Edition


class CommandError(Exception):
    """A command cannot do what it was asked to do; the message says why, and what helps."""

    status = 1  # with which the command ends


@dataclass(frozen=True)
class BuiltEdition:
    """A build of an edition; ``folder`` is that of the documents, ``site`` that of the finished pages."""

    config_file: str | Path
    edition: Edition
    folder: Path
    site: Path
    repository: str
    problems: Sequence[Problem]


@contextmanager
def built_edition(config_file: str | Path, **settings: str) -> Iterator[BuiltEdition]:
    """The edition of a mkdocs.yml, whose settings some others replace; its site is removed at the end of the context.

    Raises :class:`CommandError` for a site without an edition, and BuildError for one that cannot be built.
    """
    from link_checks.mkdocs_build import build_quietly  # "zensical" works without MkDocs

    with tempfile.TemporaryDirectory() as site:
        build = build_quietly(str(config_file), site, **settings)
        own = build.hook_data.get("edition")
        if not isinstance(own, EditionBuild) or own.edition is None:
            raise CommandError(f"{config_file}: this is not an edition (set it up under extra.edition)")
        repository, problems = build.config.repo_url or "", build.problems.in_file_order()
        yield BuiltEdition(config_file, own.edition, own.folder, Path(site), repository, problems)
