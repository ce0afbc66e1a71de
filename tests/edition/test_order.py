"""The order of entries and sources; see tests/cases/mistakes/order.txt."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_edition.checks.order import _in_order, check_order
from reading_edition.cli.scaffold.questions import collect_answers
from reading_edition.cli.scaffold.skeletons import skeleton
from reading_edition.model.names import sort_key
from support.cases import Case
from support.editions import lines, read_example

TERMS = ["The Army", "Liberty", "U.S. Army", "United States", "“Vote”"]
PEOPLE = ["Anna Adams", "Jefferson Davis", "Abraham Lincoln", "Ulysses S. Quincy", "Zoe Zorn"]
SOURCES = ["basler-1953", "mowry-1900", "times-1863", "wills-1992", "zorn-1910"]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("“Aggressive bloc”", "Anti-Hitler coalition", "term"),
        ("The West", "Wheat", "term"),
        ("“Roof” (krysha)", "Rossotrudnichestvo", "term"),
        ("U.S. missile defense", "Ukraine", "term"),
        ("North Korea’s weapons", "North-Atlanticists", "term"),
        ("Article 5", "Article 10", "term"),
        ("NATO enlargement", "NATO–Russia Council", "term"),
        ("Václav Havel", "Nikita Khrushchev", "person"),
    ],
)
def test_entries_sort_by_surname_and_without_articles_accents_and_signs(first: str, second: str, kind: str) -> None:
    assert sort_key(first, kind, "its-id") < sort_key(second, kind, "its-id")


@pytest.mark.parametrize(
    ("name", "id_", "key"),
    [
        ("Nicolas Sarkozy", "sarkozy", "sarkozy nicolas"),
        ("Bill Clinton", "bill-clinton", "clinton bill"),
        ("Jaap de Hoop Scheffer", "de-hoop-scheffer", "de hoop scheffer jaap"),
        ("Xi Jinping", "xi", "xi jinping"),
        ("Volker Rühe", "ruehe", "ruhe volker"),
        ("Voltaire", "voltaire", "voltaire"),
        ("?", "x", ""),
    ],
)
def test_a_person_sorts_by_the_words_that_are_the_id_or_else_by_the_last_word(name: str, id_: str, key: str) -> None:
    assert sort_key(name, "person", id_) == key


def ordered(**answers: str) -> dict[str, str]:
    """The files of the example with several terms, people, and sources, after an item is added with ``make new``."""
    heading = "## {0} {{ #{1} }}\n\nSee [this](#{1}).\n"
    named = {"glossary.md": TERMS, "people.md": PEOPLE}
    pages = {
        path: "\n".join(["# A\n", *(heading.format(title, f"x{number}") for number, title in enumerate(titles))])
        for path, titles in named.items()
    }
    item = "- id: {0}\n  label: {0}\n  kind: press\n  type: book\n  title: {0}\n  container-title: A\n"
    texts = {**pages, "sources.yaml": "\n".join(item.format(each) for each in SOURCES)}
    files = {f"docs/{path}": text for path, text in texts.items()}
    edition = read_example(Case("", files=files))
    assert lines(check_order(edition)) == []
    what = answers.pop("what")
    edits = skeleton(edition, what, collect_answers(edition, what, answers), texts["sources.yaml"])
    return files | {f"docs/{edit.path}": edit.applied(texts[edit.path]) for edit in edits if edit.path in texts}


@pytest.mark.parametrize("title", ["A Battle", "“Aachen”", "U.S. Navy", "Únit", "Zeal", "The West"])
def test_make_new_puts_a_term_where_the_check_expects_it(title: str) -> None:
    files = ordered(what="term", title=title, where="1", words="conceived in liberty")
    assert lines(check_order(read_example(Case("", files=files)))) == []


@pytest.mark.parametrize(("name", "id_"), [("Aaron Zz", "zz"), ("Zed Aa", "zed-aa"), ("Xi Li", "xi"), ("É. Ém", "em")])
def test_make_new_puts_a_person_where_the_check_expects_it(name: str, id_: str) -> None:
    files = ordered(what="person", title=name, id=id_, where="1", words="conceived in liberty")
    assert lines(check_order(read_example(Case("", files=files)))) == []


@pytest.mark.parametrize("id_", ["aa", "times", "times-1864", "zz"])
def test_make_new_puts_a_source_where_the_check_expects_it(id_: str) -> None:
    files = ordered(what="source", title="T", type="book", kind="press", label="T", id=id_, where="nation")
    assert lines(check_order(read_example(Case("", files=files)))) == []


def is_ordered(spans: list[tuple[int, int]]) -> bool:
    reached = 0
    for first, last in spans:
        reached = max(reached, first)
        if reached > last:
            return False
    return True


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=7))
def test_the_fewest_items_are_out_of_order(pairs: list[tuple[int, int]]) -> None:
    spans = [(first, first + length) for first, length in pairs]
    kept = _in_order(spans)
    assert kept == sorted(set(kept))
    assert is_ordered([spans[position] for position in kept])
    assert not any(is_ordered(list(more)) for more in combinations(spans, len(kept) + 1))
