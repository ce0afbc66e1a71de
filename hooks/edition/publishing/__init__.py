"""Publishing: the edition as files for other programs, beside the pages that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..model import Edition

Publisher = Callable[[Edition], str]

# What is published, by its path in the site. Each publisher is a small module of this package.
PUBLISHERS: Mapping[str, Publisher] = {}


def published_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """The path and text of every file that is made of the edition as a whole."""
    for path, publisher in PUBLISHERS.items():
        yield path, publisher(edition)
