"""A beginning: from a received text to an edition that builds, by one command of the installed packages."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import lxml.html
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from reading_edition.cli.beginning.parts import UnclearBlockError, parts_of
from reading_edition.cli.beginning.received import decode, normalize, to_markdown, wrapped_width
from reading_edition.cli.main import main
from reading_edition.mkdocs_plugin import ReadingEditionPlugin
from support.commands import run_module, run_successfully
from support.sites import PROJECT

TREATISE = """\
Von der Pflicht der Leser
Von Johann Beispiel
Leipzig 1794

§ 1
Wer ein Buch liest, der übernimmt eine Pflicht gegen seinen Verfasser, auch wenn dieser längst gestorben ist.
Diese Pflicht steht in keinem Gesetz; sie liegt in der Sache selbst.

§ 2
1. Die erste Pflicht ist, daß man lese, was da steht, und nicht, was man *dort* zu finden wünscht.
• das Wort
• den Satz
So schließe ich.
"""
WRAPPED = """\
A Diary of the Road
By A. Traveller

May 3, 1850

   We left the inn at six, and the road was wet, as the
landlord had foretold; the shop was shut and nobody well-
disposed was to be found in the whole of that village.
   In the evening we read aloud, and my companion slept in
the chair by the fire until the clock had struck eleven.

May 4, 1850

   The rain went on, and we stayed where we were, without
