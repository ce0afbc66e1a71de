"""The command ``new``: skeletons where they belong, and one message for what would not pass."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from link_checks.markdown_source import MarkdownSource
from reading_edition.checks import check_edition
from reading_edition.cli.main import main
from reading_edition.cli.scaffold.edits import RefusedError, edited_files
from reading_edition.cli.scaffold.places import find_item, short_name, span_of
from reading_edition.cli.scaffold.questions import QUESTIONS, Draft, collect_answers
from reading_edition.cli.scaffold.skeletons import skeleton, sort_key
from reading_edition.cli.scaffold.words import MASK, link_around, masked, reference_after, word_around
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page, Passage
from support.cases import Case
from support.editions import lines, read_example
from support.sites import GETTYSBURG, build_example

DOCS = GETTYSBURG / "docs"
Answers = Mapping[str, str]


def written(what: str, answers: Answers, edition: Edition | None = None) -> dict[str, str]:
    """The files of the example that the command changes, after the changes."""
    edition = edition or read_example(Case(""))
    complete = collect_answers(edition, what, answers)
    sources = (DOCS / "sources.yaml").read_text("utf-8")
    return edited_files(DOCS, skeleton(edition, what, complete, sources))


def problems(files: Mapping[str, str]) -> list[str]:
    """The problems of the example with some files changed."""
    edition = read_example(Case("", files={f"docs/{path}": text for path, text in files.items()}))
    return lines(check_edition(edition))


NOTE = {"where": "1", "words": "upon this continent", "kind": "context"}
SOURCE = {"title": "A: title", "type": "book", "kind": "press", "label": "Doe 1900"}
TERM = {"title": "Liberty", "where": "1", "words": "conceived in liberty"}
EVENT = {"title": "New", "where": "field", "words": "Who won", "theme": "war"}


def test_a_note_reference_follows_the_words_and_the_definition_precedes_later_ones() -> None:
    text = written("note", NOTE)["essay/first.md"]
    assert "our fathers brought forth, upon this continent,[^continent] a new nation,[^nation]" in text
    first = text.index("[^continent]: **Context.** TODO: the note, in 60 words at the most.")
    assert text.index("{ #p1 }") < first < text.index("[^nation]: ")


def test_a_note_passes_when_its_placeholders_are_replaced() -> None:
    text = written("note", NOTE)["essay/first.md"]
    assert [problem.rpartition("[")[2] for problem in problems({"essay/first.md": text})] == [
        "placeholder]",
        "unsourced]",
    ]
    text = text.replace("TODO: the note, in 60 words at the most.", "North America.")
    text = text.replace("TODO: its source.", "[Basler 1953](../sources.md#basler-1953)")
    assert problems({"essay/first.md": text}) == []


def test_a_note_of_a_kind_without_sources_has_no_placeholder_for_one() -> None:
    files = written("note", {**NOTE, "kind": "text", "text": "So in the first draft."})
    assert "[^continent]: **Text.** So in the first draft.\n" in files["essay/first.md"]
    assert problems(files) == []


def test_a_complete_note_passes_as_it_is() -> None:
    more = {"kind": "Disputed", "text": "One side. The other.", "source": "basler-1953; Times 1863"}
    files = written("note", {**NOTE, **more, "id": "which"})
    links = "[Basler 1953](../sources.md#basler-1953); [Times 1863](../sources.md#times-1863)"
    assert links in files["essay/first.md"]
    assert problems(files) == []


def test_a_note_in_a_list_is_defined_after_the_list() -> None:
    files = written("note", {"where": "2-1", "words": "that nation", "kind": "text", "text": "This."})
    text = files["essay/first.md"]
    assert "- that nation,[^nation-2]\n" in text
    assert text.index("{ #p2-2 }") < text.index("[^nation-2]: ") < text.index("[^conceived]: ")
    assert problems(files) == []


@pytest.mark.parametrize(
    ("kind", "path", "before", "after"),
    [
        ("term", "glossary.md", "Terms.", "## United States"),
        ("person", "people.md", "Persons.", "## Abraham Linc"),
    ],
)
def test_an_entry_has_its_place_in_the_alphabet_and_a_link(kind: str, path: str, before: str, after: str) -> None:
    more = {"title": "Zoe Freedom", "text": "To be free.", "source": "basler-1953"}
    files = written(kind, {**TERM, **more})
    heading = "## Zoe Freedom { #zoe-freedom }\n\nTo be free.\n\n**Sources.** [Basler 1953](sources.md"
    expected = [before, after, heading] if kind == "term" else [before, heading, after]
    assert sorted(expected, key=files[path].index) == expected
    assert f"[conceived in liberty](../{path}#zoe-freedom)" in files["essay/first.md"]
    assert problems(files) == []


@pytest.mark.parametrize(
    ("date", "order"),
    [
        ("1776-07-01", ["new", "declaration", "civil-war"]),
        ("1850", ["declaration", "new", "civil-war"]),
        ("1863-07-01/1863-07-03", ["declaration", "civil-war", "new"]),
    ],
)
def test_an_event_has_its_place_in_time(date: str, order: list[str]) -> None:
    more = {"date": date, "theme": "The war", "source": "times-1863", "text": "It happened."}
    files = written("event", {**EVENT, **more})
    text = files["timeline.md"]
    assert sorted(order, key=lambda name: text.index(f"#{name} ")) == order
    assert f'{{ #new data-date="{date}" data-theme="war" }}' in text
    assert "[Who won](../timeline.md#new) is seen" in files["essay/second.md"]
    assert problems(files) == []


AFTER = """# After

