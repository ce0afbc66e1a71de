"""The style attributes of pages, in a style sheet.

The policy allows no style inside of a page (see :mod:`.content_security_policy`). A style attribute, such as
the one by which Markdown aligns the columns of a table, becomes an attribute ``data-style``, and the style
sheet has a rule for it.
"""

from collections.abc import Iterator

import tinycss2
from tinycss2.serializer import serialize_string_value

from link_checks.site import Site
from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Page
from reading_edition.render.content_security_policy import first_in_head

STYLE_SHEET = "assets/css/generated.css"  # in the site


def move_styles(site: Site) -> None:
    """Turns the style attributes of the pages into attributes that the style sheet knows."""
    for page in site.pages:
        for element in page.root.iterfind(".//*[@style]"):
            element.set("data-style", element.attrib.pop("style"))


def style_sheet(site: Site) -> str:
    """The style sheet of the whole site."""
    moved = {str(style) for page in site.pages for style in page.root.xpath(".//@data-style")}
    return "".join(f"{_style_rule(style)}\n" for style in sorted(moved))


def link_style_sheet(page: Page | None, html: str) -> str:
    """A whole page with a link to the style sheet if it needs one; a page of the theme's own needs none."""
    if page is None or ' data-style="' not in html:
        return html
    address = relative_url(page.url, STYLE_SHEET)
    return first_in_head(html, f'<link rel="stylesheet" href="{address}">')


def _style_rule(style: str) -> str:
    """A rule that is as strong as the style attribute was."""
    declarations = "".join(f" {name}: {value} !important;" for name, value in _declarations(style))
    return f'[data-style="{serialize_string_value(style)}"] {{{declarations} }}'


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield node.name, tinycss2.serialize(node.value).strip()
