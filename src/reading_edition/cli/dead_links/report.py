"""The report on the addresses outside the site: what is dead, what else there is of it, what rests on it.

Its words are in ``templates/links.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from reading_edition.cli.dead_links.addresses import OutsideLink
from reading_edition.cli.dead_links.lychee import NO_ANSWER, Answer
from reading_edition.model.refusals import Refusal, refusal_of
from reading_edition.render.templating import templates_in


@dataclass(frozen=True)
class Finding:
    """An address outside with its answer, the known refusal of the host that answered, and the archive's answer."""

    link: OutsideLink
    answer: Answer = NO_ANSWER
    refusal: Refusal | None = None
    archive: Answer = NO_ANSWER

    @property
    def state(self) -> str:
        """The state of the answer, or ``known`` or ``moved``."""
        if self.answer.state == "alive":
            return "moved" if self.answer.moved_to else "alive"
        return "known" if self.refusal and self.answer.state != "unchecked" else self.answer.state

    @property
    def is_failing(self) -> bool:
        """Whether somebody's attention is needed."""
        return self.state in ("dead", "silent", "refused")


def finding_of(link: OutsideLink, answers: Mapping[str, Answer], refusals: Sequence[Refusal] = ()) -> Finding:
    """What the answers by address say of a link."""
    answer = answers.get(link.address, NO_ANSWER)
    refusal = refusal_of(refusals, answer.last or link.address, answer.code)
    return Finding(link, answer, refusal, answers.get(link.archive, NO_ANSWER))


def report(findings: Sequence[Finding]) -> str:
    """The report; its third line is a summary."""
    templates = templates_in(Path(__file__).parents[1] / "templates", [status_words])
    return templates.get_template("links.md").render(findings=findings)


def status_words(code: int) -> str:
    """A status as the standard names it."""
    return f"{code} {HTTPStatus(code).phrase}" if code in list(HTTPStatus) else str(code)
