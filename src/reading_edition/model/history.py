"""When files were last changed, and when notes and entries were written and changed, by whom and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Change(NamedTuple):
    """A commit; ``moment`` is in ISO 8601, ``subject`` says why."""

    moment: str
    commit: str
    author: str
    subject: str

    @property
    def day(self) -> str:
        return self.moment[: len("2010-03-05")]


@dataclass(frozen=True)
class History:
    """The day on which each file last changed, and each item's changes, oldest first; empty without a whole history."""

    files: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)
