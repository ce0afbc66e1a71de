"""Results of pure steps, which a server keeps from one build to the next."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")


@dataclass
class Results:
    """The latest result of each step, with what it was made of."""

    _kept: dict[Hashable, tuple[object, Any]] = field(default_factory=dict)

    def of(self, step: Hashable, made_of: object, make: Callable[[], _T]) -> _T:
        """The result of a step: the one that is kept if it was made of the same, or else a new one."""
        kept = self._kept.get(step)
        if kept is None or kept[0] != made_of:
            kept = self._kept[step] = made_of, make()
        result: _T = kept[1]
        return result

    def clear(self) -> None:
        self._kept.clear()
