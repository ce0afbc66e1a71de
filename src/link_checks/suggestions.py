"""Guess the name or the file that was probably meant."""

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches


def closest(name: str, candidates: Iterable[str], *, cutoff: float = 0.6, shortest: int = 4) -> str:
    """Return the candidate that is most similar to a name, or an empty string.

    Prefer candidates that differ only in case or in the encoding of accents. Very short names match no others.
    """
    choices = sorted(set(candidates) - {name})
    folded = _fold(name)
    for choice in choices:
        if _fold(choice) == folded:
            return choice
    if len(name) < shortest:
        return ""
    found = get_close_matches(name, choices, n=1, cutoff=cutoff)
    return found[0] if found else ""


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def closest_path(path: str, paths: Iterable[str]) -> str:
    """Return the existing path that was probably meant, or an empty string. ``path`` may be the address of a page.

    Prefer a path with the same name to one with a similar name. Of several, choose the one in the most similar folder.
    """
    choices = sorted(paths)
    path = path.rstrip("/")
    for form in _forms(path):
        if form in choices:
            return form
    by_name: dict[str, list[str]] = defaultdict(list)
    for choice in choices:
        by_name[_name(choice)].append(choice)
    name = _name(path)
    like = by_name.get(name) or by_name.get(_like(name, by_name), [])
    return closest(path, like, cutoff=0) or (like[0] if like else "")


def _like(name: str, names: Iterable[str]) -> str:
    """Return the most similar name, unless it shares little but the suffix, like map.png and share.png."""
    found = closest(name, names)
    stem, other = posixpath.splitext(name)[0], posixpath.splitext(found)[0]
    return found if stem == other or closest(stem, [other], cutoff=0.5, shortest=1) else ""


def _name(path: str) -> str:
    """Return the name of a file: for an index its folder, for another page its name without the suffix."""
    folder, name = posixpath.split(path.removesuffix(".html").removesuffix(".md"))
    return posixpath.basename(folder) or name if name in ("index", "README") else name


def _forms(path: str) -> list[str]:
    stem = path.removesuffix(".html").removesuffix(".md")
    stem = stem.removesuffix("/index").removesuffix("/README")
    return [path, f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"]
