"""Caches results of builds: in the memory of a preview server, and as JSON in a cache folder.

The folder may be emptied at any time, and several builds may use it at once.
"""

import json
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

_T = TypeVar("_T")


@dataclass
class Results:
    """The latest result of each step, with its cache key."""

    _cache: dict[Hashable, tuple[object, Any]] = field(default_factory=dict)

    def cached(self, step: Hashable, key: object, make: Callable[[], _T]) -> _T:
        """Return the cached result of a step if its key is the same, or else compute a new one."""
        cached = self._cache.get(step)
        if cached is None or cached[0] != key:
            cached = self._cache[step] = key, make()
        result: _T = cached[1]
        return result

    def clear(self) -> None:
        self._cache.clear()


def read_json(file: Path) -> dict[str, Any] | None:
    """Return the content of a JSON file, or None if the file is missing or invalid."""
    with suppress(OSError, ValueError):
        return dict(json.loads(file.read_text(encoding="utf-8")))
    return None


def write_text(file: Path, text: str) -> None:
    """Write a file atomically, because another build may write or read it at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent) as folder:
        made = Path(folder, file.name)
        made.write_text(text, encoding="utf-8")
        made.replace(file)