## Treaty { #treaty data-date="1900-01-01" data-theme="after" }

A treaty.

**Sources.** [Times 1863](sources.md#times-1863)
"""


def test_an_event_may_have_several_themes() -> None:
    more = {"date": "1850", "theme": "The war; after; war", "source": "times-1863", "text": "It happened."}
    files = written("event", {**EVENT, **more})
    assert '{ #new data-date="1850" data-theme="war after" }' in files["timeline.md"]
    assert problems(files) == []


def test_a_note_may_have_several_themes() -> None:
    more = {"kind": "text", "text": "So in the first draft.", "theme": "The war; after"}
    files = written("note", {**NOTE, **more})
    assert '[^continent]: **Text.**{ data-theme="war after" } So in the first draft.\n' in files["essay/first.md"]
    assert problems(files) == []


@pytest.mark.parametrize(("themes", "asked"), [("{war: The war}", True), ("{}", False)])
def test_a_note_is_asked_for_its_themes_if_the_edition_has_any(themes: str, asked: bool) -> None:
    edition = read_example(Case("", files={"settings": f"themes: {themes}"}))
    (question,) = (each for each in QUESTIONS["note"] if each.option == "theme")
    assert Draft(edition, "note").only_answer(question) == (None if asked else "")


@pytest.fixture
def two_timelines() -> Edition:
    """The example with a second page of events."""
    pages = 'pages: {term: ["glossary.md"], event: ["timeline.md", "after.md"], source: ["sources.md"]}'
    return read_example(Case("", files={"docs/after.md": AFTER, "settings": pages}))


@pytest.mark.parametrize(("date", "page"), [("1860", "timeline.md"), ("1901", "after.md")])
def test_an_event_is_on_the_page_whose_dates_fit(two_timelines: Edition, date: str, page: str) -> None:
    answers = collect_answers(two_timelines, "event", {**EVENT, "date": date})
    assert answers["page"] == page


def test_an_event_between_two_pages_needs_one_of_them_named(two_timelines: Edition) -> None:
    event = {**EVENT, "date": "1880"}
    message = r"Which page \(timeline.md, after.md\)\? \(answer with --page\)"
    with pytest.raises(RefusedError, match=message):
        collect_answers(two_timelines, "event", event)
    named = collect_answers(two_timelines, "event", {**event, "page": "after.md"})
    assert named["page"] == "after.md"


def test_a_source_is_listed_by_its_id_and_cited() -> None:
    more = {"author": "Doe, Jane; Someone", "body": "Ministry, of Peace", "date": "1900"}
    files = written("source", {**SOURCE, **more, "url": "https://example.org/b", "where": "nation"})
    assert (
        "- id: doe-1900\n  label: Doe 1900\n  kind: press\n  type: book\n  author:\n"
        "  - family: Doe\n    given: Jane\n  - literal: Someone\n  - literal: Ministry, of Peace\n"
        "  title: 'A: title'\n  issued: '1900'\n  URL: https://example.org/b\n\n- id: times-1863"
    ) in files["sources.yaml"]
    assert "(../sources.md#basler-1953); [Doe 1900](../sources.md#doe-1900)\n" in files["essay/first.md"]
    assert problems(files) == []


def test_a_source_of_an_entry_is_cited_in_its_last_line() -> None:
    files = written("source", {**SOURCE, "container": "A book", "where": "declaration", "id": "zz"})
    assert "(sources.md#basler-1953); [Doe 1900](sources.md#zz)\n\n## Civil" in files["timeline.md"]
    assert files["sources.yaml"].endswith("  container-title: A book\n")
    assert problems(files) == []


def test_a_source_replaces_the_placeholder_of_a_note() -> None:
    note = written("note", {**NOTE, "text": "A continent."})["essay/first.md"]
    edition = read_example(Case("", files={"docs/essay/first.md": note}))
    answers = {**SOURCE, "container": "A book", "where": "continent"}
    complete = collect_answers(edition, "source", answers)
    _, citation = skeleton(edition, "source", complete, (DOCS / "sources.yaml").read_text("utf-8"))
    assert "**Context.** A continent. [Doe 1900](../sources.md#doe-1900)\n" in citation.applied(note)


def test_a_source_without_author_and_container_has_a_placeholder() -> None:
    files = written("source", {**SOURCE, "where": "nation"})
    assert "- literal: 'TODO: its author, or ''container-title: ...''" in files["sources.yaml"]
    (problem,) = problems(files)
    assert problem.startswith("docs/sources.yaml:10:3: ")
    assert problem.endswith("[placeholder]")


@pytest.mark.parametrize(
    ("what", "answers", "message"),
    [
        ("note", {**NOTE, "where": "9"}, "there is no paragraph '9' (they are 1 to 3)"),
        ("note", {**NOTE, "where": "nation"}, "note 'nation' is not a paragraph (give the number of one)"),
        (
            "note",
            {**NOTE, "words": "a new notion"},
            "'a new notion' does not occur in paragraph 1 (did you mean 'a new nation'?)",
        ),
        ("note", {**NOTE, "words": "xyzzy"}, "'xyzzy' does not occur in paragraph 1"),
        (
            "note",
            {**NOTE, "where": "2-2", "words": "o"},
            "'o' occurs 4 times in paragraph 2-2 (give more words)",
        ),
        (
            "note",
            {**NOTE, "words": "upon this cont"},
            "'upon this cont' begins or ends inside the word 'continent' (give the whole word)",
        ),
        (
            "note",
            {**NOTE, "where": "2", "words": "in a great civil"},
            "'in a great civil' ends inside a link (end it before or after the link)",
        ),
        ("note", {**NOTE, "words": " "}, "an answer is needed"),
        (
            "note",
            {**NOTE, "id": "nation"},
            "'nation' is the id of a note in docs/essay/first.md already ('nation-2' is free)",
        ),
        (
            "note",
            {**NOTE, "id": "civil-war"},
            "'civil-war' is the id of 'Civil War' in docs/timeline.md already ('civil-war-2' is free)",
        ),
        ("note", {**NOTE, "id": "My Note"}, "'My Note' cannot be an id (for example 'my-note'; ..."),
        ("note", {**NOTE, "id": "tooltip-x"}, "'tooltip-x' cannot be an id ..."),
        (
            "note",
            {**NOTE, "kind": "Contxt"},
            "the edition has no kind 'Contxt' (did you mean 'Context'? choose context or disputed or text)",
        ),
        (
            "note",
            {**NOTE, "source": "basler-1935"},
            "there is no source 'basler-1935' in docs/sources.yaml (did you mean 'basler-1953'?)",
        ),
        (
            "note",
            {**NOTE, "source": "NYT"},
            "there is no source 'NYT' in docs/sources.yaml",
        ),
        (
            "note",
            {**NOTE, "source": "times"},
            "there is no source 'times' in docs/sources.yaml (did you mean 'Times 1863'?)",
        ),
        ("note", {**NOTE, "date": "1999"}, "a note has no --date"),
        (
            "term",
            {**TERM, "words": "a new nation, conceived"},
            "'a new nation, conceived' has a link, a note reference or other markup in it (choose words without)",
        ),
        ("term", {**TERM, "words": "years ago our"}, "'years ago our' has a link, ..."),
        ("term", {**TERM, "words": "score and seven"}, "'score and seven' has a link, ..."),
        ("term", {**TERM, "title": " "}, "an answer is needed"),
        (
            "term",
            {**TERM, "title": "“united states”"},
            "docs/glossary.md:5 has 'United States' already (link to #united-states)",
        ),
        (
            "source",
            {**SOURCE, "where": "nation", "url": "https://example.org/1863"},
            "source 'times-1863' has this address already (cite it)",
        ),
        ("event", {**EVENT, "date": "May 1997"}, "'May 1997' is a date ..."),
        ("event", {**EVENT, "date": "1997-02-30"}, "'1997-02-30' is a date ..."),
        ("event", {**EVENT, "date": ""}, "an answer is needed"),
        (
            "event",
            {**EVENT, "theme": "wars", "date": "1863"},
            "the edition has no theme 'wars' (did you mean 'war'? choose war or after)",
        ),
        (
            "event",
            {**EVENT, "theme": "war; aftr", "date": "1863"},
            "the edition has no theme 'aftr' (did you mean 'after'? choose war or after)",
        ),
        (
            "note",
            {**NOTE, "theme": "war; aftr"},
            "the edition has no theme 'aftr' (did you mean 'after'? choose war or after)",
        ),
        ("event", {**EVENT, "theme": " ; ", "date": "1863"}, "the edition has no theme ';' (choose war or after)"),
        (
            "event",
            {**EVENT, "date": "1863", "page": "people.md"},
            "the edition has no page 'people.md' (did you mean 'timeline.md'? choose timeline.md)",
        ),
        (
            "source",
            {**SOURCE, "where": "1"},
            "notes and entries cite sources, the essay does not (name a note or an entry)",
        ),
        (
            "source",
            {**SOURCE, "where": "natoin"},
            "there is no paragraph, note or entry 'natoin' (did you mean 'nation'?)",
        ),
        (
            "source",
            {**SOURCE, "kind": "web", "where": "nation"},
            "the edition has no kind 'web' (choose primary or press)",
        ),
        (
            "source",
            {**SOURCE, "author": "Republic of Türkiye, Ministry of Foreign Affairs", "where": "nation"},
            "'Republic of Türkiye, Ministry of Foreign Affairs' does not look like 'Family, Given' "
            "(give a ministry or another body with --body)",
        ),
        (
            "source",
            {**SOURCE, "label": "1863", "where": "nation"},
            "Its id, in lowercase letters and hyphens? (answer with --id)",
        ),
        ("source", {**SOURCE, "label": "", "where": "nation"}, "an answer is needed"),
    ],
)
def test_refuses_what_would_not_pass_with_one_message(what: str, answers: Answers, message: str) -> None:
    with pytest.raises(RefusedError) as refused:
        written(what, answers)
    if message.endswith("..."):
        assert str(refused.value).startswith(message[:-3])
    else:
        assert str(refused.value) == message


def test_an_edition_without_themes_says_where_to_add_one() -> None:
    edition = read_example(Case("", files={"settings": "themes: {}"}))
    with pytest.raises(RefusedError, match=r"no theme 'war' \(add one in mkdocs.yml first\)"):
        written("event", {**EVENT, "date": "1863"}, edition)


# From here on the command itself runs: with a build before, and a trial build with the changes.


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example edition with a cache of its citations."""
    folder = tmp_path_factory.mktemp("example")
    assert build_example(folder).problems == []
    return folder


@pytest.fixture
def folder(example: Path, tmp_path: Path) -> Path:
    """The example edition, ready for the command."""
    shutil.copytree(example, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


@pytest.fixture
def new(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run(*arguments: str, input_text: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(input_text.encode())))
        return main(["--config-file", str(folder / "mkdocs.yml"), "new", *arguments])

    return run


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (folder / "docs").rglob("*") if path.is_file()}


COMMAND = ("note", "--paragraph", "1", "--words", "upon this continent", "--kind", "context")


def test_adds_the_new_address_to_the_list_of_permalinks(folder: Path, new: Callable[..., int]) -> None:
    before = (folder / "docs/permalinks.txt").read_text("utf-8")
    assert new(*COMMAND) == 0
    after = (folder / "docs/permalinks.txt").read_text("utf-8")
    assert after.startswith(before)
    assert "essay/first/#fn:continent\n" in after


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--text", "See [there](nowhere.md)."), "nowhere.md"),
        (("--text", "word " * 61), "62 words"),
    ],
)
def test_refuses_what_the_build_would_report_in_its_words(
    folder: Path,
    new: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    before = texts(folder)
    assert new(*COMMAND, "--source", "basler-1953", *arguments) == 1
    error = capsys.readouterr().err
    assert error.startswith("this would not pass: docs/essay/first.md:")
    assert message in error
    assert error.endswith("Nothing was written.\n")
    assert texts(folder) == before


def test_an_old_problem_elsewhere_does_not_stop_a_new_note(folder: Path, new: Callable[..., int]) -> None:
    people = folder / "docs/people.md"
    text = people.read_text("utf-8").replace("**Sources.** [Basler 1953](sources.md#basler-1953)", "None.")
    people.write_text(text, "utf-8")
    assert new(*COMMAND, "--text", "A continent.", "--source", "basler-1953") == 0


def test_asks_for_everything_and_asks_again_after_a_wrong_answer(
    folder: Path, new: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["epic", "", "note", "1", "a new notion", "upon this continent", "", "context", "", "", "", ""]
    assert new(input_text="".join(f"{answer}\n" for answer in answers)) == 0
    output = capsys.readouterr().out
    assert "'epic' is not one of 'note', 'term', 'person', 'event', 'source'.\n" in output
    assert "Ctrl-C ends this, and nothing is written.\n" in output
    assert "(did you mean 'a new nation'?)\nAfter which words, copied from it? " in output
    assert "choose context or disputed or text)\n" in output
    assert "Which themes, with ';' between them (war, after)? (press Enter for none) " in output
    assert "Its name, in lowercase letters and hyphens? (press Enter for 'continent') " in output
    assert "What does it say? (press Enter to write it later) " in output
    assert output.partition("docs/essay/first.md:6: ")[2].splitlines() == [
        "[^continent]",
        "docs/essay/first.md:9: [^continent]: **Context.** TODO: the note, in 60 words at the most. TODO: its source.",
        "docs/permalinks.txt: its address",
        "Replace each 'TODO: ...' with words, and look at them with 'make serve'.",
    ]


def test_every_question_that_needs_no_answer_says_what_pressing_enter_does() -> None:
    optional = [each for what in QUESTIONS.values() for each in what if not each.is_required]
    assert all(each.enter.startswith(("for ", "to ", "if ")) or each.proposed_from for each in optional)


@pytest.mark.parametrize(
    ("arguments", "shown", "hidden"),
    [
        ("note", {"--words", "--kind", "--theme", "--text"}, {"--title", "--url", "--date", "--page"}),
        ("source", {"--title", "--url", "--author"}, {"--words", "--theme", "--text"}),
        ("", {"--words", "--title", "--url"}, set()),
    ],
)
def test_the_help_of_a_kind_shows_only_its_options(
    new: Callable[..., int], capsys: pytest.CaptureFixture[str], arguments: str, shown: set[str], hidden: set[str]
) -> None:
    with pytest.raises(SystemExit):
        new(*arguments.split(), "--help")
    options = set(re.findall(r"^  (--\w+)", capsys.readouterr().out, re.MULTILINE))
    assert shown <= options
    assert not hidden & options


def test_an_option_of_another_kind_is_reported_although_the_help_hides_it(
    new: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("note", "--url", "https://example.org/") == 1
    assert capsys.readouterr().err.startswith("a note has no --url\n")


@pytest.mark.parametrize("input_text", ["", "note\n", "note\n1\nupon this continent\n"])
def test_the_end_of_the_input_ends_the_command(
    folder: Path, new: Callable[..., int], capsys: pytest.CaptureFixture[str], input_text: str
) -> None:
    before = texts(folder)
    assert new(input_text=input_text) == 1
    assert capsys.readouterr().err == "\nNothing was written.\n"
    assert texts(folder) == before


def test_an_interruption_ends_the_command(
    new: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_text: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.termui.visible_prompt_func", interrupted)
    assert new() == 130
    assert capsys.readouterr().err == "\nNothing was written.\n"


def test_keeps_the_line_breaks_and_the_byte_order_mark_of_a_file(folder: Path, new: Callable[..., int]) -> None:
    file = folder / "docs" / "essay" / "first.md"
    file.write_bytes("\ufeff".encode() + file.read_bytes().replace(b"\n", b"\r\n"))
    assert new(*COMMAND, "--text", "A continent.", "--source", "basler-1953") == 0
    content = file.read_bytes()
    assert content.startswith("\ufeff# Gettysburg".encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"[^continent]: **Context.** A continent." in content


def test_a_site_without_an_edition_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: null, custom_dir: t}\n", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "t").mkdir()
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), "new", "note"]) == 1
    assert "this is not an edition (set it up under extra.edition)\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("NATO’s harsh reaction", "nato-harsh-reaction"),
        ("Détente", "detente"),
        ("Lech Wałęsa", "lech-wa-esa"),
        ("in the 1990s", "in-the-1990s"),
        ("1997", ""),
        ("العربية", ""),
        ("the", "the"),
        ("NATO 1997", "nato-1997"),
        ("all of the challenges to our security", "all-challenges-security"),
        ("a word-that-is-by-far-too-long", "word-far-too-long"),
    ],
)
def test_a_short_name_is_made_of_the_main_words(words: str, name: str) -> None:
    assert short_name(words) == name


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("a [b](c.md#d) e", "a b e"),
        ("a [b](c_(d).md 'title') f", "a b f"),
        ("[a][ref] [ref]", "a ref"),
        ("a[^b] c", "a c"),
        ("*a* **b** _c_ snake_case", "a b c snake_case"),
        (r"a\*b \[c\]", "a*b [c]"),
        ("a &amp; b&nbsp;c", "a & b\u00a0c"),
        ("<b>a</b> <!-- no --> <https://example.org/>", "a  https://example.org/"),
        ("a { #id .x }", "a "),
    ],
)
def test_masks_the_markup_of_markdown(markdown: str, words: str) -> None:
    assert masked(markdown).replace(MASK, "") == words
    assert len(masked(markdown)) == len(markdown)


