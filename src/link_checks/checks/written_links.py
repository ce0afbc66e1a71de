"""What people write that looks like a link: whether text is an address, and where it is in the Markdown."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from link_checks.addresses import SCHEMES, scheme_of
from link_checks.checks.link_suggestions import corrected_target
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import joined

_FILE = re.compile(
    r"\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|txt|zip|csv|json|ya?ml|xml|epub|mp[34]|webm|ogg|docx?|xlsx?)$",
    re.IGNORECASE,
)
_MORE = re.compile(r"[^()\s\]}]")  # of an address


class LinkFinder:
    """Finds where text is written for the n-th time when it is shown for the n-th time."""

    def __init__(self, page: Page) -> None:
        self._source = page.source
        self._read = {link.location for link in page.source.links}
        self._found: dict[tuple[str, ...], Iterator[Location]] = {}

    def location(self, words: str) -> Location | None:
        return self._next(self._source.find_all, words)

    def unread(self, words: str) -> Location | None:
        """Where the middle of a link is, ``](``, that is not read."""
        return self._next(self._source.find_unread, words)

    def raw(self, words: str) -> Location | None:
        """Where words are in a block of raw HTML."""
        return self._next(self._source.find_raw, words)

    def bracketed(self, words: str, rest: str) -> Location | None:
        """Where words in brackets, with any emphasis, are followed by a rest and are not a link."""
        return self._next(self._unread_brackets, words, rest)

    def _unread_brackets(self, words: str, rest: str) -> list[Location]:
        found = self._source.find_bracketed(words, rest)
        return [each for each in found if each not in self._read and not self._goes_on(each, rest)]

    def _goes_on(self, location: Location, rest: str) -> bool:
        line = self._source.text.split("\n")[location.line - 1][location.column - 1 :]
        return rest[-1] not in ")]" and _MORE.match(line.partition(f"]{rest}")[2]) is not None

    def _next(self, find: Callable[..., list[Location]], *words: str) -> Location | None:
        key = (find.__name__, *words)
        if key not in self._found:
            self._found[key] = iter(find(*words))
        return next(self._found[key], None)


class WrittenLinks:
    """The links that are written in a page, and that stay text."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page, self.finder = site, page, LinkFinder(page)

    def is_address(self, text: str) -> bool:
        """Whether text is an address: by its scheme, its ending, or a page that exists."""
        text = text.strip("<>")
        if not text or " " in text:
            return False
        if scheme_of(text) in SCHEMES or text.startswith(("./", "../", "//", "www.")):
            return True
        if text.startswith(("/", "#")):
            return len(text) > 1 and not text[1:].isdigit()
        path = unquote(text.partition("#")[0].partition("?")[0])
        return bool(_FILE.search(path)) or ("#" in text and f"{joined(self.page.path, path)}.md" in self.site.by_path)

    def corrected(self, target: str) -> str:
        """A target to which a link of the page can lead, or nothing."""
        return corrected_target(self.site, self.page, target)

    def link(self, shown: str, target: str) -> str:
        """A link with a text and the target that was probably meant, or nothing."""
        target = self.corrected(target)
        return f"[{shown}]({target})" if target else ""

    def problem(self, location: Location, key: str, written: str, shown: str, target: str) -> Problem:
        """The problem of a link that is not read as it is ``written``."""
        return self.page.problem(location, key, written=written, guess=self.link(shown, target), address=target)
