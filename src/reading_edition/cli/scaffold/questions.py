"""Ask the questions of ``questions.yaml`` about a new note, entry, or source, and check the answers.

These checks are those that later questions need, or that only this command can do; a trial build checks the rest.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click
import yaml

from link_checks.suggestions import closest
from reading_edition.cli.scaffold import places, words
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.dates import DATE_HINT, date_fault
from reading_edition.model.edition import Edition
from reading_edition.model.items import Passage
from reading_edition.model.runs import plain

_NAME = r"\S+(?: \S+){0,2}"
_PERSON = re.compile(rf"(?!.*\b(?:of|for|and|the)\b){_NAME}, ?{_NAME}")  # unlike the name of a ministry


class Question(NamedTuple):
    """A question; ``questions.yaml`` explains its fields."""

    option: str
    prompt: str
    enter: str = ""
    proposed_from: str = ""

    @property
    def is_required(self) -> bool:
        return not (self.enter or self.proposed_from)


QUESTIONS: Mapping[str, Sequence[Question]] = {
    what: [Question(**question) for question in questions]
    for what, questions in yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")).items()
}


class Draft:
    """A new item and the answers so far. ``check_OPTION`` checks an answer and may raise :class:`RefusedError`."""

    def __init__(self, edition: Edition, what: str) -> None:
        self.edition, self.what = edition, what
        self.answers: dict[str, str] = {}

    def choices(self, option: str) -> Mapping[str, str] | None:
        """Return the possible answers to a question, each with its label, or None if they are not known."""
        settings = self.edition.settings
        if option == "page":
            pages = places.fitting_pages(self.edition, self.what, self.answers.get("date", ""))
            return {page.path: page.file for page in pages}
        if option == "kind" and self.what == "note":
            return {kind.id: kind.label for kind in settings.notes}
        return {"kind": settings.source_kinds, "theme": settings.themes}.get(option)

    def only_answer(self, question: Question) -> str | None:
        """Return the only possible answer, which makes the question unnecessary, or None."""
        choices = self.choices(question.option)
        possible = [] if choices is None else [*choices, *([""] if question.enter else [])]
        return possible[0] if len(possible) == 1 else None

    def answer(self, question: Question, given: str | None, is_asking: bool) -> str:
        """Return the checked answer to a question: the given one, the only one, the user's input, or a proposal."""
        option, prompt, enter, source = question
        if choices := self.choices(option):
            prompt = f"{prompt} ({', '.join(choices)})?"
        name = places.short_name(self.answers[source]) if source else ""
        proposal = places.free_name(self.edition, name) if name else ""
        check, answer = partial(self._checked, question), self.only_answer(question) if given is None else given
        if answer is None and is_asking:
            enter = enter or (f"for '{proposal}'" if proposal else "")
            prompt = f"{prompt} (press Enter {enter})" if enter else prompt
            return click.prompt(prompt, proposal, show_default=False, prompt_suffix=" ", value_proc=check)
        if answer is None and not (proposal or enter):
            raise RefusedError(f"{prompt} (answer with --{'in' if option == 'where' else option})")
        return check(answer or proposal)

    def _checked(self, question: Question, given: str) -> str:
        """Check an answer and return it in its final form."""
        choices, answer = self.choices(question.option), plain(given)
        if not answer and question.enter:
            return ""
        if choices is not None:
            answers = (places.several(answer) if question.option == "theme" else []) or [answer]
            return " ".join(dict.fromkeys(_chosen(question.option, choices, each) for each in answers))
        if not answer:
            raise RefusedError("an answer is needed")
        if check := getattr(self, f"check_{question.option}", None):
            check(answer)
        return answer

    def check_where(self, answer: str) -> None:
        item = places.find_item(self.edition, answer)
        if self.what == "note" and not isinstance(item, Passage):
            raise RefusedError(f"{places.name_of(item)} is not a paragraph", hint="give the number of one")
        if self.what == "source" and isinstance(item, Passage):
            raise RefusedError("notes and entries cite sources, the essay does not", hint="name a note or an entry")

    def check_words(self, answer: str) -> None:
        attach = words.reference_after if self.what == "note" else words.link_around
        attach(places.find_item(self.edition, self.answers["where"]), answer, "")

    def check_id(self, answer: str) -> None:
        places.check_name(self.edition, answer)

    def check_title(self, answer: str) -> None:
        for other in self.edition.of_kind(self.what) if self.what != "source" else ():
            if _letters(other.title) == _letters(answer):
                line = f":{other.location.line}" if other.location else ""
                message = f"{other.page.file}{line} has '{other.title}' already"
                raise RefusedError(message, hint=f"link to #{other.id}")

    def check_source(self, answer: str) -> None:
        for name in places.several(answer):
            places.find_source(self.edition, name)

    def check_date(self, answer: str) -> None:
        if fault := date_fault(answer):
            raise RefusedError(f"'{answer}' is a date {fault}", hint=DATE_HINT)

    def check_author(self, answer: str) -> None:
        for author in places.several(answer):
            if "," in author and not _PERSON.fullmatch(author):
                hint = "give a ministry or another body with --body"
                raise RefusedError(f"'{author}' does not look like 'Family, Given'", hint=hint)

    def check_url(self, answer: str) -> None:
        for source in self.edition.sources:
            if source.csl.get("URL") == answer:
                raise RefusedError(f"source '{source.id}' has this address already", hint="cite it")


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))


def _chosen(option: str, choices: Mapping[str, str], answer: str) -> str:
    """Return the key of the choice whose key or label is the answer. Raise :class:`RefusedError` if there is none."""
    for key, label in choices.items():
        if answer.strip("*. ").casefold() in (key.casefold(), label.casefold()):
            return key
    guess = closest(answer, [*choices, *choices.values()])
    hint = f"choose {' or '.join(choices)}" if choices else "add one in mkdocs.yml first"
    raise RefusedError(f"the edition has no {option} '{answer}'", guess, hint)


def collect_answers(edition: Edition, what: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return all answers about a new item; ask nothing if ``given`` answers everything that only the user knows.

    A wrong answer in ``given`` raises :class:`RefusedError`; a wrong input is asked for again.
    """
    draft, questions = Draft(edition, what), QUESTIONS[what]
    for option in set(given) - {question.option for question in questions}:
        raise RefusedError(f"a {what} has no --{option}")
    needed = [each for each in questions if each.is_required and each.option not in {"page", *given}]
    is_asking = any(draft.only_answer(each) is None for each in needed)
    if is_asking:
        click.echo("Ctrl-C ends this, and nothing is written.")
    for question in questions:
        draft.answers[question.option] = draft.answer(question, given.get(question.option), is_asking)
    return draft.answers
