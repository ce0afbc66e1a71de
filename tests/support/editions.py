"""Reads the example edition in memory, without a generator, so that hundreds of small cases run fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import markdown
import yaml
from mkdocs.utils.meta import get_data

from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.problem import Problem, Problems
from link_checks.site import Site
from reading_edition.checks import CONSEQUENCES
from reading_edition.load.loaded_pages import load_pages
from reading_edition.load.pages import Inputs, read_edition
from reading_edition.load.permalinks import read_permalinks
from reading_edition.load.results import Results
from reading_edition.load.settings import read_settings
from reading_edition.load.shapes import shape_text
from reading_edition.load.source_headings import SourceList, add_source_headings
from reading_edition.load.sources import read_emendations, read_sources
from reading_edition.model.edition import Edition
from reading_edition.model.settings import Settings

from .another import PROSE
from .cases import Case, apply_hunks
from .sites import GETTYSBURG

EXTENSIONS = ("attr_list", "footnotes", "tables", "sane_lists")


def read_example(case: Case) -> Edition:
    """Returns the edition of :func:`read_with_site`."""
    return read_with_site(case)[0]


def read_with_site(case: Case) -> tuple[Edition, Site]:
    """Reads the example edition (the Gettysburg Address) with the changes of a case; returns it with its site.

    A case can have two more sections: ``settings`` contains values of ``extra.edition``, and ``published`` contains
    the addresses of files beside the pages, one per line.
    """
    changed = {**_files(), **case.files}
    settings = {**_settings(), **(yaml.safe_load(changed.pop("settings", "")) or {})}
    published = changed.pop("published", "").split()
    for path, hunks in case.changes.items():
        changed[path] = apply_hunks(changed[path], hunks)
    texts = {path.removeprefix("docs/"): text for path, text in changed.items() if path not in case.removed}
    return _edition(texts, read_settings(settings), published)


def read_prose(changes: Mapping[str, tuple[str, str]] | None = None, **settings: object) -> Edition:
    """Reads the edition with all kinds of passages; ``changes`` are pairs of old and new text, by file."""
    docs = PROSE / "docs"
    files = [path for path in docs.rglob("*") if path.suffix in (".md", ".txt", ".yaml")]
    texts = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}
    for path, (old, new) in (changes or {}).items():
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new)
    facts = yaml.safe_load((PROSE / "facts.yml").read_text(encoding="utf-8"))["edition"]
    return _edition(texts, read_settings({**facts, **settings}), ["text/mole.png"])[0]


def _edition(texts: Mapping[str, str], settings: Settings, published: Sequence[str]) -> tuple[Edition, Site]:
    sources, _ = read_sources(settings.sources, texts.get(settings.sources, ""), settings)
    emendations, _ = read_emendations(settings.emendations, texts.get(settings.emendations, ""))
    pages = {path: text for path, text in texts.items() if path.endswith(".md")}
    prepared = {path: _prepared(path, text, settings, SourceList(sources)) for path, text in pages.items()}
    rendered = [_page(path, text, prepared[path]) for path, text in pages.items()]
    for page in rendered:
        if settings.is_markdown and page.path in settings.parts:
            shape_text(page.root, are_named=True)
    site = Site(rendered, {path: path for path in published})
    inputs = Inputs(
        settings=settings,
        received=texts.get(settings.received, ""),
        emendations=emendations,
        sources=sources,
        permalinks=read_permalinks(settings.permalinks, texts.get(settings.permalinks, ""))[0],
        published=published,
        front_matter={path: get_data(text)[1] for path, text in pages.items()},
    )
    return read_edition(site, load_pages(site, settings, Results()), inputs), site


def lines(problems: Iterable[Problem]) -> list[str]:
    """Formats problems like a build, in its order."""
    found = Problems(consequences=CONSEQUENCES)
    found.add(problems)
    return [str(problem) for problem in found.in_order()]


@cache
def _files() -> dict[str, str]:
    docs = GETTYSBURG / "docs"
    paths = sorted(path for path in docs.rglob("*") if path.is_file())
    return {path.relative_to(GETTYSBURG).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@cache
def _settings() -> dict[str, Any]:
    config = yaml.safe_load((GETTYSBURG / "mkdocs.yml").read_text(encoding="utf-8"))
    return dict(config["extra"]["edition"])


def _prepared(path: str, text: str, settings: Settings, sources: SourceList) -> str:
    return add_source_headings(text, sources) if settings.kind_of(path) == "source" else text


def _page(path: str, text: str, prepared: str) -> Page:
    root = parse_content(render_markdown(get_data(prepared)[0]))
    for link in root.iter("a"):
        link.set("href", (link.get("href") or "").replace(".md", ".html"))
    title = next((" ".join(heading.text_content().split()) for heading in root.iter("h1")), path)
    return Page(path, f"docs/{path}", path.replace(".md", ".html"), title, MarkdownSource(text), root)


@cache
def render_markdown(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)
