"""Reads the settings of an edition from ``extra.edition`` in mkdocs.yml; the table ``SCHEMA`` describes them.

To add a setting, add a line to the table, and a field to a class in model/settings.py or model/about.py.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from link_checks.config_file import ConfigFile
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from reading_edition.load import schema
from reading_edition.load.schema import DATE, LABEL, NAMES, TEXT, Fault, Fields, Value
from reading_edition.load.yaml_files import misread
from reading_edition.model import csl
from reading_edition.model.about import About, Rights
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.messages import messages, translator, unknown_names
from reading_edition.model.problems import problem_in
from reading_edition.model.settings import FORMS, LINES, LISTS, NUMBERS, NoteKind, Refusal, Settings

_FILE = "mkdocs.yml"
_EDITION = "extra.edition"
_COLOR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?|[a-z]+")


class SettingsError(ValueError):
    """An error for invalid settings; the message lists the problems, one per line."""


def _as_words(message: str, fault: str, value: Any) -> str:
    """Return a text; raise ValueError with ``fault`` if it contains a name in braces that ``message`` lacks."""
    if unknown := unknown_names(message, words := schema.as_text(value)):
        raise ValueError(f"with a name {{{unknown}}}{fault}")
    return words


def _as_colors(value: Any) -> tuple[str, str]:
    """Return the colors for light and dark pages; a single color is used for both."""
    colors = value if isinstance(value, Mapping) else {"light": value, "dark": value}
    light, dark = str(colors.get("light")), str(colors.get("dark"))
    if not (_COLOR.fullmatch(light) and _COLOR.fullmatch(dark)):
        raise ValueError("not a color, or a pair of colors")
    return light, dark


_COUNT = Value("2", schema.as_count)
_REFUSAL = Fields(
    "{answers: [403], why: ...}",
    {"answers": Value("[403]", partial(schema.as_list, read_item=schema.as_count)), "why": TEXT},
    needed=("answers", "why"),
)
_NOTE_KIND = Fields(
    "{label: Context}",
    {
        "label": Value("Context", schema.as_text),
        "sources": _COUNT,
        "listed": schema.one_of(LISTS),
        "wanted_sources": _COUNT,
        "strong_evidence": Value("true", schema.as_flag),
        "sign": Value("○", schema.as_text),
        "description": Value("what a reader needs to know", schema.as_text),
        "line": schema.one_of(LINES),
        "color": Value('{light: "#8f2b1d", dark: "#eb9d83"}', _as_colors),
    },
    needed=("label",),
)
_ESSAY = Fields("{title: ..., author: [...]}", schema.CSL, meant=csl.MEANT_FIELDS)
_ABOUT = Fields(
    "{title: ..., version: 1.0.0}",
    {
        **dict.fromkeys(("title", "version", "original", "image", "rights_page"), TEXT),
        **dict.fromkeys(("date", "written"), DATE),
        "citation": Value(
            '"Ann Lee, “A Speech,” par. {number}."',
            partial(_as_words, "{number}", ", and only {number} is filled in"),
        ),
        "editors": NAMES,
        "essay": _ESSAY,
        "notes_language": schema.LANGUAGE_TAG,
        "rights": Fields("{essay: ..., notes: ...}", dict.fromkeys(("essay", "notes", "notes_url"), TEXT)),
    },
)
SCHEMA = Fields(
    "{parts: [essay/part-1.md], received: essay/received.txt}",
    {
        "parts": Value("[essay/part-1.md, essay/part-2.md]", schema.as_texts),
        "received": Value("essay/received.txt", schema.as_text),
        "received_as": schema.one_of(FORMS),
        "numbers": schema.one_of(NUMBERS),
        "emendations": Value("essay/emendations.yaml", schema.as_text),
        "sources": Value("sources.yaml", schema.as_text),
        "guide": Value("guide.md", schema.as_text),
        "introduction": Value("[introduction.md, guide.md]", schema.as_texts),
        "appendix": Value("[reading.md]", schema.as_texts),
        "drawings": Value("[maps/europe.svg]", schema.as_texts),
        "permalinks": Value("permalinks.txt", schema.as_text),
        "note_form": Value("issues/new?template=note.yml", schema.as_text),
        "front": Fields("{title: Title, byline: Byline}", others=LABEL),
        "pages": Fields("{term: [glossary.md]}", dict.fromkeys(ENTRY_KINDS, Value("[glossary.md]", schema.as_texts))),
        "notes": Fields("{context: {label: Context}}", others=_NOTE_KIND),
        "themes": Fields("{war: The war}", others=LABEL),
        "source_kinds": Fields("{primary: Primary source}", others=LABEL),
        "evidence_labels": Fields("{primary: primary}", others=LABEL),
        "strong_evidence": Value("[primary, scholarly]", schema.as_texts),
        "refusals": Fields("{example.org: {answers: [403], why: ...}}", others=_REFUSAL),
        "notes_without_kind": Value("true", schema.as_flag),
        "summary_words": _COUNT,
        "note_words": _COUNT,
        "about": _ABOUT,
        "words": Fields(
            "{Search: Suche}",
            {each: Value("...", partial(_as_words, each, f" that '{each}' lacks")) for each in sorted(messages().all)},
        ),
    },
    needed=("parts", "received"),
    meant={"gist_words": "summary_words"},  # the earlier name of the setting
)


def read_settings(data: object, config: str = "") -> Settings:
    """Return the settings from the value of ``extra.edition``.

    ``config`` is the text of mkdocs.yml, in which problems are located. Raise :class:`SettingsError` if a
    setting is missing, unknown, malformed, or parsed by YAML as a different value.
    """
    faults: list[Fault] = []
    values = schema.read(SCHEMA, {} if data is None else data, faults)
    file = ConfigFile(config)
    problems = [_problem(fault, file) for fault in faults]
    for scalar, value in misread({"extra": {"edition": data}}, file):
        details = {"name": ".".join(scalar.keys), "value": value, "written": scalar.value}
        problems.append(problem_in(_FILE, scalar.location, "setting/misread", **details))
    if problems:
        raise SettingsError("\n".join(str(problem) for problem in sorted(problems)))
    about = _about(values.pop("about", {}))
    notes = tuple(NoteKind(name, **kind) for name, kind in values.pop("notes", {}).items())
    refusals = tuple(Refusal(host, **refusal) for host, refusal in values.pop("refusals", {}).items())
    translate = translator(about.notes_language)
    translate = replace(translate, catalog={**translate.catalog, **values.pop("words", {})})
    return Settings(**values, notes=notes, refusals=refusals, facts=about, translate=translate)


def _about(values: dict[str, Any]) -> About:
    essay, rights, title = values.pop("essay", {}), Rights(**values.pop("rights", {})), values.pop("title", "")
    language, authors = essay.get("language", About.language), essay.get("author", ())
    essay |= {name: [each.csl for each in essay[name]] for name in csl.NAMES if name in essay}
    return About(**values, edition_title=title, language=language, essay=essay, authors=authors, rights=rights)


def _problem(fault: Fault, config: ConfigFile) -> Problem:
    message = f"{'.'.join([_EDITION, *fault.path])} {fault.text}"
    location = location_of_value(config, (*_EDITION.split("."), *fault.path, *([fault.key] if fault.key else [])))
    return problem_at(_FILE, location, "setting", message, guess=fault.guess, hint=fault.hint)


def location_of_value(config: ConfigFile, path: tuple[str, ...]) -> Location | None:
    """Return the location of the first value under ``path``, or else under its longest prefix of at least two keys."""
    for length in range(len(path), 1, -1):
        for scalar in config.scalars:
            if scalar.keys[:length] == path[:length]:
                return scalar.location
    return None
