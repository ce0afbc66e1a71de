"""Links: asks the addresses outside of the site whether they are still there, and reports."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from ..model import Edition
from ..outside.addresses import outside_links
from ..outside.lychee import Answer
from ..outside.report import Findings, may_change

Ask = Callable[[Sequence[str]], dict[str, Answer]]


def finished_pages(site: Path) -> dict[str, HtmlElement]:
    """The pages of a built site, by their addresses in it."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): lxml.html.document_fromstring(
            file.read_bytes()
        )
        for file in sorted(site.rglob("*.html"))
    }


def look_outside(
    edition: Edition, pages: dict[str, HtmlElement], ask: Ask, *, own: Sequence[str] = (), pause: float = 0
) -> Findings:
    """Asks every address; after a pause those again whose answer may change, and the archives of what fails.

    ``ask`` gives the answers to addresses; what it raises goes through.
    """
    links = outside_links(edition, pages, own=own)
    sys.stderr.write(f"Asking {len(links)} addresses; nothing else here reaches outside.\n")
    findings = Findings(
        links, ask([link.address for link in links]) if links else {}, edition.settings.refusals
    )
    again = [link.address for link in links if may_change(findings.answer(link.address))]
    archives = [link.archive for link in findings.failing if link.archive]
    if not findings.failing:
        return findings
    if again:
        sys.stderr.write(f"{len(again)} gave no answer, and are asked again in {pause:g} seconds.\n")
        time.sleep(pause)
    second = ask(list(dict.fromkeys([*again, *archives])))
    return replace(findings, answers={**findings.answers, **second})
