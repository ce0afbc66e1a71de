"""Filters: radio buttons for what a list shows. The rules that hide the rest are in ``templates/choices.css``."""

from collections import Counter
from collections.abc import Iterable, Mapping

from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry
from reading_edition.render.elements import Elements, section_of
from reading_edition.render.templating import render_element

Choices = list[tuple[str, str]]  # ids of options, each with its label


def counted(labels: Mapping[str, str], counts: Mapping[str, int]) -> Choices:
    """Return the options that have a count, with the count in each label."""
    return [(key, f"{label} ({counts[key]})") for key, label in labels.items() if key in counts]


def theme_choices(edition: Edition, events: Iterable[Entry]) -> Choices:
    """Return the themes of all events in the edition as options, each with its count in ``events``."""
    counts = Counter(theme for event in edition.of_kind("event") for theme in event.themes)
    here = Counter(theme for event in events for theme in event.themes)
    return counted(edition.settings.themes, {theme: here[theme] for theme in counts})


def render_theme_filters(edition: Edition, elements: Elements) -> None:
    """Add a theme filter before the events of each page, unless a chronology on the page has one."""
    translate = edition.settings.translate
    for page in elements.shown(edition.pages):
        events = [entry for entry in edition.entries_on(page) if entry.kind == "event"]
        choices = theme_choices(edition, events)
        if events and len(choices) > 1 and not elements.root(page).find_class("edition-themes"):
            values = {"name": "theme", "all": translate("all events"), "choices": choices, "translate": translate}
            section_of(elements.of(events[0])).addprevious(render_element("filter.html", **values))
