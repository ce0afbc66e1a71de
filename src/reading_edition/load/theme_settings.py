"""Settings of Material that have no effect in a reading edition, or that would load from other hosts."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from link_checks.config_file import ConfigFile, Scalar
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.load import schema

_THEME = "name variant custom_dir favicon language direction font features locale static_templates".split()
_FEATURES = frozenset(("navigation.footer", "content.action.edit", "content.action.view"))
_NO_EFFECT = ("has no effect in a reading edition", "delete it")
_ELSEWHERE = ("tells another host who reads what, which the site's policy forbids", "delete it")
_SETTINGS = {  # by their first keys, or the name of a plugin
    ("extra", "analytics"): _ELSEWHERE,
    **dict.fromkeys(
        (("extra", name) for name in ("alternate", "consent", "homepage", "social", "version")), _NO_EFFECT
    ),
    ("plugins", "social"): (_NO_EFFECT[0], "delete it; extra.edition.about.image is the picture that others show"),
}
_FILES = ("extra_css", "extra_javascript")
_problem = partial(problem_at, "mkdocs.yml")


def check_theme(
    theme: Mapping[str, Any], languages: Collection[str], config: str, notes_language: str = ""
) -> Iterator[Problem]:
    """The problems of the settings of the theme, and of others that are for it; ``languages`` are Material's."""
    file = ConfigFile(config)
    names = {scalar.keys[1] for scalar in file.scalars if scalar.keys[:1] == ("theme",) and len(scalar.keys) > 1}
    for name in sorted(names - set(_THEME)):
        guess = closest(name, _THEME)
        hint = "" if guess else "delete it; set colors and fonts with extra_css, as variables of CSS"
        message = f"theme.{name} {_NO_EFFECT[0]}"
        yield _problem(_location(file, "theme", name), "setting", message, guess=guess, hint=hint)
    if theme.get("font"):
        message = "theme.font makes readers load fonts from another host"
        yield _problem(_location(file, "theme", "font"), "setting", message, hint="write font: false")
    yield from _check_language(file, theme.get("language"), languages, notes_language)
    found = {problem: location for scalar in file.scalars for problem, location in _faults(scalar)}
    for (message, hint), location in found.items():
        yield _problem(location, "setting", message, hint=hint)


def _check_language(file: ConfigFile, language: object, languages: Collection[str], notes: str) -> Iterator[Problem]:
    location, primary = _location(file, "theme", "language"), notes.lower().partition("-")[0]
    if language not in languages:
        message = f"theme.language is {schema.shown(language)}, for which Material has no words"
        guess = next((each for each in languages if each == str(language).lower().partition("-")[0]), "")
        hint = "write the language of the notes, such as en; the text's own is extra.edition.about.essay.language"
        yield _problem(location, "setting", message, guess=guess, hint=hint)
    elif primary in languages and str(language).partition("-")[0] != primary:
        message = f"theme.language is '{language}', and extra.edition.about.notes_language is '{notes}'"
        yield _problem(location, "setting", message, hint="write the language of the notes in both places")


def _faults(scalar: Scalar) -> Iterator[tuple[tuple[str, str], Location]]:
    """What is wrong with a value, as message and fix, and where; each is reported once."""
    key = (*scalar.keys, scalar.value)[:2]
    if key[0] == "plugins":
        key = ("plugins", key[1].removeprefix("material/"))
    if key in _SETTINGS:
        message, hint = _SETTINGS[key]
        yield (f"{'.'.join(key) if key[0] == 'extra' else f'the plugin {key[1]}'} {message}", hint), scalar.location
    if scalar.keys == ("theme", "features") and scalar.value not in _FEATURES:
        yield (f"'{scalar.value}' in theme.features {_NO_EFFECT[0]}", _NO_EFFECT[1]), scalar.location
    if key[0] in _FILES and scalar.value.startswith(("https:", "http:", "//")):
        message = f"{key[0]} would load '{scalar.value}' from another host, which the site's policy forbids"
        yield (message, "save the file under docs/assets/ and name it there"), scalar.location


def _location(file: ConfigFile, *path: str) -> Location | None:
    return next((scalar.location for scalar in file.scalars if scalar.keys[: len(path)] == path), None)
