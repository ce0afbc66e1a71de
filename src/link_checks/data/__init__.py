"""Tables that the checks read: schemes, elements of HTML, letters that look alike, and messages."""

import tomllib
from importlib.resources import files
from typing import Any

import yaml


def read_data(name: str) -> str:
    """The text of a file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def read_words(name: str) -> frozenset[str]:
    return frozenset(read_data(f"{name}.txt").split())


def read_table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(read_data(f"{name}.yaml"))
    return table


MESSAGES: dict[str, dict[str, str]] = tomllib.loads(read_data("messages.toml"))


def words_of(key: str, /, **details: Any) -> tuple[str, str, str, str]:
    """The words of a problem: its code, what is wrong, what was probably meant, and how to fix it.

    ``key`` is the code, and a variant after a slash where there are several; ``details`` fill in the words.
    A ``guess`` and a ``hint`` among them come before those of ``messages.toml``.
    """
    words, guess = MESSAGES[key], str(details.get("guess", ""))
    hint = words.get("hint") or ("" if guess else words.get("without_guess", ""))
    message = words["message"].format(**details)
    return key.partition("/")[0], message, guess, details.get("hint") or hint.format(**details)
