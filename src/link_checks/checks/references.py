"""Whether an id that an element names for itself stands in its page: that of a field, a label, a map.

Only what was written as raw HTML is judged; what a program writes may name what another makes.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Page
from link_checks.suggestions import closest

_NOT_YET = ("aria-expanded", "aria-haspopup", "aria-selected")  # what is named may be made when it opens


def check_references(page: Page) -> Iterator[Problem]:
    """An attribute that names an element of the page must name one that is there."""
    for tag, attribute, value, location in page.source.id_references:
        elements = page.root.xpath(f".//{tag}[@{attribute}=$value]", value=value) if tag.isalnum() else []
        if not elements or (attribute == "aria-controls" and _opens(elements[0])):
            continue
        if attribute == "usemap":
            yield from _check_map(page, tag, value, location)
        else:
            yield from _check_ids(page, tag, attribute, value.split(), location)


def _opens(element: HtmlElement) -> bool:
    return any(element.get(attribute) is not None for attribute in _NOT_YET)


def _check_ids(
    page: Page, tag: str, attribute: str, names: list[str], location: Location
) -> Iterator[Problem]:
    for name in names:
        if name in page.ids:
            continue
        guess = closest(name, page.ids)
        yield problem_at(
            page.file,
            location,
            "missing-id",
            f'<{tag} {attribute}="{name}"> names no id of this page',
            guess=guess,
            hint="" if guess else "give the element that is meant this id",
            published=f"{page.url}#{name}",
        )


def _check_map(page: Page, tag: str, value: str, location: Location) -> Iterator[Problem]:
    maps = {name for each in page.root.iter("map") for name in (each.get("name"), each.get("id")) if name}
    if value.startswith("#") and value[1:] in maps:
        return
    guess = value if value in maps else closest(value.lstrip("#"), maps, shortest=1)
    yield problem_at(
        page.file,
        location,
        "missing-id",
        f'<{tag} usemap="{value}"> names no map of this page',
        guess=f"#{guess}" if guess else "",
        hint="" if guess else 'write the image\'s places between <map name="..."> and </map>',
    )
