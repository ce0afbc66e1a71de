"""Markdown that commands make from templates, with filters for the words of contributors."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def fill_template(name: str, filters: dict[str, Callable[..., str]] | None = None, **values: object) -> str:
    """A template of the folder ``templates`` with its values filled in."""
    environment = Environment(  # noqa: S701 (Markdown: the filters escape)
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= filters or {}
    return environment.get_template(name).render(**values)
