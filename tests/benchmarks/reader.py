"""Measures page loads in a browser, compared with plain Material pages of the same text.

Opens each page in a new window of Chromium with an empty cache, a throttled connection, and a throttled CPU. A local
server sends the pages compressed. The pages of the edition and the plain pages alternate. The plain site is Material
without changes, from the same Markdown, with the generated list of sources written into its page.
"""

from __future__ import annotations

import functools
import gzip
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

import lxml.html
import yaml
from playwright.sync_api import Browser, sync_playwright
from report import table
from text import PROJECT, WithoutVariables

sys.path.insert(0, str(PROJECT / "tests"))
from support import chromium

RUNS = 3
LATENCY = 150  # milliseconds, as on a slow mobile connection
DOWN, UP = 1_600_000 // 8, 750_000 // 8  # bytes per second
SLOWER = 4  # the factor by which the CPU is throttled
_COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".txt", ".xml")

# Runs before the scripts of the page. `blocking` is the total of the long tasks after the first contentful paint.
_WATCH = """
window.seen = {lcp: 0, cls: 0, tasks: []};
const watch = (type, see) =>
  new PerformanceObserver(list => list.getEntries().forEach(see)).observe({type, buffered: true});
watch("largest-contentful-paint", entry => window.seen.lcp = entry.startTime);
watch("layout-shift", entry => { if (!entry.hadRecentInput) window.seen.cls += entry.value; });
watch("longtask", entry => window.seen.tasks.push([entry.startTime, entry.duration]));
"""
_SEEN = """
() => {
  const fcp = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  const long = window.seen.tasks.filter(([start]) => start > fcp).map(([, duration]) => duration - 50);
  return {fcp, lcp: window.seen.lcp, cls: window.seen.cls, blocking: long.reduce((a, b) => a + b, 0)};
}
"""


def measure_reader(work: Path, say: Callable[[str], None]) -> str:
    """Returns the table of page loads, as Markdown."""
    path = chromium.find()
    if path is None:
        return "The reader's side was not measured: no Chromium was found."
    from bench import build  # bench imports this module, so the import is here

    sites = {"edition": work / "sites" / "reader", "plain": work / "sites" / "reader-plain"}
    say("the reader's side: building the two sites")
    build(PROJECT / "mkdocs.yml", sites["edition"])
    build(_plain_project(work / "reader", sites["edition"]), sites["plain"])
    rows = []
    with (
        sync_playwright() as playwright,
        _serving(sites["edition"]) as edition,
        _serving(sites["plain"]) as plain,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        for name, page in _pages(sites["edition"]).items():
            runs: dict[str, list[dict[str, float]]] = {"edition": [], "plain": []}
            _open(browser, edition + page)  # not counted: the server compresses each file on the first request
            _open(browser, plain + page)
            for number in range(1, RUNS + 1):
                say(f"the reader's side: {name}, {number} of {RUNS}")
                runs["edition"].append(_open(browser, edition + page))
                runs["plain"].append(_open(browser, plain + page))
            rows += [_row(name, runs["edition"]), _row(f"{name}, plain", runs["plain"])]
        browser.close()
    head = "page|sent|requests|first paint|largest paint|layout shift|blocking"
    words = f"{LATENCY} ms, {DOWN * 8 / 1e6:.1f} Mbit/s, processor {SLOWER} times slower, empty cache"
    return f"In Chromium ({words}; medians of {RUNS}):\n\n{table(head, rows)}"


def _row(name: str, runs: list[dict[str, float]]) -> list[str]:
    mid = {key: median(run[key] for run in runs) for key in runs[0]}
    return [
        name,
        f"{mid['bytes'] / 1000:.0f} KB",
        f"{mid['requests']:.0f}",
        f"{mid['fcp']:.0f} ms",
        f"{mid['lcp']:.0f} ms",
        f"{mid['cls']:.3f}",
        f"{mid['blocking']:.0f} ms",
    ]


def _pages(site: Path) -> Mapping[str, str]:
    """Returns the pages to open, by name. For the essay and the timeline, this is the longest page."""

    def longest(folder: str) -> str:
        page = max((site / folder).glob("*/index.html"), key=lambda file: file.stat().st_size)
        return f"{page.parent.relative_to(site).as_posix()}/"

    return {
        "front page": "",
        "longest page of the essay": longest("essay"),
        "glossary": "glossary/",
        "sources": "sources/",
        "chronology": "timeline/",
        "longest page of the timeline": longest("timeline"),
    }


def _plain_project(folder: Path, edition: Path) -> Path:
    """Writes a plain Material site from the same Markdown, with the list of sources from the built edition."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PROJECT / "docs", folder / "docs")
    shutil.rmtree(folder / "docs/assets")
    sources = lxml.html.parse(str(edition / "sources/index.html"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    written = [
        f"## {section.find('h2').text_content()} {{ #{section.find('h2').get('id')} }}\n\n"
        + "\n\n".join(" ".join(part.text_content().split()) for part in section.iterfind("div[@class='source']/p"))
        for section in sources.getroot().iterfind(".//section[@class='entry entry-source']")
    ]
    page = folder / "docs/sources.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n" + "\n\n".join(written), encoding="utf-8")
    settings = yaml.load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=WithoutVariables)
    kept = ("site_name", "nav", "not_in_nav", "markdown_extensions", "validation")
    plain = {name: settings[name] for name in kept} | {"theme": {"name": "material", "font": False}}
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
    return config


class _Compressing(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _COMPRESSED or not path.is_file():
            return super().send_head()
        body = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: object) -> None:
        pass


@functools.cache  # like a host that stores compressed files
def _compressed(file: Path, _changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressing, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def _open(browser: Browser, address: str) -> dict[str, float]:
    """Opens a page once, and returns the measurements."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    line = context.new_cdp_session(page)
    sent: list[float] = []
    line.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP},
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=120_000)
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate(_SEEN)
    context.close()
    return {**seen, "bytes": sum(sent), "requests": len(sent)}
