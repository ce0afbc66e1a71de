"""Cross-references: each gets its kind and its tooltip."""

from collections.abc import Collection

from reading_edition.model.edition import Edition
from reading_edition.model.later import is_later
from reading_edition.model.names import type_of
from reading_edition.render.elements import Elements
from reading_edition.render.generated import Filling
from reading_edition.render.tooltips import Tooltip, TooltipWriter, tooltip_id, tooltip_of


def render_references(edition: Edition, elements: Elements, fillings: Collection[Filling]) -> None:
    """Marks every cross-reference, and puts the tooltips that a page needs at its foot.

    They are text there: nothing else reads them, and parsing and writing them again is slow.
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
    for filling in fillings:  # they refer to events alone
        for name in map(str, filling.element.xpath(".//a/@aria-describedby")):
            needed[filling.page.path][name] = tooltips.get(name) or tooltip_of(events[name], edition)
    writer = TooltipWriter(edition)
    for page in elements.shown(edition.pages):
        if needed[page.path]:
            elements.page(page).foot += writer.write(needed[page.path].values(), page.url)
