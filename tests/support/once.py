"""Builds that several test processes share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """The folder into which one of the processes of this run builds; the others wait for it."""
    folder = _shared_folder(factory) / name
    done = folder.with_suffix(".done")
    with FileLock(folder.with_suffix(".lock")):
        if not done.exists():
            folder.mkdir(exist_ok=True)
            build(folder)
            done.touch()
    return folder


def _shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run. A worker of pytest-xdist has a folder of its own inside it."""
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-gw") else base
