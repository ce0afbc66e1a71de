"""What a page says of itself in a line or two, for those who list it: search engines and previews."""

from __future__ import annotations

from reading_edition.model.edition import Edition, Page
from reading_edition.model.names import part_title
from reading_edition.model.runs import words_of

_LENGTH = 200  # characters; previews show no more


def description(edition: Edition, page: Page) -> str:
    """A page's first paragraph, or a part's name and first words; as text, cut at the end of a word."""
    part = edition.part_of(page)
    if part is None:
        return shortened(words_of(next(([block] for block in page.blocks if block.kind == "p"), [])))
    words = part.paragraphs[0].words if part.paragraphs else ""
    return shortened(": ".join(filter(None, [part_title(part, edition.settings.translate), words])))


def shortened(text: str) -> str:
    """A text of no more characters than previews show, with an ellipsis where something is left out."""
    if len(text) <= _LENGTH:
        return text
    return f"{text[: _LENGTH - 2].rpartition(' ')[0]} …"
