"""Whether an id to which an element refers is in its page: that of a field, a label, a map.

Only raw HTML that somebody wrote is checked; what a program writes may refer to what another makes.
"""

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.suggestions import closest

_NOT_YET = ("aria-expanded", "aria-haspopup", "aria-selected")  # the target may be made when it opens


def check_id_references(page: Page) -> Iterator[Problem]:
    """An attribute that refers to an element of the page must have the id of one."""
    for tag, attribute, value, location in page.source.html.references:
        elements = page.root.xpath(f".//{tag}[@{attribute}=$value]", value=value) if tag.isalnum() else []
        if not elements or (attribute == "aria-controls" and _opens(elements[0])):
            continue
        if attribute == "usemap":
            yield from _check_map(page, tag, value, location)
            continue
        for name in value.split():
            if name not in page.ids:
                guess = closest(name, page.ids)
                yield page.problem(
                    location,
                    "missing-id",
                    f'<{tag} {attribute}="{name}"> refers to an id that this page does not have',
                    guess=guess,
                    hint="" if guess else "give the element that is meant this id",
                    published=f"{page.url}#{name}",
                )


def _opens(element: HtmlElement) -> bool:
    return any(element.get(attribute) is not None for attribute in _NOT_YET)


def _check_map(page: Page, tag: str, value: str, location: Location) -> Iterator[Problem]:
    maps = {name for each in page.root.iter("map") for name in (each.get("name"), each.get("id")) if name}
    if value.startswith("#") and value[1:] in maps:
        return
    near = value if value in maps else closest(value.lstrip("#"), maps, shortest=1)
    message = f'<{tag} usemap="{value}"> refers to a map that this page does not have'
    hint = "" if near else 'write the areas of the image between <map name="..."> and </map>'
    yield page.problem(location, "missing-id", message, guess=f"#{near}" if near else "", hint=hint)
