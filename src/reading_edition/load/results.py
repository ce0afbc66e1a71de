"""Caches results of builds in the memory of a preview server."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
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
