"""What all tests share: sites that are built once, a browser, and which tests run where."""

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
WHOLE_SITES = SITES_OF_THIS_TEXT | {"saadi", "prose"}  # what uses these fixtures has the marker "build"
EMPTY = "about:blank"
expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong
# Modules of tests that build many sites, most of them in a process of their own.
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
    """A limit for the memory of this process, so that what fills it fails before the machine does."""
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = 4 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (before, most))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as the Makefile builds it: strictly, by the command line."""
    folder = built_once(tmp_path_factory, "real", lambda folder: build_project(PROJECT, folder / "site"))
    return folder / "site"


@pytest.fixture(scope="session")
def second_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The real site, built again by this process, on another day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(2_000_000_000))
        return build_quietly(str(PROJECT / "mkdocs.yml"), str(tmp_path_factory.mktemp("second")))


@pytest.fixture(scope="session")
def real_edition(second_build: Build) -> Edition:
    """The edition of this repository."""
    edition: Edition = second_build.hook_data["edition"].edition
    return edition


@pytest.fixture(scope="session")
def hosted_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site as a fork's workflow builds it: under a path, with a code host and a contact."""
    folder = built_once(
        tmp_path_factory, "hosted", lambda folder: build_project(PROJECT, folder / "site", **HOSTED_SETTINGS)
    )
    return folder / "site"


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory, real_site: Path) -> Path:
    """The real site, built by Zensical and then rendered by the command line.

    It is built after the one by MkDocs, whose formatted citations it uses.
    """
    return built_once(tmp_path_factory, "zensical", zensical.build_real_edition) / "site"


@pytest.fixture(scope="session")
def saadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of another edition, which runs from right to left."""
    return built_once(tmp_path_factory, "saadi", another.build_saadi) / "site"


@pytest.fixture(scope="session")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an edition with all shapes of prose."""
    return built_once(tmp_path_factory, "prose", another.build_prose) / "site"


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """The address of a file server on this machine with the real site."""
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
    """Browser windows, kept between tests because a new one costs more than most tests."""
    return Windows(browser)


@pytest.fixture
def open_page(windows: Windows, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a clean window; fails if a page asks another host for anything."""
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


@pytest.hookimpl(tryfirst=True)  # before -m selects by the markers
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks tests by the fixtures that they use, and leaves out what cannot run here.

    Without a browser its tests are left out and named at the end; in CI they run, and fail.
    Where another text has replaced this one, the tests of this text are left out.
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
    """Removes the tests with a marker from the list, and returns them."""
    left_out = [item for item in items if item.get_closest_marker(marker)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker(marker)]
    return left_out


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Passes what a worker left out to the process that prints the summary."""
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
