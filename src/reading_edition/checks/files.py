"""Check the files in the documents' folder: each has a harmless type and a plain name, and is no symbolic link.

An XML file, especially an SVG picture, must neither run nor load anything in a browser that opens it. expat parses
XML files, because it locates each tag, and stops at a document type, so that no entity is expanded. The rules follow
SVG 2 (https://www.w3.org/TR/SVG2/) and "secure static mode" in SVG Integration.
"""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.checks.unsafe_markup import SVG_FILE, attribute_fault, element_fault, part_fault, style_fault
from reading_edition.model.problems import fault, listed, located, refused

_XML = listed("xml", "endings")
_PASSIVE = _XML | listed("files", "passive")
_ACTIVE = refused("active_files")
_OF_HOSTS = listed("files", "of_hosts")
_NOT_PLAIN = frozenset('<>"\x7f') | frozenset(map(chr, range(0x20)))
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE_LANGUAGES = listed("xml", "active_languages")
_KNOWN = {"", *listed("xml", "known_languages"), *_ACTIVE_LANGUAGES}
_ANIMATIONS = ("animate", "animatemotion", "animatetransform", "set")


@dataclass(frozen=True)
class DocsFile:
    """A file in the documents' folder: its path, whether it or its folder is a symbolic link, and its bytes."""

    path: str
    is_link: bool
    read: Callable[[], bytes]


def is_link(folder: Path, path: str) -> bool:
    """Return whether a file in a folder, or a subfolder on its path, is a symbolic link."""
    file = folder / path
    ways = [file, *file.parents]
    return any(way.is_symlink() for way in ways[: ways.index(folder)])


def check_files(files: Iterable[DocsFile], named: Collection[str], call: Callable[[str], str]) -> Iterator[Problem]:
    """Yield all problems with files. ``named`` are the settings' scripts and styles; ``call`` returns a path's name."""
    for file in files:
        ending = posixpath.splitext(f"x{posixpath.basename(file.path)}")[1].lower().lstrip(".")
        if found := _fault(file, ending, named):
            yield located(found, call(file.path), None)
        elif ending in _XML:
            yield from check_xml(call(file.path), file.read())


def _fault(file: DocsFile, ending: str, named: Collection[str]) -> Problem | None:
    """Return the problem with a file that does not depend on its content, or None."""
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


class _DocumentTypeError(Exception):
    """The start of a document type, at which parsing stops."""


def check_xml(file: str, content: bytes) -> list[Problem]:
    """Return every problem with an XML file, in file order, up to a document type."""
    return _Reader(file, content).problems


class _Reader:
    """The parser of one XML file."""

    def __init__(self, file: str, content: bytes) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._style: str | None = None  # the content of the open <style>
        # An SVG file without a namespace is checked as SVG.
        self._language = _SVG if file.lower().endswith(".svg") else ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction
        try:
            self._parser.Parse(content, True)
        except _DocumentTypeError:
            pass
        except (expat.ExpatError, ValueError, LookupError) as error:
            self._report(fault("xml-syntax", why=str(error).partition(": line")[0]))

    def _report(self, fault: Problem) -> None:
        location = Location(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        self.problems.append(located(fault, self._file, location))

    def _doctype(self, *_: object) -> None:
        self._report(fault("xml-doctype"))
        raise _DocumentTypeError

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower().startswith("xml-"):
            self._report(fault("xml-instruction", name=target))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        language, _, tag = name.rpartition(" ")
        language, tag = language or self._language, tag.lower()
        for found in _faults_of_element(language, tag, attributes):
            self._report(found)
        if language == _SVG and tag == "style":
            self._style = ""

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style += text

    def _end(self, name: str) -> None:
        if self._style is not None and name.lower().endswith("style"):
            if why := style_fault(self._style):
                self._report(fault("unsafe-style/picture", why=why))
            self._style = None


def _faults_of_element(language: str, tag: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
    if language in _ACTIVE_LANGUAGES:
        yield fault("unsafe-element/language", tag=tag, language=language)
    elif language == _SVG and tag not in SVG_FILE:
        yield element_fault(tag, "picture")
    elif language == _SVG:
        for name, value in attributes.items():
            of, _, plain = name.rpartition(" ")
            if of in _KNOWN and (found := _attribute_fault(tag, plain.lower(), value)) is not None:
                yield found


def _attribute_fault(tag: str, name: str, value: str) -> Problem | None:
    if name == "attributename" and tag in _ANIMATIONS:
        changed = value.strip().lower().rpartition(":")[2]
        if changed in ("href", "style", "class") or changed.startswith("on"):
            return fault("unsafe-attribute/animation", tag=tag, changed=changed)
    if name in ("href", "src") and tag != "a" and not value.strip().startswith("#"):
        return part_fault(tag, name, value)
    return attribute_fault(tag, name, value)
