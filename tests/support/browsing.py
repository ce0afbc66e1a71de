"""Helpers for tests of a page in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Error, Locator, Page

from .windows import Scheme

Opener = Callable[..., Page]  # the fixture open_page
NOTE_REFERENCE = 'article a.apparatus[href^="#fn:"]'
TOOLTIP = ":popover-open"  # the one that is shown

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RUN_AXE = """
async (within) => {
  const rules = { "target-size": { enabled: true } };  // which axe leaves out by itself
  const found = await axe.run(within, { resultTypes: ["violations"], selectors: false, rules });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html.slice(0, 200)]));
}
"""
# An element that is not laid out yet has no position, and can seem to overlap the elements after it.
_LAY_OUT_ALL = """
for (const entry of document.querySelectorAll("[data-layout]")) entry.style.contentVisibility = "visible";
"""
_KEEP_ENDS_OF_A_KIND = f"""
() => {{
  for (const parent of document.body.querySelectorAll("*")) {{
    const kinds = Object.groupBy(parent.children, (child) => `${{child.localName}} ${{child.className}}`);
    for (const children of Object.values(kinds)) for (const child of children.slice(2, -1)) child.remove();
  }}
  {_LAY_OUT_ALL}
}}
"""
# Counts hundreds of elements in one step. Playwright's :visible lays out elements outside the window one by one.
_COUNT_SHOWN = f"""
(selector) => {{
  {_LAY_OUT_ALL}
  return [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length).length;
}}
"""
# Records violations of the Content Security Policy.
LISTEN = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@contextmanager
def reports_of(page: Page) -> Iterator[list[str]]:
    """Collects the messages in the console of a page."""
    reported: list[str] = []

    def note(message: ConsoleMessage) -> None:
        reported.append(f"{page.url}: {message.text}")

    def note_error(error: Error) -> None:
        reported.append(f"{page.url}: {error}")

    page.on("console", note)
    page.on("pageerror", note_error)
    yield reported
    page.remove_listener("console", note)
    page.remove_listener("pageerror", note_error)


def tooltip_of(page: Page, link: Locator) -> Locator:
    """Returns the tooltip of a cross-reference."""
    return page.locator(f"[id='{link.get_attribute('aria-describedby')}']")


def first_term(page: Page) -> Locator:
    """Returns the first link to a term in the text of the essay."""
    return page.locator("article p[id] a.ref-term").first


def note_of(page: Page, reference: Locator) -> Locator:
    """Returns the note to which a note reference links."""
    return page.locator(f"[id='{(reference.get_attribute('href') or '')[1:]}']")


def count_shown(page: Page, selector: str) -> int:
    """Counts the visible elements, including those outside the window."""
    return int(page.evaluate(_COUNT_SHOWN, selector))


def resize(page: Page, width: int, height: int = 900) -> None:
    """Resizes the window, and waits until the page is laid out."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(NEXT_FRAME)


def violations(
    page: Page, shapes: Sequence[tuple[int, Scheme]], within: str = "html"
) -> list[tuple[int, str, str, str]]:
    """Returns the violations that axe-core finds in a page, at some widths and color schemes: rules and elements.

    axe-core takes a minute for a long page. Repeated elements (notes, entries, tooltips, paragraphs) have the same
    template, so this keeps only the first two and the last element of each kind and removes the others.
    """
    if page.evaluate("!window.axe"):
        page.evaluate(f"{AXE}; 0")
    page.evaluate(_KEEP_ENDS_OF_A_KIND)
    found = []
    for width, scheme in shapes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no transition of a color is running
        resize(page, width)
        found += [(width, scheme, rule, html) for rule, html in page.evaluate(_RUN_AXE, within)]
    return found
