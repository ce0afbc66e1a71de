"""``python -m edition new``: skeletons in their places, and one message for what would not pass."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from link_checks.markdown_source import MarkdownSource
from link_checks.mkdocs_build import build_quietly
from reading_edition.build import EditionBuild
from reading_edition.cli.main import main
from reading_edition.cli.scaffold.edits import RefusedError, apply_edits
from reading_edition.cli.scaffold.entries import sort_key
from reading_edition.cli.scaffold.locations import find_passage, is_inside_word, link_around, mark_after
from reading_edition.cli.scaffold.markdown_words import read_words
from reading_edition.cli.scaffold.spans import Stretch, entry_stretch, note_stretch, passage_stretch
from reading_edition.model.edition import Edition
from reading_edition.model.names import proposed_id
from reading_edition.render.words import passage_words
from support.sites import PROJECT, build_example

New = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example edition, ready for the command."""
    assert build_example(tmp_path).problems == []
    return tmp_path


@pytest.fixture
def new(folder: Path, monkeypatch: pytest.MonkeyPatch) -> New:
    def run(*arguments: str, says: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(says.encode())))
        return main(["--config-file", str(folder / "mkdocs.yml"), "new", *arguments])

    return run


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (folder / "docs").rglob("*") if path.is_file()}


def written(folder: Path, path: str) -> str:
    return (folder / "docs" / path).read_text(encoding="utf-8")


def replace(folder: Path, path: str, replacements: Mapping[str, str]) -> None:
    text = written(folder, path)
    for old, right in replacements.items():
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, right)
    (folder / "docs" / path).write_text(text, encoding="utf-8")


def problems(folder: Path) -> list[str]:
    build = build_quietly(str(folder / "mkdocs.yml"), str(folder / "site"))
    return [str(problem) for problem in build.problems.in_file_order()]


NOTE = ("note", "--paragraph", "1", "--words", "upon this continent", "--kind", "context")


def test_a_note_has_its_mark_after_the_words_and_their_comma_and_its_definition_before_later_ones(
    folder: Path, new: New
) -> None:
    assert new(*NOTE) == 0
    text = written(folder, "essay/first.md")
    assert (
        "our fathers brought forth, upon this continent,[^upon-this-continent] a new nation,[^nation]" in text
    )
    first = text.index("[^upon-this-continent]: **Context.** TODO: the note, in 60 words at the most.")
    assert text.index("{ #p1 }") < first < text.index("[^nation]: ")


def test_a_note_passes_once_its_placeholders_are_replaced_and_not_before(folder: Path, new: New) -> None:
    new(*NOTE)
    assert [problem.rpartition("[")[2] for problem in problems(folder)] == ["placeholder]", "unsourced]"]
    replace(
        folder,
        "essay/first.md",
        {
            "TODO: the note, in 60 words at the most.": "North America.",
            "TODO: its source.": "[Basler 1953](../sources.md#basler-1953)",
        },
    )
    assert problems(folder) == []


def test_a_note_of_a_kind_that_needs_no_source_waits_for_none(folder: Path, new: New) -> None:
    new(*NOTE[:-1], "text", "--text", "So in the first draft.")
    assert "[^upon-this-continent]: **Text.** So in the first draft.\n" in written(folder, "essay/first.md")
    assert problems(folder) == []


def test_a_note_with_all_that_it_needs_passes_as_it_is(folder: Path, new: New) -> None:
    sources = ("--source", "basler-1953", "--source", "Times 1863")
    assert new(*NOTE[:-1], "Disputed", "--id", "which", "--text", "One side. The other.", *sources) == 0
    assert "[Basler 1953](../sources.md#basler-1953); [Times 1863](../sources.md#times-1863)" in written(
        folder, "essay/first.md"
    )
    assert problems(folder) == []


def test_a_note_in_a_list_is_defined_after_the_list(folder: Path, new: New) -> None:
    assert (
        new("note", "--paragraph", "2-1", "--words", "that nation", "--kind", "text", "--text", "This.") == 0
    )
    text = written(folder, "essay/first.md")
    assert "- that nation,[^that-nation]\n" in text
    assert text.index("{ #p2-2 }") < text.index("[^that-nation]: ") < text.index("[^conceived]: ")
    assert problems(folder) == []


