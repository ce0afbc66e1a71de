"""The links that finished pages have in common, such as those of the navigation: they are checked once."""

import html
import posixpath
from collections.abc import Callable

_PLAIN = frozenset({"a", "/a", "li", "/li", "span", "/span", "ul", "/ul"})  # what a navigation consists of
_KEPT = (" id=", " name=", " style=", ":href=")  # what a check looks for, or what is written in an unusual way
_SAME_IN_A_FOLDER = ("../", "/", "http:", "https:")


class RepeatedLinks:
    """The tags that the latest pages of one folder share, with links that are right.

    A finished page is taken apart at each ``<``, and such a tag is left out before a parser reads the page. Tags that
    may contain anything but words and links stay, so that all others are read as before.
    """

    def __init__(self) -> None:
        self._folder: str | None = None
        self._known: set[str] = set()

    def without(self, url: str, shell: str, is_right: Callable[[str], bool]) -> str:
        """The shell of a page without these tags; ``is_right`` says whether an address leads somewhere."""
        folder = posixpath.dirname(posixpath.dirname(f"{url}x"))
        if folder != self._folder:
            self._folder, self._known = folder, set()
        start, *pieces = shell.split("<")
        new = dict.fromkeys(piece for piece in pieces if piece not in self._known)
        self._known.update(piece for piece in new if _is_plain(piece) and _is_right(piece, is_right))
        return "<".join([start, *(piece for piece in pieces if piece not in self._known)])


def _is_plain(piece: str) -> bool:
    """Whether a piece is one whole tag, and the words after it, of which nothing else depends."""
    tag, end, words = piece.partition(">")
    if not end or tag.partition(" ")[0].strip() not in _PLAIN:
        return False
    is_whole = tag.count('"') % 2 == 0 and '"' not in words and "'" not in piece  # else in an attribute
    return is_whole and not any(sign in tag for sign in _KEPT)


def _is_right(piece: str, is_right: Callable[[str], bool]) -> bool:
    """Whether the link of a tag, if it is one, is right, and the same on all pages of a folder."""
    tag = piece.partition(">")[0]
    if not (links := tag.lower().count("href")):
        return True
    address = html.unescape(tag.partition('href="')[2].partition('"')[0])
    is_same = links == 1 and address.startswith(_SAME_IN_A_FOLDER) and "#" not in address
    return is_same and is_right(address)
