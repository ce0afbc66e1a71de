"""The files of the documents' folder: of a harmless type, with a plain name, and really in the folder."""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from link_checks.problem import Problem
from reading_edition.checks.svg_files import check_xml
from reading_edition.model.problems import fault, listed, located, refused

_XML = listed("xml", "endings")
_PASSIVE = _XML | listed("files", "passive")
_ACTIVE = refused("active_files")
_OF_HOSTS = listed("files", "of_hosts")
_NOT_PLAIN = frozenset('<>"\x7f') | frozenset(map(chr, range(0x20)))


@dataclass(frozen=True)
class DocsFile:
    """A file of the documents' folder: its path, whether it or its folder is a symbolic link, its bytes."""

    path: str
    is_link: bool
    read: Callable[[], bytes]


def is_link(folder: Path, path: str) -> bool:
    """Whether a file of a folder, or a folder on the way to it, is a symbolic link."""
    file = folder / path
    ways = [file, *file.parents]
    return any(way.is_symlink() for way in ways[: ways.index(folder)])


def check_files(files: Iterable[DocsFile], named: Collection[str], call: Callable[[str], str]) -> Iterator[Problem]:
    """Every problem with some files.

    ``named`` contains the paths of the scripts and style sheets that the settings name. ``call`` returns
    the name by which contributors know a path.
    """
    for file in files:
        ending = posixpath.splitext(f"x{posixpath.basename(file.path)}")[1].lower().lstrip(".")
        if found := _fault(file, ending, named):
            yield located(found, call(file.path), None)
        elif ending in _XML:
            yield from check_xml(call(file.path), file.read())


def _fault(file: DocsFile, ending: str, named: Collection[str]) -> Problem | None:
    """What is wrong with a file by its path alone."""
    path = file.path.lower()
    if file.is_link:
        return fault("symbolic-link")
    if path in _OF_HOSTS or path.startswith((".well-known/", "functions/")) or path.endswith("/web.config"):
        return fault("file-of-host", name=posixpath.basename(file.path))
    if sign := next((sign for sign in file.path if sign in _NOT_PLAIN), ""):
        return fault("file-name", sign=sign)
    what = f"a file of type '.{ending}'" if ending else "a file without an ending"
    if ending in _ACTIVE and file.path not in named:
        why, hint = _ACTIVE[ending]
        return fault("file-type/active", what=what, why=why, hint=hint)
    return None if ending in _PASSIVE or ending in _ACTIVE else fault("file-type", what=what)
