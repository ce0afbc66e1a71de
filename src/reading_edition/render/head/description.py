"""What a page says of itself in a line or two, for those who list it: search engines and previews."""

from __future__ import annotations

from reading_edition.model.edition import Edition, Page, Part
from reading_edition.model.runs import plain
from reading_edition.render.tooltips import part_title
from reading_edition.render.words import passage_words

_LENGTH = 200  # characters; whoever lists pages shows no more


def is_front(page: Page) -> bool:
    """Whether a page is the one at the site's root."""
    return page.url in ("", "index.html")


def is_whole(page: Page) -> bool:
    """Whether a page holds the whole edition, woven in."""
    return any("book" in (child.get("class") or "").split() for child in page.root)


def part_of(edition: Edition, page: Page) -> Part | None:
    """The part of the essay that a page holds, if it holds one."""
    return edition.part_of(page)


def description(edition: Edition, page: Page) -> str:
    """A page's first paragraph, or a part's name and first words; as text, cut at the end of a word."""
    part = part_of(edition, page)
    if part is None:
        first = next((child for child in page.root if child.tag == "p"), None)
        return shortened(plain(first.text_content())) if first is not None else ""
    words = passage_words(part.paragraphs[0].element) if part.paragraphs else ""
    return shortened(": ".join(filter(None, [part_title(part, edition.settings.translate), words])))


def shortened(text: str) -> str:
    """A text of no more characters than previews show, with an ellipsis where something is left out."""
    if len(text) <= _LENGTH:
        return text
    return f"{text[: _LENGTH - 2].rpartition(' ')[0]} …"
