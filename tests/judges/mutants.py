"""How much of the checks the tests hold: each small change to them must fail some test (mutmut).

    python tests/judges/mutants.py [--tenth] [FILE ...]

With --tenth only every tenth change is judged: the third, the thirteenth and so on of each function.
Works on a copy of the project, in which hooks/ is called src/, for mutmut knows no other name. FILEs are
paths under hooks/; without any, all that checks. Prints the score, and each change that no test noticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).parents[2]
WORK = PROJECT / ".cache" / "mutants"
CHECKED = ["linkcheck/*.py", "linkcheck/checks/*.py", "edition/checks/*.py"]
TENTH = "--tenth"
NOT_MUTATED = ["linkcheck/mkdocs_build.py"]  # the front door, which builds alone show
OF_ADDRESSES = ["tests/test_addresses.py", "tests/test_source.py"]
OF_LINKS = [
    *OF_ADDRESSES,
    "tests/test_telling.py::test_an_annotation_names_file_line_column_and_code",
    "tests/test_telling.py::test_an_annotation_without_a_line_is_of_the_file",
    "tests/test_telling.py::test_a_banner_shows_words_and_no_markup",
    "tests/test_cases.py::test_link_checks_tell_of_a_case_on_any_site",
]
OF_THE_EDITION = ["tests/test_cases.py::test_edition_checks_tell_of_a_case"]
TOLD_BY_ADDRESSES = {"linkcheck/addresses.py", "linkcheck/closest.py", "linkcheck/guessing.py"}
# What makes each run the same, and quick: fixed examples, one cache of citations, the quickest tests first.
CONFTEST = """

import hypothesis
from edition import citations as _citations

hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None, max_examples=30)
hypothesis.settings.load_profile("same")
_kept = _citations._kept
_citations._kept = lambda form, items, cache: _kept(form, items, Path({cache!r}))


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ("edition" in item.name, "test_cases" in item.nodeid))
"""


def main(arguments: list[str]) -> int:
    files = [argument for argument in arguments if argument != TENTH]
    wanted = ["*__mutmut_*3"] if TENTH in arguments else []
    _copy(files or CHECKED)
    mutmut = [str(Path(sys.executable).parent / "mutmut")]
    environment = {**os.environ, "PYTHONPATH": "src", "NO_MKDOCS_2_WARNING": "1"}
    with (WORK / "run.log").open("w") as log:
        ran = subprocess.run(
            [*mutmut, "run", "--max-children", "2", *wanted],
            cwd=WORK,
            env=environment,
            stdout=log,
            stderr=log,
            check=False,
        )
    results = subprocess.run(
        [*mutmut, "results", "--all", "true"],
        cwd=WORK,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    lines = [line.strip().rpartition(": ")[::2] for line in results.splitlines() if ": " in line]
    found = [(name, status) for name, status in lines if status != "not checked"]
    counts = Counter(status for _, status in found)
    for name, status in found:
        if status not in ("killed", "timeout", "caught by type check"):
            print(f"{status}: {name}")
    for module in sorted({_module(name) for name, _ in found}):
        of_module = Counter(status for name, status in found if _module(name) == module)
        print(f"{module}: {_score(of_module)}")
    print(f"all: {_score(counts)}")
    if ran.returncode or not found:
        print(f"mutmut ended with {ran.returncode}; see {WORK / 'run.log'}")
    return ran.returncode


def _module(mutant: str) -> str:
    return mutant.rpartition(".")[0]


def _score(counts: Counter[str]) -> str:
    noticed = counts["killed"] + counts["timeout"]
    judged = noticed + counts["survived"] + counts["suspicious"] + counts["no tests"]
    share = f"{noticed / judged:.1%}" if judged else "none"
    return f"{judged} changes judged, {noticed} noticed: {share}; {dict(counts)}"


def _copy(patterns: list[str]) -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in ("docs", "overrides", "tests"):
        shutil.copytree(
            PROJECT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
        )
    shutil.copytree(PROJECT / "hooks", WORK / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", WORK)
    sites = WORK / "tests/support/sites.py"
    sites.write_text(
        sites.read_text(encoding="utf-8").replace('PROJECT / "hooks"', 'PROJECT / "src"'), encoding="utf-8"
    )
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    settings = settings.replace('pythonpath = ["hooks",', 'pythonpath = ["src",')
    conftest = WORK / "tests/conftest.py"
    shared = CONFTEST.replace("{cache!r}", repr(str(WORK / "citations")))
    conftest.write_text(conftest.read_text(encoding="utf-8") + shared, encoding="utf-8")
    listed = [f"src/{pattern}" for pattern in patterns]
    settings += f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {listed}
do_not_mutate = {[f"src/{name}" for name in NOT_MUTATED]}
do_not_mutate_patterns = []
also_copy = ["docs", "mkdocs.yml", "overrides"]
pytest_add_cli_args_test_selection = {_tests_of(patterns)}
process_isolation = "forkserver"
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist", "-x", "-q"]
"""
    (WORK / "pyproject.toml").write_text(settings, encoding="utf-8")


def _tests_of(patterns: list[str]) -> list[str]:
    """The tests that can see a change to such files: link checks need no edition."""
    if TOLD_BY_ADDRESSES.issuperset(patterns):
        return OF_ADDRESSES
    of_links = OF_LINKS if any(pattern.startswith("linkcheck/") for pattern in patterns) else []
    of_edition = OF_THE_EDITION if any(pattern.startswith("edition/") for pattern in patterns) else []
    return [*of_links, *of_edition]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
