"""The Content Security Policy: what every page may load, and which hosts it may contact.

No page contains a script or a style that a browser executes: scripts and styles are in files. So the policy is
the same on every page, and it blocks any script or style that a contributor could smuggle into one.

See W3C, *Content Security Policy Level 3*, https://www.w3.org/TR/CSP3/.
"""

from html import escape
from html.parser import HTMLParser

# A directive that is not listed falls back to default-src, which allows nothing.
# img-src: the theme's style sheet contains the icons of folded text as data: addresses.
# connect-src: the search fetches its index. A page cannot set frame-ancestors; see export/templates/_headers.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
_META = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=False)}">'
_PIECE = 4096  # characters parsed at a time; the head of a page nearly always begins in the first piece


def add_policy(html: str) -> str:
    """Insert the policy as the first element in the head of a page, or where the head would begin."""
    finder = _ElementFinder()
    for start in range(0, len(html), _PIECE):
        if finder.first is None:
            finder.feed(html[start : start + _PIECE])
    line, column = finder.first or (1, 0)
    rest = html.split("\n", line - 1)[-1]
    before = html[: len(html) - len(rest) + column].rstrip()
    return before + _META + html[len(before) :]


class _ElementFinder(HTMLParser):
    """A parser that finds the line and column of the first element inside the head of a page."""

    first: tuple[int, int] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the parser passes them)
        if tag not in ("html", "head") and self.first is None:
            self.first = self.getpos()
