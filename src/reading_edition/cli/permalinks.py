"""Permalinks: the new addresses of the edition are added to the list of what it has published."""

from __future__ import annotations

from collections.abc import Sequence


def report_added(file: str, added: Sequence[str]) -> str:
    """What was added to the list."""
    if not added:
        return f"{file}: nothing new\n"
    return "".join(f"{line}\n" for line in [f"{file}: {_count(added)} added", *_indented(added)])


def report_missing(file: str, missing: Sequence[str]) -> str:
    """What the list lacks, and how it is mended; nothing if it lacks nothing."""
    if not missing:
        return ""
    opening = f"{file}: {_count(missing)} not listed yet; run 'make permalinks', or add these lines:"
    return "".join(f"{line}\n" for line in [opening, *_indented(missing)])


def _count(addresses: Sequence[str]) -> str:
    return f"{len(addresses)} address{'' if len(addresses) == 1 else 'es'}"


def _indented(addresses: Sequence[str]) -> list[str]:
    return [f"  {address}" for address in addresses]
