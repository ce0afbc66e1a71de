"""Cross-references: gives each a class for its kind, and a tooltip."""

from collections.abc import Collection
from functools import cache, partial

from reading_edition.model.edition import Edition
from reading_edition.model.items import Owner
from reading_edition.model.later import is_later
from reading_edition.model.names import type_of
from reading_edition.render.elements import Elements
from reading_edition.render.generated import Filling
from reading_edition.render.tooltips import neighbor, tooltip_html, tooltip_id, tooltips_box


def render_references(edition: Edition, elements: Elements, fillings: Collection[Filling]) -> None:
    """Mark every cross-reference, and put the tooltips that a page needs at its foot.

    The tooltips are added as text, because no other code reads them, and parsing and writing them is slow.
    """
    needed: dict[str, dict[str, tuple[Owner, str]]] = {page.path: {} for page in elements.shown(edition.pages)}
    for reference in elements.shown(edition.references):
        target, heading = reference.target, reference.heading
        name = tooltip_id(target, heading)
        link = elements.link(reference)
        link.classes.update(["ref", f"ref-{type_of(target)}"])
        link.set("aria-describedby", name)
        if is_later(target):
            link.set("data-to-later", "")
        needed[reference.page.path][name] = target, heading
    events = {tooltip_id(event): event for event in (edition.of_kind("event") if fillings else ())}
    for filling in fillings:  # their references are to events only
        for name in map(str, filling.element.xpath(".//a/@aria-describedby")):
            needed[filling.page.path][name] = events[name], ""
    tooltip = cache(partial(tooltip_html, edition=edition))
    for page in elements.shown(edition.pages):
        here = neighbor(page.url)  # from there, the tooltips of other pages are the same as on all pages of the folder
        targets = needed[page.path].values()
        tooltips = [tooltip(each, heading, page.url if each.page is page else here) for each, heading in targets]
        if tooltips:
            elements.page(page).foot += tooltips_box("".join(tooltips))
