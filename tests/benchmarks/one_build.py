"""Measures one build in its own process: ``python one_build.py CONFIG SITE``; prints JSON.

This script wraps the functions that the build calls in other packages, so the code of the build contains no
measurement. The time of a stage excludes its calls into other packages, which count for the stages of those
packages. The times of the whole build include the start of Python and all imports, as in ``mkdocs build``. A plain
build imports nothing of the edition. The settings of the garbage collector do not change.
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

PACKAGES = ("load", "checks", "render", "export")  # of reading_edition: each is a stage
CITATIONS = "reading_edition.load.citations"  # a separate stage: pandoc does the work
DOORS = ("reading_edition.build", "reading_edition.load.edition")  # the entry modules
BUILDS = {  # a class of each package, and the stage of its public methods
    "reading_edition.build": ("EditionBuild", ""),
    "link_checks.mkdocs_build": ("Build", "links"),
}
# Methods of the builds that do work of their own. Both the edition and the link checks need the pages that are read.
METHODS = {"publish": "export", "finish_page": "export", "finish_template": "export", "site": "load"}


class StageClock:
    """Counts the CPU time of this process by stage, excluding nested stages."""

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
        """Wraps a function to count its time for a stage, including the time of an iterator that it returns."""

        @functools.wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            self.enter(stage)
            try:
                result = function(*arguments, **named)
            finally:
                self.leave()
            return self._steps(stage, result) if isinstance(result, Iterator) else result

        return run

    def _steps(self, stage: str, iterator: Iterator[Any]) -> Iterator[Any]:
        """Yields from an iterator, and counts only the time of its own steps."""
        end = object()
        while True:
            self.enter(stage)
            try:
                item = next(iterator, end)
            finally:
                self.leave()
            if item is end:
                return
            yield item


def watch(clock: StageClock) -> None:
    """Wraps the functions that the entry modules call, by the package that defines them, if they are imported."""
    for name in DOORS:
        door = sys.modules.get(name)
        for function_name, function in inspect.getmembers(door, inspect.isfunction):
            if door and (stage := _stage(function.__module__, door)):
                setattr(door, function_name, clock.measured(stage, function))
    for name, (class_name, otherwise) in BUILDS.items():
        build = getattr(sys.modules.get(name), class_name, None)
        for method_name, method in inspect.getmembers(build, inspect.isfunction):
            stage = "" if method_name.startswith("_") else METHODS.get(method_name, otherwise)
            if stage:
                setattr(build, method_name, clock.measured(stage, method))


def _stage(module: str, door: ModuleType) -> str:
    """Returns the stage of a function that an entry module imports; empty for its own code and other packages."""
    if module == CITATIONS:
        return "citations"
    package = module.removeprefix("reading_edition.").partition(".")[0]
    return package if package in PACKAGES and module != door.__name__ else ""


def build(config_file: str, site: str, clock: StageClock) -> dict[str, Any]:
    """Builds once, and returns the CPU time and peak memory of this process so far, and the CPU time of each stage.

    The build is not strict, because a site without the hooks has broken links. Problems of an edition fail the build.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = load_config(config_file, site_dir=site)
    watch(clock)
    mkdocs.commands.build.build(config)
    config.plugins.on_shutdown()
    return {
        "cpu": processor(),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "stages": dict(clock.seconds),
    }


def processor() -> float:
    """Returns the CPU time in seconds so far, including that of child processes."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    print(json.dumps(build(sys.argv[1], sys.argv[2], StageClock())))
