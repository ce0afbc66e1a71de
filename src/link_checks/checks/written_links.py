"""What people write that looks like a link: whether text is an address, and where it is in the Markdown."""

import re
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import unquote

from link_checks.addresses import SCHEMES, scheme_of
from link_checks.location import Location
from link_checks.page import Page
from link_checks.site import Site
from link_checks.site_paths import joined

_FILE = re.compile(
    r"\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|txt|zip|csv|json|ya?ml|xml|epub|mp[34]|webm|ogg|docx?|xlsx?)$",
    re.IGNORECASE,
)
_MORE = re.compile(r"[^()\s\]}]")  # of an address


def is_address(site: Site, page: Page, text: str) -> bool:
    """Whether text is an address: by its scheme, its ending, or a page that exists."""
    text = text.strip("<>")
    if not text or " " in text:
        return False
    if scheme_of(text) in SCHEMES or text.startswith(("./", "../", "//", "www.")):
        return True
    if text.startswith(("/", "#")):
        return len(text) > 1 and not text[1:].isdigit()
    path = unquote(text.partition("#")[0].partition("?")[0])
    return bool(_FILE.search(path)) or ("#" in text and f"{joined(page.path, path)}.md" in site.by_path)


class LinkFinder:
    """Finds where text is written for the n-th time when it is shown for the n-th time."""

    def __init__(self, page: Page) -> None:
        self._source = page.source
        self._read = {link.location for link in page.source.links}
        self._locations: dict[str, list[Location]] = {}
        self._seen: dict[str, int] = defaultdict(int)

    def location(self, words: str) -> Location | None:
        return self._next(words, lambda: self._source.find_all(words))

    def unread(self, words: str) -> Location | None:
        """Where the middle of a link is, ``](``, that is not read."""
        return self._next(f"unread {words}", lambda: self._source.find_unread(words))

    def raw(self, words: str) -> Location | None:
        """Where words are in a block of raw HTML."""
        return self._next(f"raw {words}", lambda: self._source.find_all(words, raw=True))

    def bracketed(self, words: str, rest: str) -> Location | None:
        """Where words in brackets, with any emphasis, are followed by a rest and are not a link."""
        return self._next(f"bracketed [{words}]{rest}", lambda: self._unread_brackets(words, rest))

    def _unread_brackets(self, words: str, rest: str) -> list[Location]:
        found = self._source.find_bracketed(words, rest)
        return [each for each in found if each not in self._read and not self._goes_on(each, rest)]

    def _goes_on(self, location: Location, rest: str) -> bool:
        """Whether the address continues after what was looked for."""
        line = self._source.text.split("\n")[location.line - 1][location.column - 1 :]
        return rest[-1] not in ")]" and _MORE.match(line.partition(f"]{rest}")[2]) is not None

    def _next(self, key: str, find: Callable[[], list[Location]]) -> Location | None:
        if key not in self._locations:
            self._locations[key] = find()
        number = self._seen[key]
        self._seen[key] += 1
        return self._locations[key][number] if number < len(self._locations[key]) else None