def test_its_address_is_added_to_the_list_of_permalinks(folder: Path, new: New) -> None:
    before = written(folder, "permalinks.txt")
    new(*NOTE)
    assert "essay/first/#fn:upon-this-continent\n" in written(folder, "permalinks.txt")
    assert written(folder, "permalinks.txt").startswith(before)


@pytest.mark.parametrize(
    ("kind", "path", "before", "after"),
    [
        ("term", "glossary.md", "Terms.", "## United States"),
        ("person", "people.md", "Persons.", "## Abraham Linc"),
    ],
)
def test_an_entry_stands_in_its_place_in_the_alphabet_and_is_linked(
    folder: Path, new: New, kind: str, path: str, before: str, after: str
) -> None:
    place = ("--paragraph", "1", "--words", "conceived in liberty", "--source", "basler-1953")
    assert new(kind, "--title", "Zoe Freedom", "--text", "To be free.", *place) == 0
    text = written(folder, path)
    heading = "## Zoe Freedom { #zoe-freedom }\n\nTo be free.\n\n**Sources.** [Basler 1953](sources.md"
    wanted = [before, after, heading] if kind == "term" else [before, heading, after]
    assert sorted(wanted, key=text.index) == wanted
    assert f"[conceived in liberty](../{path}#zoe-freedom)" in written(folder, "essay/first.md")
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("date", "order"),
    [
        ("1776-07-01", ["new", "declaration", "civil-war"]),
        ("1850", ["declaration", "new", "civil-war"]),
        ("1863-07-01/1863-07-03", ["declaration", "civil-war", "new"]),
    ],
)
def test_an_event_stands_in_its_place_in_time(folder: Path, new: New, date: str, order: list[str]) -> None:
    event = ("event", "--title", "New", "--date", date, "--theme", "The war", "--source", "times-1863")
    assert new(*event, "--text", "It happened.", "--in", "field", "--words", "Who won") == 0
    text = written(folder, "timeline.md")
    assert sorted(order, key=lambda name: text.index(f"#{name} ")) == order
    assert f'{{ #new data-date="{date}" data-theme="war" }}' in text
    assert "[Who won](../timeline.md#new) is told" in written(folder, "essay/second.md")
    assert problems(folder) == []


def add_page_of_the_timeline(folder: Path) -> None:
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "event: [timeline.md]", "event: [timeline.md, after.md]"
    )
    config.write_text(text.replace("  - timeline.md\n", "  - timeline.md\n  - after.md\n"), encoding="utf-8")
    (folder / "docs" / "after.md").write_text(
        '# After\n\n## Treaty { #treaty data-date="1900-01-01" data-theme="after" }\n\nA treaty.\n\n'
        "**Sources.** [Times 1863](sources.md#times-1863)\n",
        encoding="utf-8",
    )
    replace(folder, "glossary.md", {"A republic": "[A](after.md#treaty) republic"})
    assert problems(folder) == []


@pytest.mark.parametrize(("date", "page"), [("1860", "timeline.md"), ("1901", "after.md")])
def test_an_event_stands_on_the_page_whose_dates_fit(folder: Path, new: New, date: str, page: str) -> None:
    add_page_of_the_timeline(folder)
    event = (
        "event",
        "--title",
        "New",
        "--date",
        date,
        "--theme",
        "war",
        "--in",
        "field",
        "--words",
        "Who won",
    )
    assert new(*event) == 0
    assert "{ #new data-date" in written(folder, page)


def test_an_event_between_two_pages_wants_one_of_them_named(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str]
) -> None:
    add_page_of_the_timeline(folder)
    event = (
        "event",
        "--title",
        "New",
        "--date",
        "1880",
        "--theme",
        "war",
        "--in",
        "field",
        "--words",
        "Who won",
    )
    assert new(*event) == 1
    assert capsys.readouterr().err == (
        "Which page is it for: timeline.md or after.md? Say it with --page\nNothing was written.\n"
    )
    assert new(*event, "--page", "after.md") == 0
    assert "{ #new data-date" in written(folder, "after.md")


SOURCE = ("source", "--title", "A: title", "--type", "book", "--kind", "press", "--label", "Doe 1900")


