"""The results as Markdown tables: medians, and ratios within one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Run = dict[str, Any]  # the output of one_build.py

KNOWLEDGE = ("load", "checks", "render")  # stages that must cost little compared with the plain build
STAGES = (*KNOWLEDGE, "links", "citations", "export")


@dataclass
class Measured:
    """The builds of one edition, in pairs: a plain build, then a build with the hooks."""

    name: str
    pages: int
    plain: list[Run] = field(default_factory=list)
    annotated: list[Run] = field(default_factory=list)
    lychee: list[dict[str, float]] = field(default_factory=list)  # "cpu", "wall", and "ended" of each run
    warm: list[Run] = field(default_factory=list)  # with the hooks, after a build of the same edition

    def median(self, runs: Sequence[Run], name: str) -> float:
        return median(run[name] for run in runs)

    def ratio(self, part: Callable[[Run], float], whole: str = "cpu") -> float:
        """The median over the pairs of the ratio between a part of the annotated build and the plain build."""
        return median(
            part(annotated) / plain[whole] for plain, annotated in zip(self.plain, self.annotated, strict=True)
        )

    @property
    def warm_ratio(self) -> float:
        """The median over the pairs of the ratio between the warm build and the plain build."""
        return median(warm["cpu"] / plain["cpu"] for plain, warm in zip(self.plain, self.warm, strict=True))

    @property
    def page_cost(self) -> float:
        """The seconds per page for loading, checks, and rendering."""
        return median(seconds(run, KNOWLEDGE) for run in self.annotated) / self.pages

    @property
    def links(self) -> float:
        """The median seconds of the link checks."""
        return median(seconds(run, ("links",)) for run in self.annotated)


def seconds(run: Run, stages: Iterable[str]) -> float:
    """Returns the total seconds of some stages in one build."""
    return sum(run["stages"].get(stage, 0.0) for stage in stages)


def tables(measured: Sequence[Measured]) -> str:
    """Returns all tables of the builds."""
    if not measured:
        return ""
    return "\n\n".join(filter(None, [_builds(measured), _stages(measured), _growth(measured), _lychee(measured)]))


def _builds(measured: Sequence[Measured]) -> str:
    rows = [
        [
            each.name,
            str(each.pages),
            str(len(each.plain)),
            f"{each.median(each.plain, 'cpu'):.2f} s",
            f"{each.median(each.annotated, 'cpu'):.2f} s",
            f"**{each.ratio(lambda run: run['cpu']):.2f}**",
            f"{each.ratio(lambda run: run['wall'], 'wall'):.2f}",
            f"**{each.warm_ratio:.2f}**",
            _megabytes(each.median(each.plain, "memory")),
            _megabytes(each.median(each.annotated, "memory")),
        ]
        for each in measured
    ]
    head = "edition|pages|pairs|plain|with the hooks|ratio|by the wall clock|ratio, warm|memory, plain|memory, with"
    return table(head, rows)


def _stages(measured: Sequence[Measured]) -> str:
    rows = [
        [
            each.name,
            *(f"{_share(each, [stage]):.1%}" for stage in STAGES),
            f"**{_share(each, KNOWLEDGE):.1%}**",
            f"{each.ratio(lambda run: run['cpu']) - 1 - _share(each, STAGES):.1%}",
        ]
        for each in measured
    ]
    titles = "|".join("link checks" if stage == "links" else stage for stage in STAGES)
    head = f"of the plain build|{titles}|load + checks + render|MkDocs and imports"
    return table(head, rows)


def _share(each: Measured, stages: Iterable[str]) -> float:
    wanted = list(stages)
    return each.ratio(lambda run: seconds(run, wanted))


def _growth(measured: Sequence[Measured]) -> str:
    rows = [
        [
            each.name,
            f"{each.page_cost * 1000:.2f} ms",
            f"{each.page_cost / before.page_cost:.2f}" if before else "",
        ]
        for before, each in zip([None, *measured], measured, strict=False)
    ]
    return table("edition|load + checks + render, a page|to the row above", rows)


def _lychee(measured: Sequence[Measured]) -> str:
    rows = [
        [
            each.name,
            f"{each.links:.2f} s",
            f"{_least(each)}{each.median(each.lychee, 'cpu'):.2f} s",
            f"{_least(each)}{each.median(each.lychee, 'wall'):.2f} s",
            f"**{_least(each)}{each.median(each.lychee, 'cpu') / each.links:.1f}**",
        ]
        for each in measured
        if each.lychee
    ]
    head = "edition|link checks|lychee, processor|lychee, wall clock|lychee to the link checks, processor"
    return table(head, rows) if rows else ""


@dataclass(frozen=True)
class Served:
    """The CPU time in seconds after a saved edit: the rebuild, and the rendering of the requested page."""

    name: str
    plain: float
    rebuild: float
    page: float

    @property
    def ratio(self) -> float:
        return (self.rebuild + self.page) / self.plain


def serve_table(served: Sequence[Served]) -> str:
    """Returns the table of rebuilds of the real edition under ``mkdocs serve``."""
    rows = []
    for name in dict.fromkeys(each.name for each in served):
        of_name = [each for each in served if each.name == name]
        figures = [f"{median(getattr(each, part) for each in of_name):.2f} s" for part in ("plain", "rebuild", "page")]
        rows.append([name, str(len(of_name)), *figures, f"**{median(each.ratio for each in of_name):.2f}**"])
    head = "saved, under serve|pairs|plain rebuild|rebuild with the hooks|the page asked for|ratio"
    return table(head, rows) if rows else ""


def links_table(measured: Sequence[Measured]) -> str:
    """Returns the table of the link checks on sites that are not editions."""
    rows = [
        [
            each.name,
            str(len(each.plain)),
            f"{each.median(each.plain, 'cpu'):.1f} s",
            f"{each.median(each.annotated, 'cpu'):.1f} s",
            f"**{each.ratio(lambda run: run['cpu']) - 1:.0%}**",
            f"{each.links:.1f} s",
            f"{_least(each)}{each.median(each.lychee, 'cpu'):.1f} s",
        ]
        for each in measured
    ]
    head = "site, 20 links a page|pairs|plain|with the link checks|more|link checks alone|lychee, processor"
    return table(head, rows) if rows else ""


def _least(each: Measured) -> str:
    """Returns the prefix for the figures of a run of lychee that was stopped."""
    return "" if all(run.get("ended", 1) for run in each.lychee) else "over "


def table(head: str, rows: Iterable[Sequence[str]]) -> str:
    """Returns a Markdown table; ``head`` contains the column titles, separated by bars."""
    titles = head.split("|")
    rule = ["---", *["---:"] * (len(titles) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [titles, rule, *rows])


def _megabytes(size: float) -> str:
    return f"{size / 2**20:.0f} MB"
