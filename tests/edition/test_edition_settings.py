"""The settings of an edition: what mkdocs.yml may say under ``extra.edition``, and what is reported of it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from reading_edition.load.settings import SettingsError, read_settings
from reading_edition.load.theme_settings import check_theme
from reading_edition.model.about import Name
from reading_edition.model.dates import DATE_HINT
from support.cases import Case
from support.sites import build_example

LEAST = {"parts": ["a.md"], "received": "a.txt"}
DATES = DATE_HINT
NAMES = "write editors: [{family: Lee, given: Ann}, {literal: A Society}]"


def problems(settings: object, config: str = "") -> list[str]:
    """The problems of some settings, without the file and the code."""
    try:
        read_settings(settings, config)
    except SettingsError as error:
        return [line.removeprefix("mkdocs.yml: extra.edition").removesuffix(" [setting]") for line in
                str(error).splitlines()]  # fmt: skip
    return []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"gist_words": 3}, " has an unknown field 'gist_words' (did you mean 'summary_words'?)"),
        ({"summary_word": 3}, " has an unknown field 'summary_word' (did you mean 'summary_words'?)"),
        ({"summary_words": "many"}, ".summary_words is 'many', not a whole number (write summary_words: 2)"),
        ({"note_words": True}, ".note_words is 'True', not a whole number (write note_words: 2)"),
        ({"note_words": -1}, ".note_words is '-1', not a whole number (write note_words: 2)"),
        (
            {"sources": True},
            ".sources is 'True', not a text in quotation marks (write sources: sources.yaml)",
        ),
        ({"sources": [1]}, ".sources is a list, not a text (write sources: sources.yaml)"),
        ({"parts": "a.md"}, ".parts is 'a.md', not a list (write parts: [essay/part-1.md, essay/part-2.md])"),
        ({"front": {"title": None}}, ".front.title is empty, not a text (write title: ...)"),
        ({"themes": ["war"]}, ".themes is a list, not a mapping (write themes: {war: The war})"),
        ({"themes": {"war": ""}}, ".themes.war is empty, not a label (write war: ...)"),
        ({"themes": {"war": " "}}, ".themes.war is empty, not a label (write war: ...)"),
        ({"source_kinds": {"press": None}}, ".source_kinds.press is empty, not a text (write press: ...)"),
        ({"pages": {"terms": ["a.md"]}}, ".pages has an unknown field 'terms' (did you mean 'term'?)"),
        ({"notes": {"context": {}}}, ".notes.context has no 'label' (add label: Context)"),
        (
            {"notes": {"context": {"label": "Context", "listed": "claim"}}},
            ".notes.context.listed is 'claim', not one of claims, text-notes (did you mean 'claims'? "
            "write listed: claims)",
        ),
        ({"about": "x"}, ".about is 'x', not a mapping (write about: {title: ..., version: 1.0.0})"),
        (
            {"about": {"rights": {"text": "x"}}},
            ".about.rights has an unknown field 'text' (write one of essay, notes, notes_url)",
        ),
        ({"about": {"editors": "Ann"}}, f".about.editors is 'Ann', not a list ({NAMES})"),
        (
            {"about": {"editors": [{"name": "Ann"}]}},
            f".about.editors is a list, with an item that is not a name with 'family' or 'literal' ({NAMES})",
        ),
        (
            {"about": {"date": "January 31"}},
            f".about.date is 'January 31', a date that cannot be read ({DATES})",
        ),
        (
            {"about": {"date": "2026-02-30"}},
            f".about.date is '2026-02-30', a date that no calendar has ({DATES})",
        ),
        (
            {"about": {"essay": {"issued": "Nov. 1863"}}},
            f".about.essay.issued is 'Nov. 1863', a date that cannot be read (did you mean '1863-11'? {DATES})",
        ),
        (
            {"about": {"essay": {"language": "no such"}}},
            ".about.essay.language is 'no such', not a language tag (write a tag such as en, ar or zh-Hant)",
        ),
        (
            {"about": {"essay": {"tilte": "x"}}},
            ".about.essay has an unknown field 'tilte' (did you mean 'title'?)",
        ),
        (
            {"about": {"essay": {"type": "newspaper"}}},
            ".about.essay.type is 'newspaper', an unknown type of source (did you mean 'article-newspaper'? "
            "write one such as treaty, speech, report, article-newspaper, article-journal, book, webpage or document)",
        ),
        (
            {"about": {"editors": [{"family": "Lee", "givn": "Ann"}]}},
            f".about.editors is a list, with an item that is a name with an unknown part 'givn' ({NAMES})",
        ),
        (
            {"about": {"citation": "par. {numer}"}},
            ".about.citation is 'par. {numer}', with a name {numer}, and only {number} is filled in "
            '(write citation: "Ann Lee, “A Speech,” par. {number}.")',
        ),
        (
            {"about": {"citation": "par. {number"}},
            ".about.citation is 'par. {number', with braces that do not close "
            '(write citation: "Ann Lee, “A Speech,” par. {number}.")',
        ),
        ({"words": ["Search"]}, ".words is a list, not a mapping (write words: {Search: Suche})"),
        (
            {"words": {"Mentoined in": "x"}},
            ".words has an unknown field 'Mentoined in' (did you mean 'Mentioned in'?)",
        ),
        (
            {"words": {"Note {number}": "{nummer}"}},
            ".words.Note {number} is '{nummer}', with a name {nummer} that 'Note {number}' lacks "
            "(write Note {number}: ...)",
        ),
        (
            {"words": {"Search": "a } b"}},
            ".words.Search is 'a } b', with braces that do not close (write Search: ...)",
        ),
        (
            {"refusals": {"a.org": 403}},
            ".refusals.a.org is '403', not a mapping (write a.org: {answers: [403], why: ...})",
        ),
        ({"refusals": {"a.org": {"answers": [403]}}}, ".refusals.a.org has no 'why' (add why: ...)"),
        (
            {"refusals": {"a.org": {"answers": ["403"], "why": "x"}}},
            ".refusals.a.org.answers is a list, with an item that is not a whole number (write answers: [403])",
        ),
    ],
)
def test_reports_what_a_setting_cannot_be_with_the_path_of_its_key(settings: Any, expected: str) -> None:
    assert problems({**LEAST, **settings}) == [expected]


YAML = """
extra:
  edition:
    parts: [a.md]
    received: a.txt
    about:
      version: {version}
      essay: {{issue: {issue}, page: {page}}}
