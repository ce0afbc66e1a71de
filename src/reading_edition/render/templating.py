"""Renders templates of this package or of any folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import lxml.html
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.model.addresses import address_of, relative_url, wikidata
from reading_edition.model.csl_items import first_day
from reading_edition.model.dates import date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.later import is_later
from reading_edition.model.names import is_counted, owner_name, part_name, part_title
from reading_edition.model.runs import last_words, words_of
from reading_edition.render.html import html_of

_BUFFERED = 1000  # outputs of a template that make one piece
Values = Mapping[str, object]
_K = TypeVar("_K")


def templates_in(folder: Path, helpers: Iterable[Callable[..., object]] = ()) -> Environment:
    """Load the templates of a folder. They can call the helpers by name; values in HTML and XML are escaped."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(("html", "xhtml", "xml", "opf", "svg")),
        undefined=StrictUndefined,
        optimized=False,  # most templates run once, and folding their constants takes longer
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {helper.__name__: helper for helper in helpers}
    return environment


_HELPERS = (
    address_of, date_of, first_day, html_of, is_counted, is_later, last_words, owner_name, part_name,
    part_title, relative_url, wikidata, words_of,
)  # fmt: skip
_TEMPLATES = templates_in(Path(__file__).with_name("templates"), _HELPERS)


def pieces_of(template: Template, **values: object) -> Iterator[str]:
    """Yield the output of a template in pieces, so that a long document is not in memory as a whole."""
    stream = template.stream(values)
    stream.enable_buffering(_BUFFERED)
    return stream


def render_page(template: str, **values: object) -> str:
    """Return the output of a template as text."""
    return _TEMPLATES.get_template(template).render(**values)


def render_element(template: str, **values: object) -> HtmlElement:
    """Return the single element that a template renders."""
    return lxml.html.fragment_fromstring(_macro(template)(values))


def render_generated(template: str, edition: Edition, page: Page, **values: object) -> HtmlElement:
    """Return the element that a template generates from the edition for a page."""
    return render_element(template, edition=edition, page=page, **values)


def render_markup(template: str, **values: object) -> Markup:
    """Return the output of a template as markup, which another template can insert."""
    return Markup(_macro(template)(values))  # noqa: S704 (escaped)


def render_elements(template: str, values: Mapping[_K, Values]) -> dict[_K, HtmlElement]:
    """Render a template with each of many values, and return the elements by the keys of the values."""
    return parse_elements({key: _macro(template)(each) for key, each in values.items()})


def parse_elements(texts: Mapping[_K, str]) -> dict[_K, HtmlElement]:
    """Parse texts of one element each, all at once for speed, and return the elements by the same keys."""
    together = lxml.html.fragment_fromstring("".join(texts.values()), create_parent="div")
    return dict(zip(texts, list(together), strict=True))


@cache
def _macro(name: str) -> Callable[[Values], str]:
    """Return the macro of a template, which is faster to call than the template is to render."""
    macro = _TEMPLATES.get_template(name).module.element  # type: ignore[attr-defined]
    arguments: tuple[str, ...] = macro.arguments
    return lambda values: str(macro(*[values[argument] for argument in arguments])).strip()
