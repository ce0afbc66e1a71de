"""Checks the links that finished pages have in common, such as those of the navigation, only once."""

import html
import posixpath
from collections.abc import Callable

_NAMES = "a article aside div em footer header i label li link main nav p section span strong ul".split()
_PLAIN = frozenset(_NAMES) | {f"/{name}" for name in _NAMES}  # tags that do not change how others are read
_KEPT = (" id=", " name=", " style=", ":href=", "srcset=")  # what a check needs, or is written in an unusual way
_ENDS = ("'", "-->", "--!>")  # of an attribute, or of a comment
_SAME_IN_A_FOLDER = ("../", "/", "http:", "https:")
_ITEM = "<li"  # a navigation has thousands of tags, and a tenth as many of these


class RepeatedLinks:
    """Leaves out the tags that the latest pages share, if their links are right, before a parser reads a page.

    It splits a page at each ``<``. Tags that may affect how others are read stay. A link through the site's root is the
    same on all pages of one depth; any other link, on those of one folder. If nothing of a list item stays, the whole
    item is left out at once.
    """

    def __init__(self) -> None:
        self._folder, self._root = "", ""
        self._known: set[str] = set()  # the pieces, and items, that are left out
        self._of_folder: set[str] = set()  # those of them that are left out in this folder alone
        self._other: set[str] = set()  # the pieces that stay in this folder

    def without(self, url: str, shell: str, is_right: Callable[[str], bool]) -> str:
        """The shell of a page without these tags; ``is_right`` checks an address."""
        self._enter(posixpath.dirname(f"{url}x"))
        start, *items = shell.split(_ITEM)
        first, *pieces = start.split("<")
        left = [first, *self._new(pieces, is_right)]
        for item in [item for item in items if item not in self._known]:
            pieces = f"li{item}".split("<")
            new = self._new(pieces, is_right)
            left += new
            if not new:
                self._known.add(item)
            if not self._of_folder.isdisjoint(pieces):
                self._of_folder.add(item)
        return "<".join(left)

    def _enter(self, place: str) -> None:
        """Forgets what may be wrong on a page in another place."""
        folder, root = posixpath.dirname(place), "../" * len(place.split("/")) if place else ""
        if (folder, root) != (self._folder, self._root):
            self._known = self._known - self._of_folder if root == self._root else set()
            self._folder, self._root = folder, root
            self._of_folder, self._other = set(), set()

    def _new(self, pieces: list[str], is_right: Callable[[str], bool]) -> list[str]:
        """The pieces that stay; what becomes of each is remembered."""
        new = [piece for piece in pieces if piece not in self._known]
        for piece in set(new) - self._other:
            address = _address_of(piece)
            is_known = _is_plain(piece) and ("href" not in piece.lower() or bool(address and is_right(address)))
            (self._known if is_known else self._other).add(piece)
            if address.startswith("../") and not address.startswith(self._root):
                self._of_folder.add(piece)
        return [piece for piece in new if piece in self._other]


def _is_plain(piece: str) -> bool:
    """Whether a piece is one whole tag and the words after it, and does not affect how other tags are read."""
    tag, end, words = piece.partition(">")
    parts = tag.lower().split()
    if not end or not parts or parts[0] not in _PLAIN:
        return False
    is_whole = tag.count('"') % 2 == 0 and '"' not in words  # else in an attribute
    return is_whole and not any(sign in piece for sign in _ENDS) and not any(sign in " ".join(parts) for sign in _KEPT)


def _address_of(piece: str) -> str:
    """The address of a tag's only link if it is written as usual, and the same on all pages of a folder, or nothing."""
    tag = piece.partition(">")[0]
    address = html.unescape(tag.partition('href="')[2].partition('"')[0])
    is_same = tag.lower().count("href") == 1 and "#" not in address and address.startswith(_SAME_IN_A_FOLDER)
    return address if is_same else ""
