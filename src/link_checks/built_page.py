"""A finished page of a theme that has the shape of Material's, taken apart and put together again.

The content of a page is in the theme's article, beside what the theme puts there by itself. The text around
the content stays as it is, letter for letter.
"""

from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from link_checks.location import Lines
from link_checks.page import Page, parse_content
from link_checks.raw_html import read_tags

ARTICLE = "md-content__inner"  # the class of the theme's article
THEMES_OWN = "md-"  # how the classes begin of what the theme puts beside a page's content
_SKIP = "__skip"  # the id to which the theme's link "Skip to content" leads


@dataclass(frozen=True)
class BuiltPage:
    """A finished page: its content, parsed, and the text of the file before and after it."""

    page: Page
    path: str  # in the site's folder
    before: str
    after: str

    @property
    def shell(self) -> str:
        return self.before + self.after

    @property
    def html(self) -> str:
        """The whole page, with its content in its present state."""
        return self.before + self.page.content + self.after


def find_content(html: str) -> tuple[int, int] | None:
    """Where the inside of the theme's article begins and ends, or None for a page that has none."""
    is_in_program = False
    for tag in read_tags(html):
        if tag.name in ("script", "style"):
            is_in_program = not tag.is_end
        if is_in_program or tag.name != "article":
            continue
        if ARTICLE in dict(tag.attributes).get("class", "").split():
            start = Lines(html).offset(tag.location) + len(tag.written)
            end = html.rfind("</article", start)
            return (start, end) if end >= 0 else None
    return None


def split_content(html: str) -> tuple[str, HtmlElement, str]:
    """The inside of the theme's article: what the theme put first, the page's content, what it put last."""
    root = parse_content(html)
    before, after = "", ""
    while len(root) and not (root.text or "").strip() and _is_themes_own(root[0], first=True):
        before += (root.text or "") + lxml.html.tostring(root[0], encoding="unicode", with_tail=False)
        root.text = root[0].tail
        del root[0]
    while len(root) and not (root[-1].tail or "").strip() and _is_themes_own(root[-1], first=False):
        if ((root[-2].tail if len(root) > 1 else root.text) or "").strip():
            break  # it is among words
        after = lxml.html.tostring(root[-1], encoding="unicode") + after
        del root[-1]
    words = (root.text or "").lstrip()
    before, root.text = before + (root.text or "").removesuffix(words), words
    if len(root):
        words = (root[-1].tail or "").rstrip()
        after, root[-1].tail = (root[-1].tail or "").removeprefix(words) + after, words
    return before, root, after


def _is_themes_own(element: HtmlElement, *, first: bool) -> bool:
    """Whether the theme wrote an element beside the content: a tool, or the heading of a page without one.

    A heading that Markdown makes has an id.
    """
    if not isinstance(element.tag, str):
        return False
    if first and (element.get("id") == _SKIP or (element.tag == "h1" and element.get("id") is None)):
        return True
    return any(name.startswith(THEMES_OWN) for name in (element.get("class") or "").split())


def title_of(html: str, root: HtmlElement, site_name: str) -> str:
    """A page's title as in the navigation: that in its head without the site's name, or else its heading."""
    words = lxml.html.document_fromstring(html[: html.find("<body")]).findtext(".//title") or ""
    title = " ".join(words.split())
    if title != site_name:
        return title.removesuffix(f" - {site_name}")
    heading = root.find(".//h1")
    return title if heading is None else " ".join(heading.text_content().split())
