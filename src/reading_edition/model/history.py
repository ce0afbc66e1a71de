"""When files and their lines were last changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class History:
    """The last changes, as days in ISO 8601, by the files' paths; nothing stands for what is not known.

    ``files`` has the day of each file, ``lines`` those of each of its lines, in order.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of_lines(self, path: str, first: int, last: int | None = None) -> str:
        """The last change of some lines of a file, counted from 1, both ends included."""
        return max(self.lines.get(path, ())[max(first - 1, 0) : last], default="")
