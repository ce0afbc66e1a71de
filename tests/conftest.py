"""What the tests share: the real site, built once, and a browser where there is one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from support import another, chromium
from support.servers import serving_files
from support.sites import PROJECT

THIS_TEXT = "Values for the Sake of Unification"  # as mkdocs.yml has it; see README.md, "Another text"
_SITES_OF_THIS_TEXT = frozenset({"real_site", "zensical_site", "hosted_site", "hosted"})
_NOT_RUN = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once as the Makefile builds it: strictly, by the command line."""
    folder = tmp_path_factory.mktemp("real") / "site"
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=PROJECT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"the real site does not build:\n{result.stdout}{result.stderr}"
    return folder


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """The address of a plain file server, on this machine, with the real site."""
    with serving_files(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def saadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the other edition, built once, strictly."""
    folder = tmp_path_factory.mktemp("saadi")
    another.drop_in(folder)
    result = another.build(folder)
    assert result.returncode == 0, f"{result.stdout}{result.stderr}"
    return folder / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(f"no Chromium was found; install one: {chromium.INSTALL_HINT}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a fresh window; nothing but the site's own host may be asked."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", "file:")):
            strangers.append(request.url)

    def opener(path: str, *, width: int = 1440, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", watch)
        page.goto(path if "://" in path else address + path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert strangers == []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser its tests are left out and named at the end; in CI they run, and fail.

    Where another text has taken this one's place, the tests of this one are left out.
    """
    config.stash[_NOT_RUN] = []
    if f"site_name: {THIS_TEXT}\n" not in (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"):
        ours = [item for item in items if _is_of_this_text(item)]
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if not _is_of_this_text(item)]
    if chromium.find() is not None or os.environ.get("CI"):
        return
    kept = [item for item in items if not item.get_closest_marker("browser")]
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.stash[_NOT_RUN] = [item.nodeid for item in left_out]
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _is_of_this_text(item: pytest.Item) -> bool:
    """Whether a test reads the essay of this repository: it says so, or uses the site that is made of it."""
    names = getattr(item, "fixturenames", ())
    return not _SITES_OF_THIS_TEXT.isdisjoint(names) or item.get_closest_marker("this_text") is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What one of several workers left out is told to the one who sums up."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["not run"] = session.config.stash.get(_NOT_RUN, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    node.config.stash[_NOT_RUN] = getattr(node, "workeroutput", {}).get("not run", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    not_run = config.stash.get(_NOT_RUN, [])
    if not_run:
        terminalreporter.section("NOT RUN: no Chromium was found", red=True)
        for name in not_run:
            terminalreporter.write_line(f"not run: {name}")
        terminalreporter.write_line(f"To run them, install a browser: {chromium.INSTALL_HINT}")
