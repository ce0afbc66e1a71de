"""Moves the style attributes of pages, such as those for aligned columns, to a style sheet.

The policy forbids styles in a page, so ``style`` becomes ``data-style``, and the build makes a rule for each value.
"""

from collections.abc import Iterable

import tinycss2
from tinycss2.serializer import serialize_string_value

from link_checks.page import Page
from reading_edition.render.elements import Elements


def move_styles(elements: Elements) -> None:
    """Rename the ``style`` attributes of the pages to ``data-style``, which the style sheet matches."""
    for path in elements.paths:
        for element in elements.site.by_path[path].root.iterfind(".//*[@style]"):
            element.set("data-style", element.attrib.pop("style"))


def styles_of(page: Page) -> set[str]:
    """Return the values of a page's style attributes, whether the page is rendered or not."""
    return {str(style) for style in page.root.xpath(".//@style | .//@data-style")}


def style_rules(styles: Iterable[str]) -> str:
    """Return the rules for the style attributes of a whole site."""
    return "".join(f"{_style_rule(style)}\n" for style in sorted(styles))


def _style_rule(style: str) -> str:
    """Return a rule with the priority that the style attribute had: its declarations are ``!important``."""
    nodes = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    declared = [node for node in nodes if node.type == "declaration"]
    rules = "".join(f" {node.name}: {tinycss2.serialize(node.value).strip()} !important;" for node in declared)
    return f'[data-style="{serialize_string_value(style)}"] {{{rules} }}'
