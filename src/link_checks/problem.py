"""What a check finds, and how a contributor is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from link_checks.location import Location


class BuildError(Exception):
    """A site cannot be built at all; the message says why."""


@dataclass(frozen=True, order=True)
class Problem:
    """One slip in one place. Problems sort in the order of files and lines.

    ``file`` is the path as the contributor knows it, from the project's folder; ``line`` and ``column``
    count from 1, and a line of 0 means the file as a whole. ``code`` is stable, for searching and
    filtering. ``guess`` is what was probably meant, ``hint`` how to mend it, ``aim`` the file to which a
    dead link leads, ``published`` the address in the site at which it leads nowhere (as far as is known
    before the site is finished). ``mends`` are the places, as ``file#id``, that will be there again once
    this is mended: dead links to them are consequences, and not told as well.
    """

    file: str
    line: int
    column: int
    code: str = field(compare=False)
    message: str
    guess: str = field(default="", compare=False)
    hint: str = field(default="", compare=False)
    target: str = field(default="", compare=False)
    published: str = field(default="", compare=False)
    fixes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """What is wrong, what was probably meant, and how to fix it; without the location."""
        guess = f"did you mean '{self.guess}'?" if self.guess else ""
        rest = " ".join(filter(None, [guess, self.hint]))
        return " ".join(f"{self.message}{f' ({rest})' if rest else ''} [{self.code}]".split("\n"))

    def __str__(self) -> str:
        where = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{where}: {self.text}"


def problem_at(
    file: str,
    location: Location | None,
    code: str,
    message: str,
    *,
    guess: str = "",
    hint: str = "",
    target: str = "",
    published: str = "",
    fixes: tuple[str, ...] = (),
) -> Problem:
    """A problem at a place in a file, or in the file as a whole where the place is not known."""
    line, column = (location.line, location.column) if location else (0, 0)
    return Problem(file, line, column, code, message, guess, hint, target, published, fixes)


@dataclass
class Problems:
    """The problems of one build, from whichever check; each is said once, in file order.

    ``broken`` are files that could not be read as they should: links into them are not told as well.
    """

    _found: set[Problem] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def add(self, problems: Iterable[Problem]) -> None:
        self._found.update(problems)

    def drop_published(self, is_published: Callable[[str], bool]) -> None:
        """Drops the dead links whose address is in the finished site after all."""
        self._found = {
            problem for problem in self._found if not (problem.published and is_published(problem.published))
        }

    def drop_if_beside(self, code: str, *others: str) -> None:
        """Drops the problems of one code where one of other codes says more of the same place."""
        told = {(found.file, found.line, found.column) for found in self._found if found.code in others}
        self._found = {
            found
            for found in self._found
            if found.code != code or (found.file, found.line, found.column) not in told
        }

    def __len__(self) -> int:
        return len(self.in_file_order())

    def in_file_order(self) -> list[Problem]:
        mended = {location for problem in self._found for location in problem.fixes}
        return sorted(
            problem
            for problem in self._found
            if problem.target not in self.broken and f"{problem.target}#{_fragment(problem)}" not in mended
        )

    def report(self) -> str:
        """All problems, a line each, and their number."""
        lines = [str(problem) for problem in self.in_file_order()]
        count = len(lines)
        return "\n".join([*lines, f"{count} problem{'' if count == 1 else 's'} found."])


def _fragment(problem: Problem) -> str:
    return unquote(problem.published.partition("#")[2])