def test_a_source_is_listed_by_its_id_and_cited(folder: Path, new: New) -> None:
    more = ("--author", "Doe, Jane", "--author", "A body", "--date", "1900", "--url", "https://example.org/b")
    assert new(*SOURCE, *more, "--in", "nation") == 0
    assert (
        '- id: doe-1900\n  label: Doe 1900\n  kind: press\n  type: book\n  author:\n    - {family: "Doe", '
        'given: "Jane"}\n    - literal: A body\n  title: "A: title"\n  issued: "1900"\n'
        "  URL: https://example.org/b\n\n- id: times-1863" in written(folder, "sources.yaml")
    )
    assert "(../sources.md#basler-1953); [Doe 1900](../sources.md#doe-1900)\n" in written(
        folder, "essay/first.md"
    )
    assert problems(folder) == []


def test_a_source_of_an_entry_is_cited_in_its_last_line(folder: Path, new: New) -> None:
    assert new(*SOURCE, "--container", "A book", "--in", "declaration", "--id", "zz") == 0
    assert "(sources.md#basler-1953); [Doe 1900](sources.md#zz)\n\n## Civil" in written(folder, "timeline.md")
    assert written(folder, "sources.yaml").endswith("  container-title: A book\n")
    assert problems(folder) == []


def test_a_source_takes_the_place_that_waits_for_it(folder: Path, new: New) -> None:
    new(*NOTE, "--text", "A continent.")
    assert new(*SOURCE, "--container", "A book", "--in", "upon-this-continent") == 0
    assert "**Context.** A continent. [Doe 1900](../sources.md#doe-1900)\n" in written(
        folder, "essay/first.md"
    )
    assert problems(folder) == []


def test_a_source_without_author_and_container_waits_for_one(folder: Path, new: New) -> None:
    assert new(*SOURCE, "--in", "nation") == 0
    (problem,) = problems(folder)
    assert problem == (
        "docs/sources.yaml:10:3: a placeholder, 'TODO: ...', still stands in source 'doe-1900' "
        "(write the words in its place, or take them out) [placeholder]"
    )


