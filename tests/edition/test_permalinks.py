"""Published addresses are kept: what moved is found at its old address, and a command adds new addresses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading_edition.checks.permalinks import check_permalinks, check_removed_lines
from reading_edition.cli.base_commit import text_in_base
from reading_edition.cli.main import main
from reading_edition.load.permalinks import read_permalinks
from reading_edition.model.permalinks import Addresses, is_address, with_added
from support.browsing import Opener
from support.cases import Case
from support.editions import read_example
from support.servers import serving_files
from support.sites import Built, build_example, lay_out_example
from support.windows import Windows

MOVED = """\
data/old.xml -> data/edition.tei.xml
essay/part-2/ -> essay/second/
essay/part-2/#fn:field
essay/part-2/#first -> essay/first/#p2-1
essay/part-2/#p3
glossary/#america -> glossary/#united-states
glossary/#lincoln -> people/#lincoln
glossary/#withdrawn -> essay/first/
essay/first/#fn:people -> essay/first/#fn:nation
essay/first/#beginning -> essay/first/#p1
essay/first/#ending -> essay/first/#p2-2
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_example(tmp_path_factory.mktemp("moved"), Case("", files={"docs/permalinks.txt": MOVED}))
    assert built.problems == []
    return built


def document(built: Built, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(built.page(path))


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("glossary/index.html", "america", "united-states"),
        ("essay/first/index.html", "fn:people", "fn:nation"),
        ("essay/first/index.html", "beginning", "p1"),
        ("essay/first/index.html", "ending", "p2-2"),
    ],
)
def test_an_old_id_is_kept_inside_the_element_with_the_new_one_and_adds_no_word(
    moved: Built, page: str, old: str, new: str
) -> None:
    (anchor,) = document(moved, page).xpath(f"//*[@id='{old}']")
    assert anchor.getparent().get("id") == new
    assert anchor.text_content() == ""


@pytest.mark.parametrize(
    ("old", "address", "words"),
    [
        ("lincoln", "../people/#lincoln", "What stood here is now under Abraham Lincoln (People)."),
        ("withdrawn", "../essay/first/", "What stood here is now under Gettysburg Address."),
    ],
)
def test_an_entry_that_moved_to_another_page_leaves_a_notice(moved: Built, old: str, address: str, words: str) -> None:
    (notice,) = document(moved, "glossary/index.html").xpath(f"//*[@id='{old}']")
    assert notice.text_content() == words
    assert [link.get("href") for link in notice.iter("a")] == [address]


def test_a_file_that_moved_is_published_at_both_addresses(moved: Built) -> None:
    assert moved.page("data/old.xml") == moved.page("data/edition.tei.xml")


def test_the_list_itself_is_not_published(moved: Built) -> None:
    assert not (moved.folder / "site/permalinks.txt").exists()


def test_a_page_that_moved_leads_on_without_a_script(moved: Built) -> None:
    root = document(moved, "essay/part-2/index.html")
    assert root.xpath("//link[@rel='canonical']/@href") == ["../second/"]
    assert root.xpath("//noscript/meta/@content") == ["0; url=../second/"]
    assert root.xpath("//p/a/@href") == ["../second/"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("essay/part-2/", "essay/second/"),
        ("essay/part-2/#p3", "essay/second/#p3"),
        ("essay/part-2/#fn:field", "essay/second/#fn:field"),
        ("essay/part-2/#first", "essay/first/#p2-1"),
        ("essay/part-2/#%", "essay/second/#%"),
    ],
)
def test_a_browser_goes_from_a_page_that_moved_to_the_same_id(
    moved: Built, windows: Windows, old: str, new: str
) -> None:
    with serving_files(moved.folder / "site") as address:
        page = windows.open()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}{old}")
        page.wait_for_url(f"{address}{new}")
        windows.clean()
    assert not [words for words in said if "Content Security Policy" in words]


@pytest.mark.browser
def test_without_scripts_a_page_that_moved_redirects(moved: Built, windows: Windows) -> None:
    with serving_files(moved.folder / "site") as address:
        page = windows.open(java_script_enabled=False)
        page.goto(f"{address}essay/part-2/#p3")
        page.wait_for_url(f"{address}essay/second/")
        windows.clean()


def copied_example(folder: Path, promised: str) -> Path:
    lay_out_example(folder)
    (folder / "docs/permalinks.txt").write_text(promised, encoding="utf-8")
    return folder / "docs/permalinks.txt"


def command(file: Path, *arguments: str) -> int:
    return main(["--config-file", str(file.parents[1] / "mkdocs.yml"), "permalinks", *arguments])


def test_the_command_adds_what_is_new_and_takes_nothing_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    promised = "# Words.\nglossary/#old -> glossary/#united-states\nessay/second/#fn:gone\n"
    file = copied_example(tmp_path, "# Words.\nglossary/#old -> glossary/#united-states\n")
    file.write_text(promised, encoding="utf-8")
    assert command(file) == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Words."
    assert lines[1:] == sorted(lines[1:])
    assert set(promised.splitlines()) < set(lines)
    assert {"./", "essay/first/", "essay/first/#fn:nation", "essay/first/#p2-1", "sources/#times-1863"} < set(lines)
    assert not [line for line in lines if "fnref" in line or "tooltip-" in line]
    assert f"docs/permalinks.txt: {len(lines) - 3} addresses added\n" in capsys.readouterr().out
    assert command(file) == 0
    assert capsys.readouterr().out == "docs/permalinks.txt: nothing new\n"


