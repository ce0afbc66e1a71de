"""A rebuild under ``mkdocs serve`` shows what a fresh build shows, whatever was edited before."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Template
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from link_checks.mkdocs_build import PENDING, build_of
from reading_edition.mkdocs_plugin import ReadingEditionPlugin
from reading_edition.on_demand import OnDemand
from reading_edition.preview import Preview
from reading_edition.render.content_security_policy import add_policy
from support.sites import lay_out_example

# Edits that a contributor makes and takes back: a file, some words of it, and the words that replace them.
EDITS = [
    ("docs/essay/second.md", "Who won is seen in two ways.", "Who won is *seen* in [many ways](../glossary.md#ford)."),
    ("docs/glossary.md", "A republic of North America", "A federal republic"),
    ("docs/glossary.md", "# Glossary\n", "# Glossary\n\n## Ford { #ford }\n\nA way through water. See [war](timeline.md#civil-war).\n\n**Sources.** [Times 1863](sources.md#times-1863)\n"),
    ("docs/timeline.md", "data-theme=\"war\"", "data-theme=\"after\""),
    ("docs/essay/first.md", "**Text.** As in [paragraph 1](#p1).", "**Context.** As in [Lincoln](../people.md#lincoln). [Times 1863](../sources.md#times-1863)"),
    ("docs/sources.yaml", "title: The Heroes of July", "title: The Heroes of August"),
    ("docs/index.md", "# Gettysburg", "# The Gettysburg"),
    ("mkdocs.yml", "site_name: Gettysburg Address", "site_name: The Address"),
    ("docs/glossary.md", "{ #united-states }", "{ #the-states }"),
    ("mkdocs.yml", "context: {label: Context}", "context: {label: Context, sign: ★}"),
    ("theme/main.html", "<main>", "<main class='text'>"),
]  # fmt: skip


class Server:
    """Builds one folder again and again, as ``mkdocs serve`` does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lay_out_example(folder)

    def config(self) -> MkDocsConfig:
        return load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.folder / "site"))

    @property
    def edition(self) -> ReadingEditionPlugin:
        hooks: dict[str, Any] = self.config().hooks
        edition: ReadingEditionPlugin = next(hooks[name] for name in hooks if name.endswith("edition.py"))._edition
        return edition

    def pages(self) -> dict[str, str]:
        """The pages after one more build, each of which somebody asks for."""
        build(self.config(), serve_url="http://127.0.0.1:8000/")
        site = self.folder / "site"
        for path in site.rglob("*.html"):
            self.edition.preview.on_demand.make(path.relative_to(site).as_posix(), site)
        return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}

    def toggle(self, edit: tuple[str, str, str]) -> None:
        file = self.folder / edit[0]
        text = file.read_text(encoding="utf-8")
        before, after = edit[1:] if edit[2] not in text else edit[:0:-1]
        file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("preview"))
    server.config().plugins.on_startup(command="serve", dirty=False)
    yield server
    server.config().plugins.on_startup(command="build", dirty=False)


@pytest.fixture
def server(running: Server) -> Server:
    """The running server, whose files are as they were at first."""
    lay_out_example(running.folder)
    return running


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5))
def test_pages_are_those_of_a_fresh_build_after_any_edits(running: Server, edits: list[tuple[str, str, str]]) -> None:
    for edit in edits:
        running.toggle(edit)
        shown = running.pages()
    edition, kept = running.edition, running.edition.preview
    edition.preview = Preview()
    shutil.rmtree(running.folder / ".cache/builds", ignore_errors=True)
    fresh = running.pages()
    edition.preview = kept
    assert shown == fresh


def test_pages_are_those_of_a_site_apart_from_the_policy(server: Server) -> None:
    shown = server.pages()
    server.config().plugins.on_startup(command="build", dirty=False)
    build(server.config())
    server.config().plugins.on_startup(command="serve", dirty=False)
    for path, html in shown.items():
        assert add_policy(html) == (server.folder / "site" / path).read_text(encoding="utf-8"), path


def test_static_files_and_copies_of_moved_ones_wait_until_they_are_asked_for(server: Server) -> None:
    picture, site = server.folder / "docs" / "pictures" / "field.png", server.folder / "site"
    picture.parent.mkdir()
    picture.write_bytes(b"a picture")
    moved = "field.png -> pictures/field.png\nold.json -> data/cite.json\n"
    (server.folder / "docs" / "permalinks.txt").write_text(f"# Words.\n{moved}", encoding="utf-8")
    server.pages()
    made = ("pictures/field.png", "field.png", "data/cite.json", "old.json")
    assert not any((site / path).exists() for path in ("pictures/field.png", "field.png", "old.json"))
    assert all(server.edition.preview.on_demand.make(path, site) for path in made)
    assert (site / "pictures/field.png").read_bytes() == (site / "field.png").read_bytes() == b"a picture"
    assert (site / "old.json").read_bytes() == (site / "data/cite.json").read_bytes() != b""
    shutil.rmtree(picture.parent)


def test_a_page_whose_markdown_is_the_same_is_not_parsed_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages()
    parsed: list[str] = []
    original = Page.render

    def count(page: Page, config: MkDocsConfig, files: Files) -> None:
        parsed.append(page.file.src_uri)
        original(page, config, files)

    monkeypatch.setattr(Page, "render", count)
    server.toggle(("docs/glossary.md", "A republic", f"A republic of {time.time()}"))  # that nobody has built before
    server.pages()
    assert parsed == ["glossary.md"]


def test_a_page_is_made_when_it_is_asked_for_and_what_is_around_it_only_if_that_changed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages()
    rendered: list[str] = []
    original = Template.render

    def count(template: Template, *args: Any, **values: Any) -> str:
        if template.name == "main.html":
            rendered.append(args[0]["page"].file.src_uri)
        return original(template, *args, **values)

    monkeypatch.setattr(Template, "render", count)
    server.toggle(EDITS[1])
    build(server.config(), serve_url="http://127.0.0.1:8000/")
    assert rendered == []
    site, path = server.folder / "site", "glossary/index.html"
    assert (site / path).read_text(encoding="utf-8") == PENDING
    assert server.edition.preview.on_demand.make(path, site)
    assert not server.edition.preview.on_demand.make(path, site)
    assert "A federal republic" in (site / path).read_text(encoding="utf-8")
    server.toggle(EDITS[1])
    server.toggle(EDITS[-1])  # the template of all pages
    rendered.clear()
    build(server.config(), serve_url="http://127.0.0.1:8000/")
    assert len(rendered) == len({*rendered}) > 1


def test_problems_around_the_content_of_pages_are_reported_again_though_nothing_is_made(server: Server) -> None:
    link = ("theme/main.html", "</main>", '</main><a href="gone/">Gone</a>')
    reported = []
    for edit in (link, EDITS[1], EDITS[1], link):
        server.toggle(edit)
        config = server.config()
        build(config, serve_url="http://127.0.0.1:8000/")
        reported.append([str(problem) for problem in build_of(config).problems.in_order()])
    assert "theme/main.html:1" in reported[0][0]
    assert reported == [reported[0], reported[0], reported[0], []]


class Asked:
    """A server of MkDocs as far as it serves requests: it answers with the file, or an error page."""

    def __init__(self, folder: Path) -> None:
        self.root, self.mount_path, self.error_handler = str(folder), "/essay/", lambda code: b"%d" % code
        self.builder: Callable[[], None] = lambda: None

    def set_app(self, app: Any) -> None:
        self.app = app

    def serve_request(self, environ: Any, start_response: Any) -> list[bytes]:
        name = environ["PATH_INFO"].removeprefix(self.mount_path)
        file = Path(self.root, name, "index.html") if name.endswith("/") or not name else Path(self.root, name)
        start_response("200 OK" if file.is_file() else "404 Not Found", [])
        return [file.read_bytes()] if file.is_file() else [self.error_handler(404) or b""]

    def get(self, path: str) -> tuple[str, bytes]:
        answers: list[str] = []
        body = b"".join(self.app({"PATH_INFO": path}, lambda status, _: answers.append(status)))
        assert len(answers) == 1
        return answers[0], body


def test_a_server_makes_a_file_before_it_serves_it_and_once(tmp_path: Path) -> None:
    made: list[str] = []
    server, on_demand = Asked(tmp_path), OnDemand()
    on_demand.attach(server)  # type: ignore[arg-type]
    paths = ["index.html", "part-1/index.html", "data/edition.epub", "404.html"]
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(PENDING)
        on_demand.defer(path, lambda path=path: made.append(path) or path.encode())  # type: ignore[misc]
    for _ in range(2):
        assert server.get("/essay/") == ("200 OK", b"index.html")
        assert server.get("/essay/part-1/") == ("200 OK", b"part-1/index.html")
        assert server.get("/essay/data/edition.epub") == ("200 OK", b"data/edition.epub")
        assert server.get("/essay/nothing") == ("404 Not Found", b"404")
    assert made == ["index.html", "part-1/index.html", "data/edition.epub", "404.html"]


def test_a_build_does_not_empty_the_folder_of_a_file_that_is_being_made(tmp_path: Path) -> None:
    server, on_demand, began = Asked(tmp_path), OnDemand(), Event()

    def build_again() -> None:
        began.set()
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        (tmp_path / "index.html").write_text(PENDING)
        on_demand.clear()
        on_demand.defer("index.html", lambda: b"new")

    server.builder = build_again
    on_demand.attach(server)  # type: ignore[arg-type]
    thread = Thread(target=lambda: server.builder())

    def make_old() -> bytes:
        thread.start()
        assert not began.wait(0.1)  # a build that does not wait begins at once
        return b"old"

    (tmp_path / "index.html").write_text(PENDING)
    on_demand.defer("index.html", make_old)
    assert server.get("/essay/")[0] == "200 OK"
    thread.join()
    assert server.get("/essay/") == ("200 OK", b"new")


@pytest.mark.parametrize("error", [ConfigurationError("mkdocs.yml"), FileNotFoundError(2, "No such file", "a.md")])
def test_a_build_of_files_that_cannot_be_read_ends_with_a_message_and_the_next_one_begins(
    tmp_path: Path, error: Exception
) -> None:
    server, on_demand, builds = Asked(tmp_path), OnDemand(), iter([error, None])

    def build_again() -> None:
        if fault := next(builds):
            raise fault

    server.builder = build_again
    on_demand.attach(server)  # type: ignore[arg-type]
    with pytest.raises(Abort, match=re.escape(str(error))):  # of which MkDocs prints no traceback
        server.builder()
    server.builder()


def test_a_file_that_a_build_puts_off_while_it_is_made_is_made_again(tmp_path: Path) -> None:
    server, on_demand = Asked(tmp_path), OnDemand()
    on_demand.attach(server)  # type: ignore[arg-type]
    file = tmp_path / "index.html"

    def make_old() -> bytes:
        on_demand.clear()
        on_demand.defer("index.html", lambda: b"new")
        return b"old"

    file.write_text(PENDING)
    on_demand.defer("index.html", make_old)
    assert server.get("/essay/") == ("200 OK", b"new")
