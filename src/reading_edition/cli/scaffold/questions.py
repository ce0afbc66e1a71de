"""What must be known of a new note, entry or source: ``questions.yaml``, and the checks of the answers.

An answer is checked here if only this command can check it, or if later questions need it; a trial build
checks the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from link_checks.suggestions import closest
from reading_edition.cli.scaffold.attach import link_around, reference_after
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.cli.scaffold.locations import did_you_mean, find_passage, find_where, fitting_pages
from reading_edition.cli.scaffold.names import check_name, free_name, short_name
from reading_edition.model.dates import DATE_HINT, date_fault
from reading_edition.model.edition import Edition
from reading_edition.model.items import Passage
from reading_edition.model.runs import plain

_OF_A_BODY = frozenset({"of", "for", "and", "the"})  # words of a body's name, not of a person's
_LONGEST_NAME = 3  # words of a person's family name, or given names

Ask = Callable[[str], str]
Show = Callable[[str], None]


def several(answer: str) -> list[str]:
    """The parts of an answer, which semicolons separate."""
    return [part.strip() for part in answer.split(";") if part.strip()]


@dataclass
class Draft:
    """Something new: what it is, and the answers so far.

    The checks return an answer in its final form, or raise :class:`RefusedError`.
    """

    edition: Edition
    what: str
    answers: dict[str, str] = field(default_factory=dict)

    def choices(self, name: str) -> Mapping[str, str]:
        """The possible answers to a question, each with its label."""
        if name == "pages":
            pages = fitting_pages(self.edition, self.what, self.answers.get("date", ""))
            return {page.path: page.file for page in pages}
        settings = self.edition.settings
        note_kinds = {kind.id: kind.label for kind in settings.notes}
        return {"note_kinds": note_kinds, "source_kinds": settings.source_kinds, "themes": settings.themes}[name]

    def anything(self, answer: str) -> str:
        return plain(answer)

    def paragraph(self, answer: str) -> str:
        find_passage(self.edition, answer)
        return answer

    def where(self, answer: str) -> str:
        where = find_where(self.edition, answer)
        if self.what == "source" and isinstance(where.item, Passage):
            raise RefusedError("notes and entries cite sources, the essay does not (name a note or an entry)")
        return answer

    def words_before(self, answer: str) -> str:
        reference_after(find_passage(self.edition, self.answers["where"]), answer, "")
        return plain(answer)

    def words_linked(self, answer: str) -> str:
        link_around(find_where(self.edition, self.answers["where"]), answer, "")
        return plain(answer)

    def title(self, answer: str) -> str:
        """A title that no other entry of the kind has."""
        for other in self.edition.of_kind(self.what):
            if _letters(other.title) == _letters(answer):
                line = f":{other.location.line}" if other.location else ""
                raise RefusedError(f"{other.page.file}{line} has '{other.title}' already (link to #{other.id})")
        return plain(answer)

    def name(self, answer: str) -> str:
        check_name(self.edition, answer)
        return answer

    def sources(self, answer: str) -> str:
        return "; ".join(self._source(name) for name in several(answer))

    def _source(self, name: str) -> str:
        """The id of the source with an id or a label."""
        sources = self.edition.sources
        for source in sources:
            if name in (source.id, source.label):
                return source.id
        names = [each for source in sources for each in (source.label, source.id)]
        with_the_word = (each for each in names if name.casefold() in each.casefold().replace(",", " ").split())
        guess = next(with_the_word, "") or closest(name, names)
        file = self.edition.file(self.edition.settings.sources)
        raise RefusedError(f"there is no source '{name}' in {file}{did_you_mean(guess)}")

    def date(self, answer: str) -> str:
        if answer and (fault := date_fault(answer)):
            raise RefusedError(f"'{answer}' is a date {fault} ({DATE_HINT})")
        return answer

    def authors(self, answer: str) -> str:
        for author in several(answer):
            family, comma, given = (part.split() for part in author.partition(","))
            is_long = max(len(family), len(given)) > _LONGEST_NAME
            if comma and (is_long or not _OF_A_BODY.isdisjoint(author.split())):
                hint = "give a ministry or another body with --body"
                raise RefusedError(f"'{author}' does not look like 'Family, Given' ({hint})")
        return plain(answer)

    def url(self, answer: str) -> str:
        for source in self.edition.sources:
            if answer and source.csl.get("URL") == answer:
                raise RefusedError(f"source '{source.id}' has this address already (cite it)")
        return answer


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))


@dataclass(frozen=True)
class Question:
    """A question. Its answer has a ``check``, or is the key or the label of one of some ``choices``.

    ``check`` names a method of :class:`Draft`, ``choices`` an argument of its ``choices``. ``default`` is the
    answer of those who give none; without one an answer is needed. ``proposed_from`` names the answer that a
    name is made from.
    """

    option: str
    prompt: str
    check: str = "anything"
    choices: str = ""
    default: str | None = None
    proposed_from: str = ""

    def text(self, draft: Draft) -> str:
        return f"{self.prompt} ({', '.join(draft.choices(self.choices))})?" if self.choices else self.prompt

    def checked(self, draft: Draft, answer: str) -> str:
        """The answer in its final form. Raises :class:`RefusedError`."""
        if self.choices:
            return self._chosen(draft.choices(self.choices), answer)
        if self.default is None and not plain(answer):
            raise RefusedError("an answer is needed")
        return str(getattr(draft, self.check)(answer))

    def _chosen(self, choices: Mapping[str, str], answer: str) -> str:
        for key, label in choices.items():
            if answer.strip("*. ").casefold() in (key.casefold(), label.casefold()):
                return key
        hint = f"choose {' or '.join(choices)}" if choices else "add one in mkdocs.yml first"
        guess = closest(answer, [*choices, *choices.values()])
        guess = f"did you mean '{guess}'? " if guess else ""
        raise RefusedError(f"the edition has no {self.option} '{answer}' ({guess}{hint})")

    def only_answer(self, draft: Draft) -> str | None:
        """The answer that needs no question, because there is no other."""
        choices = list(draft.choices(self.choices)) if self.choices else []
        return choices[0] if len(choices) == 1 else None

    def proposal(self, draft: Draft) -> str | None:
        if self.proposed_from:
            name = short_name(draft.answers[self.proposed_from])
            return free_name(draft.edition, name) if name else None
        return self.default


QUESTIONS: Mapping[str, Sequence[Question]] = {
    what: [Question(**question) for question in questions]
    for what, questions in yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")).items()
}


def collect_answers(edition: Edition, what: str, given: Mapping[str, str], ask: Ask, show: Show) -> dict[str, str]:
    """The answers to all questions about something new.

    If every needed answer is ``given``, nothing is asked, and a wrong answer raises :class:`RefusedError`.
    Else ``ask`` is called for each answer that is not given, and again, after ``show``, for a wrong one.
    """
    questions, draft = QUESTIONS[what], Draft(edition, what)
    for option in set(given) - {question.option for question in questions}:
        raise RefusedError(f"a {what} has no --{option}")
    is_asking = any(_is_needed(question, draft, given) for question in questions)
    for question in questions:
        answer = given.get(question.option, question.only_answer(draft))
        proposal = question.proposal(draft)
        if answer is None and is_asking:
            draft.answers[question.option] = _ask(question, draft, ask, show)
        elif answer is None and proposal is None:
            option = "in" if question.option == "where" else question.option
            raise RefusedError(f"{question.text(draft)} (answer with --{option})")
        else:
            draft.answers[question.option] = question.checked(draft, answer or proposal or "")
    return draft.answers


def _is_needed(question: Question, draft: Draft, given: Mapping[str, str]) -> bool:
    """Whether an answer is missing that nobody but the user knows."""
    if question.option in given or question.option == "page" or question.proposed_from:
        return False
    return question.default is None and question.only_answer(draft) is None


def _ask(question: Question, draft: Draft, ask: Ask, show: Show) -> str:
    proposal = question.proposal(draft) or ""
    prompt = f"{question.text(draft)} [{proposal}] " if proposal else f"{question.text(draft)} "
    while True:
        answer = ask(prompt).strip() or proposal
        try:
            return question.checked(draft, answer)
        except RefusedError as error:
            show(str(error) if answer else f"{error}; Ctrl-C ends this, and nothing is written")
