"""``make bench``: measures the cost of the edition, compared with the same site without it.

Builds the real edition, and editions of one synthetic text in 1, 10, 100, and 1,000 parts, alternately with the hooks
and as plain sites: the same Markdown with Material's own theme and search. Each build runs in its own process. Progress goes to stderr, results go to stdout.
``--write`` writes the results to RESULTS.md, with the machine and the date. Nothing here is a test.

Times are CPU time, because wall-clock time means little on a busy machine. The first build of each edition is not
counted: it checks that the edition builds without problems. A "cold" build runs with an empty cache, and a "warm"
build follows it. Under ``mkdocs serve``, the benchmark measures the rebuild after a saved edit, and the rendering of
the page that a browser then requests.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from linked_site import LinkedSite
from report import Measured, Run, Served, links_table, serve_table, tables
from text import PROJECT, Text

HERE = Path(__file__).parent
WORK = PROJECT / ".cache" / "bench"
RESULTS = HERE / "RESULTS.md"
RUNS = {1: 7, 10: 7, 100: 5, 1000: 2}  # pairs of builds, by number of parts
THEMES = ("material", "mkdocs")
# The edits under serve: the file, the words after which text is added, and the page that is requested.
SAVED = {
    "a note": ("essay/part-2.md", "Poland in 1989", "essay/part-2/index.html"),
    "an entry of the longest page": ("glossary.md", "by consensus", "glossary/index.html"),
    "a source": ("sources.yaml", "Report on the General Assembly", "sources/index.html"),
}
LYCHEE_LIMIT = 300  # seconds of wall-clock time
_START, _END = "<!-- measured -->", "<!-- end of what was measured -->"


def main() -> None:
    arguments = _arguments()
    say = _Progress()
    measured = []
    if arguments.real:
        measured.append(measure("the real edition", PROJECT, _plain_of_real(), arguments.runs or 7, say))
    for parts in arguments.sizes:
        folder = WORK / str(parts)
        say(f"{parts} parts: writing the text")
        Text(parts).write(folder)
        runs = arguments.runs or RUNS.get(parts, 3)
        measured.append(
            measure("1 part" if parts == 1 else f"{parts:,} parts", folder, folder / "plain.yml", runs, say)
        )
    linked = [measure_links(pages, theme, arguments.runs or 2, say) for pages in arguments.links for theme in THEMES]
    served = measure_serve(arguments.runs or 3, say) if arguments.serve else []
    results = (
        "\n\n".join([_machine(), *filter(None, [tables(measured), serve_table(served), links_table(linked)])]) + "\n"
    )
    if arguments.reader:
        from reader import measure_reader  # only this needs a browser

        results += f"\n{measure_reader(WORK, say)}\n"
    print(results, flush=True)
    if arguments.write:
        _write(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Measures the cost of the edition.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1, 10, 100, 1000], help="numbers of parts")
    parser.add_argument(
        "--links", type=int, nargs="*", default=[1000], help="numbers of pages of sites with 20 links a page"
    )
    parser.add_argument("--runs", type=int, help="number of pairs of builds of each edition")
    parser.add_argument("--no-real", dest="real", action="store_false", help="skip the real edition")
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="skip the rebuilds under mkdocs serve")
    parser.add_argument("--reader", action="store_true", help="also measure page loads in Chromium")
    parser.add_argument("--write", action="store_true", help=f"write the results to {RESULTS.name}")
    return parser.parse_args()


class _Progress:
    """Prints the current step, and the seconds since the start."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, words: str) -> None:
        print(f"{time.monotonic() - self._start:6.0f} s  {words}", file=sys.stderr, flush=True)


