"""The report on the links that lead outside: what is dead, what else there is of it, what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from reading_edition.cli.dead_links.addresses import OutsideLink
from reading_edition.cli.dead_links.lychee import Answer
from reading_edition.model.refusals import Refusal, refusal_of

ALIVE, DEAD, REFUSED, SILENT, KNOWN, UNASKED = "alive", "dead", "refused", "silent", "known", "unasked"
_REFUSING = (401, 403, 405, 406, 418, 429, 451)
_NOT_HTTP = 600  # statuses from here on are inventions of hosts that refuse
_SERVER_ERROR = 500
_NO_ANSWER = Answer("excluded")
_HEADINGS = {
    DEAD: ("Dead", "Find the page's new address, or cite the archive's copy."),
    SILENT: (
        "No answer",
        "Asked twice. The server may answer again; if it is the same next week, treat the page as dead.",
    ),
    REFUSED: (
        "Refused",
        "Look in a browser. Is the page there, add its host to `refusals` in mkdocs.yml; else it is dead.",
    ),
}


@dataclass(frozen=True)
class Findings:
    """What was asked and answered: the links, and the answers by address, those of archives included."""

    links: Sequence[OutsideLink]
    answers: Mapping[str, Answer]
    refusals: Sequence[Refusal] = field(default_factory=tuple)

    def answer(self, address: str) -> Answer:
        return self.answers.get(address, _NO_ANSWER)

    def state(self, link: OutsideLink) -> str:
        """Whether a link is alive, dead, refused, silent, known to refuse, or was not asked."""
        return state_of(self.answer(link.address), link.address, self.refusals)

    def of_state(self, state: str) -> list[OutsideLink]:
        return [link for link in self.links if self.state(link) == state]

    @property
    def failing(self) -> list[OutsideLink]:
        """The links that somebody has to look after."""
        return [link for state in _HEADINGS for link in self.of_state(state)]

    @property
    def moved(self) -> list[OutsideLink]:
        return [link for link in self.of_state(ALIVE) if self.answer(link.address).moved_to]


def state_of(answer: Answer, address: str, refusals: Sequence[Refusal] = ()) -> str:
    """What an answer says of an address."""
    if answer.kind == "excluded":
        return UNASKED
    if answer.kind == "ok":
        return ALIVE
    if refusal_of(refusals, answer.last or address, answer.code):
        return KNOWN
    if answer.code in _REFUSING or answer.code >= _NOT_HTTP:
        return REFUSED
    return SILENT if answer.code == 0 or answer.code >= _SERVER_ERROR else DEAD


def may_change(answer: Answer) -> bool:
    """Whether an address is worth a second question: an answer that may be another a little later."""
    return answer.kind == "timeout" or (answer.kind == "failed" and answer.code in (0, 429, *range(500, 600)))


def summary(findings: Findings) -> str:
    """In a sentence or two, how many links are in which state."""
    counts = {state: len(findings.of_state(state)) for state in (DEAD, SILENT, REFUSED, KNOWN, UNASKED)}
    total = len(findings.links) - counts[UNASKED]
    parts = [
        f"{counts[DEAD]} dead",
        f"{counts[SILENT]} without an answer",
        f"{counts[REFUSED]} refused",
        f"{counts[KNOWN]} refused by hosts known for it",
        f"{len(findings.moved)} moved for good",
    ]
    said = [part for part in parts if not part.startswith("0 ")]
    unasked = f" Not asked: {counts[UNASKED]}." if counts[UNASKED] else ""
    addresses = f"{total} address{'' if total == 1 else 'es'} outside"
    return f"{addresses}: {', '.join(said) or 'all answer'}.{unasked}"


def report(findings: Findings) -> str:
    """The whole report, as Markdown."""
    blocks = [["# Links that lead outside"], [summary(findings)]]
    if cached := sum(findings.answer(link.address).is_cached for link in findings.links):
        words = (
            f"{cached} answered well not long ago and were not asked again; whether they moved is not known."
        )
        blocks.append([words])
    for state, (title, advice) in _HEADINGS.items():
        if links := findings.of_state(state):
            blocks += [[f"## {title} ({len(links)})"], [advice]]
            blocks += [block for link in links for block in _link(findings, link)]
    blocks += _listed("Moved for good", findings.moved, lambda link: _moved(findings, link))
    blocks += _listed(
        "Refused, as is known of the host", findings.of_state(KNOWN), lambda link: _known(findings, link)
    )
    blocks += _listed("Not asked", findings.of_state(UNASKED), lambda link: _unasked(findings, link))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _link(findings: Findings, link: OutsideLink) -> Iterator[list[str]]:
    """What there is to say of one link: its source, address, answer and archive, and what rests on it."""
    if link.source is not None:
        yield [f"### `{link.source.id}` ({link.source.label})"]
    else:
        yield ["### Not a source"]
    lines = [f"- Address: <{link.address}>", f"- Answer: {answer_words(findings.answer(link.address))}"]
    if link.source is not None:
        lines += [f"- Archive: {_archive(findings, link)}", f"- Listed in {link.file}"]
    if link.supports:
        lines.append("- Rests on it:" if link.source is not None else "- Written in:")
        lines += [f"  - {support}" for support in link.supports]
    yield lines


def answer_words(answer: Answer) -> str:
    """An answer in words: the status, or what went wrong, and where redirects led."""
    words = _status(answer.code) if answer.code else _plain(answer.words)
    if answer.kind == "timeout":
        words = "none in time"
    if not answer.trail:
        return words
    if len({address for address, _ in answer.trail}) < len(answer.trail):
        return f"redirects without end, by way of <{answer.last}>"
    return f"{words}, redirected ({', '.join(str(code) for _, code in answer.trail)}) to <{answer.last}>"


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _plain(words: str) -> str:
    """lychee's account of a failure without its advice: the first clause."""
    return words.partition(" - ")[0].partition(" (")[0].strip() or "none"


def _archive(findings: Findings, link: OutsideLink) -> str:
    if not link.archive:
        return "none (the source has no address of its own, or is in an archive already)"
    answer = findings.answers.get(link.archive)
    where = f"<{link.archive}>"
    if answer is None or answer.kind == "excluded":
        return f"{where} was not asked"
    if answer.kind == "ok":
        return f"<{answer.last or link.archive}> has a copy"
    if state_of(answer, link.archive) == DEAD:
        return f"{where} has no copy ({answer_words(answer)})"
    return f"{where} did not say ({answer_words(answer)})"


def _listed(
    title: str, links: Sequence[OutsideLink], line: Callable[[OutsideLink], str]
) -> Iterator[list[str]]:
    if links:
        yield [f"## {title} ({len(links)})"]
        yield [f"- {_name(link)}{line(link)}" for link in links]


def _name(link: OutsideLink) -> str:
    return f"`{link.source.id}`: " if link.source is not None else ""


def _moved(findings: Findings, link: OutsideLink) -> str:
    return f"<{link.address}> is now <{findings.answer(link.address).moved_to}>"


def _known(findings: Findings, link: OutsideLink) -> str:
    answer = findings.answer(link.address)
    refusal = refusal_of(findings.refusals, answer.last or link.address, answer.code)
    assert refusal is not None
    return f"<{link.address}>: {_status(answer.code)} ({refusal.why})"


def _unasked(findings: Findings, link: OutsideLink) -> str:
    is_left_out = findings.answer(link.address) is not _NO_ANSWER
    return f"<{link.address}>: {'left out by lychee or its settings' if is_left_out else 'no answer came'}"
