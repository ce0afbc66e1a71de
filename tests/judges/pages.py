"""``python tests/judges/pages.py SITE``: validates every page with the Nu HTML Checker (vnu).

A local server sends the pages, because a page from a file never has the same origin as its scripts.
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
# Messages that need no fix, or that we cannot fix, each with a text from the extract to which it applies.
IGNORED = (
    # The theme's toggles for a drawer and a search that this edition does not have. No template block
    # contains the toggles.
    ("Attribute “autocomplete” is only allowed when the input type is", 'class="md-toggle"'),
    # Data in a script element never runs, and no policy forbids it (HTML, "prepare the script element").
    ("Inline script violates Content Security Policy", '<script type="application/ld+json">'),
    # A year before 1000 is plausible in a history.
    ("Potentially bad value “0", "datetime="),
    # An author can skip a level of headings, as in tests/cases/prose.
    ("The heading “h3” (with computed level 3) follows the heading “h1”", '<h3 id="h3">'),
)


def main(site: str) -> int:
    pages = sorted(file.relative_to(site).as_posix() for file in Path(site).rglob("*.html"))
    if not pages:
        raise SystemExit(f"{site} contains no pages")
    with served(site) as address:
        messages = checked([f"{address}{quote(page)}" for page in pages])
    wrong = [message for message in messages if not is_ignored(message)]
    for message in wrong:
        page = unquote(str(message.get("url", "")).removeprefix(address))
        location = f"{page}:{message.get('lastLine', 0)}"
        print(f"{location}: {message['message']} | {' '.join(message.get('extract', '').split())}")
    ignored = len(messages) - len(wrong)
    print(f"vnu: {len(pages)} pages, {len(wrong)} messages ({ignored} ignored)")
    return 1 if wrong else 0


def checked(addresses: list[str]) -> list[Mapping[str, Any]]:
    """Returns the messages of the checker about some addresses."""
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
        raise SystemExit(f"vnu gave no report:\n{ended.stdout}{ended.stderr}") from None
    return messages


def is_ignored(message: Mapping[str, Any]) -> bool:
    return any(
        str(message["message"]).startswith(words) and extract in message.get("extract", "")
        for words, extract in IGNORED
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
