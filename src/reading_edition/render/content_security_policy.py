"""The Content Security Policy: what every page may load, and whom it may ask.

No page contains a script or a style that a browser acts on: scripts and styles are in files. So the policy is
the same on every page, and it stops any script or style that a contributor could smuggle into one.

See W3C, *Content Security Policy Level 3*, https://www.w3.org/TR/CSP3/.
"""

from html import escape
from html.parser import HTMLParser

# A directive that is not here falls back to default-src: nothing.
# img-src: the theme's style sheet contains the icons of folded text as data: addresses.
# connect-src: the search fetches its index. frame-ancestors does not count in a page; see export/templates/_headers.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
_META = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=False)}">'
_OPENING = 4096  # characters of a page in which its head begins


def add_policy(html: str) -> str:
    """A whole page with the policy as the first element of its head."""
    return first_in_head(html, _META)


def first_in_head(html: str, element: str) -> str:
    """A whole page with an element before everything else in its head, or where the head would begin."""
    start = _HeadFinder(html).start
    return html[:start] + element + html[start:]


class _HeadFinder(HTMLParser):
    """Finds where the content of a page's head begins."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.start = 0
        self._is_before_content = True
        self.feed(html[:_OPENING])

    def parse_html_declaration(self, i: int) -> int:
        return self._pass(super().parse_html_declaration(i))

    def parse_starttag(self, i: int) -> int:
        end = super().parse_starttag(i)
        if self.lasttag not in ("html", "head"):
            self._is_before_content = False
        return self._pass(end)

    def _pass(self, end: int) -> int:
        if self._is_before_content and end > 0:
            self.start = end
        return end
