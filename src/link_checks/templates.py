"""The templates of a project as they are written: links in them that have no words, whatever fills them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.raw_html import TagReader

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_NAMING = frozenset({"alt", "aria-label", "aria-labelledby", "aria-hidden", "title", "hidden", "id"})
_FILLED = (":", "@", "data-", "hx-", "ng-", "v-", "x-")  # how attributes begin by which programs fill a link
_SAYING = frozenset({"audio", "button", "canvas", "iframe", "input", "object", "slot", "video"})


def check_template(file: str, text: str) -> Iterator[Problem]:
    """The links of a template that have no words. What Jinja puts into a link counts as words."""
    reader = _LinkReader()
    reader.feed(_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text))
    reader.close()
    for location in reader.nameless:
        hint = "write words between <a> and </a>, or an aria-label"
        yield problem_at(file, location, "empty-text", "this link has no words", hint=hint)


class _LinkReader(TagReader):
    """``nameless`` are the places of links without words."""

    def __init__(self) -> None:
        super().__init__()
        self.nameless: list[Location] = []
        self._link: Location | None = None  # where the open link stands that has no words yet
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script |= tag in ("script", "style", "template")
        if tag == "a" and not self._in_script and dict(attrs).get("href"):
            line, column = self.getpos()
            self._link = Location(line, column + 1)
        named = any((name in _NAMING and value) or name.startswith(_FILLED) for name, value in attrs)
        if named or tag in _SAYING or "hidden" in dict(attrs):
            self._link = None

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._link = None

    def handle_endtag(self, tag: str) -> None:
        self._in_script &= tag not in ("script", "style", "template")
        if tag == "a" and self._link is not None:
            self.nameless.append(self._link)
            self._link = None
