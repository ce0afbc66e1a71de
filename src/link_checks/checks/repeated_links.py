"""The links that finished pages have in common, such as those of the navigation: they are checked once."""

import html
import posixpath
from collections.abc import Set

_PLAIN = frozenset({"a", "/a", "li", "/li", "span", "/span", "ul", "/ul"})  # what a navigation consists of
_KEPT = (" id=", " name=", " style=", ":href=")  # what a check looks for, or what is written in an unusual way


class RepeatedLinks:
    """The tags that the latest pages of one folder share, with links that were right.

    A finished page is taken apart at each ``<``, and what was in an earlier page is left out before a parser reads
    it. Tags that may contain anything but words and links stay, so that all others are read as before.
    """

    def __init__(self) -> None:
        self._folder: str | None = None
        self._known: set[str] = set()

    def without_known(self, url: str, shell: str) -> str:
        """The shell of a page, without the tags that are known."""
        folder = posixpath.dirname(posixpath.dirname(f"{url}x"))
        if folder != self._folder:
            self._folder, self._known = folder, set()
        return "<".join([piece for piece in shell.split("<") if piece not in self._known])

    def learn(self, shell: str, right: Set[str]) -> None:
        """Adds the tags of a page; ``right`` are the addresses in it that lead somewhere."""
        self._known.update(piece for piece in shell.split("<")[1:] if _is_plain(piece) and _is_right(piece, right))


def _is_plain(piece: str) -> bool:
    """Whether a piece is one whole tag, and the words after it, of which nothing else depends."""
    tag, end, words = piece.partition(">")
    if not end or tag.partition(" ")[0].strip() not in _PLAIN:
        return False
    is_whole = tag.count('"') % 2 == 0 and '"' not in words and "'" not in piece  # else in an attribute
    return is_whole and not any(sign in tag for sign in _KEPT)


def _is_right(piece: str, right: Set[str]) -> bool:
    """Whether the link of a tag, if it is one, is the same on all pages of a folder, and right on one of them."""
    tag = piece.partition(">")[0]
    if not (links := tag.lower().count("href")):
        return True
    address = html.unescape(tag.partition('href="')[2].partition('"')[0])
    is_same = links == 1 and address.startswith(("../", "/", "http:", "https:")) and "#" not in address
    return is_same and address in right
