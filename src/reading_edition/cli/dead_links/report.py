"""The report on the addresses outside the site: what is dead, what else there is of it, what rests on it.

Its layout is in ``templates/links.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from reading_edition.cli.dead_links.addresses import OutsideLink
from reading_edition.cli.dead_links.lychee import Answer
from reading_edition.model.refusals import Refusal, refusal_of
from reading_edition.render.templating import templates_in

ALIVE, DEAD, REFUSED, SILENT, KNOWN, UNCHECKED = "alive", "dead", "refused", "silent", "known", "unchecked"
_REFUSING = (401, 403, 405, 406, 418, 429, 451)
_INVENTED = 600  # hosts that refuse invent statuses from here on
_SERVER_ERROR = 500
_NO_ANSWER = Answer("excluded")


@dataclass(frozen=True)
class Findings:
    """The links, and the answers by address, those of archives included."""

    links: Sequence[OutsideLink]
    answers: Mapping[str, Answer]
    refusals: Sequence[Refusal] = ()

    def answer(self, link: OutsideLink) -> Answer:
        return self.answers.get(link.address, _NO_ANSWER)

    def refusal(self, link: OutsideLink) -> Refusal | None:
        """The known refusal of the host that answered, if it is one."""
        answer = self.answer(link)
        return refusal_of(self.refusals, answer.last or link.address, answer.code)

    def of_state(self, *states: str) -> list[OutsideLink]:
        found = [(state_of(self.answer(link), link.address, self.refusals), link) for link in self.links]
        return [link for state in states for found_state, link in found if found_state == state]

    @property
    def failing(self) -> list[OutsideLink]:
        """The links that need somebody's attention."""
        return self.of_state(DEAD, SILENT, REFUSED)

    @property
    def moved(self) -> list[OutsideLink]:
        return [link for link in self.of_state(ALIVE) if self.answer(link).moved_to]


def state_of(answer: Answer, address: str, refusals: Sequence[Refusal] = ()) -> str:
    if answer.kind in ("excluded", "ok"):
        return UNCHECKED if answer.kind == "excluded" else ALIVE
    if refusal_of(refusals, answer.last or address, answer.code):
        return KNOWN
    if answer.code in _REFUSING or answer.code >= _INVENTED:
        return REFUSED
    return SILENT if answer.code == 0 or answer.code >= _SERVER_ERROR else DEAD


def may_change(answer: Answer) -> bool:
    """Whether a second question may get another answer a little later."""
    return answer.kind == "timeout" or (answer.kind == "failed" and answer.code in (0, 429, *range(500, 600)))


def summary(findings: Findings) -> str:
    """How many links are in which state, in a sentence or two."""
    links = {
        "dead": findings.of_state(DEAD),
        "without an answer": findings.of_state(SILENT),
        "refused": findings.of_state(REFUSED),
        "refused by hosts known for it": findings.of_state(KNOWN),
        "moved for good": findings.moved,
    }
    parts = ", ".join(f"{len(found)} {words}" for words, found in links.items() if found)
    unchecked = len(findings.of_state(UNCHECKED))
    total = len(findings.links) - unchecked
    more = f" Not checked: {unchecked}." if unchecked else ""
    return f"{total} address{'' if total == 1 else 'es'} outside: {parts or 'all answer'}.{more}"


def report(findings: Findings) -> str:
    templates = templates_in(Path(__file__).parents[1] / "templates", (answer_words, archive_words, status_words))
    cached = sum(findings.answer(link).is_cached for link in findings.links)
    return templates.get_template("links.md").render(findings=findings, summary=summary(findings), cached=cached)


def answer_words(answer: Answer) -> str:
    """An answer in words: the status, or what went wrong, and where redirects led."""
    reason = answer.words.partition(" - ")[0].partition(" (")[0].strip()  # without lychee's advice
    words = status_words(answer.code) if answer.code else reason or "none"
    if answer.kind == "timeout":
        words = "none in time"
    if not answer.trail:
        return words
    if len({address for address, _ in answer.trail}) < len(answer.trail):
        return f"redirects without end, by way of <{answer.last}>"
    return f"{words}, redirected ({', '.join(str(code) for _, code in answer.trail)}) to <{answer.last}>"


def status_words(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def archive_words(findings: Findings, link: OutsideLink) -> str:
    """What the archive has of a link."""
    if not link.archive:
        return "none (the source has no address of its own, or is in an archive already)"
    answer = findings.answers.get(link.archive, _NO_ANSWER)
    if answer.kind == "excluded":
        return f"<{link.archive}> was not checked"
    if answer.kind == "ok":
        return f"<{answer.last or link.archive}> has a copy"
    result = "has no copy" if state_of(answer, link.archive) == DEAD else "gave no result"
    return f"<{link.archive}> {result} ({answer_words(answer)})"
