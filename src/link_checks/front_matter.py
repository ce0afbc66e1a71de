"""The front matter of a page: YAML between two lines of hyphens, else MkDocs shows it as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.masking import FRONT_MATTER
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest

TOO_DEEP = "too-deep"
_NAME = re.compile(r"---[ \t]*\n\s*[\w-]+[ \t]*:(?=\s)")

# What MkDocs and Material make of a page's front matter, by the forms that they can use.
_WORDS = (str, int, float, bool, type(None))
FORMS: dict[str, tuple[type, ...]] = {
    "title": _WORDS,
    "hide": (list, str, type(None)),
    "search": (dict, type(None)),
}
_MEANT = {"title": 'title: "words"', "hide": "hide: [toc, navigation]", "search": "search: {exclude: true}"}


def check_front_matter(file: str, text: str) -> Iterator[Problem]:
    """What is wrong with a page's front matter, at its line."""
    match = FRONT_MATTER.match(text)
    if match is None or not _NAME.match(match[0]):  # else it is a rule, and words between it and the next
        return
    inner = match[0].partition("\n")[2].rstrip().removesuffix("---")
    try:
        found = yaml.load(inner, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        location = Location(mark.line + 2, mark.column + 1) if mark else Location(1, 1)
        reason = getattr(error, "problem", None) or "it cannot be read"
        yield _problem(file, location, f"the front matter is no YAML: {reason}")
    except RecursionError:
        message = "the front matter has too many values in one another to be read"
        yield problem_at(file, Location(1, 1), TOO_DEEP, message, hint="take some of its brackets away")
    except ValueError as error:  # a date that cannot be
        yield _problem(file, Location(1, 1), f"the front matter cannot be read: {error}")
    else:
        if not isinstance(found, dict):
            yield _problem(file, Location(2, 1), "the front matter is no list of names and values")


def missing_template(file: str, text: str, kind: str, name: object, names: Iterable[str]) -> Problem:
    """A page's front matter asks for a template, or an icon, that is not among those there are."""
    if kind == "icon":
        choices = [each[len(".icons/") : -len(".svg")] for each in names if each.startswith(".icons/")]
        hint = "icons have names such as material/book"
    else:
        choices = [each for each in names if each.endswith(".html")]
        hint = "templates stand in the theme, or in the folder that theme.custom_dir names"
    return problem_at(
        file,
        _location_of(text, kind),
        f"missing-{kind}",
        f"this page asks for a {kind} '{name}' that is not there".replace("a icon", "an icon"),
        guess=closest(str(name), choices),
        hint=hint,
    )


def wrong_form(file: str, text: str, name: str) -> Problem:
    """A value in a page's front matter is of a form that cannot be used."""
    location = _location_of(text, name)
    message = f"'{name}' in the front matter has a form that cannot be used"
    return problem_at(file, location, "front-matter", message, guess=_MEANT[name])


def _location_of(text: str, name: str) -> Location | None:
    start = re.search(rf"^{name}[ \t]*:[ \t]*", text, re.MULTILINE)
    return MarkdownSource(text).location(start.end()) if start else None


def _problem(file: str, location: Location, message: str) -> Problem:
    return problem_at(
        file, location, "front-matter", message, hint="write name: value, a line each, words in quotes"
    )
