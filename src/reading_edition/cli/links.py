"""Links: asks the addresses outside of the site whether they are still there, and reports."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from reading_edition.cli.dead_links.addresses import outside_links
from reading_edition.cli.dead_links.lychee import Answer
from reading_edition.cli.dead_links.report import UNASKED, Findings, may_change
from reading_edition.model.edition import Edition

MANY = 10  # so many addresses are not all silent by themselves


class NothingAskedError(Exception):
    """The addresses could not be asked; the message says why."""


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
    """Asks every address; after a pause those again whose answer may change; then the archives of what fails.

    ``ask`` gives the answers to addresses; what it raises goes through. Raises :class:`NothingAskedError`
    where the fault is not with the addresses.
    """
    links = outside_links(edition, pages, own=own)
    sys.stderr.write(f"Asking {len(links)} addresses; nothing else here reaches outside.\n")
    findings = Findings(links, _asked(ask, [link.address for link in links]), edition.settings.refusals)
    _check_that_something_answered(findings)
    if again := [link.address for link in links if may_change(findings.answer(link.address))]:
        sys.stderr.write(f"{len(again)} gave no answer, and are asked again in {pause:g} seconds.\n")
        time.sleep(pause)
        findings = _with(findings, _asked(ask, again))
    if archives := [link.archive for link in findings.failing if link.archive]:
        sys.stderr.write(f"Asking the archive for {len(archives)} that fail.\n")
        findings = _with(findings, _asked(ask, archives))
    return findings


def _asked(ask: Ask, addresses: Sequence[str]) -> dict[str, Answer]:
    return ask(list(dict.fromkeys(addresses))) if addresses else {}


def _with(findings: Findings, answers: dict[str, Answer]) -> Findings:
    return replace(findings, answers={**findings.answers, **answers})


def _check_that_something_answered(findings: Findings) -> None:
    count, asked = len(findings.links), len(findings.links) - len(findings.of_state(UNASKED))
    if count and not asked:
        raise NothingAskedError(
            f"not one of {count} addresses was asked; what do lychee's settings leave out?"
        )
    codes = [findings.answer(link.address).code for link in findings.links]
    if asked >= MANY and not any(codes):
        raise NothingAskedError(f"not one of {asked} addresses answered; is this machine connected?")
