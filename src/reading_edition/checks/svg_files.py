"""Files of XML, above all pictures of SVG: whether a browser that opens one runs or loads anything.

Read by expat, which loads nothing and, where a document type begins, is stopped; so no entity is ever
expanded. After SVG 2 (https://www.w3.org/TR/SVG2/) and SVG Integration, whose "secure static mode" is what
a picture may do.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from reading_edition.checks.unsafe_markup import (
    SVG_FILE,
    Harm,
    fault_of_style,
    harm_of_name,
    harms_of_attribute,
)

_SVG = "http://www.w3.org/2000/svg"
_REFUSED_SPACES = {
    "http://www.w3.org/1999/xhtml": "a page of HTML",
    "http://www.w3.org/1998/Math/MathML": "a formula",
    "http://www.w3.org/1999/XSL/Transform": "a style sheet of XML",
    "http://www.w3.org/2001/xml-events": "what waits for events",
    "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul": "a program",
    "http://www.mozilla.org/xbl": "a program",
    "http://www.w3.org/2002/xforms": "a form",
    "http://www.w3.org/2001/XInclude": "another file",
}
_PREFIXES = {
    "": "",
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/2001/xml-events": "ev:",
}
_ANIMATIONS = ("animate", "animatemotion", "animatetransform", "set")
_SEPARATOR = " "


class _DocumentTypeError(Exception):
    """A document type begins; nothing behind it is read."""


def check_xml(file: str, content: bytes) -> list[Problem]:
    """What is wrong with a file of XML, in file order; at the first document type nothing more is read."""
    return _Reader(file, content).problems


class _Reader:
    """One reading of one file."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._style: list[str] = []  # what stands in the <style> that is open
        # A picture whose name space was forgotten is looked at as if it had one.
        self._space = _SVG if file.lower().endswith(".svg") else ""
        self._parser = parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        try:
            parser.Parse(content, True)
        except _DocumentTypeError:
            pass
        except (expat.ExpatError, ValueError, LookupError) as error:
            self._tell("xml-syntax", f"not valid XML: {str(error).partition(': line')[0]}", "export it again")

    def _tell(self, code: str, message: str, hint: str) -> None:
        location = Location(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        self.problems.append(problem_at(self.file, location, code, message, hint=hint))

    def _doctype(self, *_: object) -> None:
        hint = "take the line <!DOCTYPE ...> out"
        self._tell(
            "xml-doctype", "a document type can hold entities that fill the memory or load files", hint
        )
        raise _DocumentTypeError

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower().startswith("xml-"):
            message, hint = f"the instruction <?{target} ...?> loads something", "take it out"
            self._tell("xml-instruction", message, hint)

    def _start(self, name: str, ordered: list[str]) -> None:
        space, _, tag = name.rpartition(_SEPARATOR)
        space, tag = space or self._space, tag.lower()
        pairs = zip(map(_plain, ordered[::2]), ordered[1::2], strict=True)
        attributes = {key: value for key, value in pairs if key is not None}
        for harm in _harms(space, tag, attributes):
            self._tell(harm.code, harm.message, harm.hint)
        if space == _SVG and tag == "style":
            self._style = [""]

    def _text(self, text: str) -> None:
        if self._style:
            self._style.append(text)

    def _end(self, name: str) -> None:
        if self._style and name.rpartition(_SEPARATOR)[2].lower() == "style":
            if why := _fault_of_sheet("".join(self._style)):
                self._tell(
                    "unsafe-style", f"the <style> of this picture {why}", "set colors on the shapes instead"
                )
            self._style = []


def _plain(name: str) -> str | None:
    """An attribute's name in lower case, with the usual prefix; None for what browsers know nothing of."""
    space, _, name = name.rpartition(_SEPARATOR)
    return f"{_PREFIXES[space]}{name}".lower() if space in _PREFIXES else None


def _harms(space: str, tag: str, attributes: dict[str, str]) -> Iterator[Harm]:
    """What an element may not be or do. Elements of unknown name spaces do nothing in a browser."""
    if space in _REFUSED_SPACES:
        message, hint = f"<{tag}> is {_REFUSED_SPACES[space]} inside of another file", "take it out"
        yield Harm("unsafe-element", message, hint, tag)
    elif space == _SVG and tag not in SVG_FILE:
        yield harm_of_name(tag, "picture")
    elif space == _SVG:
        if tag in _ANIMATIONS:
            yield from _harms_of_animation(tag, attributes)
        for name, value in attributes.items():
            yield from _harms_of_attribute(tag, name, value)


def _harms_of_animation(tag: str, attributes: dict[str, str]) -> Iterator[Harm]:
    name = attributes.get("attributename", "").strip().lower().rpartition(":")[2]
    if name in ("href", "style", "class") or name.startswith("on"):
        yield Harm(
            "unsafe-attribute", f"<{tag}> changes '{name}' of what it stands in", "animate a shape", tag
        )


def _harms_of_attribute(tag: str, name: str, value: str) -> Iterator[Harm]:
    is_taken_in = name in ("href", "xlink:href", "src") and tag != "a"
    if is_taken_in and not value.strip().startswith("#"):
        message = f"<{tag}> takes in '{value.strip()[:60]}'"
        hint = f'only what stands in the same picture, {name}="#..."'
        yield Harm("remote-load", message, hint, tag, name, value)
    elif "url(" in value.lower() and (why := _fault_of_sheet(value)):
        hint = "only what stands in the same picture, url(#...)"
        yield Harm("unsafe-style", f"'{name}' on <{tag}> {why}", hint, tag, name, value)
    elif name == "style" or not is_taken_in:
        yield from harms_of_attribute(tag, name, value)


def _fault_of_sheet(style: str) -> str:
    """What a style in a picture does that it may not; every address in it must be in the picture itself."""
    if why := fault_of_style(style):
        return why
    addresses = style.lower().split("url(")[1:]
    other = next((each for each in addresses if not each.strip(" \t\r\n\"'").startswith("#")), None)
    return "" if other is None else f"loads '{other.partition(')')[0].strip()}'"