@pytest.mark.parametrize(
    ("words", "edge", "inside"),
    [
        ("NATO’s", 4, True),
        ("NATO’s", 5, True),
        ("dogs’ tails", 4, False),
        ("和平条约", 2, False),
        ("שלום", 2, True),
    ],
)
def test_a_word_ends_where_its_script_ends_it(words: str, edge: int, inside: bool) -> None:
    assert bool(word_around(words, edge)) is inside


def test_entries_sort_by_surname_and_without_articles() -> None:
    assert sort_key("“Aggressive bloc”", "term") < sort_key("Anti-Hitler coalition", "term")
    assert sort_key("The West", "term") == "west"
    assert sort_key("Václav Havel", "person") < sort_key("Nikita Khrushchev", "person")


@pytest.fixture(scope="module")
def editions(real_edition: Edition) -> list[Edition]:
    """The real edition and the example."""
    return [real_edition, read_example(Case(""))]


def rendered_words(markdown: str) -> dict[str, str]:
    """The words of each block with an id, without note references."""
    html = Markdown(extensions=["attr_list", "footnotes"]).convert(markdown)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for reference in list(root.iter("sup")):
        reference.drop_tree()
    blocks = [each for each in root.iter("p", "li", "h1") if not (each.get("id") or "fn:").startswith("fn:")]
    return {block.get("id"): " ".join(block.text_content().split()) for block in blocks}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_essays_words_never_change(editions: list[Edition], data: st.DataObject) -> None:
    """Whatever words of whatever passage get a note or a link, they read as before, or nothing is written."""
    edition = data.draw(st.sampled_from(editions))
    passage = data.draw(st.sampled_from(list(edition.passages)))
    item = find_item(edition, passage.number or passage.id)
    start = data.draw(st.integers(0, len(passage.words) - 1))
    words = passage.words[start : data.draw(st.integers(start + 1, min(len(passage.words), start + 60)))]
    is_note = data.draw(st.booleans())
    try:
        edit = reference_after(item, words, "[^x]") if is_note else link_around(item, words, "x.md#y")
    except RefusedError:
        return
    text = passage.page.source.text
    after = edit.applied(text)
    assert rendered_words(after + "\n\n[^x]: A note.\n") == rendered_words(text)
    assert "[^x]" in after or "](x.md#y)" in after


