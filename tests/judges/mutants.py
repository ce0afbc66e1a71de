"""How much of the checks the tests hold: each small change to them must fail some test (mutmut).

    python tests/judges/mutants.py [FILE ...]

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
NOT_MUTATED = ["linkcheck/mkdocs_build.py"]  # the front door, which builds alone show
QUICK = ["tests/test_addresses.py", "tests/test_source.py"]
TOLD_QUICKLY = {"linkcheck/addresses.py", "linkcheck/closest.py", "linkcheck/guessing.py"}
TESTS = [
    *QUICK,
    "tests/test_telling.py::test_an_annotation_names_file_line_column_and_code",
    "tests/test_telling.py::test_an_annotation_without_a_line_is_of_the_file",
    "tests/test_telling.py::test_a_banner_shows_words_and_no_markup",
    "tests/test_cases.py::test_link_checks_tell_of_a_case_on_any_site",
    "tests/test_cases.py::test_edition_checks_tell_of_a_case",
]


def main(files: list[str]) -> int:
    _copy(files or CHECKED)
    mutmut = [str(Path(sys.executable).parent / "mutmut")]
    environment = {**os.environ, "PYTHONPATH": "src", "NO_MKDOCS_2_WARNING": "1"}
    with (WORK / "run.log").open("w") as log:
        ran = subprocess.run([*mutmut, "run"], cwd=WORK, env=environment, stdout=log, stderr=log, check=False)
    results = subprocess.run(
        [*mutmut, "results", "--all", "true"],
        cwd=WORK,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found = [line.strip().rpartition(": ")[::2] for line in results.splitlines() if ": " in line]
    counts = Counter(status for _, status in found)
    for name, status in found:
        if status not in ("killed", "timeout", "caught by type check"):
            print(f"{status}: {name}")
    killed = counts["killed"] + counts["timeout"]
    judged = killed + counts["survived"] + counts["suspicious"]
    share = f"{killed / judged:.1%}" if judged else "none"
    print(f"{judged} changes judged, {killed} noticed: {share}; {dict(counts)}")
    if ran.returncode or not judged:
        print(f"mutmut ended with {ran.returncode}; see {WORK / 'run.log'}")
    return ran.returncode


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
    tests = QUICK if TOLD_QUICKLY.issuperset(patterns) else TESTS
    listed = [f"src/{pattern}" for pattern in patterns]
    settings += f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {listed}
do_not_mutate = {[f"src/{name}" for name in NOT_MUTATED]}
do_not_mutate_patterns = []
also_copy = ["docs", "mkdocs.yml", "overrides"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist", "-x", "-q"]
"""
    (WORK / "pyproject.toml").write_text(settings, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
