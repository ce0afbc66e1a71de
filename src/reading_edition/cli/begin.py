"""Create an edition of a text: its parts with ids, mkdocs.yml, and the pages for everything else."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
from babel import Locale

from reading_edition.cli import CommandError
from reading_edition.cli.beginning import received
from reading_edition.cli.beginning.parts import Part, UnclearBlockError, blocks_of, parts_of
from reading_edition.cli.scaffold.skeletons import scalar
from reading_edition.export.site_folder import write_file
from reading_edition.load.received import Received, read_markdown
from reading_edition.model.messages import translator
from reading_edition.render.templating import templates_in

_TEMPLATES = Path(__file__).with_name("templates") / "begin"
_MARKDOWN = (".md", ".markdown")
_RECEIVED = "text/received.txt"
_LANGUAGES = "templates/partials/languages"  # in the package ``material``
_FRONT = {"title": "Title", "byline": "Author"}
_PICTURE = re.compile(r"!\[[^\]]*\]\((?!/|\.\.|\w+:)([^)\s]+)\)")
_BY = re.compile(r"(?:by|von|par|por|автор|[-–—])(?:\W+|$)", re.IGNORECASE)
EXAMPLE = 'make begin ARGS="received.txt --into ../my-edition"'
OPTIONS = {
    "text": {"type": Path, "metavar": "file", "help": "the text: plain, or Markdown if the name ends in .md"},
    "--into": {"type": Path, "default": Path(), "help": "the folder of the edition (this one)"},
    "--language": {"default": "en", "help": "the language of the text, as a tag such as en, de or fa"},
    "--notes-language": {"help": "the language of notes and of the site (that of the text)"},
    "--front": {"type": int, "default": 0, "help": "the number of lines above the text, the title included"},
    "--no-headings": {"dest": "has_headings", "action": "store_false", "help": "take no line for a heading"},
    "--join": {"dest": "join", "action": "store_true", "default": None, "help": "join lines that are wrapped"},
    "--keep-lines": {"dest": "join", "action": "store_false", "help": "each line is a paragraph"},
}


def run(text: Path, into: Path, language: str, notes_language: str | None, **how: Any) -> None:
    for name in ("mkdocs.yml", "docs"):
        if (into / name).exists():
            raise CommandError(f"{into / name} is there already (name another folder with --into)")
    for tag in filter(None, (language, notes_language)):
        _check_language(tag)
    prepared = _prepare(text, **how)
    passages = list(read_markdown(prepared.text, list(_front(prepared))))
    parts = _parts(text, prepared, passages)
    words = {each.id: each.words for each in passages}
    for path, content in _files(prepared, parts, words, language, notes_language):
        write_file(into / path, content.encode())
    for path in _PICTURE.findall(prepared.text):
        if (text.parent / path).is_file():
            write_file(into / "docs/text" / path, (text.parent / path).read_bytes())
    print(*_report(into, prepared, parts), sep="\n")


def _check_language(tag: str) -> None:
    languages = Locale("en").languages
    if tag.partition("-")[0] not in languages:
        guess = next((code for code, name in languages.items() if name.lower() == tag.lower()), "")
        meant = f"did you mean '{guess}'?" if guess else "write a tag such as en, de or zh-Hant"
        raise CommandError(f"'{tag}' is not a language tag ({meant})")


def _known_to_material(tag: str) -> str:
    """Return a tag or its main language, whichever Material supports, or an empty text."""
    known = {file.name for file in files("material").joinpath(_LANGUAGES).iterdir()}
    return next((each for each in (tag, tag.partition("-")[0]) if f"{each}.html" in known), "")


def _prepare(file: Path, front: int, has_headings: bool, join: bool | None, **_: str) -> received.Prepared:
    is_markdown = file.suffix in _MARKDOWN
    try:
        decoded = received.decode(file.read_bytes(), is_markdown=is_markdown)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8 (save it as UTF-8 in your editor): {error.reason}") from error
    if not decoded.text.strip():
        raise CommandError(f"{file} is empty")
    if is_markdown:
        found = _from_markdown(file, decoded.text, front)
    else:
        width = _width(file, decoded.text, join)
        found = received.to_markdown(decoded.text, width, front=front, has_headings=has_headings)
    return replace(found, changes=[*decoded.changes, *found.changes])


def _from_markdown(file: Path, text: str, front: int) -> received.Prepared:
    if problems := list(received.unmatched_notes(text)):
        raise CommandError("\n".join(f"{file}: {problem}" for problem in problems))
    text, changes = received.normalize(text)
    if not blocks_of(text)[0].startswith("#"):
        text, changes = f"# {text}", [*changes, "made the first line a heading, the title"]
    return received.Prepared(text, changes, front or received.lines_above(blocks_of(text)))


def _width(file: Path, text: str, join: bool | None) -> int | None:
    """Return the width of wrapped lines to join, or None if each line is a paragraph; ask the user if unclear."""
    width = received.wrapped_width(text)
    if width and join is None:
        unclear = f"{file}: its lines seem to be wrapped at {width} characters"
        if not sys.stdin.isatty():
            hint = "write --join to join them into paragraphs, or --keep-lines if each is a paragraph"
            raise CommandError(f"{unclear} ({hint})")
        join = click.confirm(f"{unclear}. Join them into paragraphs?", default=True)
    return width if join else None


def _parts(file: Path, prepared: received.Prepared, passages: Iterable[Received]) -> list[Part]:
    ids = [each.id for each in passages if not each.shape.startswith("a note of the author")]
    try:
        return parts_of(prepared.text, prepared.front, ids)
    except UnclearBlockError as error:
        hint = "write it as the guide on prose does, with empty lines around it"
        raise CommandError(f"{file}: what can be cited is not clear at '{error}' ({hint})") from error


def _front(prepared: received.Prepared) -> Mapping[str, str]:
    """Return the ids of the lines above the text, each with its label for readers."""
    further = {f"line-{number}": "Line {number}" for number in range(3, prepared.front + 1)}
    return dict([*_FRONT.items(), *further.items()][: prepared.front])


def _files(
    prepared: received.Prepared, parts: list[Part], words: Mapping[str, str], language: str, notes_language: str | None
) -> Iterator[tuple[str, str]]:
    """Yield the path and content of each file; ``words`` are the texts of the passages by their ids."""
    site_language = _known_to_material(notes_language or language)
    notes_language = notes_language or (language if site_language else "en")
    translate = translator(notes_language)
    title, *further = [words[name] for name in _front(prepared)]
    author = next(filter(None, (_BY.sub("", line, count=1) for line in further)), "")
    paths = {f"text/part-{number:0{len(str(len(parts)))}}.md": part for number, part in enumerate(parts, 1)}
    values = {
        "title": title,
        "author": author,
        "language": language,
        "notes_language": notes_language,
        "site_language": site_language or "en",
        "today": date.today().isoformat(),
        "received": _RECEIVED,
        "front": {name: translate(label, number=name[5:]) for name, label in _front(prepared).items()},
        "parts": {path: words.get(part.heading, "") for path, part in paths.items()},
        "translate": translate,
    }
    environment = templates_in(_TEMPLATES, [scalar, received.escape])
    for name in environment.list_templates():
        yield name.replace("gitignore", ".gitignore"), environment.get_template(name).render(values) + "\n"
    yield f"docs/{_RECEIVED}", prepared.text
    for path, part in paths.items():
        yield f"docs/{path}", part.text


def _report(into: Path, prepared: received.Prepared, parts: list[Part]) -> Iterator[str]:
    """Yield the lines of the report: the changes, the guesses to check, and the next command."""
    yield from (f"- {change}" for change in prepared.changes)
    yield f"- lines above the text: {prepared.front} (--front gives another number)"
    yield f"- parts: {len(parts)}, in {into / 'docs/text'}"
    place = "" if into == Path() else f"cd {into} && "
    yield f"Look at it with: {place}reading-edition serve"
