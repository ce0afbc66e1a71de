"""Files of XML, above all pictures of SVG: whether a browser that opens one runs or loads anything.

expat reads them, because it knows where each tag begins, and stops at a document type, so that no entity is
expanded. The rules follow SVG 2 (https://www.w3.org/TR/SVG2/) and "secure static mode" in SVG Integration.
"""

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.checks.unsafe_markup import SVG_FILE, attribute_fault, element_fault, part_fault
from reading_edition.checks.unsafe_styles import style_fault
from reading_edition.model.problems import fault, listed, located

_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = listed("xml", "active_languages")
_KNOWN = {"", *listed("xml", "known_languages"), *_ACTIVE}
_ANIMATIONS = ("animate", "animatemotion", "animatetransform", "set")


class _DocumentTypeError(Exception):
    """A document type begins; nothing behind it is read."""


def check_xml(file: str, content: bytes) -> list[Problem]:
    """Every problem with a file of XML, in file order, up to a document type."""
    return _Reader(file, content).problems


class _Reader:
    """One reading of one file."""

    def __init__(self, file: str, content: bytes) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._style: str | None = None  # the content of the <style> that is open
        # A picture that does not name its language is checked as SVG.
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
        for found in _faults(language, tag, attributes):
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


def _faults(language: str, tag: str, attributes: Mapping[str, str]) -> Iterator[Problem]:
    if language in _ACTIVE:
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