WORDS = ("note", "--kind", "text", "--paragraph")
TERM = ("term", "--title", "Liberty", "--paragraph", "1", "--words")
EVENT = ("event", "--title", "New", "--in", "field", "--words", "Who won", "--theme", "war")
FORM = "lower-case letters, digits and hyphens, a letter first"
REFUSED = [
    ((*WORDS, "9", "--words", "x"), "there is no paragraph '9'; paragraphs are 1 to 3"),
    (
        (*WORDS, "1", "--words", "a new notion"),
        "these words do not stand in paragraph 1: 'a new notion'; did you mean 'a new nation'?",
    ),
    ((*WORDS, "1", "--words", "xyzzy"), "these words do not stand in paragraph 1: 'xyzzy'"),
    (
        (*WORDS, "2-2", "--words", "o"),
        "these words stand 4 times in paragraph 2-2: 'o'; give more of them",
    ),
    (
        (*WORDS, "1", "--words", "upon this cont"),
        "'upon this cont' begins or ends inside of the word 'continent'; give it whole",
    ),
    (
        (*WORDS, "2", "--words", "in a great civil"),
        "the words cross the link 'civil war'; let them end before it, or at its end: 'in a great civil'",
    ),
    (
        (*WORDS, "2", "--words", "war, testing"),
        "the words cross the link 'civil war'; let them end before it, or at its end: 'war, testing'",
    ),
    ((*WORDS, "1", "--words", " "), "no words were given"),
    ((*NOTE, "--id", "nation"), "'nation' is taken by a note in docs/essay/first.md; 'nation-2' is free"),
    (
        (*NOTE, "--id", "civil-war"),
        "'civil-war' is taken by 'Civil War' in docs/timeline.md; 'civil-war-2' is free",
    ),
    ((*NOTE, "--id", "My Note"), f"'My Note' cannot be used as an id: {FORM}; 'my-note' would do"),
    ((*NOTE, "--id", "gist-x"), f"'gist-x' cannot be used as an id: {FORM}; 'x' would do"),
    (
        (*NOTE[:-1], "Contxt"),
        "'Contxt' is no kind of note; did you mean 'Context'? (Context, Disputed, Text)",
    ),
    (
        (*NOTE, "--source", "basler-1935"),
        "there is no source 'basler-1935' in docs/sources.yaml; did you mean 'basler-1953'?",
    ),
    ((*NOTE, "--text", "word " * 61), "the note has 61 words, 60 at the most"),
    ((*NOTE, "--date", "1999"), "a note has no '--date'"),
    (
        (*TERM, "a new nation, conceived"),
        "the mark of a note stands in these words: 'a new nation, conceived'; take those before or after",
    ),
    (
        (*TERM, "years ago our"),
        "the words cross the link 'Four score and seven years ago'; "
        "an entry is linked from words without one",
    ),
    ((*TERM, "conceived in liberty", "--text", "word " * 41), "the gist has 41 words, 40 at the most"),
    ((*TERM[:2], " ", *TERM[3:], "x"), "a title is needed"),
    (
        (*TERM[:2], "“united states”", *TERM[3:], "conceived in liberty"),
        "'United States' stands already in docs/glossary.md:5; link to #united-states",
    ),
    (
        (*SOURCE, "--in", "nation", "--url", "https://example.org/1863"),
        "source 'times-1863' has this address already; cite that one",
    ),
    (
        (*EVENT, "--date", "May 1997"),
        "'May 1997' is a date that is not EDTF; "
        "write 1997-05-27, 1997-05, 1997, 2008-08-07/2008-08-12 or 2010-03~",
    ),
    (
        (*EVENT, "--date", "1997-02-30"),
        "'1997-02-30' is a date that no calendar has; "
        "write 1997-05-27, 1997-05, 1997, 2008-08-07/2008-08-12 or 2010-03~",
    ),
    (
        (*EVENT, "--date", ""),
        "an event has a date; write 1997-05-27, 1997-05, 1997, 2008-08-07/2008-08-12 or 2010-03~",
    ),
    ((*EVENT[:-1], "wars", "--date", "1863"), "'wars' is no theme; did you mean 'war'? (war, after)"),
    (
        (*EVENT, "--date", "1863", "--page", "people.md"),
        "'people.md' is no page for it; did you mean 'timeline.md'? (timeline.md)",
    ),
    ((*SOURCE, "--in", "1"), "a source is cited in a note or an entry, not in the essay's words; name one"),
    ((*SOURCE, "--in", "natoin"), "there is no note or entry 'natoin'; did you mean 'nation'?"),
    (
        (*SOURCE[:4], "boook", *SOURCE[5:], "--in", "nation"),
        "'boook' is no type of CSL; did you mean 'book'? (such as treaty, speech, report, article-newspaper, "
        "article-journal, book, webpage or document)",
    ),
    ((*SOURCE[:6], "web", *SOURCE[7:], "--in", "nation"), "'web' is no kind of source (primary, press)"),
    (
        (*SOURCE[:-1], "Times 1863", "--in", "nation"),
        "the label 'Times 1863' is that of source 'times-1863'; labels are unique",
    ),
    ((*SOURCE[:-1], "", "--in", "nation"), "a label is needed: what citations say, such as 'NATO 1997'"),
    (
        (*SOURCE, "--in", "nation", "--url", "example.org"),
        "'example.org' is no address: it begins with https:// or http://",
    ),
    ((*SOURCE[:-1], "1863", "--in", "nation"), "Its id? Say it with --id"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[" ".join(case[0])[:60] for case in REFUSED])
def test_what_would_not_pass_is_refused_with_one_message_and_nothing_is_written(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    before = texts(folder)
    assert new(*arguments) == 1
    assert capsys.readouterr().err == f"{message}\nNothing was written.\n"
    assert texts(folder) == before


def test_what_only_the_build_knows_is_refused_in_its_words(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(folder)
    assert new(*NOTE, "--source", "basler-1953", "--text", "See [there](nowhere.md).") == 1
    said = capsys.readouterr().err
    assert said.startswith("This would not pass: docs/essay/first.md:")
    assert "nowhere.md" in said
    assert said.endswith("Nothing was written.\n")
    assert texts(folder) == before


def test_an_old_problem_elsewhere_does_not_stop_a_new_note(folder: Path, new: New) -> None:
    replace(folder, "people.md", {"**Sources.** [Basler 1953](sources.md#basler-1953)": "No sources."})
    assert len(problems(folder)) == 1
    assert new(*NOTE, "--text", "A continent.", "--source", "basler-1953") == 0
    assert len(problems(folder)) == 1


def test_who_gives_nothing_is_asked_everything(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["epic", "note", "1", "a new notion", "upon this continent", "context", "", "", ""]
    assert new(says="".join(f"{answer}\n" for answer in answers)) == 0
    said = capsys.readouterr().out
    assert "'epic' is none of them\n" in said
    assert "did you mean 'a new nation'?\nAfter which words, copied from it? " in said
    assert "Its name? [upon-this-continent] " in said
    assert said.partition("docs/essay/first.md:6: ")[2].splitlines() == [
        "[^upon-this-continent]",
        "docs/essay/first.md:9: [^upon-this-continent]: **Context.** "
        "TODO: the note, in 60 words at the most. TODO: ...",
        "docs/permalinks.txt: its address",
        "Write the words in place of each 'TODO: ...', and look at them with 'make serve'.",
    ]


def test_an_empty_answer_is_told_what_is_needed_and_how_to_stop(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(folder)
    assert new(says="\nsource\nA title\n\nbook\n\n") == 1
    said = capsys.readouterr().out
    stop = "(Ctrl-C ends this, and nothing is written)"
    assert "Name one of them (Ctrl-C ends this).\n" in said
    assert "a type of CSL is needed: treaty, speech, " in said
    assert f"a kind of source is needed: primary, press {stop}\n" in said
    assert texts(folder) == before


def test_what_no_answer_could_settle_is_not_asked_again(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("    themes: {war: The war, after: After it}\n", ""), encoding="utf-8")
    assert new("event", says="New\n1863\nwar\n") == 1
    said = capsys.readouterr().err
    assert said == "this edition has no theme; extra.edition in mkdocs.yml names them\nNothing was written.\n"


@pytest.mark.parametrize("says", ["", "note\n", "note\n1\nupon this continent\n"])
def test_the_end_of_input_ends_politely(
    folder: Path, new: New, capsys: pytest.CaptureFixture[str], says: str
) -> None:
    before = texts(folder)
    assert new(says=says) == 1
    assert capsys.readouterr().err == "\nNothing was written.\n"
    assert texts(folder) == before


def test_an_interruption_ends_politely(
    folder: Path, new: New, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_text: str) -> str:
        raise KeyboardInterrupt

    before = texts(folder)
    monkeypatch.setattr("reading_edition.cli.new._ask", interrupted)
    assert new() == 130
    assert capsys.readouterr().err == "\nNothing was written.\n"
    assert texts(folder) == before


def test_line_breaks_and_the_mark_of_encoding_of_a_file_stay(folder: Path, new: New) -> None:
    file = folder / "docs" / "essay" / "first.md"
    file.write_bytes("\ufeff".encode() + file.read_bytes().replace(b"\n", b"\r\n"))
    assert new(*NOTE, "--text", "A continent.", "--source", "basler-1953") == 0
    content = file.read_bytes()
    assert content.startswith("\ufeff# Gettysburg".encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"[^upon-this-continent]: **Context.** A continent." in content
    assert problems(folder) == []


def test_a_site_without_an_edition_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: null, custom_dir: t}\n", encoding="utf-8"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "t").mkdir()
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), "new", "note"]) == 1
    assert "this is no edition\nNothing was written.\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("NATO’s harsh reaction", "nato-harsh-reaction"),
        ("Détente", "detente"),
        ("Lech Wałęsa", "lech-wa-esa"),
        ("1997", ""),
        ("العربية", ""),
        ("NATO 1997", "nato-1997"),
        ("one two three four five six seven eight nine ten", "one-two-three-four-five-six-seven-eight"),
    ],
)
def test_a_name_is_proposed_from_words(words: str, name: str) -> None:
    assert proposed_id(words) == name


