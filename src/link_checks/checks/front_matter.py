"""The front matter of a page: YAML between two lines of hyphens, or else MkDocs shows it as text."""

import re
from collections.abc import Iterable, Iterator

import yaml

from link_checks.location import Lines, Location
from link_checks.masking import FRONT_MATTER
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest

TOO_DEEP = "too-deep"
_NAME = re.compile(r"---[ \t]*\n\s*[\w-]+[ \t]*:(?=\s)")
_FORM = "write name: value, one to a line, text in quotes"

# What MkDocs and Material read in a page's front matter, and the types that they can use.
_WORDS = (str, int, float, bool, type(None))
FORMS: dict[str, tuple[type, ...]] = {"title": _WORDS, "hide": (list, str, type(None)), "search": (dict, type(None))}
_MEANT = {"title": 'title: "words"', "hide": "hide: [toc, navigation]", "search": "search: {exclude: true}"}


def check_front_matter(file: str, text: str) -> Iterator[Problem]:
    """What is wrong with a page's front matter, at its line."""
    match = FRONT_MATTER.match(text)
    if match is None or not _NAME.match(match[0]):  # else it is a rule, and text between it and the next
        return
    location = Location(1, 1)
    try:
        found = yaml.safe_load(match[0].partition("\n")[2].rstrip().removesuffix("---"))
        if isinstance(found, dict):
            return
        location, message = Location(2, 1), "the front matter is not a list of names and values"
    except yaml.YAMLError as error:
        if mark := getattr(error, "problem_mark", None):
            location = Location(mark.line + 2, mark.column + 1)
        message = f"the front matter is not valid YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
    except RecursionError:
        message = "the front matter has too many values inside each other"
        yield problem_at(file, location, TOO_DEEP, message, hint="remove some of its brackets")
        return
    except ValueError as error:  # an impossible date
        message = f"the front matter cannot be read: {error}"
    yield problem_at(file, location, "front-matter", message, hint=_FORM)


def missing_template(file: str, text: str, kind: str, name: object, names: Iterable[str]) -> Problem:
    """A page's front matter asks for a template, or an icon, that is not among the existing ones."""
    if kind == "icon":
        choices = [each[len(".icons/") : -len(".svg")] for each in names if each.startswith(".icons/")]
        hint = "icons have names such as material/book"
    else:
        choices = [each for each in names if each.endswith(".html")]
        hint = "templates are in the theme, or in the folder that theme.custom_dir names"
    guess, message = closest(str(name), choices), f"there is no {kind} '{name}'"
    return problem_at(file, _location_of(text, kind), f"missing-{kind}", message, guess=guess, hint=hint)


def wrong_form(file: str, text: str, name: str) -> Problem:
    """A value in a page's front matter has a type that cannot be used."""
    message = f"'{name}' in the front matter has a form that cannot be used"
    return problem_at(file, _location_of(text, name), "front-matter", message, guess=_MEANT[name])


def _location_of(text: str, name: str) -> Location | None:
    start = re.search(rf"^{name}[ \t]*:[ \t]*", text, re.MULTILINE)
    return Lines(text).location(start.end()) if start else None
