"""Caches results of pure steps, from one build of a server to the next."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")


@dataclass
class Results:
    """The latest result of each step, with its cache key."""

    _cache: dict[Hashable, tuple[object, Any]] = field(default_factory=dict)

    def cached(self, step: Hashable, key: object, make: Callable[[], _T]) -> _T:
        """The cached result of a step if the key is the same, or else a new one."""
        cached = self._cache.get(step)
        if cached is None or cached[0] != key:
            cached = self._cache[step] = key, make()
        result: _T = cached[1]
        return result

    def clear(self) -> None:
        self._cache.clear()
