"""Tables that the checks read: schemes, elements of HTML, letters that look alike, and messages."""

import tomllib
from importlib.resources import files


def read_data(name: str) -> str:
    """The text of a file of this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


MESSAGES: dict[str, dict[str, str]] = tomllib.loads(read_data("messages.toml"))
