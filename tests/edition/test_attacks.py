"""Attacks in a built site: even without the checks, the policy alone keeps them from running."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Route

from support.attacks import ATTACKS
from support.cases import Case
from support.servers import serving_files
from support.sites import GETTYSBURG, HOOKS, PROJECT, build_example

pytestmark = pytest.mark.browser

THEME = f"theme:\n  name: material\n  custom_dir: {PROJECT / 'src/reading_edition/theme'}\n  font: false\n"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="default-src[^>]*>')
ASSETS = re.compile(
    r'<link rel="(?:stylesheet|icon)" href="[./]*assets/[^>]*>|<script src="[./]*assets/[^>]*></script>'
)
# No policy can stop a refresh, which is a navigation; the check refuses it.
BEYOND_A_POLICY = {"refresh", "description that leaves its attribute"}
# All that a reader might do to a page, and more: every element is pointed at, focused, and clicked.
PROVOKE = """
async () => {
  const provoke = (page) => {
    page.addEventListener("click", (event) => { // any other address only leads away
      const link = event.target.closest("a, area");
      if (link && link.protocol !== "javascript:" && link.protocol !== "vbscript:") event.preventDefault();
    });
    for (const element of page.querySelectorAll("article *, article")) {
      for (const name of ["mouseover", "focus", "click", "toggle", "animationstart", "beforetoggle"]) {
        if (name === "click" && element.closest("a[href^='http'], a[href*='new.md']")) continue;
        element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
      }
      if (/^[^a-z]*j/i.test(element.getAttribute("href") || "") && element.click) element.click();
      if (element.localName === "button") element.click();
    }
  };
  for (const { contentDocument } of document.querySelectorAll("iframe")) {
    if (contentDocument) provoke(contentDocument); // an attack may have led to another page
  }
  for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done));
}
"""


@dataclass
class Seen:
    """What a browser did: the names of the attacks that ran, and of those that asked another host."""

    ran: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in the project's own theme that contains every attack; a failed build is written, too.

    Its pages load no style sheets and no scripts: how they look does not matter here, and takes most of the time.
    """
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
    remove_everywhere(ASSETS, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def bare(attacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site without the policy."""
    folder = tmp_path_factory.mktemp("bare") / "site"
    shutil.copytree(attacked, folder)
    remove_everywhere(POLICY, folder)
    return folder


def remove_everywhere(pattern: re.Pattern[str], site: Path) -> None:
    """Removes from each page of a site what a pattern matches."""
    for file in (site / "attack").rglob("*.html"):
        html, count = pattern.subn("", file.read_text(encoding="utf-8"))
        assert count, file
        file.write_text(html, encoding="utf-8")


def frames_of(names: Collection[str]) -> str:
    """A page with the pages of some attacks in frames of their own: to load each in a window costs a second."""
    frames = [f"<iframe name='{number}' src='attack/{number}/'></iframe>" for number in map(list(ATTACKS).index, names)]
    return "<!doctype html>" + "".join(frames)


def attack_of(frame: Frame) -> str:
    """The attack in whose page a frame is."""
    while frame.parent_frame and frame.parent_frame.parent_frame:
        frame = frame.parent_frame
    return list(ATTACKS)[int(frame.name)]


def attack_all(browser: Browser, address: str, names: Collection[str]) -> Seen:
    """Visits the pages of some attacks, and does to each all that a reader might do."""
    seen = Seen()
    context = browser.new_context()

    def answer(route: Route) -> None:
        seen.asked.add(attack_of(route.request.frame))
        route.abort()

    context.route(re.compile(f"^(?!{re.escape(address)})"), answer)
    context.expose_binding("alert", lambda source, *_: seen.ran.add(attack_of(source["frame"])))
    page = context.new_page()
    page.route(f"{address}frames.html", lambda route: route.fulfill(body=frames_of(names), content_type="text/html"))
    page.goto(f"{address}frames.html")
    page.evaluate(PROVOKE)
    page.wait_for_load_state("networkidle")
    context.close()
    return seen


def test_no_attack_runs_or_asks_another_host_under_the_policy_alone(browser: Browser, attacked: Path) -> None:
    with serving_files(attacked) as address:
        seen = attack_all(browser, address, set(ATTACKS) - BEYOND_A_POLICY)
    assert seen.ran == set()
    assert seen.asked == set()


def test_the_same_attacks_run_without_the_policy(browser: Browser, bare: Path) -> None:
    """The attacks are real: the policy is what stops them."""
    with serving_files(bare) as address:
        seen = attack_all(browser, address, set(ATTACKS) - BEYOND_A_POLICY)
    assert len(seen.ran) > 40, sorted(seen.ran)
    assert len(seen.asked) > 12, sorted(seen.asked)