anything to read but the almanac of the year before.
"""


def test_characters_become_composed_unicode_and_each_change_is_reported() -> None:
    found = decode(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "Ein Café\r\n\r\nmit Soft\u00adhyphen \r\n").encode())
    assert found.text == "Ein Café\n\nmit Softhyphen\n"
    assert found.changes == [
        "removed a byte order mark (1)",
        "removed soft hyphens (1)",
        "composed letters and their accents (Unicode NFC)",
    ]
    assert decode("Ein Wort".encode("utf-16")).text == "Ein Wort\n"
    with pytest.raises(UnicodeDecodeError):
        decode("Café".encode("latin-1"))


def test_wrapped_lines_are_noticed_and_joined_into_paragraphs() -> None:
    assert wrapped_width(WRAPPED) == 58
    found = to_markdown(WRAPPED, 58)
    assert [block[:24] for block in found.text.strip().split("\n\n")] == [
        "# A Diary of the Road",
        "By A. Traveller",
        "## May 3, 1850",
        "We left the inn at six, ",
        "In the evening we read a",
        "## May 4, 1850",
        "The rain went on, and we",
    ]
    assert found.front == 2
    assert "kept hyphens at the ends of lines, look at: well- disposed" in found.changes
    assert to_markdown(WRAPPED).text.count("\n\n") == 10


def test_lines_that_are_paragraphs_stay_and_signs_of_markdown_are_words() -> None:
    found = to_markdown(TREATISE)
    assert found.front == 3
    assert found.changes == ["took 2 lines for headings: § 1; § 2"]
    assert "1\\. Die erste Pflicht" in found.text
    assert "\\*dort\\*" in found.text
    assert "- das Wort\n- den Satz\n\nSo schließe" in found.text
    named = to_markdown("Title\n\nCHAPTER I\n\nThe Sea\n\nIt was.\n\nCHAPTER II\n\nThe Shore\n\nIt is.\n")
    assert "## CHAPTER I\n\n### The Sea\n\nIt was.\n\n## CHAPTER II\n\n### The Shore" in named.text
    marked = to_markdown("Title\n\n## One\n\nA paragraph.\n\n# of 3\n\nShort line\n\nAnother paragraph.\n")
    assert marked.changes == ["took 2 lines for headings: ## One; # of 3"]


def test_everything_that_can_be_cited_gets_its_id_and_parts_begin_at_headings() -> None:
    text = (
        "# T\n\n## A\n\nOne,[^1]\ntwo.\n\n> Said.\n\n1. x\n2. y\n    - z\n\n| a |\n| - |\n| b |\n\nB\n-\n\n"
        "### C\n\n* * *\n\nEnd.\n\n[^1]: A note.\n\n    More of it.\n"
    )
    names = "title h1 p1 p1-1 p1-2 p1-3 p1-3-1 t1 h2 h3 p2".split()
    first, second = parts_of(text, 1, names)
    assert (first.heading, second.heading) == ("h1", "h2")
    assert first.text == (
        "# T { #title }\n\n## A { #h1 }\n\nOne,[^1]\ntwo.\n{ #p1 }\n\n> Said.\n> { #p1-1 }\n\n"
        "1. x\n    { #p1-2 }\n2. y\n    { #p1-3 }\n    - z\n        { #p1-3-1 }\n\n"
        "| a |\n| - |\n| b |\n\n:\n{ #t1 }\n\n[^1]: A note.\n\n    More of it.\n"
    )
    assert second.text == "# B { #h2 }\n\n## C { #h3 }\n\n* * *\n\nEnd.\n{ #p2 }\n"
    for wrong in (names[:-1], [*names, "p3"]):
        with pytest.raises(UnclearBlockError, match="End"):
            parts_of(text, 1, wrong)


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("Café".encode("latin-1"), [], "text.txt is not UTF-8 (save it as UTF-8 in your editor): "),
        (WRAPPED.encode(), [], "wrapped at 58 characters (write --join to join them into paragraphs, or --keep-lines"),
        (b"Title\n", ["--into", "."], "mkdocs.yml is there already (name another folder with --into)"),
        (b"Title\n", ["--into", "new", "--language", "German"], "'German' is not a language tag (did you mean 'de'?)"),
        (None, [], "text.txt cannot be read: No such file or directory"),
    ],
)
def test_reports_what_it_cannot_begin_with(
    content: bytes | None,
    options: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    Path("mkdocs.yml").touch()
    if content is not None:
        Path("text.txt").write_bytes(content)
    assert main(["begin", "text.txt", *(options or ["--into", "new"])]) == 1
    assert message in capsys.readouterr().err
    assert not Path("new").exists()


def test_markdown_of_other_programs_is_read_and_each_change_is_reported() -> None:
    written = (
        "---\ntitle: T\n---\n# T {#t}\n\n> The river,\\\n> the tide.\n{ .verse }\n\n"
        "One\\\ntwo  \nthree.[^a]\n\n<!-- x -->\n\n- an item  \n- another\n\n[^a]: A note.\n"
    )
    text, changes = normalize(decode(written.encode(), is_markdown=True).text)
    assert text.split("\n\n") == [
        "# T",
        "> The river,\n> the tide.",
        "One<br>\ntwo<br>\nthree.[^1]",
        "\n- an item\n- another",
        "[^1]: A note.\n",
    ]
    assert changes == [
        "removed front matter (1)",
        "removed comments (1)",
        "removed names in braces (2)",
        "numbered the notes: [^a] is [^1]",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Words.[^2]\n\n[^1]: A note.", "nothing refers to the note [^1]"),
        ("Words.[^2]", "there is no note [^2]"),
        ("Words.[^1]\n\n[^1]: One.\n\n[^1]: Two.", "there are 2 notes [^1]"),
        ("Words.\n\n<div>More.</div>", "what can be cited is not clear at '<div>More.</div>'"),
        ("- one\n\n    more\n- two", "an item of a list has one paragraph"),
        ("```\nWords.\n```", "what can be cited is not clear at '```'"),
    ],
)
def test_reports_markdown_that_it_cannot_divide(
    tmp_path: Path, words: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(f"# T\n\n## One\n\nWords of the text.\n\n{words}\n\n## Two\n\nLast.\n")
    assert main(["begin", str(tmp_path / "a.md"), "--into", str(tmp_path / "e")]) == 1
    assert message in capsys.readouterr().err


def served(folder: Path, path: str) -> str:
    """A page as ``mkdocs serve`` makes it when a browser asks for it."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        build(config, serve_url="http://127.0.0.1:8000/")
    finally:  # MkDocs keeps plugins for all builds of a process, and they remember the command
        config.plugins.on_startup(command="build", dirty=False)
    edition = config.plugins["reading-edition"]
    assert isinstance(edition, ReadingEditionPlugin)
    assert edition.preview.on_demand.make(path, folder / "served")
    return (folder / "served" / path).read_text(encoding="utf-8")


