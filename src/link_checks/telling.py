"""How problems are shown apart from the log: to GitHub's pull requests, and on the page under ``serve``."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterable

from link_checks.problem import Problem


def annotation(problem: Problem, *, level: str, folder: str = "") -> str:
    """A problem as a workflow command of GitHub Actions, which shows it on the line of the pull request.

    ``level`` is ``error`` or ``warning``; ``folder`` is the project's folder in the repository, if it is
    not the repository itself. The escapes are those of GitHub's toolkit.
    """
    properties = {"file": posixpath.join(folder, problem.file), "title": problem.code}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{_escape(problem.text)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


_STYLE = (
    "margin:0 0 1.5em;padding:.75em 1em;border:2px solid #b00020;border-radius:4px;"
    "background:#fff4f4;color:#1a1a1a;font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere"
)


def banner(problems: Iterable[Problem]) -> str:
    """The problems of a page as HTML, for its top; nothing if it has none."""
    items = "".join(f"<li>{html.escape(str(problem))}</li>" for problem in problems)
    if not items:
        return ""
    return (
        f'<section role="alert" data-search-exclude style="{_STYLE}">'
        f'<ul style="margin:0;padding-left:1.2em">{items}</ul></section>\n'
    )
