"""Find the source of text that a page includes from other files with pymdownx.snippets."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from link_checks.location import Location
from link_checks.problem import Problem, problem_in
from link_checks.suggestions import closest

_ONE = re.compile(r"^([ \t]*)-+8<-+[ \t]+([\"'])(.+?)\2$")
_BLOCK = re.compile(r"^([ \t]*)-+8<-+$")
_SECTION = re.compile(r"-+8<-+[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([\w-]+)[ \t]*\]", re.IGNORECASE)
_PART = re.compile(r"^(.+?)(?::([a-zA-Z][\w-]*)|:(\d*)(?::(\d*))?)?$")


class Line(NamedTuple):
    """A line of a page, with the file and the line number of its source."""

    text: str
    file: str
    number: int
    indent: int = 0


@dataclass
class Snippets:
    """The folders of files that pages can include, and the files that every page includes (``appended``).

    Problems name files relative to ``project``. ``problems`` collects the problems of all pages.
    """

    folders: Sequence[Path]
    project: Path
    appended: Sequence[str] = ()
    is_restricted: bool = True  # whether pages can include only files inside the folders
    problems: list[Problem] = field(default_factory=list)

    def lines_of(self, file: str, text: str) -> list[Line]:
        """Return the lines of a page with its includes expanded. Add a problem for each include that does not exist."""
        lines = [Line(line, file, number) for number, line in enumerate(text.split("\n"), 1)]
        appended = [Line(f'--8<-- "{name}"', file, 0) for name in self.appended]
        return list(self._expand([*lines, *appended], ()))

    def _expand(self, lines: Sequence[Line], including: tuple[Path, ...]) -> Iterator[Line]:
        in_block, indent = False, ""
        for line in lines:
            if one := _ONE.match(line.text):
                yield from self._included(line, one[3], one[1], including)
            elif block := _BLOCK.match(line.text):
                in_block, indent = not in_block, block[1]
            elif in_block:
                if name := line.text.strip():
                    yield from self._included(line, name, indent, including)
            elif not _SECTION.search(line.text) or not including:
                yield line

    def _included(self, at: Line, written: str, indent: str, including: tuple[Path, ...]) -> Iterator[Line]:
        part = _PART.match(written)
        if part is None or written.startswith((";", "!", "http://", "https://")) or "," in written:
            return
        found = [(folder, folder / part[1]) for folder in self.folders if (folder / part[1]).is_file()]
        inside = [file for folder, file in found if Path(os.path.abspath(file)).is_relative_to(os.path.abspath(folder))]
        file = next(iter(inside if self.is_restricted else [file for _, file in found]), None)
        if file is None:
            self._report(at, "missing-snippet/outside" if found else "missing-snippet", path=part[1])
        elif file not in including:
            lines = self._lines_of_file(file)
            if part[2] and part[2] not in (sections := _sections(lines)):
                near = closest(part[2], sections)
                guess = f"{part[1]}:{near}" if near else ""
                self._report(at, "missing-snippet/section", path=lines[0].file, section=part[2], guess=guess)
            elif not part[2] and int(part[3] or 1) > len(lines):
                self._report(at, "missing-snippet/line", path=lines[0].file, count=len(lines), line=part[3])
            for line in self._expand(_chosen(lines, part), (*including, file)):
                yield line._replace(text=indent + line.text, indent=line.indent + len(indent))

    def _lines_of_file(self, file: Path) -> list[Line]:
        text = file.read_text(encoding="utf-8", errors="replace").rstrip("\n")
        file, project = file.resolve(), self.project.resolve()
        name = file.relative_to(project).as_posix() if file.is_relative_to(project) else file.as_posix()
        return [Line(line, name, number) for number, line in enumerate(text.split("\n"), 1)]

    def _report(self, at: Line, key: str, **details: Any) -> None:
        location = Location(at.number, len(at.text) - len(at.text.lstrip()) + 1) if at.number else None
        self.problems.append(problem_in(at.file, location, key, **details))


def _sections(lines: list[Line]) -> list[str]:
    """Return the names of a file's sections. The extension ignores a section that ends before it begins."""
    first: dict[str, str] = {}
    for line in lines:
        if match := _SECTION.search(line.text):
            first.setdefault(match[2], match[1].lower())
    return [name for name, kind in first.items() if kind == "start"]


def _chosen(lines: list[Line], part: re.Match[str]) -> list[Line]:
    """Return the included lines of a file: all lines, a section, or a range of line numbers."""
    if not part[2]:
        return lines[int(part[3] or 1) - 1 : int(part[4]) if part[4] else len(lines)]
    borders = [
        (number, match[1].lower())
        for number, line in enumerate(lines)
        if (match := _SECTION.search(line.text)) and match[2] == part[2]
    ]
    start = next((number for number, kind in borders if kind == "start"), len(lines))
    end = next((number for number, kind in borders if kind == "end" and number > start), len(lines))
    return lines[start + 1 : end]


def where_written(problems: Iterable[Problem], pages: Mapping[str, Sequence[Line]]) -> Iterator[Problem]:
    """Yield problems at the source of their text. ``pages`` contains the lines of files with includes expanded."""
    for problem in problems:
        lines = pages.get(problem.file, ())
        if not 0 < problem.line <= len(lines):
            yield problem
            continue
        line, hint = lines[problem.line - 1], problem.hint
        if line.file != problem.file:
            hint = hint.replace("relative to this file", "relative to the page that includes this")
        column = max(problem.column - line.indent, 1)
        yield replace(problem, file=line.file, line=line.number, column=column, hint=hint)
