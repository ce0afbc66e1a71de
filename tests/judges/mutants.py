"""``make mutants``: mutation tests of the checks, with mutmut.

    python tests/judges/mutants.py [--tenth DIGIT] [FILE ...]

FILEs are paths under src/, or patterns; the default is all checks. With --tenth, only every tenth change is tried: the
changes to each function whose number ends in DIGIT. Runs on a copy of the project, one group of files after the other.
Prints each change that no test detected, and the score of each module.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

PROJECT = Path(__file__).parents[2]
WORK = PROJECT / ".cache" / "mutants"
CHECKED = ["link_checks/*.py", "link_checks/checks/*.py", "reading_edition/checks/*.py"]
OF_LINKS = ("tests/links",)
OF_EDITION = tuple(f"tests/edition/test_{name}.py" for name in "cases mistakes files permalinks prose".split())
OF_SAFETY = ("tests/edition/test_safety.py", *OF_EDITION)
# Excluded: tests that build in another process, which mutmut does not cover.
OPTIONS = [
    *"-p no:cacheprovider -p no:xdist -x -q".split(),
    "-m",
    "not browser and not build",
    "-k",
    "not annotates",
]
# Makes every run deterministic and fast: the same examples, and the fastest tests first.
CONFTEST = """
import hypothesis

hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None, max_examples=30)
hypothesis.settings.load_profile("same")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.stem in ("test_cases", "test_robustness"))
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="mutants.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--tenth", choices=list("0123456789"), metavar="DIGIT")
    parser.add_argument("files", nargs="*", metavar="FILE")
    asked = parser.parse_args(arguments)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for file in _files(asked.files or CHECKED):
        groups[_tests_of(file)].append(file)
    if not groups:
        parser.error("there is no such file under src/")
    found: list[tuple[str, str]] = []
    for tests, files in groups.items():
        _require(tests)
        found += _judge(files, tests, [f"*__mutmut_*{asked.tenth}"] if asked.tenth else [])
    for name, status in found:
        if status not in ("killed", "timeout", "caught by type check"):
            print(f"{status}: {name}")
    for module in sorted({_module(name) for name, _ in found}):
        print(f"{module}: {_score(Counter(status for name, status in found if _module(name) == module))}")
    print(f"all: {_score(Counter(status for _, status in found))}")
    return 0 if found else 1


def _files(patterns: list[str]) -> list[str]:
    """Returns the files under src/ that match the patterns, each once. A star does not match a slash."""
    src = PROJECT / "src"
    found = {path.relative_to(src).as_posix() for pattern in patterns for path in src.glob(pattern)}
    return sorted(found)


def _require(tests: tuple[str, ...]) -> None:
    if missing := [test for test in tests if not (PROJECT / test).exists()]:
        sys.exit(f"these tests are named in tests/judges/mutants.py but missing: {', '.join(missing)}")


def _tests_of(file: str) -> tuple[str, ...]:
    """Returns the tests that can detect a change to a file. Link checks need no edition."""
    if file.startswith("link_checks/"):
        return OF_LINKS
    return OF_SAFETY if any(word in file for word in ("safe", "files")) else OF_EDITION


def _judge(files: list[str], tests: tuple[str, ...], wanted: list[str]) -> list[tuple[str, str]]:
    """Tries the changes to some files, and returns each with its result."""
    _copy(files, tests)
    mutmut = str(Path(sys.executable).parent / "mutmut")
    environment = {**os.environ, "PYTHONPATH": "src", "NO_MKDOCS_2_WARNING": "1"}
    with (WORK / "run.log").open("w") as log:
        command = [mutmut, "run", "--max-children", "2", *wanted]
        ran = subprocess.run(command, cwd=WORK, env=environment, stdout=log, stderr=log, check=False)
    if ran.returncode:
        print(f"mutmut ended with {ran.returncode} for {', '.join(files)}; see {WORK / 'run.log'}")
    command = [mutmut, "results", "--all", "true"]
    results = subprocess.run(command, cwd=WORK, env=environment, capture_output=True, text=True, check=False).stdout
    lines = [line.strip().rpartition(": ")[::2] for line in results.splitlines() if ": " in line]
    return [(name, status) for name, status in lines if status != "not checked"]


def _module(mutant: str) -> str:
    return mutant.rpartition(".")[0]


def _score(counts: Counter[str]) -> str:
    noticed = counts["killed"] + counts["timeout"]
    judged = noticed + counts["survived"] + counts["suspicious"] + counts["no tests"]
    share = f"{noticed / judged:.1%}" if judged else "none"
    return f"{judged} changes judged, {noticed} noticed: {share}; {dict(counts)}"


def _copy(files: list[str], tests: tuple[str, ...]) -> None:
    """Writes a new copy of the project, with the settings of mutmut: the files to change, and the tests."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in ("src", "hooks", "docs", "reference", "tests"):
        shutil.copytree(PROJECT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    shutil.copy(PROJECT / "mkdocs.yml", WORK)
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    settings = settings.replace('pythonpath = ["hooks",', 'pythonpath = ["src", "hooks",')
    (WORK / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    settings += f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {[f"src/{file}" for file in files]}
do_not_mutate_patterns = []
also_copy = ["conftest.py", "docs", "hooks", "reference", "mkdocs.yml"]
pytest_add_cli_args_test_selection = {[*tests]}
process_isolation = "forkserver"
pytest_add_cli_args = {OPTIONS}
"""
    (WORK / "pyproject.toml").write_text(settings, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
