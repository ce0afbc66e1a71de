"""What must be known of a new note, entry or source; each answer is checked as soon as it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.cli.scaffold.entries import pages_for, pages_of
from reading_edition.cli.scaffold.locations import Where, find_passage, find_place, link_around, mark_after
from reading_edition.cli.scaffold.markdown_words import read_words
from reading_edition.cli.scaffold.names import check_name, free_name
from reading_edition.cli.scaffold.references import find_source
from reading_edition.model.csl_fields import TYPES as CSL_TYPES
from reading_edition.model.dates import DATE_HINT, date_fault, is_date
from reading_edition.model.edition import Edition
from reading_edition.model.names import proposed_id
from reading_edition.model.runs import plain

Answers = Mapping[str, str]
SEPARATOR = "; "


class UnanswerableError(RefusedError):
    """No answer to a question would do, so that asking again is of no use."""


@dataclass(frozen=True)
class Question:
    """A question, the option that answers it beforehand, and the check that gives the answer its form.

    ``fallback`` is the answer of whoever gives none; None if one must be given. ``settled`` is an answer
    about which nobody need be asked, where there is one.
    """

    option: str
    text: Callable[[Edition, Answers], str]
    check: Callable[[Edition, Answers, str], str]
    fallback: Callable[[Edition, Answers], str | None] = lambda _edition, _answers: None
    settled: Callable[[Edition, Answers], str | None] = lambda _edition, _answers: None


def _says(text: str) -> Callable[[Edition, Answers], str]:
    return lambda _edition, _answers: text


def _nothing(_edition: Edition, _answers: Answers) -> str:
    return ""


def find_where(edition: Edition, name: str) -> Where:
    """A paragraph by its number, or else a note or entry by its name. Raises :class:`RefusedError`."""
    wanted = name.strip().lstrip("#")
    known = {passage.id for passage in edition.passages}
    if wanted.isdigit() or f"p{wanted}" in known or wanted in known:
        return find_passage(edition, wanted)
    return find_place(edition, wanted)


def _paragraph(edition: Edition, _answers: Answers, answer: str) -> str:
    find_passage(edition, answer)
    return answer


def _location(edition: Edition, answers: Answers, answer: str) -> str:
    where = find_where(edition, answer)
    if answers["what"] == "source" and where.name.startswith("paragraph"):
        raise RefusedError("a source is cited in a note or an entry, not in the essay's words; name one")
    return answer


def _words_for_mark(edition: Edition, answers: Answers, answer: str) -> str:
    mark_after(find_passage(edition, answers["where"]), answer, "")
    return plain(answer)


def _words_for_link(edition: Edition, answers: Answers, answer: str) -> str:
    link_around(find_where(edition, answers["where"]), answer, "")
    return plain(answer)


def _one_of(what: str, answer: str, choices: Mapping[str, str]) -> str:
    """The key of a choice, from its key or its label in any case."""
    for key, label in choices.items():
        if answer.casefold() in (key.casefold(), label.casefold()):
            return key
    if not choices:
        raise UnanswerableError(f"this edition has no {what}; extra.edition in mkdocs.yml names them")
    if not answer:
        raise RefusedError(f"a {what} is needed: {', '.join(choices)}")
    guess = closest(answer, [*choices, *choices.values()])
    guess = f"; did you mean '{guess}'?" if guess else ""
    raise RefusedError(f"'{answer}' is no {what}{guess} ({', '.join(choices)})")


def _note_kind(edition: Edition, _answers: Answers, answer: str) -> str:
    labels = {kind.label: kind.id for kind in edition.settings.notes}
    return _one_of("kind of note", answer.strip("*. "), labels)


def _source_kind(edition: Edition, _answers: Answers, answer: str) -> str:
    return _one_of("kind of source", answer, edition.settings.source_kinds)


def _source_type(_edition: Edition, _answers: Answers, answer: str) -> str:
    if not answer:
        raise RefusedError(f"a type of CSL is needed: {_COMMON_TYPES}")
    if answer not in CSL_TYPES:
        guess = closest(answer, CSL_TYPES)
        guess = f"; did you mean '{guess}'?" if guess else ""
        raise RefusedError(f"'{answer}' is no type of CSL{guess} (such as {_COMMON_TYPES})")
    return answer


_COMMON_TYPES = "treaty, speech, report, article-newspaper, article-journal, book, webpage or document"


def _theme(edition: Edition, _answers: Answers, answer: str) -> str:
    return _one_of("theme", answer, edition.settings.themes)


def _date(_edition: Edition, _answers: Answers, answer: str) -> str:
    if answer and not is_date(answer):
        raise RefusedError(f"'{answer}' is a date {date_fault(answer)}; {DATE_HINT}")
    return answer


def _needed_date(edition: Edition, answers: Answers, answer: str) -> str:
    if not answer:
        raise RefusedError(f"an event has a date; {DATE_HINT}")
    return _date(edition, answers, answer)


def _title(edition: Edition, answers: Answers, answer: str) -> str:
    """A title that no other entry of the kind has; of sources several may be called the same."""
    if not plain(answer):
        raise RefusedError("a title is needed")
    others = edition.of_kind(answers["what"]) if answers["what"] != "source" else []
    if other := next((entry for entry in others if _letters(entry.title) == _letters(answer)), None):
        line = f":{other.location.line}" if other.location else ""
        raise RefusedError(f"'{other.title}' stands already in {other.page.file}{line}; link to #{other.id}")
    return plain(answer)


def _letters(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())


def _name(edition: Edition, _answers: Answers, answer: str) -> str:
    check_name(edition, answer)
    return answer


def _proposed_from(option: str) -> Callable[[Edition, Answers], str | None]:
    def propose(edition: Edition, answers: Answers) -> str | None:
        name = proposed_id(answers[option])
        return free_name(edition, name) if name else None

    return propose


def _sources(edition: Edition, _answers: Answers, answer: str) -> str:
    names = [name.strip() for name in answer.split(SEPARATOR.strip()) if name.strip()]
    return SEPARATOR.join(find_source(edition, name).id for name in names)


def _text(edition: Edition, answers: Answers, answer: str) -> str:
    """A note or gist of no more words than the build allows."""
    text = plain(answer)
    words = read_words(text, 0, len(text), {}).text.split()
    if answers["what"] == "note":
        count, limit = sum(any(map(str.isalnum, word)) for word in words), edition.settings.note_words
        what = "the note"
    else:
        count, limit, what = len(words), edition.settings.summary_words, "the gist"
    if count > limit:
        raise RefusedError(f"{what} has {count} words, {limit} at the most")
    return text


def _label(edition: Edition, _answers: Answers, answer: str) -> str:
    label = plain(answer)
    if not label:
        raise RefusedError("a label is needed: what citations say, such as 'NATO 1997'")
    if taken := next((source for source in edition.sources if source.label == label), None):
        raise RefusedError(f"the label '{label}' is that of source '{taken.id}'; labels are unique")
    return label


def _url(edition: Edition, _answers: Answers, answer: str) -> str:
    if answer and (other := next((each for each in edition.sources if each.csl.get("URL") == answer), None)):
        raise RefusedError(f"source '{other.id}' has this address already; cite that one")
    if answer and not answer.startswith(("https://", "http://")):
        raise RefusedError(f"'{answer}' is no address: it begins with https:// or http://")
    return answer


def _any(_edition: Edition, _answers: Answers, answer: str) -> str:
    return plain(answer)


def _page(edition: Edition, answers: Answers, answer: str) -> str:
    pages = {page.path: page.file for page in pages_of(edition, answers["what"])}
    return _one_of("page for it", answer, pages)


def _only_page(edition: Edition, answers: Answers) -> str | None:
    pages = pages_for(edition, answers["what"], answers.get("date", ""))
    if not pages:
        raise RefusedError(
            f"this edition has no page for a {answers['what']}; extra.edition.pages in mkdocs.yml names them"
        )
    return pages[0].path if len(pages) == 1 else None


def _ask_page(edition: Edition, answers: Answers) -> str:
    pages = pages_for(edition, answers["what"], answers.get("date", ""))
    return f"Which page is it for: {' or '.join(page.path for page in pages)}?"


def _only_theme(edition: Edition, _answers: Answers) -> str | None:
    themes = list(edition.settings.themes)
    return themes[0] if len(themes) == 1 else None


_PARAGRAPH = Question("where", _says("Which paragraph, by its number?"), _paragraph)
_MARKED = Question("words", _says("After which words, copied from it?"), _words_for_mark)
_KIND = Question(
    "kind",
    lambda edition, _: f"Which kind: {', '.join(kind.label for kind in edition.settings.notes)}?",
    _note_kind,
)
_SOURCES = Question(
    "source", _says("Its sources, by id or label, with ';' between them? (none yet)"), _sources, _nothing
)
_LINKED = Question("words", _says("Which words there are to lead to it, copied from it?"), _words_for_link)
_FROM = Question(
    "where",
    _says("From where is it linked: the number of a paragraph, or the name of a note or entry?"),
    _location,
)
_CITED = Question("where", _says("Which note or entry rests on it, by its name?"), _location)
_PAGE = Question("page", _ask_page, _page, settled=_only_page)

_ENTRY_END = (
    _FROM,
    _LINKED,
    Question("id", _says("Its id?"), _name, _proposed_from("title")),
    _SOURCES,
    Question("text", _says("Its gist, in a sentence or two? (a placeholder)"), _text, _nothing),
)

QUESTIONS: Mapping[str, Sequence[Question]] = {
    "note": (
        _PARAGRAPH,
        _MARKED,
        _KIND,
        Question("id", _says("Its name?"), _name, _proposed_from("words")),
        _SOURCES,
        Question("text", _says("What it says? (a placeholder)"), _text, _nothing),
    ),
    "term": (Question("title", _says("Its heading?"), _title), _PAGE, *_ENTRY_END),
    "person": (Question("title", _says("The name, as readers know it?"), _title), _PAGE, *_ENTRY_END),
    "event": (
        Question("title", _says("Its heading?"), _title),
        Question("date", _says("When (1997-05-27, 1997-05, 1997 or 2008-08-07/2008-08-12)?"), _needed_date),
        Question(
            "theme",
            lambda edition, _: f"Which theme: {', '.join(edition.settings.themes)}?",
            _theme,
            settled=_only_theme,
        ),
        _PAGE,
        *_ENTRY_END,
    ),
    "source": (
        Question("title", _says("Its title?"), _title),
        Question("type", _says(f"Which type: {_COMMON_TYPES}?"), _source_type),
        Question(
            "kind",
            lambda edition, _: f"Which kind: {', '.join(edition.settings.source_kinds)}?",
            _source_kind,
        ),
        Question("label", _says("Its label, which citations say (such as NATO 1997)?"), _label),
        _CITED,
        Question(
            "author",
            _says("Its authors, as 'Family, Given' or a body's name, with ';' between them? (none)"),
            _any,
            _nothing,
        ),
        Question(
            "container", _says("The newspaper, journal, site or book that has it? (none)"), _any, _nothing
        ),
        Question(
            "date", _says("When was it published (1997-05-27, 1997-05 or 1997)? (unknown)"), _date, _nothing
        ),
        Question("url", _says("Where can it be read (https://...)? (nowhere)"), _url, _nothing),
        Question("id", _says("Its id?"), _name, _proposed_from("label")),
    ),
}


def collect_answers(
    edition: Edition,
    what: str,
    given: Mapping[str, str],
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> dict[str, str]:
    """The answers to all questions about something new.

    Where what must be known is given beforehand, nobody is asked anything, and an answer that does not
    pass raises :class:`RefusedError`. Else ``ask`` is called for what is not given, and called again, once
    ``say`` has said why, for an answer that does not pass.
    """
    questions = QUESTIONS[what]
    known = {question.option for question in questions}
    if strange := next((option for option in given if option not in known), None):
        raise RefusedError(f"a {what} has no '--{OPTIONS.get(strange, strange)}'")
    answers: dict[str, str] = {"what": what}
    asks = any(_is_wanting(edition, question, given) for question in questions)
    for question in questions:
        option = question.option
        settled = question.settled(edition, answers)
        if option in given:
            answers[option] = question.check(edition, answers, given[option])
        elif settled is not None:
            answers[option] = settled
        elif asks:
            answers[option] = _ask(edition, question, answers, ask, say)
        else:
            answers[option] = _without_asking(edition, question, answers)
    return answers


OPTIONS = {"where": "in"}  # options whose names differ from those of their answers


def _is_wanting(edition: Edition, question: Question, given: Mapping[str, str]) -> bool:
    """Whether an answer must be given and is not; what others settle is not wanting."""
    if question.option in given or question.option in ("page", "id"):
        return False
    return question.fallback(edition, {}) is None and question.settled(edition, {}) is None


def _ask(
    edition: Edition,
    question: Question,
    answers: Answers,
    ask: Callable[[str], str],
    say: Callable[[str], None],
) -> str:
    fallback = question.fallback(edition, answers)
    text = question.text(edition, answers)
    while True:
        answer = ask(f"{text} [{fallback}] " if fallback else f"{text} ").strip()
        try:
            return question.check(edition, answers, answer or fallback or "")
        except UnanswerableError:
            raise
        except RefusedError as error:
            say(str(error) if answer else f"{error} (Ctrl-C ends this, and nothing is written)")


def _without_asking(edition: Edition, question: Question, answers: Answers) -> str:
    fallback = question.fallback(edition, answers)
    if fallback is None:
        option = OPTIONS.get(question.option, question.option)
        raise RefusedError(f"{question.text(edition, answers)} Say it with --{option}")
    return question.check(edition, answers, fallback) if fallback else ""
