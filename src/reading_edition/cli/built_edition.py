"""The edition that a command reads: built with MkDocs into a folder, without ending at problems."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from link_checks.problem import Problem
from reading_edition.build import EditionBuild
from reading_edition.cli.errors import CommandError
from reading_edition.model.edition import Edition
from reading_edition.model.settings import Settings

if TYPE_CHECKING:
    from link_checks.mkdocs_build import Build


@dataclass(frozen=True)
class BuiltEdition:
    """A build of an edition; ``site`` is the folder of the finished pages."""

    edition: Edition
    site: Path
    folder: Path  # the documents' folder
    _build: Build

    @property
    def settings(self) -> Settings:
        return self.edition.settings

    @property
    def repository(self) -> str:
        return self._build.config.repo_url or ""

    @cached_property
    def problems(self) -> list[Problem]:
        return self._build.problems.in_file_order()


@contextmanager
def built_edition(config_file: str | Path, **settings: str) -> Iterator[BuiltEdition]:
    """The edition of a mkdocs.yml; its site is removed at the end of the context.

    ``settings`` replace those of the file. Raises :class:`CommandError` if the file sets up no edition, and
    :class:`link_checks.problem.BuildError` if it cannot be built.
    """
    from link_checks.mkdocs_build import build_quietly  # "zensical" works without MkDocs

    with tempfile.TemporaryDirectory() as site:
        build = build_quietly(str(config_file), site, **settings)
        edition_build = build.hook_data.get("edition")
        if not isinstance(edition_build, EditionBuild) or edition_build.edition is None:
            raise CommandError(f"{config_file}: this is not an edition (set it up under extra.edition)")
        yield BuiltEdition(edition_build.edition, Path(site), edition_build.folder, build)


def read_edition(config_file: str | Path) -> Edition:
    """The edition of a mkdocs.yml; errors as above."""
    with built_edition(config_file) as built:
        return built.edition
