"""Check the links that built pages have in common, such as the navigation, only once."""

import html
import posixpath
from collections.abc import Callable

_NAMES = "a article aside div em footer header i label li link main nav p section span strong ul".split()
_PLAIN = frozenset(_NAMES) | {f"/{name}" for name in _NAMES}  # tags that do not affect how others are parsed
_KEPT = (" id=", " name=", " style=", ":href=", "srcset=")  # needed by checks, or in an unusual form
_ENDS = ("'", "-->", "--!>")  # the ends of attributes and comments
_SAME_IN_A_FOLDER = ("../", "/", "http:", "https:")
_ITEM = "<li"  # a navigation has thousands of tags, and a tenth as many of these


class RepeatedLinks:
    """A filter that removes the tags that the latest pages share, if their links are valid, before a page is parsed.

    It splits a page at each ``<``, and keeps tags that may affect how others are parsed. A link through the site's root
    is the same on all pages of the same depth. Any other link is the same on all pages of a folder. If no tag of a list
    item stays, the filter removes the whole item at once.
    """

    def __init__(self) -> None:
        self._folder, self._root = "", ""
        self._known: set[str] = set()  # the pieces and list items to remove
        self._of_folder: set[str] = set()  # the known pieces and items to remove in this folder only
        self._other: set[str] = set()  # the pieces to keep in this folder

    def without(self, url: str, shell: str, is_right: Callable[[str], bool]) -> str:
        """Return the shell of a page without these tags. ``is_right`` checks an address."""
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
        """Drop the results that are not valid in another folder."""
        folder, root = posixpath.dirname(place), "../" * len(place.split("/")) if place else ""
        if (folder, root) != (self._folder, self._root):
            self._known = self._known - self._of_folder if root == self._root else set()
            self._folder, self._root = folder, root
            self._of_folder, self._other = set(), set()

    def _new(self, pieces: list[str], is_right: Callable[[str], bool]) -> list[str]:
        """Return the pieces to keep, and remember the result for each piece."""
        new = [piece for piece in pieces if piece not in self._known]
        for piece in set(new) - self._other:
            address = _address_of(piece)
            is_known = _is_plain(piece) and ("href" not in piece.lower() or bool(address and is_right(address)))
            (self._known if is_known else self._other).add(piece)
            if address.startswith("../") and not address.startswith(self._root):
                self._of_folder.add(piece)
        return [piece for piece in new if piece in self._other]


def _is_plain(piece: str) -> bool:
    """Return whether a piece is one whole tag and the text after it, and does not affect how others are parsed."""
    tag, end, words = piece.partition(">")
    parts = tag.lower().split()
    if not end or not parts or parts[0] not in _PLAIN:
        return False
    is_whole = tag.count('"') % 2 == 0 and '"' not in words  # otherwise the > is in an attribute
    return is_whole and not any(sign in piece for sign in _ENDS) and not any(sign in " ".join(parts) for sign in _KEPT)


def _address_of(piece: str) -> str:
    """Return the address of a tag's only link, or ``""`` if it has an unusual form or differs within a folder."""
    tag = piece.partition(">")[0]
    address = html.unescape(tag.partition('href="')[2].partition('"')[0])
    is_same = tag.lower().count("href") == 1 and "#" not in address and address.startswith(_SAME_IN_A_FOLDER)
    return address if is_same else ""
