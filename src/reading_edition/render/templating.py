"""Fills the templates of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import lxml.html
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from lxml.html import HtmlElement


def render_element(template: str, **values: object) -> HtmlElement:
    """The one element that a template makes."""
    return lxml.html.fragment_fromstring(_macro(template)(values))


def render_elements(template: str, many: Iterable[Mapping[str, object]]) -> list[HtmlElement]:
    """The element that a template makes of each of many values."""
    return parse_elements(map(_macro(template), many))


def parse_elements(many: Iterable[str]) -> list[HtmlElement]:
    """The one element that each of many texts is; they are parsed together, for speed."""
    return list(lxml.html.fragment_fromstring("".join(many), create_parent="div"))


def render_page(template: str, **values: object) -> str:
    """What a template makes, as text: a whole page."""
    return _template(template).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _macro(name: str) -> Callable[[Mapping[str, object]], str]:
    """The macro of a template: calling it costs less than rendering the template."""
    macro = _template(name).module.element  # type: ignore[attr-defined]
    arguments: tuple[str, ...] = macro.arguments
    return lambda values: str(macro(*[values[argument] for argument in arguments])).strip()
