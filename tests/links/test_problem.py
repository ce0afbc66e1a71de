"""What a problem says, and which problems of a build are said."""

from __future__ import annotations

import pytest

from link_checks.location import Location
from link_checks.problem import Problem, Problems, problem_at, report

A = Problem("docs/a.md", 3, 5, "dead", "link to 'b'")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (A, "docs/a.md:3:5: link to 'b' [dead]"),
        (Problem("a", 3, 5, "c", "m", guess="g"), "a:3:5: m (did you mean 'g'?) [c]"),
        (Problem("a", 3, 5, "c", "m", hint="h"), "a:3:5: m (h) [c]"),
        (Problem("a", 3, 5, "c", "m", "g", "h", "x", "y"), "a:3:5: m (did you mean 'g'? h) [c]"),
        (Problem("a", 3, 0, "c", "m"), "a:3: m [c]"),
        (Problem("a", 0, 0, "c", "m"), "a: m [c]"),
        (
            Problem("a", 1, 1, "c", "m\nn", guess="g\nh", hint="i\nj"),
            "a:1:1: m n (did you mean 'g h'? i j) [c]",
        ),
    ],
)
def test_a_problem_is_one_line_of_place_words_guess_hint_and_code(problem: Problem, said: str) -> None:
    assert str(problem) == said


def test_a_problem_has_its_place_or_is_of_the_file() -> None:
    given = {"guess": "g", "hint": "h", "target": "x", "published": "p"}
    assert problem_at("a", Location(3, 5), "c", "m", **given) == Problem("a", 3, 5, "c", "m", "g", "h", "x", "p")
    found = problem_at("a", Location(3, 5), "c", "m", **given)
    assert (found.code, found.guess, found.hint, found.target, found.published) == ("c", "g", "h", "x", "p")
    bare = problem_at("a", None, "c", "m")
    assert (bare.line, bare.column) == (0, 0)
    assert (bare.guess, bare.hint, bare.target, bare.published) == ("", "", "", "")


def test_problems_are_said_in_the_order_of_files_lines_and_columns() -> None:
    problems = Problems()
    listed = [
        Problem("a", 0, 0, "c", "m"),
        Problem("a", 2, 3, "d", "m"),
        Problem("a", 2, 10, "b", "m"),
        Problem("a", 10, 1, "a", "m"),
        Problem("a", 10, 1, "a", "n"),
        Problem("b", 1, 1, "a", "m"),
    ]
    problems.add(reversed(listed))
    assert problems.in_order() == listed
    assert len(problems) == 6


def test_a_mistake_is_reported_before_what_often_follows_from_it() -> None:
    problems = Problems(consequences={"links": 1, "text": 2})
    listed = [
        Problem("b", 1, 1, "cause", "m"),
        Problem("c", 1, 1, "other", "m"),
        Problem("a", 3, 1, "links", "m"),
        Problem("b", 2, 1, "links", "m"),
        Problem("a", 2, 1, "text", "m"),
    ]
    nested = Problems()
    nested.add(reversed(listed))
    nested.merge(problems)
    assert nested.in_order() == listed


def test_what_two_checks_find_at_one_place_is_said_once() -> None:
    problems = Problems()
    problems.add([A])
    problems.add([Problem("docs/a.md", 3, 5, "other", "link to 'b'", guess="c", hint="d", target="e")])
    problems.add([Problem("docs/a.md", 3, 6, "dead", "link to 'b'")])
    assert [problem.column for problem in problems.in_order()] == [5, 6]


def test_a_report_lists_and_counts() -> None:
    problems = Problems()
    assert report(problems.in_order()) == "0 problems found."
    problems.add([A])
    assert report(problems.in_order()) == f"{A}\n1 problem found."
    problems.add([Problem("docs/b.md", 1, 1, "dead", "m")])
    assert report(problems.in_order()) == f"{A}\ndocs/b.md:1:1: m [dead]\n2 problems found."


def test_links_to_what_is_there_after_all_are_forgiven() -> None:
    problems = Problems()
    problems.add(
        [
            Problem("a", 1, 1, "dead", "m", published="made.html"),
            Problem("a", 2, 1, "dead", "m", published="none.html"),
            Problem("a", 3, 1, "dead", "m"),
        ]
    )
    problems.drop_published(lambda address: address in ("made.html", ""))
    assert [problem.line for problem in problems.in_order()] == [2, 3]


def test_links_into_a_file_that_cannot_be_read_are_not_told_as_well() -> None:
    problems = Problems()
    problems.add([Problem("a", 1, 1, "dead", "m", target="b"), Problem("b", 1, 1, "encoding", "m")])
    problems.broken.add("b")
    assert [problem.file for problem in problems.in_order()] == ["b"]
    assert len(problems) == 1


def test_a_problem_is_left_to_another_of_the_same_place_alone() -> None:
    problems = Problems()
    problems.add(
        [
            Problem("a", 1, 1, "less", "m"),
            Problem("a", 1, 1, "more", "n"),
            Problem("a", 1, 1, "else", "o"),
            Problem("a", 1, 2, "less", "m"),
            Problem("a", 2, 1, "less", "m"),
            Problem("b", 1, 1, "less", "m"),
        ]
    )
    problems.drop_if_beside("less", "more")
    assert [(one.file, one.line, one.column, one.code) for one in problems.in_order()] == [
        ("a", 1, 1, "more"),
        ("a", 1, 1, "else"),
        ("a", 1, 2, "less"),
        ("a", 2, 1, "less"),
        ("b", 1, 1, "less"),
    ]
