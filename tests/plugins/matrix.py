"""``make plugins``: run the link checks on sites with third-party plugins, and print a table of the results.

Each file of ``tests/cases/plugins`` tests a plugin or a theme. Its first case is a correct site: neither the link
checks nor MkDocs may report anything. Each further case is a change to that site, with the problems to be reported.
A section ``command`` replaces ``mkdocs build``. ``matrix.py NAME ...`` runs only the files with these names.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.cases import Case, apply_hunks, matches, read_cases
from support.commands import ENVIRONMENT

PROJECT = Path(__file__).parents[2]
CASES = PROJECT / "tests" / "cases" / "plugins"
HOOK = PROJECT / "hooks" / "check_links.py"
BUILD = "mkdocs build --strict"
STRICT = "validation: {links: {anchors: warn, absolute_links: warn}}"
REPORTED = re.compile(r"^(?:WARNING|ERROR|CRITICAL)\b|\[[a-z-]+\]$|^\w*(?:Error|Exception)\b")
AUTHOR = {f"GIT_{who}_{what}": "a@b.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def main(names: list[str]) -> int:
    files = sorted(path for path in CASES.glob("*.txt") if not names or path.stem in names)
    print(f"{'plugin':32} {'version':12} {'right site':12} {'faults':10} {'seconds':>7}")
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for differences, line in pool.map(_run, files):
            wrong += differences
            print(line, end="", flush=True)
    return int(wrong > 0)


def _run(path: Path) -> tuple[int, str]:
    """Run the cases of a file; return how many differ, and the file's line of the table with the differences."""
    start, (right, *faults) = time.monotonic(), read_cases(path)
    package = right.title.partition(":")[0]
    differing = [
        *_differences(right, right, f"{STRICT}\n", "MkDocs alone"),
        *_differences(right, right, f"hooks: ['{HOOK}']\n", "the right site"),
    ]
    wrong = [difference for case in faults for difference in _differences(right, case, f"hooks: ['{HOOK}']\n")]
    result = f"{len(faults) - len(wrong)} of {len(faults)}"
    seconds = time.monotonic() - start
    state = "wrong" if differing else "right"
    line = f"{path.stem:32} {_version(package):12} {state:12} {result:10} {seconds:7.1f}\n"
    return len(differing) + len(wrong), "".join([line, *differing, *wrong])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _differences(right: Case, case: Case, settings: str, title: str = "") -> Iterator[str]:
    """Build the site of a case; yield what the build reports if it is not what the case expects."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve() / "project"
        command = _lay_out(folder, right, case, settings)
        result = subprocess.run(
            [str(Path(sys.executable).with_name(command[0])), *command[1:]],
            cwd=folder,
            env=ENVIRONMENT | AUTHOR | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout).splitlines()
        found = [line for line in lines if REPORTED.search(line)]
        if str(Path(temporary).resolve()) in "\n".join(found):
            yield f"  {title or case.title}: names a temporary folder\n"
        if not matches(found, case.problems) or bool(result.returncode) != bool(case.problems):
            yield f"  {title or case.title}\n" + "".join(f"    {line}\n" for line in found or lines[-5:])


def _lay_out(folder: Path, right: Case, case: Case, settings: str) -> list[str]:
    """Write a site into a folder, as the only commit of a repository, and return the command that builds it."""
    files = right.files | case.files
    for path, hunks in case.changes.items():
        files[path] = apply_hunks(files[path], hunks)
    command = shlex.split(files.pop("command", BUILD))
    files["mkdocs.yml"] = f"site_name: A site\n{files['mkdocs.yml']}{settings}"
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for arguments in ("init", "add ."), ("commit -m All",):
        for each in arguments:
            subprocess.run(
                ["git", *each.split()], cwd=folder, env=ENVIRONMENT | AUTHOR, capture_output=True, check=True
            )
    return command


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
