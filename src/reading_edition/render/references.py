"""Cross-references: gives each a class for its kind, and a tooltip."""

from collections.abc import Collection

from reading_edition.model.edition import Edition
from reading_edition.model.later import is_later
from reading_edition.model.names import type_of
from reading_edition.render.elements import Elements
from reading_edition.render.generated import Filling
from reading_edition.render.tooltips import Tooltip, TooltipWriter, tooltip_id, tooltip_of


def render_references(edition: Edition, elements: Elements, fillings: Collection[Filling]) -> None:
    """Mark every cross-reference, and put the tooltips that a page needs at its foot.

    The tooltips are added as text, because no other code reads them, and parsing and writing them is slow.
    """
    tooltips: dict[str, Tooltip] = {}
    needed: dict[str, dict[str, Tooltip]] = {page.path: {} for page in elements.shown(edition.pages)}
    for reference in elements.shown(edition.references):
        name = tooltip_id(reference.target, reference.heading)
        if name not in tooltips:
            tooltips[name] = tooltip_of(reference.target, edition, reference.heading)
        link = elements.link(reference)
        link.classes.update(["ref", f"ref-{type_of(reference.target)}"])
        link.set("aria-describedby", name)
        if is_later(reference.target):
            link.set("data-to-later", "")
        needed[reference.page.path][name] = tooltips[name]
    events = {tooltip_id(event): event for event in (edition.of_kind("event") if fillings else ())}
    for filling in fillings:  # their references are to events only
        for name in map(str, filling.element.xpath(".//a/@aria-describedby")):
            needed[filling.page.path][name] = tooltips.get(name) or tooltip_of(events[name], edition)
    writer = TooltipWriter(edition)
    for page in elements.shown(edition.pages):
        if needed[page.path]:
            elements.page(page).foot += writer.write(needed[page.path].values(), page.url)