def measure(name: str, folder: Path, plain: Path, runs: int, say: _Progress) -> Measured:
    """Builds an edition alternately with and without the hooks, and runs lychee on the built site."""
    sites = WORK / "sites"
    say(f"{name}: a first build, not counted")
    build(folder / "mkdocs.yml", sites / "annotated")
    pages = sum(1 for _ in (sites / "annotated").rglob("index.html"))
    measured = Measured(name, pages)
    for number in range(1, runs + 1):
        say(f"{name}: {number} of {runs}, plain")
        measured.plain.append(build(plain, sites / "plain"))
        for kept in ("builds", "citations", "history"):
            shutil.rmtree(folder / ".cache" / kept, ignore_errors=True)
        say(f"{name}: {number} of {runs}, with the hooks, cold")
        measured.annotated.append(build(folder / "mkdocs.yml", sites / "annotated"))
        say(f"{name}: {number} of {runs}, with the hooks, warm")
        measured.warm.append(build(folder / "mkdocs.yml", sites / "annotated"))
        say(f"{name}: {number} of {runs}, lychee")
        measured.lychee.append(lychee(sites / "annotated"))
    return measured


def measure_links(pages: int, theme: str, runs: int, say: _Progress) -> Measured:
    """Builds a site that is not an edition, with and without the plugin ``link-checks``."""
    folder = WORK / f"links-{theme}-{pages}"
    LinkedSite(pages, theme).write(folder)
    return measure(f"{pages:,} pages, {theme}", folder, folder / "plain.yml", runs, say)


def measure_serve(runs: int, say: _Progress) -> list[Served]:
    """Measures rebuilds of the real edition after a saved edit, alternately with and without the hooks."""
    served = []
    for number in range(1, runs + 1):
        say(f"serve: {number} of {runs}")
        for name, edit in SAVED.items():
            plain, annotated = (
                _measured("served.py", config, *edit) for config in (_plain_of_real(), PROJECT / "mkdocs.yml")
            )
            served.append(Served(name, plain["rebuild"], annotated["rebuild"], annotated["page"]))
    return served


def build(config: Path, site: Path) -> Run:
    """Runs one build in its own process; exits if the build fails."""
    start = time.perf_counter()
    run = _measured("one_build.py", config, str(site))
    return run | {"wall": time.perf_counter() - start}


def _measured(script: str, config: Path, *arguments: str) -> Run:
    command = [sys.executable, str(HERE / script), str(config), *arguments]
    result = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{config} does not build:\n{result.stdout}{result.stderr}")
    run: Run = json.loads(result.stdout.splitlines()[-1])
    return run


def lychee(site: Path) -> dict[str, float]:
    """Measures lychee on the links and anchors of a built site; its findings are ignored.

    lychee is stopped after ``LYCHEE_LIMIT`` seconds. Its time until then is a lower bound.
    """
    program = Path(sys.executable).parent / "lychee"
    command = [str(program), "--offline", "--include-fragments", "--no-progress", "--root-dir", str(site)]
    command += ["--hidden", "--no-ignore"]  # the sites are in .cache/, which git ignores
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = 1.0
    try:
        subprocess.run([*command, str(site)], capture_output=True, check=False, timeout=LYCHEE_LIMIT)
    except subprocess.TimeoutExpired:
        ended = 0.0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": used, "wall": time.perf_counter() - start, "ended": ended}


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def _plain_of_real() -> Path:
    """Writes the settings of a plain site with the pages of the real edition, and returns the path of the file."""
    left_out = ("hooks:", "  - hooks/", "  custom_dir:", "plugins:")
    lines = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith(left_out))
    plain = WORK / "real.yml"
    WORK.mkdir(parents=True, exist_ok=True)
    plain.write_text(f"{text}\nplugins: [search]\ndocs_dir: {PROJECT / 'docs'}\n", encoding="utf-8")
    return plain


def _machine() -> str:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} processors ({platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}; load at the end {load:.1f}."
    )


def _write(results: str) -> None:
    """Replaces only the measured part of the page."""
    page = RESULTS.read_text(encoding="utf-8")
    before, after = page.split(_START)[0], page.split(_END)[1]
    RESULTS.write_text(f"{before}{_START}\n\n{results}\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
