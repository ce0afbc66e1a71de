"""Summarize the effect of a change on the edition, as Markdown for its reviewer.

All text by contributors is escaped, so that a code host shows it and never acts on it.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from unicodedata import category

from link_checks.problem import BuildError
from reading_edition.cli import BuiltEdition, CommandError, built_edition, comparison
from reading_edition.cli.base_commit import BaseError, base_of, changed_files, extract
from reading_edition.cli.comparison import CHANGED, GONE, NEW
from reading_edition.model.edition import Edition
from reading_edition.render.templating import templates_in

LIMIT = 1_000_000  # bytes; GitHub accepts 1 MiB
_CUT = "This summary is cut here because it is too long. `make summary` writes all of it."
_KINDS = {"note": "Note", "term": "Glossary entry", "person": "Person", "event": "Event", "source": "Source"}
OPTIONS = {"--since": {"default": "", "help": "a commit (where the branch left main unless set)"}}
_SPACE = "\u200b"  # a zero-width space that keeps code hosts from linking a name, an issue, or a URL
_JOINERS = "\u200c\u200d"
_MARKUP = re.compile(r"([\\`*_\[\]#|~$])")
_OPENING = re.compile(r"^(\d*)([-+=.):])")  # the start of a list item, or of a line under a heading
# Text on which code hosts act even outside of Markdown: @name, #1, GH-1, www.x, https://x, :smile:
_ACTIVE = re.compile(r"@|#(?=\d)|:(?=[\w+-])|(?<=\b[Gg][Hh])(?=-)|(?<=\b[Ww]{3})(?=\.)|:(?=//)")
_BREAK = "\n"  # between paragraphs


def run(config_file: str, since: str) -> int:
    file = Path(config_file)
    folder = file.absolute().parent
    try:
        commit = base_of(folder, since)
        with tempfile.TemporaryDirectory() as base:
            extract(folder, commit, Path(base))
            before = _build(Path(base, file.name), f"the edition at {commit[:12]}").edition
        built = _build(file, "the edition with your change")
    except BaseError as error:
        print(f"No summary: {error}.")
        return 1
    others = [name for name in changed_files(folder, commit) if not has_texts(built, folder / name)]
    print(cut(summary(before, built.edition, commit[:12], others), LIMIT), end="")
    return 0


def _build(config_file: Path, name: str) -> BuiltEdition:
    if not config_file.is_file():
        raise BaseError(f"{name} has no {config_file.name}")
    try:
        with built_edition(config_file) as built:
            return built
    except (BuildError, CommandError) as error:
        raise BaseError(f"{name} cannot be built: {' '.join(str(error).split())}") from error


def has_texts(built: BuiltEdition, file: Path) -> bool:
    """Return whether a file is a page, or the list of sources, emendations, or permalinks."""
    if not file.is_relative_to(built.folder):
        return False
    name, settings = file.relative_to(built.folder).as_posix(), built.edition.settings
    return name.endswith(".md") or name in (settings.sources, settings.emendations, settings.permalinks)


def summary(before: Edition, now: Edition, base: str, others: Sequence[str] = ()) -> str:
    """Render the summary. ``base`` names the earlier commit; ``others`` are the changed files without texts."""
    templates = templates_in(Path(__file__).with_name("templates"), (difference,))
    templates.filters |= {"code": code, "escaped": escaped, "quoted": quoted}  # for all text by contributors
    return templates.get_template("summary.md").render(
        base=base,
        kinds=_KINDS,
        sorts=(NEW, CHANGED, GONE),
        changes=comparison.changed_items(before, now),
        words=[(name, difference(*texts)) for name, *texts in comparison.changed_words(before, now)],
        lost=comparison.lost_addresses(before, now),
        links=[*comparison.changed_links(before, now)],
        restorations=comparison.changed_restorations(before, now),
        pages=comparison.changed_pages(before, now),
        others=others,
    )


def cut(text: str, limit: int) -> str:
    """Cut a text to at most ``limit`` bytes, after a whole paragraph, and add a note that it is cut."""
    if len(text.encode()) <= limit:
        return text
    kept = text.encode()[: limit - len(_CUT.encode()) - 3].decode(errors="ignore")
    return "\n\n".join([*kept.split("\n\n")[:-1], f"{_CUT}\n"])


def escaped(text: str) -> str:
    """Escape a text for Markdown, with whitespace as single spaces."""
    parted = _ACTIVE.sub(lambda match: f"{match[0]}{_SPACE}", _shown(text))
    marked = _OPENING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", parted))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    words = _shown(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    space = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{space}{words}{space}{fence}"


def _shown(text: str) -> str:
    """Replace invisible characters, such as one that reverses the text, with their code points."""
    words = " ".join(text.split())
    hidden = {each for each in words if category(each) in ("Cf", "Cc", "Co", "Cn") and each not in _JOINERS}
    return "".join(f"[U+{ord(each):04X}]" if each in hidden else each for each in words)


def difference(before: Iterable[str], now: Iterable[str]) -> list[str]:
    """Return paragraphs as escaped Markdown, with removed and new words marked."""
    old, new = ([token for each in text for token in (*each.split(), _BREAK)] for text in (before, now))
    pieces: list[str] = []
    for how, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(_marked(new[first:last], ""))
        else:
            pieces += [_marked(old[start:end], "del"), _marked(new[first:last], "ins")]
    paragraphs = " ".join(filter(None, pieces)).split(_BREAK)
    return [paragraph.strip() for paragraph in paragraphs if paragraph.strip()]


def _marked(tokens: Sequence[str], element: str) -> str:
    """Return tokens as escaped Markdown, with the words between two breaks in an element, if one is named."""
    pieces = map(escaped, " ".join(tokens).split(_BREAK))
    return _BREAK.join(f"<{element}>{each}</{element}>" if element and each else each for each in pieces)


def quoted(paragraphs: Iterable[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs) or "> (no words)"
