"""Tables that the checks read: schemes, elements of HTML, letters that look alike, and messages."""

import tomllib
from importlib.resources import files
from typing import Any

import yaml


def read_data(name: str) -> str:
    """The text of a file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def read_table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(read_data(f"{name}.yaml"))
    return table


MESSAGES: dict[str, dict[str, str]] = tomllib.loads(read_data("messages.toml"))
