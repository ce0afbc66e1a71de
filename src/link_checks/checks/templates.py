"""Find locations in a project's templates, and check that the templates' links have text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from link_checks.location import Lines, Location, Origin, read_text
from link_checks.masking import blank
from link_checks.problem import Problem, problem_in
from link_checks.raw_html import Tag, read_tags

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_NAMING = frozenset({"alt", "aria-label", "aria-labelledby", "aria-hidden", "title", "hidden", "id"})
_FILLED = (":", "@", "data-", "hx-", "ng-", "v-", "x-")  # prefixes of the attributes by which scripts fill a link
_SPEAKING = frozenset({"audio", "button", "canvas", "iframe", "input", "object", "slot", "video"})
_PROGRAMS = ("script", "style", "template")


@dataclass(frozen=True)
class Template:
    """A template of the project: its path relative to the project, and its text."""

    file: str
    text: str

    def find(self, words: str, *, alone: bool) -> Origin | None:
        """Return the origin of ``words``: in quotation marks (``alone``), or as part of a longer text; or None."""
        around = [('"', '"'), ("'", "'")] if alone else [('"', "#"), ("'", "#"), ("/", '"'), ("/", "'"), ("", "")]
        offsets = (self.text.find(f"{before}{words}{after}") for before, after in around)
        offset = next((offset for offset in offsets if offset >= 0), None)
        return None if offset is None else Origin(self.file, Lines(self.text).location(offset), words)

    def location_of_id(self, name: str) -> Location | None:
        """Return the last location of an id, or None."""
        offset = max(self.text.rfind(f' id="{name}"'), self.text.rfind(f" id='{name}'"))
        return None if offset < 0 else Lines(self.text).location(offset + 1)


def read_templates(folder: Path | None, project: Path) -> Iterator[Template]:
    """Yield the project's own templates, with paths relative to the project."""
    for file in sorted(folder.rglob("*.html")) if folder and folder.is_dir() else ():
        name = file.relative_to(project) if file.is_relative_to(project) else file
        yield Template(name.as_posix(), read_text(file))


def check_template(template: Template) -> Iterator[Problem]:
    """Report links of a template without text. A Jinja expression in a link counts as text."""
    opened: Location | None = None  # the open link that has no text yet
    in_program = False
    for tag in read_tags(_COMMENT.sub(lambda match: blank(match[0]), template.text)):
        if tag.name in _PROGRAMS:
            in_program = not tag.is_end
        if tag.name == "a" and not tag.is_end and not in_program and dict(tag.attributes).get("href"):
            opened = tag.location
        if _names(tag):
            opened = None
        if tag.name == "a" and tag.is_end and opened is not None:
            yield problem_in(template.file, opened, "empty-text/template")
            opened = None


def _names(tag: Tag) -> bool:
    """Return whether a tag or text names or hides the link that contains it."""
    if not tag.name:
        return bool(tag.written.strip())
    names = dict(tag.attributes)
    is_named = any((name in _NAMING and value) or name.startswith(_FILLED) for name, value in names.items())
    return is_named or "hidden" in names or (tag.name in _SPEAKING and not tag.is_end)
