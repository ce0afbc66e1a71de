"""Entries and pages say when they were last changed, where there is a history that has it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from test_real_site import page

from link_checks.mkdocs_build import Build
from reading_edition.load.history import read_history
from reading_edition.model.history import History
from reading_edition.store import Store
from support.sites import build_example, rebuild

OLD, NEW = (
    "2020-05-01T23:30:00 +0900",
    "2021-02-03T01:00:00 -1100",
)  # days of their authors, not of the machine


def git(folder: Path, *arguments: str, date: str = OLD) -> None:
    person = {
        f"GIT_{role}_{what}": "tester@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = {**os.environ, **person, **dates, **config}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, files: Mapping[str, str], date: str) -> None:
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "a change", date=date)


FIRST = """# The Text

The first paragraph.[^a]
{ #p1 }

[^a]: **Context.** A note [of one](terms.md#union).

[^b]: **Text.** Another.
"""
NOW = FIRST.replace("of one", "of two")
TERMS = "# Terms\n\n## Union { #union }\n\nOf states.\n\nMany of them.\n\n## Other { #other }\n\nOther words.\n"
SOURCES = '# All.\n- id: one\n  title: One\n- id: "two"\n  title: Two\n'


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder inside a repository, with two commits."""
    folder = tmp_path / "repository" / "docs"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--initial-branch", "main")
    commit(folder, {"a.md": FIRST, "é b.md": TERMS, "s.yaml": SOURCES, "../README.md": "words\n"}, OLD)
    commit(folder, {"a.md": NOW}, NEW)
    return folder


def days(folder: Path) -> dict[str, list[str]]:
    """The days on which each note, entry and source was written and changed."""
    changes = read_history(folder, folder.parent / "cache").changes
    return {name: [change.day for change in of_one] for name, of_one in changes.items()}


def test_files_have_the_day_of_their_last_change(documents: Path, tmp_path: Path) -> None:
    files = read_history(documents, tmp_path / "cache").files
    assert files == {"a.md": "2021-02-03", "é b.md": "2020-05-01", "s.yaml": "2020-05-01"}


def test_notes_entries_and_sources_have_their_changes(documents: Path) -> None:
    first, second = ["2020-05-01"], ["2020-05-01", "2021-02-03"]
    assert days(documents) == {
        "fn:a": second,
        **dict.fromkeys(("fn:b", "union", "other", "one", "two"), first),
    }


def test_a_change_says_who_made_it_and_why(documents: Path, tmp_path: Path) -> None:
    written, changed = read_history(documents, tmp_path / "cache").changes["fn:a"]
    assert (written.author, written.subject) == ("tester@example.org", "a change")
    assert changed.moment == "2021-02-03T01:00:00-11:00"


@pytest.mark.parametrize(
    ("path", "changed", "names"),
    [
        ("a.md", NOW.replace("The first", "The very first"), []),  # the essay's words are no note's
        ("a.md", NOW.replace("**Context.**", '**Context.**{ .core data-theme="x" }'), []),
        ("a.md", NOW.replace("terms.md#union", "../terms.md#union"), []),
        ("a.md", NOW.replace("A note", '<span class="later">A *note*</span>'), []),
        ("é b.md", TERMS.replace("Of states.", "Of\nstates."), []),
        (
            "é b.md",
            "# Terms\n" + TERMS.partition("## Other")[0].replace("# Terms", "## Other { #other }\n\nOther words."),
            [],
        ),
        ("é b.md", TERMS.replace("Many of them.", "Some of them."), ["union"]),
        ("é b.md", TERMS.replace("## Other", "## Others"), ["other"]),
        ("é b.md", f"{TERMS}\n## New {{ #new }}\n\nNew.\n", ["new"]),
        ("s.yaml", SOURCES.replace("title: Two", "title: Three"), ["two"]),
    ],
)
def test_only_words_are_a_change(documents: Path, path: str, changed: str, names: list[str]) -> None:
    before = days(documents)
    commit(documents, {path: changed}, "2022-01-01T12:00:00 +0000")
    assert [name for name, found in days(documents).items() if found != before.get(name)] == names


def test_what_moves_to_another_file_is_not_changed(documents: Path) -> None:
    before = days(documents)
    kept, _, moved = TERMS.partition("## Other")
    commit(documents, {"é b.md": kept, "c.md": f"# More\n\n## Other{moved}"}, "2022-01-01T12:00:00 +0000")
    assert days(documents) == before


def test_what_is_not_committed_is_not_known(documents: Path) -> None:
    before = days(documents)
    write(documents, {"a.md": NOW.replace("of two", "of three")})
    assert days(documents) == before


def test_a_history_is_kept_until_the_next_commit(documents: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    read_history(documents, cache)
    (kept,) = cache.iterdir()
    Store(cache).put_value(kept.name, History({"a.md": "1999-01-01"}))
    assert read_history(documents, cache) == History({"a.md": "1999-01-01"})
    commit(documents, {"a.md": FIRST}, NEW)
    for _ in range(2):
        assert len(read_history(documents, cache).changes["fn:a"]) == 3
        (latest,) = cache.iterdir()
        latest.write_bytes(latest.read_bytes()[:40])  # as on a disk that was full


def test_a_shallow_clone_has_no_history(documents: Path, tmp_path: Path) -> None:
    """In a shallow clone every line would seem to be as new as the oldest commit that is there."""
    git(tmp_path, "clone", "--depth", "1", documents.parent.as_uri(), "shallow")
    assert read_history(tmp_path / "shallow" / "docs", tmp_path / "cache") == History()


def test_an_archive_has_no_history(documents: Path, tmp_path: Path) -> None:
    shutil.copytree(documents, tmp_path / "archive")
    assert read_history(tmp_path / "archive", tmp_path / "cache") == History()


def test_without_git_there_is_no_history(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(documents, tmp_path / "cache") == History()


def test_a_build_within_a_hook_of_git_asks_the_right_repository(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    assert read_history(documents, tmp_path / "cache").files["a.md"] == "2021-02-03"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example edition in a repository, with an event and a source changed after the first commit."""
    folder = tmp_path_factory.mktemp("kept")
    build_example(folder)
    page = "<!doctype html><head><title>{{ page.title }}</title></head><main>{{ page.content }}</main><footer></footer>"
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("    parts:", "    about: {version: 1.2.3, date: 2021-02-04}\n    parts:", 1)
    settings += "site_url: https://example.org/\n"
    git(folder, "init", "--initial-branch", "main")
    ignored = ".cache/\nsite/\n"
    settings = settings.replace("  - sources.md\n", "  - sources.md\n  - changes.md\n", 1)
    lists = "# Changes\n\n<!-- edition: changes -->\n\n<!-- edition: notes -->\n"
    settings = settings.replace("    permalinks: permalinks.txt\n", "")
    written = {".gitignore": ignored, "theme/main.html": page, "mkdocs.yml": settings, "docs/changes.md": lists}
    commit(folder, written, OLD)
    timeline = (folder / "docs/timeline.md").read_text(encoding="utf-8")
    sources = (folder / "docs/sources.yaml").read_text(encoding="utf-8").rstrip()
    changed = timeline.replace("Thirteen colonies", "13 colonies")
    assert changed != timeline
    commit(folder, {"docs/timeline.md": changed, "docs/sources.yaml": f"{sources}\n  remark: Seen.\n"}, NEW)
    assert rebuild(folder).problems == []
    return folder


def changes(folder: Path, address: str) -> dict[str, str]:
    """What each entry of a page says of its last change."""
    found = page(folder / "site", address).xpath("//section/*[@class='changed']")
    return {line.getparent()[0].get("id"): next(line.iter("time")).get("datetime") for line in found}


def test_entries_say_when_they_were_last_changed(example: Path) -> None:
    events = changes(example, "timeline/")
    assert events.pop("declaration") == "2021-02-03"
    assert set(events.values()) == {"2020-05-01"}
    assert changes(example, "sources/") == {"basler-1953": "2020-05-01", "times-1863": "2021-02-03"}


def test_entries_and_listed_notes_say_when_they_were_written_by_whom_and_why(example: Path) -> None:
    entry = page(example / "site", "timeline/").get_element_by_id("declaration").getparent()
    (biography,) = entry.find_class("changed")
    assert [" ".join(item.text_content().split()) for item in biography.iter("li")] == [
        "Written May 1, 2020 by tester@example.org: a change",
        "February 3, 2021, tester@example.org: a change",
    ]
    notes = page(example / "site", "changes/").find_class("listed-note")
    assert [len(note.find_class("changed")) for note in notes] == [1, 1, 1]


def test_a_page_lists_the_latest_changes(example: Path) -> None:
    (latest,) = page(example / "site", "changes/").find_class("latest-changes")
    links = [[link.get("href") for link in item.iter("a")] for item in latest.iter("li")]
    assert links[0] == ["../timeline/#declaration"]
    assert "../essay/first/#fn:nation" in links[1]
    assert "../sources/#times-1863" not in links[1]
    assert latest[0][0].text_content().startswith("February 3, 2021, tester@example.org: a change.")


def feed(folder: Path) -> etree._Element:
    return etree.parse(folder / "site/data/changes.atom").getroot()


def test_a_feed_has_the_latest_changes(example: Path) -> None:
    root = feed(example)
    assert [each.findtext("{*}updated") for each in (root, *root.findall("{*}entry"))] == [
        *("2021-02-03T01:00:00-11:00", "2021-02-03T01:00:00-11:00", "2020-05-01T23:30:00+09:00"),
    ]
    ids = [each.text for each in root.iterfind(".//{*}id")]
    assert len(set(ids)) == len(ids) == 3
    assert root.find("{*}entry/{*}link").get("href") == "https://example.org/timeline/#declaration"
    (link,) = page(example / "site", "glossary/").xpath("//link[@type='application/atom+xml']")
    assert link.get("href") == "../data/changes.atom"


def foot(folder: Path, address: str) -> str:
    (line,) = page(folder / "site", address).find_class("edition-colophon")
    return str(line.text_content())


def test_the_foot_says_version_date_and_last_change(example: Path) -> None:
    version = "Version 1.2.3, February 4, 2021. This page was last changed on"
    assert foot(example, "glossary/") == f"{version} May 1, 2020."
    assert foot(example, "sources/") == f"{version} February 3, 2021."  # its records are in another file


def listed_days(site: Path) -> dict[str, str]:
    """The days of the pages in the list for search engines, by the pages' addresses."""
    found = etree.parse(site / "sitemap.xml").findall("{*}url")
    return {url.findtext("{*}loc") or "": url.findtext("{*}lastmod") or "" for url in found}


def test_the_list_of_pages_has_their_days(example: Path) -> None:
    days = listed_days(example / "site")
    assert tuple(days[f"https://example.org/{page}/"] for page in ("glossary", "sources")) == (
        "2020-05-01",
        "2021-02-03",
    )


def test_an_archive_is_built_too_and_says_nothing_of_changes(example: Path, tmp_path: Path) -> None:
    shutil.copytree(example, tmp_path, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns(".git", "site"))
    assert rebuild(tmp_path).problems == []
    assert changes(tmp_path, "timeline/") == {}
    (latest,) = page(tmp_path / "site", "changes/").find_class("latest-changes")
    assert "without the whole history" in latest.text_content()
    assert feed(tmp_path).find("{*}entry") is None
    assert "without the whole history" in (feed(tmp_path).findtext("{*}subtitle") or "")
    assert page(tmp_path / "site", "glossary/").xpath("//link[@type='application/atom+xml']") == []
    assert foot(tmp_path, "glossary/") == "Version 1.2.3, February 4, 2021."
    assert set(listed_days(tmp_path / "site").values()) == {"2021-02-04"}  # that of the edition


def files_of(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def test_two_builds_of_one_commit_are_equal_byte_for_byte(real_site: Path, second_build: Build) -> None:
    """Also on another day, and in a process that built other sites before."""
    before, after = files_of(real_site), files_of(Path(second_build.config.site_dir))
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []
