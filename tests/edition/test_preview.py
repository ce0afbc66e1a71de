"""A rebuild under ``mkdocs serve`` shows what a fresh build shows, whatever was edited before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from reading_edition.export import EXPORTS
from reading_edition.preview import Preview
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
    ("mkdocs.yml", "context: {label: Context}", "context: {label: Context, sign: ★}"),
]  # fmt: skip


class Server:
    """Builds one folder again and again, as ``mkdocs serve`` does; ``hook`` is the edition's hook."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lay_out_example(folder)

    def config(self) -> MkDocsConfig:
        return load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.folder / "site"))

    @property
    def hook(self) -> Any:
        hooks = self.config().hooks.items()
        return next(hook for name, hook in hooks if name.endswith("annotated_edition.py"))._edition

    def pages(self) -> dict[str, str]:
        """The pages after one more build."""
        build(self.config(), serve_url="http://127.0.0.1:8000/")
        site = self.folder / "site"
        return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}

    def toggle(self, edit: tuple[str, str, str]) -> None:
        file = self.folder / edit[0]
        text = file.read_text(encoding="utf-8")
        before, after = edit[1:] if edit[2] not in text else edit[:0:-1]
        file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("preview"))
    server.config().plugins.on_startup(command="serve", dirty=False)
    yield server
    server.config().plugins.on_startup(command="build", dirty=False)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5))
def test_pages_are_those_of_a_fresh_build_after_any_edits(server: Server, edits: list[tuple[str, str, str]]) -> None:
    for edit in edits:
        server.toggle(edit)
        shown = server.pages()
    hook, kept = server.hook, server.hook.preview
    hook.preview = Preview()
    fresh = server.pages()
    hook.preview = kept
    assert shown == fresh


def test_a_page_whose_markdown_is_the_same_is_not_parsed_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages()
    parsed: list[str] = []
    original = Preview.after_parsing

    def count(preview: Preview, page: Any, html: str) -> None:
        if page.file.src_uri not in preview._parsed:
            parsed.append(page.file.src_uri)
        original(preview, page, html)

    monkeypatch.setattr(Preview, "after_parsing", count)
    server.toggle(EDITS[1])
    server.pages()
    assert parsed == ["glossary.md"]
    server.toggle(EDITS[1])


def test_an_export_is_made_when_it_is_asked_for_and_once(tmp_path: Path) -> None:
    written: list[str] = []

    def publish_export(path: str, folder: Path) -> None:
        written.append(path)
        assert folder == tmp_path

    served: list[str] = []
    asked = SimpleNamespace(
        mount_path="/essay/",
        root=str(tmp_path),
        set_app=lambda app: setattr(asked, "app", app),
        serve_request=lambda environ, _: served.append(environ["PATH_INFO"]),
    )
    preview: Any = Preview()
    preview.published(SimpleNamespace(publish_export=publish_export))
    preview.make_on_demand(asked, EXPORTS)
    for path in ("/essay/", "/essay/data/edition.epub", "/essay/data/edition.epub", "/essay/data/nothing"):
        asked.app({"PATH_INFO": path}, None)
    assert written == ["data/edition.epub"]
    assert len(served) == 4
    preview.published(SimpleNamespace(publish_export=publish_export))
    asked.app({"PATH_INFO": "/essay/data/edition.epub"}, None)
    assert written == ["data/edition.epub"] * 2
