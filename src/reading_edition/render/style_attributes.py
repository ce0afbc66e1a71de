"""The style attributes of pages, such as those of aligned columns, as rules of a style sheet.

The policy allows no style inside of a page, so that the attribute is ``data-style`` there.
"""

import tinycss2
from tinycss2.serializer import serialize_string_value

from link_checks.site import Site
from reading_edition.model.addresses import relative_url
from reading_edition.model.items import Page
from reading_edition.render.content_security_policy import first_in_head
from reading_edition.render.elements import Elements

STYLE_SHEET = "assets/css/generated.css"  # in the site


def move_styles(elements: Elements) -> None:
    """Turns the style attributes of the pages into attributes that the style sheet knows."""
    for path in elements.paths:
        for element in elements.site.by_path[path].root.iterfind(".//*[@style]"):
            element.set("data-style", element.attrib.pop("style"))


def style_sheet(site: Site) -> str:
    """The style sheet of a whole site, before its pages are rendered."""
    styles = {str(style) for page in site.pages for style in page.root.xpath(".//@style")}
    return "".join(f"{_style_rule(style)}\n" for style in sorted(styles))


def link_style_sheet(page: Page | None, html: str) -> str:
    """A whole page with a link to the style sheet if it needs one; a page of the theme's own needs none."""
    if page is None or ' data-style="' not in html:
        return html
    address = relative_url(page.url, STYLE_SHEET)
    return first_in_head(html, f'<link rel="stylesheet" href="{address}">')


def _style_rule(style: str) -> str:
    """A rule that is as strong as the style attribute was."""
    nodes = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    declarations = [
        f" {node.name}: {tinycss2.serialize(node.value).strip()} !important;"
        for node in nodes
        if node.type == "declaration"
    ]
    return f'[data-style="{serialize_string_value(style)}"] {{{"".join(declarations)} }}'
