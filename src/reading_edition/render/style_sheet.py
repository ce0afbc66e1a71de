"""The edition's generated style sheet: the styles that depend on the text, in a file.

The policy allows no style inside of a page (see :mod:`.content_security_policy`). A style attribute, such as
the one by which Markdown aligns the columns of a table, becomes an attribute ``data-style``, and the style
sheet has a rule for it. The choice of a theme needs a rule for each theme.
"""

from __future__ import annotations

from collections.abc import Iterator

import tinycss2
from tinycss2.serializer import serialize_string_value

from reading_edition.model.edition import Edition, Page
from reading_edition.render.content_security_policy import first_in_head
from reading_edition.render.markup import relative_url

STYLE_SHEET = "assets/css/generated.css"  # in the site
_STYLED = (' data-style="', 'class="edition-themes"')  # what a page contains that needs the style sheet


def move_styles(edition: Edition) -> None:
    """Turns the style attributes of the pages into attributes that the style sheet knows."""
    for page in edition.site.pages:
        for element in page.root.iterfind(".//*[@style]"):
            element.set("data-style", element.attrib.pop("style"))


def style_sheet(edition: Edition) -> str:
    """The style sheet of the whole edition."""
    moved = {str(style) for page in edition.site.pages for style in page.root.xpath(".//@data-style")}
    rules = [*map(_theme_rule, edition.settings.themes), *map(_style_rule, sorted(moved))]
    return "".join(f"{rule}\n" for rule in rules)


def link_style_sheet(page: Page | None, html: str) -> str:
    """A whole page with a link to the style sheet if it needs one; a page of the theme's own needs none."""
    if page is None or not any(sign in html for sign in _STYLED):
        return html
    address = relative_url(page.url, STYLE_SHEET)
    return first_in_head(html, f'<link rel="stylesheet" href="{address}">')


def _theme_rule(theme: str) -> str:
    chosen, others = f".md-content:has(#theme-{theme}:checked)", f'.entry-event:not([data-theme="{theme}"])'
    return f"{chosen} {others} {{ display: none; }}"


def _style_rule(style: str) -> str:
    """A rule that is as strong as the style attribute was."""
    declarations = "".join(f" {name}: {value} !important;" for name, value in _declarations(style))
    return f'[data-style="{serialize_string_value(style)}"] {{{declarations} }}'


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield node.name, tinycss2.serialize(node.value).strip()
