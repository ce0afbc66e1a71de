"""Hosts that are known to refuse programs: their refusal does not mean that the page is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Refusal:
    """A host, its subdomains included, the statuses with which it refuses, and how that is known."""

    host: str
    answers: Sequence[int]
    why: str


def refusal_of(refusals: Sequence[Refusal], address: str, code: int) -> Refusal | None:
    """The known refusal that explains the status of an address, or None."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    for refusal in refusals:
        if code in refusal.answers and f".{host}".endswith(f".{refusal.host}"):
            return refusal
    return None
