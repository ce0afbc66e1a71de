"""Which style sheets a page loads beside ``site.css``: those for what is in it."""

_WHOLE = 'data-book="whole-edition"'  # which contains everything
# The sheets in the order in which they are loaded, each with what is only in pages that need it.
SHEETS = {
    "essay": ('class="passage', 'class="book'),
    "entries": (' data-layout="', _WHOLE),
    "lists": ('class="edition-filter', 'class="listed-'),
    "pages": ('class="emendations', 'class="contents', 'class="front-'),
    "pictures": ('class="picture', 'class="chronology', 'class="path', ' data-style="', _WHOLE),
    "book": ('class="book',),
}
_SITE = 'assets/css/site.css">'


def link_style_sheets(html: str) -> str:
    """A page with a link to each style sheet that it needs, after that to ``site.css``; one without stays as it is."""
    before, found, after = html.partition(_SITE)
    if not found:
        return html
    root = before.rpartition('"')[2]
    names = [name for name, signs in SHEETS.items() if any(sign in after for sign in signs)]
    links = "".join(f'\n  <link rel="stylesheet" href="{root}assets/css/{name}.css">' for name in names)
    return f"{before}{found}{links}{after}"
