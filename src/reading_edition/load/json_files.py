"""Results as JSON in a cache folder, which may be emptied at any time and used by several builds at once."""

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def read_json(file: Path) -> dict[str, Any] | None:
    """What is kept in a file; None if there is none, or it is broken."""
    with suppress(OSError, ValueError):
        return dict(json.loads(file.read_text(encoding="utf-8")))
    return None


def write_text(file: Path, text: str) -> None:
    """Writes a file at once, because another build may write or read it at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent) as folder:
        made = Path(folder, file.name)
        made.write_text(text, encoding="utf-8")
        made.replace(file)
