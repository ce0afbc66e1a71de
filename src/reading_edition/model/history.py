"""The history of the edition: when files, notes, entries and sources changed, by whom and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Change(NamedTuple):
    """A commit; ``moment`` is its date and time in ISO 8601, ``subject`` the first line of its message."""

    moment: str
    commit: str
    author: str
    subject: str

    @property
    def day(self) -> str:
        return self.moment[: len("2010-03-05")]


@dataclass(frozen=True)
class History:
    """The day of each file's last change, and each item's changes, oldest first; empty without a full git history."""

    files: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)
