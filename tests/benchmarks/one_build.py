"""One measured build, in a process of its own: ``python one_build.py CONFIG SITE``; prints JSON.

The functions that the build calls in other packages are wrapped from here; the build does not know that it
is measured. The time of a stage is its own: what it calls in another package counts for that one. MkDocs,
its plugins and the hooks are imported before the clock starts; the garbage collector is left as it is.
"""

from __future__ import annotations

import functools
import inspect
import json
import logging
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import mkdocs.commands.build
from mkdocs.config import load_config

import reading_edition.build
import reading_edition.load.edition
from link_checks.mkdocs_build import Build
from reading_edition.build import EditionBuild

PACKAGES = ("load", "checks", "render", "export")  # of reading_edition: each is a stage
CITATIONS = "reading_edition.load.citations"  # a stage of its own: pandoc does the work
# The methods of the builds that work themselves. Reading the pages is for the edition as well as for links.
METHODS = {"publish": "export", "finish_page": "export", "finish_template": "export", "site": "load"}


class StageClock:
    """Counts the CPU time of this process by stages, each without those inside it."""

    def __init__(self, now: Callable[[], float] = time.process_time) -> None:
        self.seconds: Counter[str] = Counter()
        self._now = now
        self._open: list[str] = []
        self._since = 0.0

    def enter(self, stage: str) -> None:
        self._count()
        self._open.append(stage)

    def leave(self) -> None:
        self._count()
        self._open.pop()

    def _count(self) -> None:
        now = self._now()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def measured(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted for a stage; what it yields is collected first."""

        @functools.wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            self.enter(stage)
            try:
                result = function(*arguments, **named)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                self.leave()

        return run


def watch(clock: StageClock) -> None:
    """Puts the clock around what the front doors call, by the package in which it is defined."""
    for door in (reading_edition.build, reading_edition.load.edition):
        for name, function in inspect.getmembers(door, inspect.isfunction):
            if stage := _stage(function.__module__, door):
                setattr(door, name, clock.measured(stage, function))
    for build, otherwise in ((EditionBuild, ""), (Build, "links")):
        for name, method in inspect.getmembers(build, inspect.isfunction):
            stage = "" if name.startswith("_") else METHODS.get(name, otherwise)
            if stage:
                setattr(build, name, clock.measured(stage, method))


def _stage(module: str, door: ModuleType) -> str:
    """The stage of a function that a front door imports from a module; empty for its own and other code."""
    if module == CITATIONS:
        return "citations"
    package = module.removeprefix("reading_edition.").partition(".")[0]
    return package if package in PACKAGES and module != door.__name__ else ""


def build(config_file: str, site: str, clock: StageClock) -> dict[str, Any]:
    """Builds once; returns the seconds by the clock and of the processor, the memory, and the stages.

    It is not strict, for a site without its hooks has broken links; the edition's problems end the build.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    watch(clock)
    wall, cpu = time.perf_counter(), processor()
    config = load_config(config_file, site_dir=site)
    mkdocs.commands.build.build(config)
    config.plugins.on_shutdown()
    return {
        "wall": time.perf_counter() - wall,
        "cpu": processor() - cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "stages": dict(clock.seconds),
    }


def processor() -> float:
    """The seconds of the processor so far, those of the programs that were called included."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    print(json.dumps(build(sys.argv[1], sys.argv[2], StageClock())))