@pytest.mark.parametrize(
    ("markdown", "words", "links"),
    [
        ("a [b](c.md#d) e", "a b e", ["b"]),
        ("a [b [c] d](e.md 'title') f", "a b [c] d f", ["b [c] d"]),
        ("[a][ref] [ref] [other]", "a ref [other]", ["a", "ref"]),
        ("a[^b] c", "a c", []),
        ("*a* **b** _c_ snake_case", "a b c snake_case", []),
        (r"a\*b \[c\]", "a*b [c]", []),
        ("a &amp; b&nbsp;c", "a & b c", []),
        ("a ![picture](p.png) b", "a b", []),
        ("<b>a</b> <!-- no --> <https://example.org/>", "a https://example.org/", ["https://example.org/"]),
        ("a { #id .x }", "a ", []),
        ("a [open (b)", "a [open (b)", []),
        ("a\nb", "a b", []),
    ],
)
def test_the_words_of_markdown_are_read_as_they_are_shown(
    markdown: str, words: str, links: list[str]
) -> None:
    found = read_words(markdown, 0, len(markdown), {"ref": "x.md"})
    assert found.text == words
    assert [found.text[link.start : link.end] for link in found.links] == links
    assert len(found.text) == len(found.starts) == len(found.ends)


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
def test_words_end_where_their_script_ends_them(words: str, edge: int, inside: bool) -> None:
    assert is_inside_word(words, edge) is inside


