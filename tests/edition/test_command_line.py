"""The checks hold at any verbosity, strict or not, and ``mkdocs serve`` goes on."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from support.sites import GETTYSBURG, HOOKS, THEME

PROBLEM = "docs/essay/second.md:3:47: broken link: timeline.md has no anchor '#civil-wars' (did you mean"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example edition with one dead link."""
    shutil.copytree(GETTYSBURG, tmp_path, dirs_exist_ok=True)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text(THEME, encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("HOOKS", str(HOOKS)), encoding="utf-8")
    essay = tmp_path / "docs/essay/second.md"
    essay.write_text(
        essay.read_text(encoding="utf-8").replace("#civil-war)", "#civil-wars)"), encoding="utf-8"
    )
    return tmp_path


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "options", [(), ("-q",), ("-v",), ("--strict",), ("-q", "--strict"), ("-v", "--strict")]
)
def test_a_dead_link_fails_the_build_of_an_edition(example: Path, options: tuple[str, ...]) -> None:
    result = mkdocs(example, "build", *options)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert said.count(PROBLEM) == 1
    assert "1 problem found." in said
    assert "Traceback" not in said


def bare_site(folder: Path) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# One\n\n[a](b.md)\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"site_name: A\nplugins: []\nhooks: ['{HOOKS / 'check_links.py'}']\n", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("options", [(), ("-q",), ("-v",)])
def test_on_any_other_site_a_dead_link_is_a_warning_at_any_verbosity(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    result = mkdocs(bare_site(tmp_path), "build", *options)
    assert result.returncode == 0
    assert (
        result.stderr.count("WARNING -  links: docs/index.md:3:1: broken link: there is no page 'b.md'") == 1
    )
    assert "b.md" not in result.stdout


@pytest.mark.parametrize("options", [(), ("-q",), ("-v",)])
def test_on_any_other_site_a_dead_link_fails_a_strict_build(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = mkdocs(bare_site(tmp_path), "build", "--strict", *options)
    assert result.returncode == 1
    assert "docs/index.md:3:1: broken link: there is no page 'b.md'" in result.stdout + result.stderr


def test_settings_that_lack_something_are_told_in_a_sentence(example: Path) -> None:
    config = example / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("    received: essay/received.txt\n", "")
    config.write_text(text, encoding="utf-8")
    result = mkdocs(example, "build")
    assert result.returncode == 1
    assert "mkdocs.yml: extra.edition lacks received; see README.md" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(log: Path, words: str, seconds: float = 30) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        text = log.read_text(encoding="utf-8")
        if words in text:
            return text
        time.sleep(0.1)
    raise AssertionError(f"'{words}' was not said:\n{log.read_text(encoding='utf-8')}")


def test_serve_tells_the_problems_on_their_page_goes_on_and_sees_them_mended(example: Path) -> None:
    log, port = example / "serve.log", free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=example,
            stdout=output,
            stderr=output,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        )
    try:
        wait_for(log, PROBLEM)
        wait_for(log, "Serving on")
        with urlopen(f"http://127.0.0.1:{port}/essay/second/") as page:
            html = page.read().decode()
        assert "battle-field" in html
        assert html.count('role="alert"') == 1
        assert "#civil-wars" in html.partition('role="alert"')[2].partition("</section>")[0]
        with urlopen(f"http://127.0.0.1:{port}/essay/first/") as page:
            assert b'role="alert"' not in page.read()
        essay = example / "docs/essay/second.md"
        mended = essay.read_text(encoding="utf-8").replace("#civil-wars)", "#civil-war)")
        time.sleep(1)  # the watcher compares times of files, and must have begun
        essay.write_text(mended, encoding="utf-8")
        said = wait_for(log, "Reloading browsers")
        assert said.count(PROBLEM) == 1
        assert "Traceback" not in said
        with urlopen(f"http://127.0.0.1:{port}/essay/second/") as page:
            assert b'role="alert"' not in page.read()
    except URLError as error:
        raise AssertionError(log.read_text(encoding="utf-8")) from error
    finally:
        server.terminate()
        server.wait(timeout=10)
