"""Reports settings of Material that have no effect in a reading edition, or that load files from other hosts."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from link_checks.config_file import ConfigFile, Scalar
from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.load import schema
from reading_edition.load.settings import location_of_value
from reading_edition.model.problems import problem_in

_THEME = "name variant custom_dir favicon language direction font features locale static_templates".split()
_FEATURES = frozenset(("navigation.footer", "content.action.edit", "content.action.view"))
_SETTINGS = {  # variants of messages, keyed by the first two keys of a setting, or by plugin
    ("extra", "analytics"): "elsewhere",
    **dict.fromkeys((("extra", name) for name in ("alternate", "consent", "homepage", "social", "version")), "useless"),
    ("plugins", "social"): "picture",
}
_FILES = ("extra_css", "extra_javascript")
_problem = partial(problem_in, "mkdocs.yml")


def check_theme(
    theme: Mapping[str, Any], languages: Collection[str], config: str, notes_language: str = ""
) -> Iterator[Problem]:
    """Yield the problems of the theme's settings and of related settings; ``languages`` are the theme's languages."""
    file = ConfigFile(config)
    names = {scalar.keys[1] for scalar in file.scalars if scalar.keys[:1] == ("theme",) and len(scalar.keys) > 1}
    for name in sorted(names - set(_THEME)):
        guess = closest(name, _THEME)
        key = "setting/theme-misspelled" if guess else "setting/theme"
        yield _problem(location_of_value(file, ("theme", name)), key, guess=guess, name=name)
    if theme.get("font"):
        yield _problem(location_of_value(file, ("theme", "font")), "setting/font")
    yield from _check_language(file, theme.get("language"), languages, notes_language)
    yield from {fault.message: fault for scalar in file.scalars for fault in _faults(scalar)}.values()


def _check_language(file: ConfigFile, language: object, languages: Collection[str], notes: str) -> Iterator[Problem]:
    location, primary = location_of_value(file, ("theme", "language")), notes.lower().partition("-")[0]
    if language not in languages:
        guess = next((each for each in languages if each == str(language).lower().partition("-")[0]), "")
        yield _problem(location, "setting/language", guess=guess, written=schema.shown(language))
    elif primary in languages and str(language).partition("-")[0] != primary:
        yield _problem(location, "setting/languages", language=language, notes=notes)


def _faults(scalar: Scalar) -> Iterator[Problem]:
    key = (*scalar.keys, scalar.value)[:2]
    if key[0] == "plugins":
        key = ("plugins", key[1].removeprefix("material/"))
    if key in _SETTINGS:
        name = ".".join(key) if key[0] == "extra" else f"the plugin {key[1]}"
        yield _problem(scalar.location, f"setting/{_SETTINGS[key]}", name=name)
    if scalar.keys == ("theme", "features") and scalar.value not in _FEATURES:
        yield _problem(scalar.location, "setting/useless", name=f"'{scalar.value}' in theme.features")
    if key[0] in _FILES and scalar.value.startswith(("https:", "http:", "//")):
        yield _problem(scalar.location, "setting/load", name=key[0], address=scalar.value)
