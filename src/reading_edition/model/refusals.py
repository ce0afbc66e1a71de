"""Hosts that are known to refuse programs: their refusal says nothing of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Refusal:
    """A host, its subdomains included, the statuses with which it refuses, and how that is known."""

    host: str
    answers: Sequence[int]
    why: str


def read_refusals(data: object) -> tuple[Refusal, ...]:
    """The refusals from ``extra.edition.refusals``; ValueError says what is of another form."""
    if not isinstance(data, Mapping):
        raise ValueError("refusals is no mapping; see README.md")
    return tuple(_refusal(str(host), value) for host, value in data.items())


def _refusal(host: str, value: Any) -> Refusal:
    form = f"refusals needs of '{host}' its 'answers' and 'why': {{answers: [403], why: ...}}"
    if not isinstance(value, Mapping) or not value.get("why"):
        raise ValueError(form)
    answers = value.get("answers")
    if not isinstance(answers, list) or not answers or not all(isinstance(each, int) for each in answers):
        raise ValueError(form)
    return Refusal(host, tuple(answers), str(value["why"]))


def refusal_of(refusals: Sequence[Refusal], address: str, code: int) -> Refusal | None:
    """The refusal that a status of an address is, if its host is known for it."""
    host = _host(address)
    for refusal in refusals:
        if code in refusal.answers and (host == refusal.host or host.endswith(f".{refusal.host}")):
            return refusal
    return None


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
