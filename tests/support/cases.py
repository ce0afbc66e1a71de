"""Test cases in plain text files.

The text before the first ``====`` line describes the case. After that, each ``==== NAME`` line begins a section:

    ==== docs/index.md             the whole content of a file
    ==== docs/index.md, changed    changes to a file of the example: "- old line", then "+ new line";
                                   an empty line separates two changes
    ==== docs/index.md, removed    the file is removed
    ==== problems                  the problems that the build reports, if any

If a problem ends with ``...``, only the text before the dots must match.

A file can contain several small cases, separated by ``####`` lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MARK = "===="
BETWEEN = "\n####\n"


@dataclass
class Case:
    title: str
    files: dict[str, str] = field(default_factory=dict)
    changes: dict[str, list[tuple[list[str], list[str]]]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_case(path: Path) -> Case:
    return _case(path, path.read_text(encoding="utf-8"))


def read_cases(path: Path) -> list[Case]:
    """Reads the cases of a file that contains several."""
    return [_case(path, text) for text in path.read_text(encoding="utf-8").split(BETWEEN)]


def _case(path: Path, text: str) -> Case:
    opening, *sections = text.split(f"\n{MARK} ")
    case = Case(" ".join(opening.split()))
    for section in sections:
        name, _, body = section.partition("\n")
        name, _, how = (part.strip() for part in name.partition(","))
        if name == "problems":
            case.problems = [line for line in body.splitlines() if line.strip()]
        elif how == "changed":
            case.changes[name] = _hunks(path, body)
        elif how == "removed":
            case.removed.append(name)
        else:
            case.files[name] = body.rstrip("\n") + "\n"
    return case


def _hunks(path: Path, body: str) -> list[tuple[list[str], list[str]]]:
    hunks: list[tuple[list[str], list[str]]] = []
    for line in body.splitlines():
        if line.startswith("-"):
            if not hunks or hunks[-1][1]:
                hunks.append(([], []))
            hunks[-1][0].append(line[2:])
        elif line.startswith("+"):
            hunks[-1][1].append(line[2:])
        elif not line.strip():
            hunks.append(([], []))
        else:
            raise ValueError(f"{path}: a changed line begins with '- ' or '+ ': {line!r}")
    return [hunk for hunk in hunks if hunk[0]]


def matches(said: list[str], wanted: list[str]) -> bool:
    """Returns whether the problems of a build match those of a case, line by line."""
    return len(said) == len(wanted) and all(
        line.startswith(want[:-3]) if want.endswith("...") else line == want
        for line, want in zip(said, wanted, strict=True)
    )


def apply_hunks(text: str, hunks: list[tuple[list[str], list[str]]]) -> str:
    """Replaces old lines with new lines. The old lines must occur exactly once."""
    for old, new in hunks:
        before = "\n".join(old) + "\n"
        if text.count(before) != 1:
            raise ValueError(f"these lines are {text.count(before)} times in the file, not once:\n{before}")
        text = text.replace(before, "".join(f"{line}\n" for line in new))
    return text
