"""The problems that checks find."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from link_checks.data import MESSAGES
from link_checks.location import Location

_OTHER_ACCENTS = "it looks right, but the accents in the name are encoded in another way; copy the name itself"


class BuildError(Exception):
    """The site cannot be built; the message says why."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one location. Problems sort by file and line.

    ``file`` is the path from the project's folder. ``line`` and ``column`` count from 1; line 0 is the whole file.
    ``code`` is stable, for searching and filtering. ``guess`` is what was probably meant, ``hint`` how to fix it.
    Of a broken link, ``address`` is the link as written, ``target`` the file it leads to, ``published`` the address in
    the site that seemed to be missing before the site was finished. ``fixes`` are anchors, as ``file#id``, that exist
    once this is fixed: broken links to them are not reported as well.
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
    address: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """What is wrong, what was probably meant, and how to fix it; without the location."""
        guess = f"did you mean '{self.guess}'?" if self.guess else ""
        rest = " ".join(filter(None, [guess, self.hint]))
        return " ".join(f"{self.message}{f' ({rest})' if rest else ''} [{self.code}]".split("\n"))

    @property
    def target_anchor(self) -> str:
        """The anchor to which a broken link leads, as ``file#id``."""
        return f"{self.target}#{unquote(self.published.partition('#')[2])}"

    def at(self, file: str, location: Location | None) -> "Problem":
        """The same problem at a location in a file, or in the file as a whole if the location is not known."""
        line, column = location or (0, 0)
        return replace(self, file=file, line=line, column=column)

    def __str__(self) -> str:
        where = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{where}: {self.text}"


def problem_at(file: str, location: Location | None, code: str, message: str, **rest: Any) -> Problem:
    """A problem at a location in a file, or in the file as a whole if the location is not known.

    ``rest`` are further fields of the :class:`Problem`.
    """
    return Problem(file, 0, 0, code, message, **rest).at(file, location)


def problem_in(file: str, location: Location | None, key: str, /, **details: Any) -> Problem:
    """A problem in the words of ``messages.toml``, which the details fill in.

    ``key`` is its code, and a variant after a slash where there are several. Its other fields are among the
    details; a ``hint`` there comes before that of ``messages.toml``.
    """
    words, guess, address = MESSAGES[key], str(details.get("guess", "")), details.get("address", "")
    hint = words.get("hint") or ("" if guess else words.get("without_guess", ""))
    hint = details.get("hint") or hint.format(**details)
    if guess == address:
        guess = ""
    elif guess and _looks_like(guess, address):
        guess, hint = "", _OTHER_ACCENTS
    fields = {name: details[name] for name in ("target", "published", "address") if name in details}
    message = words["message"].format(**details)
    return problem_at(file, location, key.partition("/")[0], message, guess=guess, hint=hint, **fields)


def _looks_like(guess: str, address: str) -> bool:
    """Whether the paths of two addresses are different but look the same."""
    paths = [unquote(each.partition("#")[0]) for each in (guess, address)]
    return len(set(paths)) > len({unicodedata.normalize("NFC", path) for path in paths})


def not_utf8(file: str, error: UnicodeDecodeError) -> Problem:
    """The problem of a file that is not UTF-8, at the line of its first wrong byte."""
    location = Location(error.object[: error.start].count(b"\n") + 1, 1)
    return problem_in(file, location, "encoding")


@dataclass
class Problems:
    """The problems of one build. Links into files that are ``broken`` are not reported as well."""

    _found: set[Problem] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def add(self, problems: Iterable[Problem]) -> None:
        self._found.update(problems)

    def merge(self, others: "Problems") -> None:
        """Add the problems of a build within this one."""
        self._found |= others._found
        self.broken |= others.broken

    def drop_published(self, is_published: Callable[[str], bool]) -> None:
        """Drop broken links whose address is in the finished site after all; its anchor may still be missing."""
        for each in [each for each in self._found if each.published]:
            path, _, anchor = each.published.partition("#")
            if is_published(each.published):
                self._found.remove(each)
            elif anchor and each.code == "missing-page" and is_published(path):
                message = MESSAGES["missing-anchor"]["message"].format(where=path, anchor=anchor)
                self._found.remove(each)
                self._found.add(replace(each, code="missing-anchor", message=message, guess="", hint=""))

    def drop_if_beside(self, code: str, *others: str) -> None:
        """Drop problems of one code where a problem of another one says more about the same location."""
        covered = {(each.file, each.line, each.column) for each in self._found if each.code in others}
        of_code = {each for each in self._found if each.code == code}
        self._found -= {each for each in of_code if (each.file, each.line, each.column) in covered}

    def __len__(self) -> int:
        return len(self.in_file_order())

    def in_file_order(self) -> list[Problem]:
        fixed = {anchor for problem in self._found for anchor in problem.fixes}
        shown = (each for each in self._found if each.target not in self.broken and each.target_anchor not in fixed)
        return sorted(shown)

    def report(self) -> str:
        return report(self.in_file_order())


def report(problems: Sequence[Problem]) -> str:
    """All problems, one line each, and their number."""
    count = len(problems)
    return "\n".join([*map(str, problems), f"{count} problem{'' if count == 1 else 's'} found."])
