"""Builds that test processes share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """Returns a folder that one process of this test run builds; the other processes wait."""
    folder = _shared_folder(factory) / name
    done = folder.with_suffix(".done")
    with FileLock(folder.with_suffix(".lock")):
        if not done.exists():
            folder.mkdir(exist_ok=True)
            build(folder)
            done.touch()
    return folder


def _shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of this test run, which contains the folders of the pytest-xdist workers."""
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-gw") else base
