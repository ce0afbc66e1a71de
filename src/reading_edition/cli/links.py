"""Check every external link and report dead ones; no other command connects to the linked sites."""

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

from link_checks.site_paths import split_url
from reading_edition.cli import built_edition
from reading_edition.cli.dead_links.addresses import OutsideLink, outside_links
from reading_edition.cli.dead_links.lychee import NO_ANSWER, Answer, NothingCheckedError, ask, find_lychee
from reading_edition.model.settings import Refusal
from reading_edition.render.templating import templates_in

EPILOG = "Ends with 0 if all is well, 1 if something is dead, 2 if nothing could be checked."
OPTIONS = {
    "--lychee-config": {"type": Path, "default": Path("lychee.toml"), "help": "lychee's settings"},
    "--pause": {"type": float, "default": 60, "help": "seconds before a second try"},
}
MANY = 10  # if this many addresses are all silent, the fault is not theirs
Ask = Callable[[Sequence[str]], dict[str, Answer]]


@dataclass(frozen=True)
class Finding:
    """An external link with its answer, the known refusal of the host that answered, and the archive's answer."""

    link: OutsideLink
    answer: Answer = NO_ANSWER
    refusal: Refusal | None = None
    archive: Answer = NO_ANSWER

    @property
    def state(self) -> str:
        """The state of the answer, or ``known`` for a known refusal, or ``moved`` for a permanent redirect."""
        if self.answer.state == "alive":
            return "moved" if self.answer.moved_to else "alive"
        return "known" if self.refusal and self.answer.state != "unchecked" else self.answer.state

    @property
    def is_failing(self) -> bool:
        """Whether the link needs attention."""
        return self.state in ("dead", "silent", "refused")


def run(config_file: str, lychee_config: Path, pause: float) -> int:
    lychee = find_lychee()
    if not lychee_config.is_file():
        raise NothingCheckedError(f"{lychee_config} is missing (it has lychee's settings)")
    cache = Path(config_file).absolute().parent / ".cache" / "links"
    cache.mkdir(parents=True, exist_ok=True)
    with built_edition(config_file) as built:
        links = outside_links(built.edition, built.site, (built.edition.address, built.repository))
    ask_lychee = partial(ask, lychee, folder=cache, settings=lychee_config)
    findings = check_links(links, ask_lychee, built.edition.settings.refusals, pause)
    text, path = report(findings), cache / "report.md"
    path.write_text(text, encoding="utf-8")
    print(f"{text.splitlines()[2]}\nThe report: {path}")
    return 1 if any(finding.is_failing for finding in findings) else 0


def check_links(
    links: Sequence[OutsideLink], ask: Ask, refusals: Sequence[Refusal] = (), pause: float = 0
) -> list[Finding]:
    """Check all links, after a pause those whose answer may change, and last the archives of failing links.

    ``ask`` returns the answers. Raise :class:`NothingCheckedError` if the cause is not the addresses.
    """
    print(f"Checking {len(links)} addresses.", file=sys.stderr)
    answers = ask([link.address for link in links]) if links else {}
    _check_that_something_answered(len(links), answers.values())
    if again := [address for address, answer in answers.items() if answer.may_change]:
        print(f"{len(again)} gave no answer; trying them again in {pause:g} seconds.", file=sys.stderr)
        time.sleep(pause)
        answers |= ask(again)
    findings = [finding_of(link, answers, refusals) for link in links]
    failing = (finding.link for finding in findings if finding.is_failing)
    if archives := list(dict.fromkeys(link.archive for link in failing if link.archive)):
        print(f"Checking the archive for {len(archives)} that fail.", file=sys.stderr)
        answers |= ask(archives)
    return [finding_of(link, answers, refusals) for link in links]


def _check_that_something_answered(count: int, answers: Iterable[Answer]) -> None:
    codes = [answer.code for answer in answers if answer.state != "unchecked"]
    if count and not codes:
        raise NothingCheckedError(f"lychee checked none of {count} addresses (do its settings leave them out?)")
    if len(codes) >= MANY and not any(codes):
        raise NothingCheckedError(f"none of {len(codes)} addresses answered (is this computer online?)")


def finding_of(link: OutsideLink, answers: Mapping[str, Answer], refusals: Sequence[Refusal] = ()) -> Finding:
    """Return the finding for a link from the answers by address, with the known refusal that explains the status."""
    answer = answers.get(link.address, NO_ANSWER)
    parts = split_url(answer.last or link.address)
    host = f".{parts.hostname}" if parts else ""
    known = (each for each in refusals if answer.code in each.answers and host.endswith(f".{each.host}"))
    return Finding(link, answer, next(known, None), answers.get(link.archive, NO_ANSWER))


def report(findings: Sequence[Finding]) -> str:
    """Render the report from the template ``links.md``; its third line is a summary."""
    templates = templates_in(Path(__file__).with_name("templates"), [status_words])
    return templates.get_template("links.md").render(findings=findings)


def status_words(code: int) -> str:
    """Return a status code with its standard phrase, if it has one."""
    return f"{code} {HTTPStatus(code).phrase}" if code in list(HTTPStatus) else str(code)