def test_a_text_file_becomes_an_edition_that_builds_and_is_served(tmp_path: Path) -> None:
    (tmp_path / "received.txt").write_text(TREATISE, encoding="utf-8")
    output = run_module(tmp_path, "reading_edition", "begin", "received.txt", "--language", "de").stdout
    assert "- parts: 2, in docs/text\n" in output
    run_successfully(tmp_path, "mkdocs", "build", "--strict")
    first = lxml.html.parse(str(tmp_path / "site/text/part-1/index.html")).getroot()
    assert first.get("lang") == "de"
    assert [each.get("id") for each in first.find_class("md-content")[0].iter("h1", "h2", "p") if each.get("id")] == (
        ["title", "byline", "line-3", "h1", "p1", "p2"]
    )
    assert first.xpath("string(//button[contains(@class, 'edition-search-open')])") == "Suche"
    assert '"Drucken"' in first.xpath("string(//meta[@name='edition-words']/@content)")
    assert first.xpath("//link[@rel='stylesheet']/@href[contains(., 'assets/css/')]")
    assert served(tmp_path, "text/part-1/index.html").count('id="p1"') == 1
    for name in ("glossary", "people", "timeline", "notes", "claims", "sources", "cite", "print"):
        assert (tmp_path / "site" / name / "index.html").is_file()
    assert "Johann Beispiel, Von der Pflicht der Leser, ¶ 1." in (tmp_path / "site/cite/index.html").read_text("utf-8")


def test_signs_in_the_title_and_separators_before_chapters_do_no_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(
        "# On {Ports}, a [Letter](https://a.example)[^1]\n\n[Ann Lee], *pilot*\n\n## One\n\nThe sea was calm.\n\n* * *\n\n"
        "## Two \\* & Three[^2]\n\nIt rose.\n\n---\n\n## Four\n\nEnd.\n\n[^1]: Sent in 1801.\n\n[^2]: A star.\n",
        encoding="utf-8",
    )
    folder = tmp_path / "edition"
    assert main(["begin", str(tmp_path / "a.md"), "--into", str(folder)]) == 0
    config = load_config(str(folder / "mkdocs.yml"), strict=True)
    build(config)
    facts = config.extra["edition"]["about"]
    assert config.site_name == facts["essay"]["title"] == "On {Ports}, a Letter"
    assert facts["essay"]["author"] == [{"literal": "[Ann Lee], pilot"}]
    assert facts["citation"] == "[Ann Lee], pilot, On Ports, a Letter, ¶ {number}."
    assert [next(iter(part)) for part in config.nav[1]["Text"]] == ["One", "Two * & Three", "Four"]
    front = lxml.html.parse(str(folder / "site/index.html")).getroot()
    assert front.xpath("string(//h1)").strip() == "On {Ports}, a Letter"


@pytest.mark.parametrize("name", ["text.txt", "text.md"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).touch()
    assert main(["begin", str(tmp_path / name), "--into", str(tmp_path / "e")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / name} is empty\n"


def test_the_package_has_all_that_an_edition_needs(tmp_path: Path) -> None:
    run_successfully(PROJECT, "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    (wheel,) = tmp_path.glob("*.whl")
    files = zipfile.ZipFile(wheel).namelist()
    source = PROJECT / "src"
    names = [file.relative_to(source).as_posix() for file in source.rglob("*") if file.suffix not in ("", ".pyc")]
    assert [name for name in names if name not in files] == []
