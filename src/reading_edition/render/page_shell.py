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
_CONTENT = "\ufdd0"  # stands for the content of a page in its shell; no text contains this noncharacter
_TOOLTIPS = 'class="tooltips"'
_SITE = 'assets/css/site.css">'
# The controls that templates hide, each with the piece of HTML for which a page needs it.
_CHOICES = {"edition-asof": " data-later", "edition-layer-core": " note-core"}


def finish_page(edition: Edition, path: str, html: str, content: str = "", *, is_preview: bool = False) -> str:
    """Add everything outside the content to the HTML of a page, which may be a page of the theme.

    ``content`` is the content in the HTML, if it is known. It may be long, and is not copied before the end. A preview
    gets no policy, because its server adds a script to each page. Its style attributes can therefore stay.
    """
    page = edition.page_by_path.get(path)
    shell = html.replace(content, _CONTENT, 1) if content else html
    shell = add_colophon(edition, page, add_head(edition, page, _translated(edition, shell)))
    shell = _link_style_sheets(shell, content)
    inside = content or shell
    tooltips = inside.find(_TOOLTIPS)
    for choice, subject in _CHOICES.items():
        if inside.find(subject, 0, tooltips if tooltips >= 0 else len(inside)) >= 0:
            shell = shell.replace(f'class="{choice}" hidden', f'class="{choice}"')
    if is_preview:
        return shell.replace(_CONTENT, content, 1).replace(' data-style="', ' style="')
    return add_policy(shell).replace(_CONTENT, content, 1)


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


def _link_style_sheets(shell: str, content: str) -> str:
    """Link the style sheets that a page needs after ``site.css``; change nothing if the page does not link that."""
    before, found, after = shell.partition(_SITE)
    if not found:
        return shell
    root = before.rpartition('"')[2]
    names = [name for name, signs in SHEETS.items() if any(sign in after or sign in content for sign in signs)]
    links = "".join(f'\n  <link rel="stylesheet" href="{root}assets/css/{name}.css">' for name in names)
    return f"{before}{found}{links}{after}"
