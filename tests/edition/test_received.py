"""The text as received, and what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_edition.checks.received_text import first_difference
from reading_edition.load.received import read_lines, restore
from reading_edition.model.items import Emendation
from reading_edition.model.runs import plain
from support.sites import PROJECT

FRONT = ("title", "issue", "byline", "author-note")


def received() -> dict[str, str]:
    text = (PROJECT / "docs/essay/received.txt").read_text(encoding="utf-8")
    return {each.id: each.words for each in read_lines(text, FRONT)}


@pytest.mark.this_text
def test_the_received_text_has_its_37_paragraphs_and_the_list_of_paragraph_26() -> None:
    numbered = [f"p{number}" for number in range(1, 27)]
    numbered += ["p26-1", "p26-2", "p26-3", *(f"p{number}" for number in range(27, 38))]
    assert list(received()) == [*FRONT, *numbered]


@pytest.mark.this_text
def test_a_bullet_is_not_among_the_words() -> None:
    assert received()["p26-1"].startswith("counteracting the Soviet military threat")


@pytest.mark.this_text
def test_exactly_four_letters_were_lost() -> None:
    lost = {name: words.count("?") for name, words in received().items() if "?" in words}
    assert lost == {"p7": 2, "p21": 1, "p23": 1, "p32": 1, "p36": 1}  # 23 and 36 ask questions


def test_a_restoration_changes_its_own_paragraph_only() -> None:
    emendation = Emendation("p7", "prot?g?s", "protégés", "lost")
    assert restore("p7", "its “prot?g?s.”", [emendation]) == "its “protégés.”"
    assert restore("p8", "its “prot?g?s.”", [emendation]) == "its “prot?g?s.”"


@given(st.text())
def test_plain_words_have_no_runs_of_white_space(text: str) -> None:
    assert plain(text).split(" ") == text.split() or plain(text) == ""


@given(
    st.lists(st.text(alphabet="abcde", min_size=1), min_size=1),
    st.lists(st.text(alphabet="abcde", min_size=1)),
)
def test_the_first_difference_of_two_readings_differs(left: list[str], right: list[str]) -> None:
    if left != right:
        first, second = first_difference(" ".join(left), " ".join(right))
        assert first != second
