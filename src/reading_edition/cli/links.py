"""Checks every address outside the site, and reports dead ones; the one command that uses the network."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from reading_edition.cli.built_edition import built_edition
from reading_edition.cli.dead_links.addresses import OutsideLink, outside_links
from reading_edition.cli.dead_links.lychee import Answer, ask, find_lychee
from reading_edition.cli.dead_links.report import UNCHECKED, Findings, may_change, report, summary
from reading_edition.cli.errors import NothingCheckedError
from reading_edition.model.refusals import Refusal

MANY = 10  # so many addresses are not all silent by themselves
Ask = Callable[[Sequence[str]], dict[str, Answer]]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Ends with 0 if all is well, 1 if something is dead, 2 if nothing could be checked."
    parser.add_argument("--lychee-config", type=Path, default=Path("lychee.toml"), help="lychee's settings")
    parser.add_argument("--pause", type=float, default=60, help="seconds before a second try")


def run(options: argparse.Namespace) -> int:
    lychee, settings = find_lychee(), options.lychee_config
    if not settings.is_file():
        raise NothingCheckedError(f"{settings} is missing (it has lychee's settings)")
    cache = Path(options.config_file).absolute().parent / ".cache" / "links"
    cache.mkdir(parents=True, exist_ok=True)
    with built_edition(options.config_file) as built:
        own = (built.edition.address, built.repository)
        links = outside_links(built.edition, finished_pages(built.site), own)
    ask_lychee = partial(ask, lychee, folder=cache, settings=settings)
    findings = check_links(links, ask_lychee, built.settings.refusals, options.pause)
    path = cache / "report.md"
    path.write_text(report(findings), encoding="utf-8")
    print(f"{summary(findings)}\nThe report: {path}")
    return 1 if findings.failing else 0


def finished_pages(site: Path) -> dict[str, HtmlElement]:
    """The pages of a built site, by their addresses in it."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): lxml.html.document_fromstring(file.read_bytes())
        for file in sorted(site.rglob("*.html"))
    }


def check_links(links: Sequence[OutsideLink], ask: Ask, refusals: Sequence[Refusal] = (), pause: float = 0) -> Findings:
    """Asks every address; after a pause those whose answer may change; then the archives of what fails.

    ``ask`` gives the answers to addresses. Raises :class:`NothingCheckedError` if the fault is not with the
    addresses.
    """
    print(f"Checking {len(links)} addresses.", file=sys.stderr)
    findings = _asked(Findings(links, {}, refusals), [link.address for link in links], ask)
    _check_that_something_answered(findings)
    if again := [link.address for link in links if may_change(findings.answer(link))]:
        print(f"{len(again)} gave no answer; trying them again in {pause:g} seconds.", file=sys.stderr)
        time.sleep(pause)
        findings = _asked(findings, again, ask)
    if archives := [link.archive for link in findings.failing if link.archive]:
        print(f"Checking the archive for {len(archives)} that fail.", file=sys.stderr)
        findings = _asked(findings, archives, ask)
    return findings


def _asked(findings: Findings, addresses: Sequence[str], ask: Ask) -> Findings:
    answers = ask(list(dict.fromkeys(addresses))) if addresses else {}
    return replace(findings, answers={**findings.answers, **answers})


def _check_that_something_answered(findings: Findings) -> None:
    count = len(findings.links)
    checked = count - len(findings.of_state(UNCHECKED))
    if count and not checked:
        raise NothingCheckedError(f"lychee checked none of {count} addresses (do its settings leave them out?)")
    if checked >= MANY and not any(findings.answer(link).code for link in findings.links):
        raise NothingCheckedError(f"none of {checked} addresses answered (is this computer online?)")