"""


def test_reports_what_yaml_would_change() -> None:
    config = YAML.format(version="1.10", issue="010", page="12:30")
    assert problems(yaml.safe_load(config)["extra"]["edition"], config) == [
        "mkdocs.yml:7:16: extra.edition.about.version is read as '1.1' (put it into quotation marks: \"1.10\")",
        "mkdocs.yml:8:22: extra.edition.about.essay.issue is read as '8' (put it into quotation marks: \"010\")",
        "mkdocs.yml:8:33: extra.edition.about.essay.page is read as '750' (put it into quotation marks: \"12:30\")",
    ]


def test_reports_missing_settings() -> None:
    parts, received = " has no 'parts' (add parts: [essay/part-1.md, essay/part-2.md])", " has no 'received'"
    received += " (add received: essay/received.txt)"
    assert problems(None) == problems({}) == [parts, received]
    assert problems({"parts": ["a.md"]}) == [received]
    example = "{parts: [essay/part-1.md], received: essay/received.txt}"
    assert problems([1]) == [f" is a list, not a mapping (write edition: {example})"]


def test_reports_every_problem_at_its_line() -> None:
    config = "extra:\n  edition:\n    part: [a.md]\n    about:\n      date: soon\n      rights: {essays: x}\n"
    with pytest.raises(SettingsError) as error:
        read_settings(yaml.safe_load(config)["extra"]["edition"], config)
    assert [line.partition(" (")[0] for line in str(error.value).splitlines()] == [
        "mkdocs.yml:3:12: extra.edition has an unknown field 'part'",
        "mkdocs.yml:3:12: extra.edition has no 'parts'",
        "mkdocs.yml:3:12: extra.edition has no 'received'",
        "mkdocs.yml:5:13: extra.edition.about.date is 'soon', a date that cannot be read",
        "mkdocs.yml:6:24: extra.edition.about.rights has an unknown field 'essays'",
    ]


def test_reads_facts_with_their_defaults() -> None:
    essay = {"title": "A", "author": [{"family": "Lee", "given": "Ann"}], "issued": 1863}
    facts = read_settings({**LEAST, "about": {"essay": essay, "editors": ["A Society"], "title": "B"}}).facts
    assert (facts.title, facts.edition_title, facts.language, facts.notes_language) == ("A", "B", "und", "en")
    assert facts.authors == (Name("Lee", "Ann"),)
    assert facts.editors == (Name(literal="A Society"),)
    assert facts.essay == {**essay, "issued": "1863"}


def test_reads_limits_and_kinds_of_notes() -> None:
    settings = read_settings({**LEAST, "summary_words": 7, "notes": {"a": {"label": "A", "sources": 0}}})
    assert (settings.summary_words, settings.note_words) == (7, 60)
    assert [(kind.id, kind.label, kind.sources) for kind in settings.notes] == [("a", "A", 0)]
    assert settings.note_kind("A") is settings.notes[0]


THEMES = (
    ({"language": "en"}, []),
    ({"language": "en-GB"}, ["theme.language is 'en-GB', for which Material has no words (did you mean 'en'?"]),
    ({"language": "la"}, ["theme.language is 'la', for which Material has no words (write the language of the notes"]),
    ({"language": ["en"]}, ["theme.language is a list, for which Material has no words (write"]),
    ({"language": None}, ["theme.language is empty, for which Material has no words (write"]),
    ({"font": {"text": "Lora"}}, ["theme.font makes readers load fonts from another host (write font: false)"]),
    ({"logo": "a.png"}, ["theme.logo has no effect in a reading edition (delete it"]),
    ({"palette": {"scheme": "slate"}}, ["theme.palette has no effect in a reading edition (delete it"]),
    ({"favcon": "a.png"}, ["theme.favcon has no effect in a reading edition (did you mean 'favicon'?)"]),
)


@pytest.mark.parametrize(("theme", "expected"), THEMES)
def test_reports_settings_of_the_theme_without_effect(theme: dict[str, Any], expected: list[str]) -> None:
    theme = {"language": "en", "font": False, **theme}
    found = [str(problem) for problem in check_theme(theme, ["en", "fr"], yaml.safe_dump({"theme": theme}))]
    assert [line.partition(": ")[2][: len(want)] for line, want in zip(found, expected, strict=True)] == expected


def test_reports_what_loads_from_strangers_or_has_no_effect_each_once_with_its_line() -> None:
    config = """\
