"""Fixtures of all tests, such as sites that are built once and a browser, and the selection of tests that can run."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from link_checks.mkdocs_build import Build, build_quietly
from reading_edition.model.edition import Edition
from support import another, chromium, zensical
from support.once import built_once
from support.servers import serving_files
from support.sites import HOSTED_SETTINGS, PROJECT, build_project
from support.windows import Windows

THIS_TEXT = "Values for the Sake of Unification"  # the name in mkdocs.yml; see reference/another-text.md
SITES_OF_THIS_TEXT = frozenset({"real_site", "real_edition", "zensical_site", "hosted_site", "second_build"})
WHOLE_SITES = SITES_OF_THIS_TEXT | {"saadi", "prose"}  # tests that use these fixtures get the marker "build"
EMPTY = "about:blank"
expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong
# Test modules that build many sites, mostly in separate processes.
SITE_BUILDERS = frozenset(
    [
        *("edition/test_another_text", "edition/test_command_line", "edition/test_gaps", "edition/test_pdf"),
        *("edition/test_render_zensical", "edition/test_robustness", "edition/test_serve"),
        *("edition/test_small_editions", "edition/test_summary", "edition/test_zensical"),
        *("site/test_contributing", "site/test_long_section"),
    ]
)
_NOT_RUN = pytest.StashKey[list[str]]()


@pytest.fixture
def four_gigabytes() -> Iterator[None]:
    """Limit the memory of this process, so that a test that fills it fails before the machine does."""
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = 4 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (before, most))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site, built as the Makefile builds it: strictly, from the command line."""
    folder = built_once(tmp_path_factory, "real", lambda folder: build_project(PROJECT, folder / "site"))
    return folder / "site"


@pytest.fixture(scope="session")
def second_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the real site, built again in this process with another date."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(2_000_000_000))
        return build_quietly(str(PROJECT / "mkdocs.yml"), str(tmp_path_factory.mktemp("second")))


@pytest.fixture(scope="session")
def real_edition(second_build: Build) -> Edition:
    """Return the edition of this repository."""
    edition: Edition = second_build.hook_data["edition"].edition
    return edition


@pytest.fixture(scope="session")
def hosted_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site as a fork's workflow builds it: under a path, with a code host and a contact."""
    folder = built_once(
        tmp_path_factory, "hosted", lambda folder: build_project(PROJECT, folder / "site", **HOSTED_SETTINGS)
    )
    return folder / "site"


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory, real_site: Path) -> Path:
    """Return the real site, built by Zensical and then rendered from the command line.

    It is built after MkDocs has built the real site, because it uses the formatted citations of that build.
    """
    return built_once(tmp_path_factory, "zensical", zensical.build_real_edition) / "site"


@pytest.fixture(scope="session")
def saadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of another edition, whose text runs from right to left."""
    return built_once(tmp_path_factory, "saadi", another.build_saadi) / "site"


@pytest.fixture(scope="session")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of an edition with all shapes of prose."""
    return built_once(tmp_path_factory, "prose", another.build_prose) / "site"


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """Yield the address of a local file server with the real site."""
    with serving_files(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(f"no Chromium was found; install one: {chromium.INSTALL_HINT}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Return browser windows that are kept between tests, because opening one takes longer than most tests."""
    return Windows(browser)


@pytest.fixture
def open_page(windows: Windows, address: str) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a page of the site in a clean window; fail if a page contacts another host."""
    outside: list[str] = []
    opened: list[Page] = []

    def note(request: Request) -> None:
        outside.append(request.url)

    def opener(path: str, **options: Any) -> Page:
        page = windows.open(**options)
        page.on("request", note)
        opened.append(page)
        page.goto(path if "://" in path or path == EMPTY else address + path)
        return page

    yield opener
    for page in opened:
        page.remove_listener("request", note)
    windows.clean()
    assert [url for url in outside if not url.startswith((address, "data:", "file:"))] == []


@pytest.hookimpl(tryfirst=True)  # before -m selects tests by their markers
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures that they use, and deselect tests that cannot run here.

    Without a browser, the tests that need it are deselected and listed at the end; in CI they run, and fail.
    If another text has replaced this one, the tests of this text are deselected.
    """
    for item in items:
        _mark(item)
    if f"site_name: {THIS_TEXT}\n" not in (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"):
        _leave_out(config, items, "this_text")
    has_browser = chromium.find() is not None or os.environ.get("CI")
    left_out = [] if has_browser else _leave_out(config, items, "browser")
    config.stash[_NOT_RUN] = [item.nodeid for item in left_out]


def _mark(item: pytest.Item) -> None:
    fixtures = set(getattr(item, "fixturenames", ()))
    if "browser" in fixtures:
        item.add_marker("browser")
    module = f"{item.path.parent.name}/{item.path.stem}"
    if fixtures & WHOLE_SITES or module in SITE_BUILDERS:
        item.add_marker("build")
    if fixtures & SITES_OF_THIS_TEXT:
        item.add_marker("this_text")


def _leave_out(config: pytest.Config, items: list[pytest.Item], marker: str) -> list[pytest.Item]:
    """Remove the tests with a marker from the list, and return them."""
    left_out = [item for item in items if item.get_closest_marker(marker)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker(marker)]
    return left_out


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Pass the tests that a worker deselected to the process that prints the summary."""
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
