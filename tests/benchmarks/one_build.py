"""One measured build, in a process of its own: ``python one_build.py CONFIG SITE``; prints JSON.

The functions of the front doors are wrapped from here, so that the build itself knows nothing of being
measured. A stage's time is its own: what another stage does on its behalf counts for that one. MkDocs, its
plugins and the hooks are imported before the clock starts; the garbage collector is left as it is.
"""

from __future__ import annotations

import functools
import json
import logging
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import mkdocs.commands.build
from mkdocs.config import load_config

import reading_edition.build
import reading_edition.load.edition
from link_checks.mkdocs_build import Build
from reading_edition.build import EditionBuild

# Which function belongs to which stage. What is not named here is MkDocs's, or counts for what calls it.
STAGES: dict[str, list[tuple[Any, str]]] = {
    "read": [
        (Build, "site"),
        (reading_edition.build, "load_edition"),
        (reading_edition.build, "read_sources"),
        (EditionBuild, "prepare"),
    ],
    "check": [
        (reading_edition.build, "check_edition"),
        (reading_edition.build.safety, "check_safety"),
        (reading_edition.build.generated, "check_generated"),
        (reading_edition.build.source_pages, "check_listed"),
        (reading_edition.build.safety, "check_citations"),
        (EditionBuild, "check_files"),
    ],
    "render": [(reading_edition.build, "render"), (EditionBuild, "content_of")],
    "publish": [(EditionBuild, "publish"), (EditionBuild, "finish_page")],
    "links": [(Build, "check"), (Build, "check_page_shell"), (Build, "check_files"), (Build, "make_readable")],
    "citations": [(reading_edition.load.edition, "_citations"), (reading_edition.load.edition, "_own_citations")],
}


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
        """The function, with its time counted for a stage; what it yields is gathered first."""

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
    """Puts the clock around the functions of every stage."""
    for stage, functions in STAGES.items():
        for owner, name in functions:
            setattr(owner, name, clock.measured(stage, getattr(owner, name)))


def build(config_file: str, site: str, clock: StageClock) -> dict[str, Any]:
    """One build: the seconds it took, of the clock on the wall and of the processor, and its memory.

    It is not strict, for a site that lacks its hooks has links to nothing; the edition's problems end it.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    watch(clock)
    wall, cpu = time.perf_counter(), _processor()
    config = load_config(config_file, site_dir=site)
    mkdocs.commands.build.build(config)
    config.plugins.on_shutdown()
    return {
        "wall": time.perf_counter() - wall,
        "cpu": _processor() - cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "stages": dict(clock.seconds),
    }


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    print(json.dumps(build(sys.argv[1], sys.argv[2], StageClock())))
