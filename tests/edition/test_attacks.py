"""Attacks in a built site: even without the checks, the policy alone keeps them from running."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Route

from support.attacks import ATTACKS
from support.cases import Case
from support.servers import serving_files
from support.sites import GETTYSBURG, HOOKS, PROJECT, build_example

pytestmark = pytest.mark.browser

THEME = f"theme:\n  name: material\n  custom_dir: {PROJECT / 'src/reading_edition/theme'}\n  font: false\n"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="default-src[^>]*>')
RAN = "an attack ran"
# No policy can stop a refresh, which is a navigation; the check refuses it.
BEYOND_A_POLICY = {"refresh", "description that leaves its attribute"}
# An attack that may lead the window to another page runs in a window of its own.
LEADS_AWAY = re.compile(r"form|frame|href=.j|portal|embed|object")

# All that a reader might do to a page, and more: every element is pointed at, focused, and clicked.
PROVOKE = """
() => {
  document.addEventListener("click", (event) => { // any other address only leads away
    const link = event.target.closest("a, area");
    if (link && link.protocol !== "javascript:" && link.protocol !== "vbscript:") event.preventDefault();
  });
  for (const element of document.querySelectorAll("article *, article")) {
    for (const name of ["mouseover", "focus", "click", "toggle", "animationstart", "beforetoggle"]) {
      if (name === "click" && element.closest("a[href^='http'], a[href*='new.md']")) continue;
      element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    }
    if (/^[^a-z]*j/i.test(element.getAttribute("href") || "") && element.click) element.click();
    if (element instanceof HTMLButtonElement) element.click();
  }
}
"""


@dataclass
class Seen:
    """What a browser did: the names of the attacks that ran, and of those that asked another host."""

    ran: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in the project's own theme that contains every attack; a failed build is written, too."""
    folder = tmp_path_factory.mktemp("attacked")
    config = (GETTYSBURG / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("theme:\n  name: null\n  custom_dir: theme\n", THEME)
    config += "    about: {citation: 'par. {number}'}\n"
    pages = {f"docs/attack/{number}.md": text for number, text in enumerate(ATTACKS.values())}
    built = build_example(
        folder,
        Case("", files={**pages, "docs/attack/x.png": "", "mkdocs.yml": config.replace("HOOKS", str(HOOKS))}),
    )
    assert built.problems, "the checks must refuse it"
    return folder / "site"


@pytest.fixture(scope="module")
def bare(attacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site without the policy."""
    folder = tmp_path_factory.mktemp("bare") / "site"
    shutil.copytree(attacked, folder)
    for file in folder.rglob("*.html"):
        html, count = POLICY.subn("", file.read_text(encoding="utf-8"))
        assert count == 1, file
        file.write_text(html, encoding="utf-8")
    return folder


def attack_all(browser: Browser, address: str, names: Collection[str]) -> Seen:
    """Visits the pages of some attacks, and does to each all that a reader might do."""
    seen, name = Seen(), ""
    context = browser.new_context()

    def answer(route: Route) -> None:
        if not route.request.url.startswith(address):
            seen.asked.add(name)
        route.abort()

    def heard(message: ConsoleMessage) -> None:
        if message.text == RAN:
            seen.ran.add(name)

    # Only pages are loaded: their looks do not matter here, and take most of the time.
    context.route(lambda url: not url.startswith(address) or "/assets/" in url, answer)
    context.add_init_script(f"window.alert = () => console.log({RAN!r})")
    context.on("console", heard)
    page = None
    for number, name in enumerate(ATTACKS):
        if name not in names:
            continue
        if page is None:
            page = context.new_page()
        page.goto(f"{address}attack/{number}/", wait_until="domcontentloaded")
        with suppress(Error):  # an attack may have led to another page
            page.evaluate(PROVOKE)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        if name in seen.ran | seen.asked or LEADS_AWAY.search(ATTACKS[name]):
            page.close()
            page = None
    context.close()
    return seen


def test_no_attack_runs_or_asks_another_host_under_the_policy_alone(browser: Browser, attacked: Path) -> None:
    with serving_files(attacked) as address:
        seen = attack_all(browser, address, set(ATTACKS) - BEYOND_A_POLICY)
    assert seen.ran == set()
    assert seen.asked == set()


def test_the_same_attacks_run_without_the_policy(browser: Browser, bare: Path) -> None:
    """The attacks are real: the policy is what stops them."""
    ran: set[str] = set()
    asked: set[str] = set()
    with serving_files(bare) as address:
        for _ in range(5):  # a busy machine may leave a page before its attack has run
            seen = attack_all(browser, address, [name for name in list(ATTACKS)[::4] if name not in ran | asked])
            ran, asked = ran | seen.ran, asked | seen.asked
            if len(ran) > 8 and len(asked) > 4:
                break
    assert len(ran) > 8, sorted(ran)
    assert len(asked) > 4, sorted(asked)
