"""The data tables of the checks: schemes, HTML elements, look-alike letters, and messages."""

import tomllib
from importlib.resources import files


def read_data(name: str) -> str:
    """Return the text of a file in this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


MESSAGES: dict[str, dict[str, str]] = tomllib.loads(read_data("messages.toml"))
