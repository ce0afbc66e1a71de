"""What holds in a window of every width: nothing shifts, no word is broken, and the bar is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browsing import Opener
from support.servers import serving_slowly
from support.windows import Windows

PAGES = ["", "glossary/", "claims/", "timeline/", "maps/", "about/text/", "teaching/", "handout/?to=3", "essay/part-2/"]
SUM_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput, sources }) => {
  if (!hadRecentInput && value > .001) shifts.push(value, ...sources.map(({ node }) => node?.className));
})).observe({ type: "layout-shift", buffered: true });
"""
BROKEN_WORDS = r"""
(cells) => cells.flatMap((cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    for (const word of texts.currentNode.textContent.matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => top)).size > 1) {
        broken.push(word[0]);
      }
    }
  }
  return broken;
})
"""
# How far the number of a paragraph is from the line that it numbers: an empty inline block stands on its baseline.
ABOVE_ITS_LINE = """
(number) => {
  const [inNumber, inLine] = [0, 1].map(() => document.createElement("span"));
  for (const mark of [inNumber, inLine]) mark.style.display = "inline-block";
  number.append(inNumber);
  number.after(inLine);
  return inLine.getBoundingClientRect().bottom - inNumber.getBoundingClientRect().bottom;
}
"""
WIDTH_WITHOUT_WORDS = "(foot) => { foot.replaceChildren(); return foot.offsetWidth; }"


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_shifts_no_word_of_a_table_is_broken_and_the_bar_returns(
    open_page: Opener, address: str, width: int
) -> None:
    page = open_page("about:blank", width=width, height=800, script=SUM_SHIFTS)
    for path in PAGES:
        page.goto(address + path)
        assert page.locator("td, th").evaluate_all(BROKEN_WORDS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("shifts") == [], path
    bar = page.locator(".edition-header")
    if width < 768:
        begins = page.locator("#p3").bounding_box()
        assert begins is not None
        assert begins["y"] < 220
    page.mouse.wheel(0, 3000)
    expect(bar).to_contain_class("away")
    page.mouse.wheel(0, -300)
    expect(bar).not_to_contain_class("away")
    expect(page.locator(".edition-place")).to_contain_text(" of 37")
    assert page.locator(".edition-title").evaluate("title => title.offsetWidth") > 50
    expect(page.get_by_role("button", name="Search")).to_be_in_viewport()
    places = page.get_by_text("Menu") if width < 1240 else page.get_by_role("link", name="Glossary", exact=True).first
    expect(places).to_be_in_viewport()
    assert abs(page.locator("#p4 > .passage-number").evaluate(ABOVE_ITS_LINE)) < 2
    assert page.locator(".edition-footer").evaluate(WIDTH_WITHOUT_WORDS) >= min(width, 680)


@pytest.mark.parametrize("cut", ['name="layer" value="text">', "</summary>"])
def test_nothing_shifts_on_a_slow_line(windows: Windows, real_site: Path, cut: str) -> None:
    page = windows.open(width=1024, height=800, script=SUM_SHIFTS)
    with serving_slowly(real_site, cut) as slow:
        page.goto(f"{slow}essay/part-2/")
        assert page.evaluate("shifts") == []
    windows.clean()
