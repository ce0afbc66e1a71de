"""``make check``: fails if the code exceeds the limits on its size.

Counts all lines of src/ and hooks/, the lines of each file, and the lines of each function.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).parents[2]
FOLDERS = ("src", "hooks")
MOST_LINES = 19_294
MOST_IN_A_FILE = 300
MOST_IN_A_FUNCTION = 40
MEDIAN_OF_FUNCTIONS = 8


def main() -> int:
    texts = {file: file.read_text(encoding="utf-8") for name in FOLDERS for file in _files(PROJECT / name)}
    files = {_name(file): len(text.splitlines()) for file, text in texts.items()}
    functions = {name: lines for file, text in texts.items() for name, lines in _functions(_name(file), text)}
    total, middle = sum(files.values()), median(functions.values())
    print(f"{total} lines of Python, at most {MOST_LINES}")
    print(f"{middle:g} lines in a median function, at most {MEDIAN_OF_FUNCTIONS}")
    too_long = [
        *_over(files, MOST_IN_A_FILE, "file"),
        *_over(functions, MOST_IN_A_FUNCTION, "function"),
    ]
    print("\n".join(too_long) or f"no file over {MOST_IN_A_FILE} lines, no function over {MOST_IN_A_FUNCTION}")
    return int(bool(too_long) or total > MOST_LINES or middle > MEDIAN_OF_FUNCTIONS)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _name(file: Path) -> str:
    return file.relative_to(PROJECT).as_posix()


def _functions(file: str, text: str) -> Iterator[tuple[str, int]]:
    """Yields each function of a file with its length, from its first decorator or ``def`` to its last line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield f"{file}:{node.lineno} {node.name}", (node.end_lineno or first) - first + 1


def _over(lengths: dict[str, int], most: int, kind: str) -> list[str]:
    long = {name: lines for name, lines in lengths.items() if lines > most}
    return [f"{name}: this {kind} has {lines} lines, at most {most}" for name, lines in long.items()]


if __name__ == "__main__":
    sys.exit(main())
