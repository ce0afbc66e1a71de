"""The links that finished pages have in common, such as those of the navigation: they are checked once."""

import html
import posixpath
from collections.abc import Callable

_NAMES = "a article aside div em footer header i label li link main nav p section span strong ul".split()
_PLAIN = frozenset(_NAMES) | {f"/{name}" for name in _NAMES}  # what decides nothing about the tags after it
_KEPT = (" id=", " name=", " style=", ":href=", "srcset=")  # what a check looks for, or is written in an unusual way
_SAME_IN_A_FOLDER = ("../", "/", "http:", "https:")
_ITEM = "<li"  # a navigation has thousands of tags, and a tenth as many of these


class RepeatedLinks:
    """The tags that the latest pages of one folder share, with links that are right.

    A finished page is taken apart at each ``<``, and such a tag is left out before a parser reads the page. Tags that
    may contain anything but words and links stay, so that all others are read as before. A whole item of a list that
    leaves nothing is left out as such; tags without a link are the same in all folders.
    """

    def __init__(self) -> None:
        self._folder: str | None = None
        self._everywhere: set[str] = set()
        self._known: set[str] = set()  # the pieces that are left out in this folder
        self._other: set[str] = set()  # those that stay
        self._items: set[str] = set()

    def without(self, url: str, shell: str, is_right: Callable[[str], bool]) -> str:
        """The shell of a page without these tags; ``is_right`` says whether an address leads somewhere."""
        folder = posixpath.dirname(posixpath.dirname(f"{url}x"))
        if folder != self._folder:
            self._folder, self._known = folder, set(self._everywhere)
            self._other, self._items = set(), set()
        start, *items = shell.split(_ITEM)
        first, *pieces = start.split("<")
        left = [first, *self._new(pieces, is_right)]
        for item in [item for item in items if item not in self._items]:
            new = self._new(f"li{item}".split("<"), is_right)
            left += new
            if not new:
                self._items.add(item)
        return "<".join(left)

    def _new(self, pieces: list[str], is_right: Callable[[str], bool]) -> list[str]:
        """The pieces that stay; what becomes of each is remembered."""
        new = [piece for piece in pieces if piece not in self._known]
        for piece in set(new) - self._other:
            if not _is_plain(piece):
                self._other.add(piece)
            elif "href" not in piece.lower():
                self._everywhere.add(piece)
                self._known.add(piece)
            else:
                (self._known if _is_right(piece, is_right) else self._other).add(piece)
        return [piece for piece in new if piece in self._other]


def _is_plain(piece: str) -> bool:
    """Whether a piece is one whole tag, and the words after it, of which nothing else depends."""
    tag, end, words = piece.partition(">")
    parts = tag.lower().split()
    if not end or not parts or parts[0] not in _PLAIN:
        return False
    is_whole = tag.count('"') % 2 == 0 and '"' not in words and "'" not in piece  # else in an attribute
    return is_whole and not any(sign in " ".join(parts) for sign in _KEPT)


def _is_right(piece: str, is_right: Callable[[str], bool]) -> bool:
    """Whether the link of a tag is right, and the same on all pages of a folder."""
    tag = piece.partition(">")[0]
    address = html.unescape(tag.partition('href="')[2].partition('"')[0])
    is_same = tag.lower().count("href") == 1 and address.startswith(_SAME_IN_A_FOLDER) and "#" not in address
    return is_same and is_right(address)
