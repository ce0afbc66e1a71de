"""How much of the checks the tests hold: each small change to them must fail some test (mutmut).

    python tests/judges/mutants.py [--tenth DIGIT] [FILE ...]

With --tenth only every tenth change is judged: those of each function whose number ends in DIGIT.
Works on a copy of the project, FILEs are
paths under src/, or patterns of them; without any, all that checks. Files that other tests can see are
judged one group after the other. Prints the score, and each change that no test noticed.
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
OF_ADDRESSES = ("tests/links/test_addresses.py", "tests/links/test_markdown_source.py")
OF_WEAVING = ("tests/links/test_built_site.py", "tests/edition/test_render_zensical.py")
OF_LINKS = (
    *OF_ADDRESSES,
    "tests/links/test_elements.py",
    "tests/links/test_page_shell.py",
    "tests/links/test_masking.py",
    "tests/links/test_problem.py",
    "tests/links/test_finished_site.py",
    "tests/links/test_raw_html.py",
    "tests/links/test_checks.py",
    "tests/links/test_config.py",
    "tests/links/test_static_files.py",
    "tests/links/test_site.py",
    "tests/links/test_page_text.py",
    "tests/links/test_unreadable_markdown.py",
    "tests/links/test_reporting.py",
    "tests/links/test_snippets.py",
    "tests/links/test_cases.py::test_link_checks_report_the_problems_of_a_case",
)
OF_SAFETY = ("tests/edition/test_safety.py",)
OF_THE_EDITION = (
    "tests/edition/test_slips.py",
    "tests/site/test_cases.py::test_edition_checks_tell_of_a_case",
)
IN_ANOTHER_PROCESS = (  # where mutmut cannot follow
    "tests/links/test_reporting.py::test_elsewhere_no_build_annotates",
    "tests/links/test_reporting.py::test_in_github_actions_a_build_annotates_the_lines_of_the_repository",
    "tests/edition/test_render_zensical.py::test_weaving_does_without_mkdocs",
)
OPTIONS = [
    *"-p no:cacheprovider -p no:xdist -x -q".split(),
    *(f"--deselect={test}" for test in IN_ANOTHER_PROCESS),
]
# Files that few tests can see; any other is judged by the tests of its folder.
JUDGED_BY = {
    "link_checks/addresses.py": OF_ADDRESSES,
    "link_checks/hosts.py": OF_ADDRESSES,
    "link_checks/mail_and_telephone.py": OF_ADDRESSES,
    "link_checks/suggestions.py": OF_ADDRESSES,
    "link_checks/built_page.py": OF_WEAVING,
    "link_checks/built_site.py": OF_WEAVING,
    "link_checks/project.py": OF_WEAVING,
    "reading_edition/checks/files.py": ("tests/edition/test_files.py", *OF_SAFETY, *OF_THE_EDITION),
    "reading_edition/checks/safety.py": OF_SAFETY,
    "reading_edition/checks/safety_rules.py": OF_SAFETY,
    "reading_edition/checks/unsafe_markup.py": OF_SAFETY,
    "reading_edition/checks/unsafe_styles.py": OF_SAFETY,
}
# What makes each run the same, and quick: fixed examples, one cache of citations, the quickest tests first.
CONFTEST = """

import hypothesis
from reading_edition.load import citations as _citations

hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None, max_examples=30)
hypothesis.settings.load_profile("same")
_kept = _citations._kept
_citations._kept = lambda form, items, cache: _kept(form, items, Path({cache!r}))


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ("edition" in item.name, "test_cases" in item.nodeid))
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
        found += _judge(files, tests, [f"*__mutmut_*{asked.tenth}"] if asked.tenth else [])
    for name, status in found:
        if status not in ("killed", "timeout", "caught by type check"):
            print(f"{status}: {name}")
    for module in sorted({_module(name) for name, _ in found}):
        print(f"{module}: {_score(Counter(status for name, status in found if _module(name) == module))}")
    print(f"all: {_score(Counter(status for _, status in found))}")
    return 0 if found else 1


def _files(patterns: list[str]) -> list[str]:
    """The files under src/ that are meant, each once. A star stands for names in one folder."""
    src = PROJECT / "src"
    found = {path.relative_to(src).as_posix() for pattern in patterns for path in src.glob(pattern)}
    return sorted(found)


def _tests_of(file: str) -> tuple[str, ...]:
    """The tests that can see a change to such a file: link checks need no edition."""
    return JUDGED_BY.get(file, OF_LINKS if file.startswith("link_checks/") else OF_THE_EDITION)


def _judge(files: list[str], tests: tuple[str, ...], wanted: list[str]) -> list[tuple[str, str]]:
    """The changes to some files, each with what became of it."""
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
    """A fresh copy of the project, with what mutmut is to change and by which tests it is to judge."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in ("docs", "overrides", "tests"):
        shutil.copytree(PROJECT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("src", "hooks"):
        shutil.copytree(PROJECT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", WORK)
    settings = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    settings = settings.replace('pythonpath = ["hooks",', 'pythonpath = ["src", "hooks",')
    conftest = WORK / "tests/conftest.py"
    shared = CONFTEST.replace("{cache!r}", repr(str(WORK / "citations")))
    conftest.write_text(conftest.read_text(encoding="utf-8") + shared, encoding="utf-8")
    settings += f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {[f"src/{file}" for file in files]}
do_not_mutate_patterns = []
also_copy = ["docs", "mkdocs.yml", "overrides"]
pytest_add_cli_args_test_selection = {[*tests]}
process_isolation = "forkserver"
pytest_add_cli_args = {OPTIONS}
"""
    (WORK / "pyproject.toml").write_text(settings, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
