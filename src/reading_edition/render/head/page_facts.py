"""What a page is, for those who cite and list it: the essay, the edition or a page of it, and its description."""

from reading_edition.model.csl_items import first_day
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.names import part_title
from reading_edition.model.runs import words_of
from reading_edition.render.generated.book import has_book

_LENGTH = 200  # characters of a description; previews show no more


def kind_of_work(edition: Edition, page: Page) -> str:
    """What a page is cited as: the ``essay``, the ``edition``, or a ``page`` of it."""
    if edition.part_of(page) is not None:
        return "essay"
    return "edition" if page.url in ("", "index.html") or has_book(page) else "page"


def description(edition: Edition, page: Page) -> str:
    """A page's first paragraph, or a part's name and first words; as text, cut at the end of a word."""
    part = edition.part_of(page)
    if part is None:
        return shortened(words_of(next(([block] for block in page.blocks if block.kind == "p"), [])))
    words = part.paragraphs[0].words if part.paragraphs else ""
    return shortened(": ".join(filter(None, [part_title(part, edition.settings.translate), words])))


def shortened(text: str) -> str:
    """A text of no more characters than previews show, with an ellipsis where something is left out."""
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 2].rpartition(' ')[0]} …"


def scholar_date(text: str) -> str:
    """A day as 2010/3/5, or else the year alone: no other date is read by Google Scholar."""
    day = first_day(text)
    is_day = "/" not in text and day.count("-") == 2
    return day.replace("-0", "-").replace("-", "/") if is_day else day[:4]
