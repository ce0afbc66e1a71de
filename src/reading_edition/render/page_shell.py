"""The page shell: what the edition adds to a page outside its content, whichever generator made the page."""

import json

from markupsafe import Markup

from reading_edition.model.dates import date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.messages import messages
from reading_edition.render.content_security_policy import add_policy
from reading_edition.render.head import add_head, in_head
from reading_edition.render.last_changes import page_change
from reading_edition.render.templating import render_markup

_WHOLE = 'data-book="whole-edition"'  # the page that contains everything
# The style sheets besides site.css, in loading order, each with the pieces of HTML that need it.
SHEETS = {
    "essay": ('class="passage', 'class="book'),
    "entries": (' data-layout="', _WHOLE),
    "lists": ('class="edition-filter', 'class="listed-'),
    "pages": ('class="emendations', 'class="contents', 'class="front-'),
    "pictures": ('class="picture', 'class="chronology', 'class="path', ' data-style="', _WHOLE),
    "book": ('class="book',),
}
_SITE = 'assets/css/site.css">'
# The controls that templates hide, each with the piece of HTML for which a page needs it.
_CHOICES = {"edition-asof": " data-later", "edition-layer-core": " note-core"}


def finish_page(edition: Edition, path: str, html: str, *, is_preview: bool = False) -> str:
    """Add everything outside the content to the HTML of a page, which may be a page of the theme.

    A preview gets no policy, because its server adds a script to each page. Its style attributes can therefore stay.
    """
    page = edition.page_by_path.get(path)
    html = _link_style_sheets(add_colophon(edition, page, add_head(edition, page, _translated(edition, html))))
    content = html.partition('class="tooltips"')[0]
    for choice, subject in _CHOICES.items():
        if subject in content:
            html = html.replace(f'class="{choice}" hidden', f'class="{choice}"')
    return html.replace(' data-style="', ' style="') if is_preview else add_policy(html)


def _translated(edition: Edition, html: str) -> str:
    """Translate the messages that the theme marks with brackets, and add the messages of scripts to the head."""
    translate = edition.settings.translate
    written = date_of(edition.settings.facts.written, translate)
    names = {"date": render_markup("date.html", date=written) if written else ""}
    first, *others = html.split("⟦")
    marked = (each.partition("⟧") for each in others)
    html = first + "".join(
        f"{Markup.escape(translate(message, **names))}{rest}" if message in messages().all else f"⟦{message}{end}{rest}"
        for message, end, rest in marked
    )
    words = json.dumps(translate.for_scripts, ensure_ascii=False) if translate.for_scripts else ""
    return in_head(html, Markup('<meta name="edition-words" content="{}">').format(words)) if words else html


def add_colophon(edition: Edition, page: Page | None, html: str) -> str:
    """Add a line at the end of the last footer: version and date, last change, and how to cite."""
    end = html.rfind("</footer>")
    if end < 0:
        return html
    changed = page_change(edition, page) if page else ""
    line = render_markup("colophon.html", edition=edition, page=page, changed=changed)
    return f"{html[:end]}{line}\n{html[end:]}" if line else html


def _link_style_sheets(html: str) -> str:
    """Link the style sheets that a page needs after ``site.css``; change nothing if the page does not link that."""
    before, found, after = html.partition(_SITE)
    if not found:
        return html
    root = before.rpartition('"')[2]
    names = [name for name, signs in SHEETS.items() if any(sign in after for sign in signs)]
    links = "".join(f'\n  <link rel="stylesheet" href="{root}assets/css/{name}.css">' for name in names)
    return f"{before}{found}{links}{after}"
