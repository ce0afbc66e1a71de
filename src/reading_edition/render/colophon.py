"""The line at the foot of every page: the edition's version and date, the page's last change, how to cite."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from reading_edition.model.addresses import relative_url
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Page
from reading_edition.render.last_changes import page_change

_END = "</footer>"


def add_colophon(edition: Edition, page: Page | None, html: str) -> str:
    """The page with the line at the end of its last footer; ``page`` is None for one of the theme's own."""
    sentences = Markup(" ").join(_sentences(edition, page))
    end = html.rfind(_END)
    if end < 0 or not sentences:
        return html
    return f'{html[:end]}<p class="edition-colophon">{sentences}</p>\n{html[end:]}'


def _sentences(edition: Edition, page: Page | None) -> Iterator[str]:
    facts, translate = edition.settings.facts, edition.settings.translate
    date = _time(edition, facts.date)
    if facts.version:
        message = "Version {version}, {date}." if date else "Version {version}."
        yield translate(message, version=Markup.escape(facts.version), date=date)
    if page is None:
        return
    if changed := _time(edition, page_change(edition, page)):
        yield translate("This page was last changed on {date}.", date=changed)
    if (cites := edition.page_how_to_cite) is not None:
        yield Markup('<a href="{}">{}</a>').format(relative_url(page.url, cites.url), cites.title)


def _time(edition: Edition, text: str) -> Markup:
    """A date as HTML, or nothing for a text that is not a date."""
    if not is_date(text):
        return Markup()
    date = read_date(text, edition.settings.date_format)
    return Markup('<time datetime="{}">{}</time>').format(date.ends[0].datetime, date.words)
