"""``python tests/judges/pages.py SITE``: is every page valid HTML? The Nu HTML Checker (vnu) says so.

The pages are asked for over http, because from a file no page can be of the same origin as its scripts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from served import served

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# What is nothing to mend, or not ours: messages, and words of the place to which each belongs.
LEFT_ALONE = (
    # The theme's own switches for a drawer and a search that this edition does not have; no block of its
    # templates holds them.
    ("Attribute “autocomplete” is only allowed when the input type is", 'class="md-toggle"'),
    # Data in a script element is never run, and no policy forbids it (HTML, "prepare the script element").
    ("Inline script violates Content Security Policy", '<script type="application/ld+json">'),
    # A year before 1000 is no slip of the pen in a history.
    ("Potentially bad value “0", "datetime="),
)


def main(site: str) -> int:
    pages = sorted(file.relative_to(site).as_posix() for file in Path(site).rglob("*.html"))
    if not pages:
        raise SystemExit(f"{site} holds no pages")
    with served(site) as address:
        messages = judged([f"{address}{quote(page)}" for page in pages])
    wrong = [message for message in messages if not is_left_alone(message)]
    for message in wrong:
        page = unquote(str(message.get("url", "")).removeprefix(address))
        place = f"{page}:{message.get('lastLine', 0)}"
        print(f"{place}: {message['message']} | {' '.join(message.get('extract', '').split())}")
    left = len(messages) - len(wrong)
    print(f"vnu: {len(pages)} pages, {len(wrong)} messages ({left} left alone)")
    return 1 if wrong else 0


def judged(addresses: list[str]) -> list[Mapping[str, Any]]:
    """The messages of the checker about some addresses."""
    command = [
        "java",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # such as this machine
        "-Dnu.validator.servlet.allowed-address-type=all",
        "-jar",
        str(JAR),
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
        *addresses,
    ]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SystemExit("Java is not installed; vnu needs version 11 or newer") from None
    try:
        messages: list[Mapping[str, Any]] = json.loads(ended.stdout)["messages"]
    except (ValueError, KeyError):
        raise SystemExit(f"vnu did not judge:\n{ended.stdout}{ended.stderr}") from None
    return messages


def is_left_alone(message: Mapping[str, Any]) -> bool:
    return any(
        str(message["message"]).startswith(words) and place in message.get("extract", "")
        for words, place in LEFT_ALONE
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