def test_the_command_can_fail_for_addresses_that_are_not_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = copied_example(tmp_path, "# Words.\n")
    command(file)
    text = file.read_text(encoding="utf-8").replace("essay/second/#fn:field\n", "")
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert command(file, "--check") == 1
    assert capsys.readouterr().err == (
        f"docs/permalinks.txt:{len(text.splitlines())}:1: the list lacks the new address "
        "'essay/second/#fn:field' (run 'make permalinks', or add the line: essay/second/#fn:field) "
        "[permalink-new]\n"
    )
    assert file.read_text(encoding="utf-8") == text


def test_the_command_begins_a_list_where_there_is_none(tmp_path: Path) -> None:
    file = copied_example(tmp_path, "")
    file.unlink()
    assert command(file) == 0
    assert file.read_text(encoding="utf-8").startswith("# The addresses that this edition has published")
    assert command(file, "--check") == 0


def test_the_command_reports_where_to_name_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = copied_example(tmp_path, "")
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("    permalinks: permalinks.txt\n", ""))
    assert command(file) == 1
    assert capsys.readouterr().err.endswith(
        "there is no list of permalinks (add 'permalinks: permalinks.txt' under extra.edition)\n"
    )
    assert command(file, "--check") == 0


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_compares_the_list_with_the_commit_where_the_branch_left_main(tmp_path: Path) -> None:
    file = tmp_path / "docs/permalinks.txt"
    file.parent.mkdir()
    file.write_text("a/\na/#b\n", encoding="utf-8")
    assert text_in_base(file) == ""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "The list")
    git(tmp_path, "switch", "-q", "-c", "change")
    file.write_text("a/\n", encoding="utf-8")
    git(tmp_path, "commit", "-q", "-a", "-m", "A change")
    assert text_in_base(file) == "a/\na/#b"


def test_addresses_are_the_same_where_pages_are_files(tmp_path: Path) -> None:
    file = copied_example(tmp_path, "# Words.\n")
    command(file)
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "use_directory_urls: false\n", encoding="utf-8")
    assert command(file, "--check") == 0


ADDRESSES = st.text(alphabet="ab/#-> .\n", max_size=12)


@given(st.lists(ADDRESSES, max_size=8).map("\n".join))
def test_any_list_is_read_and_nothing_in_it_is_lost(text: str) -> None:
    permalinks, problems = read_permalinks("permalinks.txt", text)
    written = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(permalinks) + len(problems) == len(written)
    again, added = with_added(text, Addresses(anchors=frozenset({"a/#b"})))
    assert {line.rstrip() for line in text.splitlines() if line.strip()} <= set(again.splitlines())
    assert with_added(again, Addresses(anchors=frozenset({"a/#b"}))) == (again, [])
    assert added in ([], ["a/#b"])


@pytest.mark.browser
@pytest.mark.parametrize("width", [400, 1600])
def test_the_old_address_of_a_note_opens_the_note(open_page: Opener, width: int) -> None:
    """In a narrow window notes are out of sight until they are wanted."""
    page = open_page("essay/part-2/", width=width, height=800)
    note = page.locator("aside.note").last
    if width == 400:
        assert not note.is_visible()
    note.evaluate("note => note.insertAdjacentHTML('afterbegin', '<span class=old-id id=former></span>')")
    page.evaluate("location.hash = '#former'")
    note.wait_for(state="visible")
    assert note.evaluate("note => Math.abs(note.getBoundingClientRect().top) < innerHeight")


ODD = ["essay", "first", "data", "edition.txt", "x", "..", "", "a" * 300, "\x00", "é", "%2e%2e"]
PATHS = st.lists(st.sampled_from(ODD), min_size=1, max_size=3).map("/".join)
ENDS = st.sampled_from(["", "/", "#p1", "/#p1"])
TARGETS = ("data/edition.txt", "essay/first/", "essay/first/#p1", "./")
LINES = st.builds("{}{} -> {}".format, PATHS, ENDS, st.sampled_from(TARGETS) | PATHS)


@settings(deadline=None)
@given(st.lists(LINES | PATHS, max_size=6).map("\n".join))
def test_any_list_is_read_and_checked(text: str) -> None:
    edition = read_example(Case("", files={"docs/permalinks.txt": text}))
    assert all(problem.message and problem.hint for problem in check_permalinks(edition))


def test_a_build_with_a_list_of_odd_addresses_ends_in_problems(tmp_path: Path) -> None:
    odd = [f"{path}{end}" for path in ODD for end in ("", "/", "#p1", "/#p1")]
    lines = [f"{address} -> {target}" for address, target in zip(odd, [*TARGETS] * len(odd), strict=False)]
    built = build_example(tmp_path, Case("", files={"docs/permalinks.txt": "\n".join([*lines, *odd])}))
    assert built.problems


def test_reports_each_address_whose_line_is_deleted() -> None:
    before, _ = read_permalinks("permalinks.txt", "a/\nold/ -> a/\na/#b\n")
    now, _ = read_permalinks("permalinks.txt", "a/#b -> a/\n")
    assert [str(problem) for problem in check_removed_lines("permalinks.txt", before, now)] == [
        "permalinks.txt: the line of the published address 'a/' is deleted (write it again: a/) [permalink-removed]",
        "permalinks.txt: the line of the published address 'old/' is deleted (write it again: old/ -> a/) "
        "[permalink-removed]",
    ]


@pytest.mark.parametrize(
    "address",
    ["a" * 201, "a\x00b", "../a", "a/../b", "/a", "a//b", "a b", "#a", "a\\b", "http://a/b", "", "a#"],
)
def test_refuses_an_address_that_cannot_be_written(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize("address", ["./", "./#a", "a/", "a/#fn:b", "a/b.txt", "é/#ü", "a/#1", "a" * 200])
def test_accepts_an_address_that_can_be_written(address: str) -> None:
    assert is_address(address)
