"""Check the front matter of pages. MkDocs shows front matter as text unless it is valid YAML."""

import re
from collections.abc import Iterable, Iterator

import yaml

from link_checks.location import Lines, Location
from link_checks.masking import FRONT_MATTER
from link_checks.problem import Problem, problem_in
from link_checks.suggestions import closest

_NAME = re.compile(r"---[ \t]*\n\s*[\w-]+[ \t]*:(?=\s)")


# The keys that MkDocs and Material read from a page's front matter, and the types that they accept.
_WORDS = (str, int, float, bool, type(None))
FORMS: dict[str, tuple[type, ...]] = {"title": _WORDS, "hide": (list, str, type(None)), "search": (dict, type(None))}
_MEANT = {"title": 'title: "words"', "hide": "hide: [toc, navigation]", "search": "search: {exclude: true}"}


def check_front_matter(file: str, text: str) -> Iterator[Problem]:
    match = FRONT_MATTER.match(text)
    if match is None or not _NAME.match(match[0]):  # it is text between two horizontal rules
        return
    try:
        found = yaml.safe_load(match[0].partition("\n")[2].rstrip().removesuffix("---"))
    except yaml.YAMLError as error:
        mark, reason = getattr(error, "problem_mark", None), getattr(error, "problem", None) or "it cannot be read"
        location = Location(mark.line + 2, mark.column + 1) if mark else Location(1, 1)
        yield problem_in(file, location, "front-matter/yaml", reason=reason)
    except RecursionError:
        yield problem_in(file, Location(1, 1), "too-deep/front-matter")
    except ValueError as error:  # an impossible date
        yield problem_in(file, Location(1, 1), "front-matter/value", reason=error)
    else:
        if not isinstance(found, dict):
            yield problem_in(file, Location(2, 1), "front-matter")


def missing_template(file: str, text: str, kind: str, name: object, names: Iterable[str]) -> Problem:
    """Return the problem of a template or an icon that does not exist."""
    if kind == "icon":
        choices = [each[len(".icons/") : -len(".svg")] for each in names if each.startswith(".icons/")]
    else:
        choices = [each for each in names if each.endswith(".html")]
    guess = closest(str(name), choices)
    return problem_in(file, _location_of(text, kind), f"missing-{kind}", name=name, guess=guess)


def wrong_form(file: str, text: str, name: str) -> Problem:
    """Return the problem of a value with a type that cannot be used."""
    return problem_in(file, _location_of(text, name), "front-matter/form", name=name, guess=_MEANT[name])


def _location_of(text: str, name: str) -> Location | None:
    start = re.search(rf"^{name}[ \t]*:[ \t]*", text, re.MULTILINE)
    return Lines(text).location(start.end()) if start else None
