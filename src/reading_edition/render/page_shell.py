"""The finished page: what the edition adds outside a page's content, whichever generator made the page."""

import json

from markupsafe import Markup

from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.messages import messages
from reading_edition.render.content_security_policy import add_policy
from reading_edition.render.head import add_head, in_head
from reading_edition.render.last_changes import page_change
from reading_edition.render.templating import render_markup

_WHOLE = 'data-book="whole-edition"'  # which contains everything
# The style sheets beside site.css, in the order in which they are loaded, each with what is in pages that need it.
SHEETS = {
    "essay": ('class="passage', 'class="book'),
    "entries": (' data-layout="', _WHOLE),
    "lists": ('class="edition-filter', 'class="listed-'),
    "pages": ('class="emendations', 'class="contents', 'class="front-'),
    "pictures": ('class="picture', 'class="chronology', 'class="path', ' data-style="', _WHOLE),
    "book": ('class="book',),
}
_SITE = 'assets/css/site.css">'
# Choices in the templates that are hidden where a page has nothing to choose, each with what it is about.
_CHOICES = {"edition-asof": " data-later", "edition-layer-core": " note-core"}


def finish_page(edition: Edition, path: str, html: str, *, is_preview: bool = False) -> str:
    """Adds to a whole page, as text, all that is outside its content; it may be a page of the theme.

    A preview has no policy, because its server adds a script to each page. So its styles can stay in the page.
    """
    page = edition.page_by_path.get(path)
    html = _link_style_sheets(add_colophon(edition, page, add_head(edition, page, _translated(edition, html))))
    content = html.partition('class="tooltips"')[0]
    for choice, subject in _CHOICES.items():
        if subject in content:
            html = html.replace(f'class="{choice}" hidden', f'class="{choice}"')
    return html.replace(' data-style="', ' style="') if is_preview else add_policy(html)


def _translated(edition: Edition, html: str) -> str:
    """Translates the messages that the theme marks with brackets, and adds those of scripts to the head."""
    translate, names = edition.settings.translate, {"date": _time(edition, edition.settings.facts.written)}
    first, *others = html.split("⟦")
    marked = (each.partition("⟧") for each in others)
    html = first + "".join(
        f"{Markup.escape(translate(message, **names))}{rest}" if message in messages().all else f"⟦{message}{end}{rest}"
        for message, end, rest in marked
    )
    words = json.dumps(translate.for_scripts, ensure_ascii=False) if translate.for_scripts else ""
    return in_head(html, Markup('<meta name="edition-words" content="{}">').format(words)) if words else html


def add_colophon(edition: Edition, page: Page | None, html: str) -> str:
    """Adds a line at the end of the last footer: version and date, last change, and how to cite."""
    end, facts = html.rfind("</footer>"), edition.settings.facts
    if end < 0:
        return html
    dates = {"date": _time(edition, facts.date), "changed": _time(edition, page_change(edition, page)) if page else ""}
    names = {"version": facts.version, "cites": edition.page_how_to_cite, "translate": edition.settings.translate}
    line = render_markup("colophon.html", page=page, **dates, **names)
    return f"{html[:end]}{line}\n{html[end:]}" if line else html


def _time(edition: Edition, text: str) -> Markup:
    """A date as HTML, or nothing for a text that is not a date."""
    date = read_date(text, edition.settings.date_format) if is_date(text) else None
    return render_markup("date.html", date=date) if date else Markup()


def _link_style_sheets(html: str) -> str:
    """Adds links to the style sheets that a page needs, after the link to ``site.css``, if it has one."""
    before, found, after = html.partition(_SITE)
    if not found:
        return html
    root = before.rpartition('"')[2]
    names = [name for name, signs in SHEETS.items() if any(sign in after for sign in signs)]
    links = "".join(f'\n  <link rel="stylesheet" href="{root}assets/css/{name}.css">' for name in names)
    return f"{before}{found}{links}{after}"
