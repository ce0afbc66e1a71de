"""Tables that the checks read: codes, schemes, elements of HTML, letters that look alike."""

import tomllib
from importlib.resources import files
from typing import Any

import yaml


def read_words(name: str) -> frozenset[str]:
    """The words of a file of this folder."""
    return frozenset(_read(f"{name}.txt").split())


def read_table(name: str) -> dict[str, Any]:
    """The names and values of a file of this folder."""
    table: dict[str, Any] = yaml.safe_load(_read(f"{name}.yaml"))
    return table


def read_messages() -> dict[str, dict[str, str]]:
    """The words of problems, by the keys of the problems."""
    return tomllib.loads(_read("messages.toml"))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