def test_every_passage_can_get_a_note_at_its_end(editions: list[Edition]) -> None:
    for edition in editions:
        for passage in edition.passages:
            item = find_item(edition, passage.number or passage.id)
            assert reference_after(item, passage.words, "[^x]").start <= span_of(item).end


def test_spans_end_where_their_blocks_end() -> None:
    source = MarkdownSource(
        "# Title { #t }\n\n1. an item\n    { #p1-1 }\n\n"
        "[^a]: First.\n\n    Second.\n[^b]: Another.\n\n## Entry { #e }\n\nSummary.\n\n## Last { #l }"
    )
    locations = {named.name: named.location for named in source.ids}
    first, second = (named.location for named in source.footnote_definitions)
    page = Page("a.md", "docs/a.md", "a/", "A", source)
    spans = [
        span_of(Passage("t", page, location=locations["t"])),
        span_of(Passage("p1-1", page, location=source.block_start(locations["p1-1"]))),
        span_of(Note("a", "", 1, None, page, location=first)),
        span_of(Note("b", "", 2, None, page, location=second)),
        span_of(Entry("e", "term", "Entry", page, location=locations["e"])),
        span_of(Entry("l", "term", "Last", page, location=locations["l"])),
    ]
    assert [source.text[span.start : span.end] for span in spans] == [
        "Title { #t }",
        "an item",
        "First.\n\n    Second.",
        "Another.",
        "\nSummary.",
        "",
    ]