def test_entries_stand_by_surname_and_without_articles() -> None:
    assert sort_key("“Aggressive bloc”", "term") < sort_key("Anti-Hitler coalition", "term")
    assert sort_key("The West", "term") == "west"
    assert sort_key("Václav Havel", "person") < sort_key("Nikita Khrushchev", "person")


def edition_of(config: Path, site: Path) -> Edition:
    build: EditionBuild = build_quietly(str(config), str(site)).hook_data["edition"]
    assert build.edition is not None
    return build.edition


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    """The real edition and the example."""
    example = tmp_path_factory.mktemp("example")
    build_example(example)
    return [
        edition_of(PROJECT / "mkdocs.yml", tmp_path_factory.mktemp("site")),
        edition_of(example / "mkdocs.yml", example / "site"),
    ]


def rendered_words(markdown: str) -> dict[str, str]:
    root = lxml.html.fragment_fromstring(
        Markdown(extensions=["attr_list", "footnotes"]).convert(markdown), create_parent="div"
    )
    return {
        element.get("id"): passage_words(element)
        for element in root.iter("p", "li", "h1")
        if not (element.get("id") or "fn:").startswith("fn:")
    }


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_essays_words_are_never_changed(editions: list[Edition], data: st.DataObject) -> None:
    """Whatever words of whatever passage get a mark or a link: they read as before, or nothing is written."""
    edition = data.draw(st.sampled_from(editions))
    passage = data.draw(st.sampled_from(list(edition.passages)))
    where = find_passage(edition, passage.number or passage.id)
    words = passage_words(passage.element)
    start = data.draw(st.integers(0, len(words) - 1))
    said = words[start : data.draw(st.integers(start + 1, min(len(words), start + 60)))]
    is_note = data.draw(st.booleans())
    try:
        edit = mark_after(where, said, "[^x]") if is_note else link_around(where, said, "x.md#y")
    except RefusedError:
        return
    text = passage.page.source.text
    after = apply_edits(text, [edit])
    assert rendered_words(after + "\n\n[^x]: A note.\n") == rendered_words(text)
    assert "[^x]" in after or "](x.md#y)" in after


def test_every_passage_can_be_written_to(editions: list[Edition]) -> None:
    for edition in editions:
        for passage in edition.passages:
            last = passage_words(passage.element)
            where = find_passage(edition, passage.number or passage.id)
            assert mark_after(where, last, "[^x]").start <= where.stretch.end


def stretch_words(source: MarkdownSource, stretch: Stretch | None) -> str:
    assert stretch is not None
    return source.text[stretch.start : stretch.end]


def test_stretches_end_where_their_blocks_end() -> None:
    source = MarkdownSource(
        "# Title { #t }\n\nA paragraph\nof two lines.\n{ #p1 }\n- an item\n  goes on\n    { #p1-1 }\n\n"
        "[^a]: First.\n\n    Second.\n[^b]: Another.\n\n## Entry { #e }\n\nGist.\n\n## Last { #l }"
    )
    assert stretch_words(source, passage_stretch(source, "t")) == "Title { #t }"
    assert stretch_words(source, passage_stretch(source, "p1")) == "A paragraph\nof two lines."
    assert stretch_words(source, passage_stretch(source, "p1-1")) == "an item\n  goes on"
    assert passage_stretch(source, "p9") is None
    first, second = (named.location for named in source.footnote_definitions)
    assert stretch_words(source, note_stretch(source, first)) == "First.\n\n    Second."
    assert stretch_words(source, note_stretch(source, second)) == "Another."
    entries = {named.name: named.location for named in source.ids}
    assert stretch_words(source, entry_stretch(source, entries["e"])) == "\nGist."
    assert stretch_words(source, entry_stretch(source, entries["l"])) == ""