theme: {name: material, language: de, font: false, features: [navigation.footer, navigation.tabs]}
extra:
  analytics: {provider: google, property: G-1}
  social: [{icon: a, link: "https://a.example/"}, {icon: b, link: "https://b.example/"}]
plugins: [search, material/social]
extra_css: [https://fonts.example/a.css, assets/own.css]
extra_javascript:
  - path: //cdn.example/a.js
"""
    theme = {"language": "de", "font": False}
    found = [str(problem) for problem in check_theme(theme, ["en", "de"], config, "en-GB")]
    assert found == [
        "mkdocs.yml:1:35: theme.language is 'de', and extra.edition.about.notes_language is 'en-GB' (write the language of the notes in both places) [setting]",
        "mkdocs.yml:1:82: 'navigation.tabs' in theme.features has no effect in a reading edition (delete it) [setting]",
        "mkdocs.yml:3:43: extra.analytics tells another host who reads what, which the site's policy forbids (delete it) [setting]",
        "mkdocs.yml:4:67: extra.social has no effect in a reading edition (delete it) [setting]",
        "mkdocs.yml:5:19: the plugin social has no effect in a reading edition (delete it; extra.edition.about.image is the picture that others show) [setting]",
        "mkdocs.yml:6:13: extra_css would load 'https://fonts.example/a.css' from another host, which the site's policy forbids (save the file under docs/assets/ and name it there) [setting]",
        "mkdocs.yml:8:11: extra_javascript would load '//cdn.example/a.js' from another host, which the site's policy forbids (save the file under docs/assets/ and name it there) [setting]",
    ]


KEYS = ["about", "essay", "author", "parts", "received", "words", "notes", "front", "refusals", "x"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["about", "essay", "author", "parts", "words", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@limits(deadline=None)
@given(st.dictionaries(st.sampled_from(["parts", "received", "about", "words", "notes", "front"]), VALUES) | VALUES)
def test_any_value_at_all_is_read_or_reported(settings: object) -> None:
    problems(settings)


def test_a_build_ends_with_the_problems_of_its_settings(tmp_path: Any) -> None:
    themes = "    {}: {{war: The war, after: After it}}"
    case = Case("", changes={"mkdocs.yml": [([themes.format("themes")], [themes.format("theme")])]})
    (problem,) = build_example(tmp_path, case).problems
    assert problem == (
        "mkdocs.yml:36:18: extra.edition has an unknown field 'theme' (did you mean 'themes'?) [setting]"
    )
