"""The style attributes of pages, such as those of aligned columns, as rules of a style sheet.

The policy allows no styles in a page, so the attribute becomes ``data-style``. The build makes the style sheet.
"""

from collections.abc import Iterable

import tinycss2
from tinycss2.serializer import serialize_string_value

from link_checks.page import Page
from reading_edition.render.elements import Elements


def move_styles(elements: Elements) -> None:
    """Turns the style attributes of the pages into attributes that the style sheet knows."""
    for path in elements.paths:
        for element in elements.site.by_path[path].root.iterfind(".//*[@style]"):
            element.set("data-style", element.attrib.pop("style"))


def styles_of(page: Page) -> set[str]:
    """The style attributes of a page, before or after it is rendered."""
    return {str(style) for style in page.root.xpath(".//@style | .//@data-style")}


def style_rules(styles: Iterable[str]) -> str:
    """The rules for the style attributes of a whole site."""
    return "".join(f"{_style_rule(style)}\n" for style in sorted(styles))


def _style_rule(style: str) -> str:
    """A rule that is as strong as the style attribute was."""
    nodes = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    declared = [node for node in nodes if node.type == "declaration"]
    rules = "".join(f" {node.name}: {tinycss2.serialize(node.value).strip()} !important;" for node in declared)
    return f'[data-style="{serialize_string_value(style)}"] {{{rules} }}'
