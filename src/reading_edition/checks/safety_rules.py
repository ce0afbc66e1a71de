"""The rules of ``safety.toml``: what contributed pages, pictures and files may contain."""

import tomllib
from pathlib import Path

_RULES = tomllib.loads(Path(__file__).with_name("safety.toml").read_text(encoding="utf-8"))


def listed(section: str, name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_RULES[section][name].split())


def refused(section: str) -> dict[str, tuple[str, str]]:
    """What each thing that is refused does, and how to fix it."""
    return {name: (each["what"], each["hint"]) for each in _RULES[section] for name in each["names"].split()}
