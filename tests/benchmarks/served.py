"""Measures rebuilds under ``mkdocs serve``: ``python served.py CONFIG FILE WORDS PAGE [EDITS]``; prints JSON.

Like the server, one process rebuilds the site after each edit. An edit adds text to FILE after WORDS. After each
rebuild, the process renders PAGE, as for a request of a browser. Edits change a copy of the documents. Every edit is
unique, because the results of an earlier edit would be in ``.cache/``.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from one_build import processor

URL = "http://127.0.0.1:8000/"


def measure(config_file: Path, edited: str, words: str, page: str, edits: int) -> dict[str, float]:
    """Returns the median CPU time in seconds of the rebuild, and of the rendering of the page."""
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    config = load_config(str(config_file))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docs = Path(shutil.copytree(config.docs_dir, folder / "docs"))

        def configured() -> MkDocsConfig:
            return load_config(str(config_file), docs_dir=str(docs), site_dir=str(folder / "site"), site_url=URL)

        config = configured()
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=URL)
        rebuilt, asked = [], []
        text = (docs / edited).read_text(encoding="utf-8")
        assert words in text, f"{edited} no longer has the words '{words}'"
        for _ in range(edits):
            (docs / edited).write_text(text.replace(words, f"{words} {time.time_ns()}", 1), encoding="utf-8")
            start = processor()
            build(configured(), serve_url=URL)
            rebuilt.append(processor() - start)
            start = processor()
            if (plugin := _edition(config)) is not None:
                assert plugin.preview.on_demand.make(page, folder / "site")
            asked.append(processor() - start)
    return {"rebuild": median(rebuilt), "page": median(asked)}


def _edition(config: MkDocsConfig) -> Any:
    """Returns the plugin of the edition; None if the site is not an edition."""
    hooks: dict[str, Any] = config.hooks
    return next((hooks[name]._edition for name in hooks if name.endswith("annotated_edition.py")), None)


if __name__ == "__main__":
    os.chdir(Path(sys.argv[1]).parent)
    print(json.dumps(measure(Path(sys.argv[1]), *sys.argv[2:5], int((sys.argv[5:] or ["5"])[0]))))
