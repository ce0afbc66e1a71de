"""What the tests of the edition share."""

from __future__ import annotations

import pytest

from reading_edition.cli.built_edition import read_edition
from reading_edition.model.edition import Edition
from support.sites import PROJECT


@pytest.fixture(scope="session")
def real_edition() -> Edition:
    """The edition of this repository, built once."""
    return read_edition(PROJECT / "mkdocs.yml")
