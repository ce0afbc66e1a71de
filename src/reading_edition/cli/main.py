"""``reading-edition COMMAND``: what one can ask of an edition, or have it do."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from link_checks.problem import BuildError
from reading_edition.build import EditionBuild
from reading_edition.cli.base_commit import BaseError, base_of, changed_files, lay_out
from reading_edition.cli.dead_links.lychee import LycheeError, ask, find_lychee
from reading_edition.cli.dead_links.report import report as report_links
from reading_edition.cli.dead_links.report import summary
from reading_edition.cli.gaps import find_gaps, report
from reading_edition.cli.links import NothingAskedError, finished_pages, look_outside
from reading_edition.cli.new import add_options, new
from reading_edition.cli.offline import FOR_SERVERS, INDEXES, offline_index, offline_page
from reading_edition.cli.pdf import page_for_print, print_page
from reading_edition.cli.permalinks import report_added, report_missing
from reading_edition.cli.render import WeaveError, weave_site
from reading_edition.cli.share import draw, picture
from reading_edition.cli.summary import Compared
from reading_edition.cli.summary import summary as summary_of_change
from reading_edition.cli.summary.comparing import compare, snapshot
from reading_edition.export.epub import epub
from reading_edition.model.edition import Edition
from reading_edition.model.permalinks import HEAD, with_added

if TYPE_CHECKING:
    from link_checks.mkdocs_build import Build


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="reading-edition", description=__doc__)
    parser.add_argument("--config-file", default="mkdocs.yml", help="the edition's mkdocs.yml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("gaps", help="what the apparatus does not cover yet")
    pdf = commands.add_parser("pdf", help="the whole edition as a PDF, printed by Chromium")
    pdf.add_argument("--browser", required=True, help="the path of a Chromium")
    pdf.add_argument("--output", default="edition.pdf", help="where it goes (edition.pdf unless set)")
    share = commands.add_parser("share", help="the picture that stands for the edition where it is shared")
    share.add_argument("--browser", required=True, help="the path of a Chromium")
    permalinks = commands.add_parser("permalinks", help="adds new addresses to the list of published ones")
    permalinks.add_argument("--check", action="store_true", help="adds nothing; fails if there are new ones")
    book = commands.add_parser("epub", help="the whole edition as an EPUB")
    book.add_argument("--output", default="edition.epub", help="where it goes (edition.epub unless set)")
    weave = commands.add_parser("weave", help="weaves the edition into a site that Zensical has built")
    weave.add_argument("site", type=Path, help="the folder of the site")
    change = commands.add_parser("summary", help="what a change does to the edition, for its reviewer")
    change.add_argument("--since", default="", help="a commit (where the branch left main unless set)")
    offline = commands.add_parser("offline", help="makes a built site one that works from a file on disk")
    offline.add_argument("site", type=Path, help="the folder of the site, which is changed")
    offline.add_argument("--zip", type=Path, help="where a zip of it goes, if one is wanted")
    links = commands.add_parser(
        "links",
        help="asks every address outside whether it is still there; the one command that reaches outside",
        epilog="Ends with 0 if all is well, 1 if something is dead, 2 if nothing could be asked.",
    )
    links.add_argument("--lychee-config", default="lychee.toml", help="how lychee asks")
    links.add_argument("--pause", type=float, default=60, help="seconds before what is silent is asked again")
    add_options(commands.add_parser("new", help="writes the skeleton of a note, an entry or a source"))
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except (BuildError, LycheeError, NothingAskedError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return 130


def _run(options: argparse.Namespace) -> int:
    if options.command == "new":
        return new(options.config_file, options)
    if options.command == "summary":
        return _summary(Path(options.config_file), options.since)
    if options.command == "offline":
        return _offline(options.site, options.zip)
    if options.command == "weave":
        return _weave(options.site, Path(options.config_file))
    if options.command == "links":
        return _links(options.config_file, Path(options.lychee_config), options.pause)
    if options.command == "permalinks":
        return _permalinks(options.config_file, check=options.check)
    if options.command == "pdf":
        return _pdf(options.config_file, options.browser, Path(options.output))
    if options.command == "share":
        return _share(options.config_file, options.browser)
    if options.command == "epub":
        return _epub(options.config_file, Path(options.output))
    edition = _read(options.config_file)
    sys.stdout.write(report(find_gaps(edition, date.today())))
    return 0


def _weave(site: Path, config_file: Path) -> int:
    try:
        problems = weave_site(site, config_file)
    except WeaveError as error:
        raise SystemExit(str(error)) from error
    if len(problems):
        sys.stderr.write(f"{problems.report()}\n{site} stays as it was.\n")
        return 1
    sys.stdout.write(f"{site}: woven\n")
    return 0


def _offline(site: Path, packed: Path | None) -> int:
    if not (site / "index.html").is_file():
        raise SystemExit(f"{site} holds no built site; run 'mkdocs build --site-dir {site}' first")
    for name in FOR_SERVERS:
        (site / name).unlink(missing_ok=True)
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    for path in sorted(files):
        if path.endswith(".html"):
            page = offline_page((site / path).read_text(encoding="utf-8"), path, files)
            (site / path).write_text(page, encoding="utf-8")
    for path in files.intersection(INDEXES):
        index = offline_index((site / path).read_text(encoding="utf-8"), files)
        (site / path).with_suffix(".js").write_text(index, encoding="utf-8")
    sys.stdout.write(f"{site / 'index.html'}: open it in a browser\n")
    if packed is None:
        return 0
    shutil.make_archive(str(packed.with_suffix("")), "zip", site.parent, site.name)
    return _said(packed)


def _summary(config_file: Path, since: str) -> int:
    folder = config_file.absolute().parent
    try:
        with tempfile.TemporaryDirectory() as base:
            commit = base_of(folder, since)
            lay_out(folder, commit, Path(base))
            before = snapshot(
                _edition(_standing(Path(base, config_file.name), f"the edition at {commit[:12]}"))
            )
        build = _standing(config_file, "the edition as it stands")
    except BaseError as error:
        sys.stdout.write(f"No summary: {error}.\n")
        return 1
    others = [name for name in changed_files(folder, commit) if not build.holds_texts(folder / name)]
    compared = Compared(commit[:12], others)
    sys.stdout.write(summary_of_change(compare(before, snapshot(_edition(build))), compared))
    return 0


def _standing(config_file: Path, name: str) -> EditionBuild:
    """The build of an edition; what ends it for good is said as the reason why there is no summary."""
    if not config_file.is_file():
        raise BaseError(f"{name} has no {config_file.name}")
    try:
        with tempfile.TemporaryDirectory() as site:
            return _edition_build(str(config_file), site)
    except BuildError as error:
        raise BaseError(f"{name} cannot be built: {' '.join(str(error).split())}") from error


def _pdf(config_file: str, browser: str, output: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        page = page_for_print(_build(config_file, folder))
        if page is None:
            hint = "give a page the mark '<!-- edition: whole-edition -->'"
            raise SystemExit(f"{config_file}: no page holds the whole edition; {hint}")
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # for whom Chromium has no sandbox
        file = Path(folder, page)
        file = file / "index.html" if file.is_dir() else file
        wrong = print_page(browser, file, output.absolute(), sandboxed=not is_root)
    if wrong:
        raise SystemExit(f"{browser} printed no PDF: {wrong}")
    return _said(output)


def _share(config_file: str, browser: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        build = _edition_build(config_file, folder)
    if not (image := build.settings.facts.image):
        hint = "say where under extra.edition.about: 'image: assets/images/share.png'"
        raise SystemExit(f"{config_file}: nothing says where the picture is kept; {hint}")
    output = build.folder / image
    output.parent.mkdir(parents=True, exist_ok=True)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # for whom Chromium has no sandbox
    wrong = draw(browser, picture(_edition(build)), output.absolute(), sandboxed=not is_root)
    if wrong:
        raise SystemExit(f"{browser} drew no picture: {wrong}")
    return _said(output)


def _epub(config_file: str, output: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        build = _edition_build(config_file, folder)
        return _written(output, epub(_edition(build), build.read_file))


def _written(output: Path, content: bytes) -> int:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise SystemExit(f"{output} cannot be written: {error.strerror}") from error
    return _said(output)


def _said(output: Path) -> int:
    sys.stdout.write(f"{output}: {output.stat().st_size // 1024} KiB\n")
    return 0


def _links(config_file: str, settings: Path, pause: float) -> int:
    cache = Path(config_file).absolute().parent / ".cache" / "links"
    lychee = find_lychee()
    if not settings.is_file():
        raise LycheeError(f"{settings} is missing: it says how lychee asks")
    with tempfile.TemporaryDirectory() as site:
        build = _site_build(config_file, site)
        edition = _edition_of(build).edition
        assert edition is not None
        findings = look_outside(
            edition,
            finished_pages(Path(site)),
            partial(ask, lychee, folder=cache, settings=settings),
            own=(edition.address, build.config.repo_url or ""),
            pause=pause,
        )
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / "report.md"
    path.write_text(report_links(findings), encoding="utf-8")
    sys.stdout.write(f"{summary(findings)}\nThe report: {path}\n")
    return 1 if findings.failing else 0


def _permalinks(config_file: str, *, check: bool) -> int:
    with tempfile.TemporaryDirectory() as site:
        build = _edition_build(config_file, site)
    assert build.edition is not None
    path = build.settings.permalinks
    if not path and check:
        return 0  # what nobody promises is not missed
    if not path:
        hint = "name the list under extra.edition: 'permalinks: permalinks.txt'"
        raise SystemExit(f"{config_file}: no list of permalinks is kept; {hint}")
    file, name = build.folder / path, build.edition.file(path)
    text = file.read_text(encoding="utf-8") if file.is_file() else HEAD
    text, added = with_added(text, build.edition.addresses)
    if check:
        sys.stderr.write(report_missing(name, added))
        return 1 if added else 0
    file.write_text(text, encoding="utf-8")
    sys.stdout.write(report_added(name, added))
    return 0


def _read(config_file: str) -> Edition:
    with tempfile.TemporaryDirectory() as folder:
        return _build(config_file, folder)


def _build(config_file: str, folder: str) -> Edition:
    return _edition(_edition_build(config_file, folder))


def _edition(build: EditionBuild) -> Edition:
    assert build.edition is not None
    return build.edition


def _edition_build(config_file: str, folder: str) -> EditionBuild:
    return _edition_of(_site_build(config_file, folder))


def _site_build(config_file: str, folder: str) -> Build:
    from link_checks.mkdocs_build import build_quietly  # weaving must do without MkDocs

    return build_quietly(config_file, folder)


def _edition_of(build: Build) -> EditionBuild:
    edition = build.hook_data.get("edition")
    if not isinstance(edition, EditionBuild) or edition.edition is None:
        raise BuildError(f"{build.config.config_file_path}: this is no edition")
    return edition
