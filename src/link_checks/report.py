"""Report problems in the log, on GitHub pull requests, and on pages under ``mkdocs serve``."""

import html
import logging
import os
import posixpath
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from link_checks.data import read_data
from link_checks.problem import Problem

_LOG = logging.getLogger("mkdocs.plugins.links")  # MkDocs shows the messages of loggers below its own

_CODES_PAGE = "link-checks.md"  # installed with the package; in the repository, in reference/
_BANNER = read_data("banner.html")


def where_explained() -> str:
    """Return a sentence with the path of the page about codes, relative to the current folder if possible."""
    installed, package = Path(__file__).with_name(_CODES_PAGE), Path(__file__).parents[2]
    page = installed if installed.is_file() else package / "reference" / _CODES_PAGE
    here = Path.cwd()
    shown = page.relative_to(here) if page.is_relative_to(here) else page
    return f"The codes of the link checks are explained in {shown.as_posix()}"


def log_problems(problems: Sequence[Problem]) -> None:
    """Log problems as MkDocs warnings, or print them if ``-q`` hides warnings."""
    lines = [f"links: {problem}" for problem in problems]
    if _LOG.isEnabledFor(logging.WARNING):
        for line in lines:
            _LOG.warning(line)
        if lines:
            _LOG.info(f"links: {where_explained()}")
    elif lines:
        print(*(f"WARNING -  {line}" for line in lines), where_explained(), sep="\n", file=sys.stderr, flush=True)


def annotate(problems: Iterable[Problem], project: Path, *, level: str) -> None:
    """Print problems as annotations of GitHub Actions, which shows them on the lines of a pull request."""
    project = project.resolve()
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or project).resolve()
    folder = project.relative_to(workspace).as_posix() if project.is_relative_to(workspace) else ""
    for problem in problems:
        print(annotation(problem, level=level, folder=folder if folder != "." else ""), flush=True)


def annotation(problem: Problem, *, level: str, folder: str = "") -> str:
    """Return a problem as a workflow command of GitHub Actions, escaped like in GitHub's toolkit.

    ``level`` is ``error`` or ``warning``. ``folder`` is the project folder in the repository, or empty for its root.
    """
    properties = {"file": posixpath.join(folder, problem.file), "title": problem.code}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    escaped = {name: _escape(value).replace(":", "%3A").replace(",", "%2C") for name, value in properties.items()}
    listed = ",".join(f"{name}={value}" for name, value in escaped.items())
    return f"::{level} {listed}::{_escape(problem.text)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def banner(problems: Iterable[Problem]) -> str:
    """Return the problems of a page as HTML for the top of the page, or an empty string."""
    items = "".join(f"<li>{html.escape(str(problem))}</li>" for problem in problems)
    return _BANNER.format(items=items) if items else ""
