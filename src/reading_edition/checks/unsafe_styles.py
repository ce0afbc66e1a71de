"""Unsafe styles: declarations and style sheets of CSS that load files or run programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2.ast import Node

_UNSAFE_NAMES = frozenset("import font-face charset namespace behavior behaviour -moz-binding".split())
# Functions that compute a value or select an element. Any other can load a file or run a program.
_SAFE_FUNCTIONS = frozenset(
    """
    attr blur calc circle clamp color color-mix conic-gradient counter drop-shadow ellipse has hsl hsla hwb
    inset is lab lch light-dark linear-gradient matrix max min not nth-child nth-of-type oklab oklch opacity
    path polygon radial-gradient rgb rgba rotate scale scalex scaley skewx skewy steps cubic-bezier
    translate translatex translatey url var where
    """.split()
)


def style_fault(style: str) -> str:
    """What a style does that it must not do, as the rest of a sentence; nothing if it is safe."""
    for token in _tokens(tinycss2.parse_component_value_list(style)):
        if address := _address(token):
            return f"loads '{address}'"
        if token.type == "function" and token.lower_name not in _SAFE_FUNCTIONS:
            return f"uses '{token.lower_name}()', which can load a file or run a program"
        if token.type in ("at-keyword", "ident") and token.lower_value in _UNSAFE_NAMES:
            sign = "@" if token.type == "at-keyword" else ""
            return f"uses '{sign}{token.lower_value}', which can load a file or run a program"
    return ""


def loaded_file(style: str) -> str:
    """The first address in a style that is not a part of the same document, or nothing."""
    tokens = _tokens(tinycss2.parse_component_value_list(style))
    return next(filter(None, map(_address, tokens)), "")


def _address(token: Node) -> str:
    """The address that a token loads, unless it begins with ``#``."""
    if token.type == "url":
        address = token.value.strip()
    elif token.type == "function" and token.lower_name == "url":
        address = next((part.value.strip() for part in token.arguments if part.type == "string"), "")
    else:
        return ""
    return "" if address.startswith("#") else address or "url()"


def _tokens(nodes: Iterable[Node]) -> Iterator[Node]:
    """All tokens in order, also those inside of functions and brackets."""
    for node in nodes:
        yield node
        yield from _tokens(getattr(node, "content", None) or getattr(node, "arguments", None) or ())
