"""``mkdocs build`` fails at a dead link at any verbosity, strict or not, and ``serve`` goes on.

A wrong command line is reported in one line.
"""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from reading_edition.cli.main import COMMANDS, main
from reading_edition.cli.serve import free_port
from support.cases import matches
from support.sites import HOOKS, PROJECT, SRC, lay_out_example

PROBLEM = "docs/essay/second.md:3:47: broken link: timeline.md has no anchor '#civil-wars' (did you mean"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example edition with one dead link."""
    lay_out_example(tmp_path)
    essay = tmp_path / "docs/essay/second.md"
    essay.write_text(essay.read_text(encoding="utf-8").replace("#civil-war)", "#civil-wars)"), encoding="utf-8")
    return tmp_path


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(SRC)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("-q", "--strict"), ("-v",)])
def test_a_dead_link_fails_the_build_of_an_edition(example: Path, options: tuple[str, ...]) -> None:
    result = mkdocs(example, "build", *options)
    output = result.stdout + result.stderr
    assert result.returncode == 1
    assert output.count(PROBLEM) == 1
    assert "1 problem found." in output
    assert "Traceback" not in output


def bare_site(folder: Path) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# One\n\n[a](b.md)\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"site_name: A\nplugins: []\nhooks: ['{HOOKS / 'check_links.py'}']\n", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("options", [(), ("-q",)])
def test_on_any_other_site_a_dead_link_is_a_warning_at_any_verbosity(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = mkdocs(bare_site(tmp_path), "build", *options)
    assert result.returncode == 0
    assert result.stderr.count("WARNING -  links: docs/index.md:3:1: broken link: there is no page 'b.md'") == 1
    assert "b.md" not in result.stdout


def test_on_any_other_site_a_dead_link_fails_a_strict_build(tmp_path: Path) -> None:
    result = mkdocs(bare_site(tmp_path), "build", "--strict", "-q")
    assert result.returncode == 1
    assert "docs/index.md:3:1: broken link: there is no page 'b.md'" in result.stdout + result.stderr


def test_a_missing_setting_is_reported_in_a_sentence(example: Path) -> None:
    config = example / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("    received: essay/received.txt\n", "")
    config.write_text(text, encoding="utf-8")
    result = mkdocs(example, "build")
    assert result.returncode == 1
    message = "extra.edition has no 'received' (add received: essay/received.txt) [setting]"
    assert message in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def wait_for(log: Path, words: str, meanwhile: Callable[[], None] = lambda: None) -> str:
    """The log as soon as it has some words; ``meanwhile`` is done again and again until then."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        text = log.read_text(encoding="utf-8")
        if words in text:
            return text
        meanwhile()
        time.sleep(0.2)
    raise AssertionError(f"no '{words}':\n{log.read_text(encoding='utf-8')}")


@contextmanager
def served(folder: Path) -> Iterator[tuple[Path, str]]:
    """The log and the address of a server of a folder's site."""
    log = folder / "serve.log"
    command = [sys.executable, "-m", "reading_edition", "serve", "--port", str(free_port(8100))]
    with log.open("w") as output:
        environment = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, env=environment, start_new_session=True
        )
    try:
        serving = wait_for(log, "Serving on")
        yield log, re.findall(r"Serving on (\S+)", serving)[0]
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def test_serve_shows_problems_on_their_page_goes_on_and_sees_them_fixed(example: Path) -> None:
    with served(example) as (log, address):
        wait_for(log, PROBLEM)
        with urlopen(f"{address}essay/second/") as page:
            html = page.read().decode()
        assert "battle-field" in html
        assert html.count('role="alert"') == 1
        assert "#civil-wars" in html.partition('role="alert"')[2].partition("</section>")[0]
        with urlopen(f"{address}essay/first/") as page:
            assert b'role="alert"' not in page.read()
        essay, later = example / "docs/essay/second.md", itertools.count(int(time.time()) + 10, 10)
        essay.write_text(essay.read_text(encoding="utf-8").replace("#civil-wars)", "#civil-war)"), encoding="utf-8")
        # The server compares the times of files, from some time after it began.
        output = wait_for(log, "Reloading browsers", lambda: os.utime(essay, (next(later),) * 2))
        assert output.count(PROBLEM) == 1
        assert "Traceback" not in output
        with urlopen(f"{address}essay/second/") as page:
            assert b'role="alert"' not in page.read()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("rename", 'rename: this is missing: old-id, new-id (write, for example, make rename ARGS="old-id new-id")'),
        ("rename old", 'rename: this is missing: new-id (write, for example, make rename ARGS="old-id new-id")'),
        ("begin", 'begin: this is missing: file (write, for example, make begin ARGS="received.txt --into ...'),
        ("gaps --sinc", "reading-edition: unrecognized arguments: --sinc (--help lists what is possible)"),
    ],
)
def test_a_wrong_command_line_is_reported_in_one_line(
    arguments: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments.split())
    (line,) = capsys.readouterr().err.splitlines()
    assert matches([line], [message])


def test_every_command_that_needs_arguments_from_make_has_an_example() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"^\t\$\(COMMAND\) (\w+)$", makefile, re.MULTILINE):
        command = COMMANDS[name]
        options = getattr(command, "OPTIONS", {})
        is_needed = [not option.startswith("-") and "nargs" not in options[option] for option in options]
        assert hasattr(command, "EXAMPLE") is any(is_needed), name
        assert getattr(command, "EXAMPLE", f"make {name} ARGS=").startswith(f"make {name} ARGS=")


def test_make_shows_only_the_errors_of_pip_and_says_how_long_the_set_up_takes() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"pip install (?!\$\(QUIETLY\))", makefile) == []
    assert "QUIETLY := --disable-pip-version-check -qq --progress-bar off\n" in makefile
    before_pip = makefile.partition("\t@$(PIP)")[0]
    assert "this takes about a minute, once" in before_pip
