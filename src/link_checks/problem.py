"""The problems that the checks find."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from link_checks.data import MESSAGES
from link_checks.location import Location

_OTHER_ACCENTS = "it looks right, but the accents in the name are encoded in another way; copy the name itself"


class BuildError(Exception):
    """An error that prevents the build of a site. The message gives the reason."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one location. Problems sort by file, line and column.

    ``file`` is the path from the project folder. ``line`` and ``column`` count from 1; line 0 means the whole file.
    ``code`` is stable, for searching and filtering. ``guess`` is the text that was probably meant, ``hint`` the fix.
    For a broken link, ``address`` is the link as written, ``target`` the file to which it leads, and ``published`` the
    address in the site that seemed to be missing while the site was built. ``fixes`` are the anchors (``file#id``) that
    will exist once this problem is fixed: broken links to them are not reported.
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
        """The message, the guess, the hint and the code on one line, without the location."""
        guess = f"did you mean '{self.guess}'?" if self.guess else ""
        rest = " ".join(filter(None, [guess, self.hint]))
        return " ".join(f"{self.message}{f' ({rest})' if rest else ''} [{self.code}]".split("\n"))

    @property
    def target_anchor(self) -> str:
        """The anchor to which a broken link leads, as ``file#id``."""
        return f"{self.target}#{unquote(self.published.partition('#')[2])}"

    def at(self, file: str, location: Location | None) -> "Problem":
        """Return a copy of the problem at a location in a file, or for the whole file if the location is None."""
        line, column = location or (0, 0)
        return replace(self, file=file, line=line, column=column)

    def __str__(self) -> str:
        where = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{where}: {self.text}"


def problem_at(file: str, location: Location | None, code: str, message: str, **rest: Any) -> Problem:
    """Return a problem at a location in a file, or for the whole file if the location is None.

    ``rest`` are further fields of the :class:`Problem`.
    """
    return Problem(file, 0, 0, code, message, **rest).at(file, location)


def problem_in(file: str, location: Location | None, key: str, /, **details: Any) -> Problem:
    """Return a problem with a message from ``messages.toml``, in which ``details`` replace the placeholders.

    ``key`` is the code, followed by a slash and a variant if there are several. ``details`` also contain other fields
    of the problem. A ``hint`` among them overrides the hint from ``messages.toml``.
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
    """Return whether the paths of two addresses are different but look the same."""
    paths = [unquote(each.partition("#")[0]) for each in (guess, address)]
    return len(set(paths)) > len({unicodedata.normalize("NFC", path) for path in paths})


def not_utf8(file: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that is not UTF-8, at the line of its first invalid byte."""
    location = Location(error.object[: error.start].count(b"\n") + 1, 1)
    return problem_in(file, location, "encoding")


@dataclass
class Problems:
    """The problems of one build, causes first. Links to ``broken`` files are not reported.

    ``consequences`` ranks the codes of problems that often follow from another mistake, perhaps in another file. They
    are reported after all others, in the order of their ranks, because they may be mistakes of their own.
    """

    _found: set[Problem] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    consequences: dict[str, int] = field(default_factory=dict)

    def add(self, problems: Iterable[Problem]) -> None:
        self._found.update(problems)

    def merge(self, others: "Problems") -> None:
        """Add the problems of a nested build."""
        self._found |= others._found
        self.broken |= others.broken
        self.consequences |= others.consequences

    def drop_published(self, is_published: Callable[[str], bool]) -> None:
        """Drop broken links whose address exists in the finished site. Report its anchor if only that is missing."""
        for each in [each for each in self._found if each.published]:
            path, _, anchor = each.published.partition("#")
            if is_published(each.published):
                self._found.remove(each)
            elif anchor and each.code == "missing-page" and is_published(path):
                message = MESSAGES["missing-anchor"]["message"].format(where=path, anchor=anchor)
                self._found.remove(each)
                self._found.add(replace(each, code="missing-anchor", message=message, guess="", hint=""))

    def drop_if_beside(self, code: str, *others: str) -> None:
        """Drop problems of a code where a problem with one of the ``others`` explains the same location better."""
        covered = {(each.file, each.line, each.column) for each in self._found if each.code in others}
        of_code = {each for each in self._found if each.code == code}
        self._found -= {each for each in of_code if (each.file, each.line, each.column) in covered}

    def __len__(self) -> int:
        return len(self.in_order())

    def in_order(self) -> list[Problem]:
        """Return the problems by rank, and of the same rank by file, line and column."""
        fixed = {anchor for problem in self._found for anchor in problem.fixes}
        shown = (each for each in self._found if each.target not in self.broken and each.target_anchor not in fixed)
        return sorted(shown, key=lambda each: (self.consequences.get(each.code, 0), each))


def report(problems: Sequence[Problem]) -> str:
    """Return all problems, one per line, and their number."""
    count = len(problems)
    return "\n".join([*map(str, problems), f"{count} problem{'' if count == 1 else 's'} found."])
