"""``python tests/judges/book.py SITE``: checks the EPUB with epubcheck; its usage hints count as errors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any


def jar_file() -> Path:
    """Returns the path of the program in the package epubcheck. The Python code of the package does not run."""
    try:
        files = distribution("epubcheck").files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        if file.name == "epubcheck.jar":
            return Path(str(file.locate()))
    raise SystemExit("epubcheck.jar is not installed: make .venv/tools")


def main(site: str) -> int:
    book = Path(site, "data", "edition.epub")
    report = checked(book)
    wrong = list(findings(report))
    for finding in wrong:
        print(finding)
    chapters = sum(item["media_type"] == "application/xhtml+xml" for item in report["items"])
    version = report["checker"]["checkerVersion"]
    print(f"epubcheck {version}: {book.name}, {chapters} documents, {len(wrong)} messages")
    return 1 if wrong else 0


def checked(book: Path) -> Mapping[str, Any]:
    """Returns the report of epubcheck on a book, including usage hints."""
    command = ["java", "-jar", str(jar_file()), str(book), "--usage", "--quiet", "--json", "-"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SystemExit("Java is not installed; epubcheck needs version 11 or newer") from None
    try:
        report: Mapping[str, Any] = json.loads(ended.stdout)
    except ValueError:
        raise SystemExit(f"epubcheck gave no report:\n{ended.stdout}{ended.stderr}") from None
    return report


def findings(report: Mapping[str, Any]) -> Iterator[str]:
    for message in report["messages"]:
        for location in message["locations"] or [{"path": "", "line": 0}]:
            text = f"{message['severity']}: {message['message']} [{message['ID']}]"
            yield f"{location['path']}:{location['line']}: {text}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
