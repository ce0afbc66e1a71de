"""Unsafe styles: declarations and style sheets of CSS that load files or run programs."""

from collections.abc import Iterator

import tinycss2
from tinycss2.ast import Node

from reading_edition.model.problems import listed

_UNSAFE_NAMES = listed("styles", "unsafe_names")
_SAFE_FUNCTIONS = listed("styles", "safe_functions")
_DANGER = "which can load a file or run a program"


def style_fault(style: str) -> str:
    """What a style does that it must not do, as the rest of a sentence; nothing if it is safe."""
    for token in _tokens(style):
        if address := _address(token):
            return f"loads '{address}'"
        if token.type == "function" and token.lower_name not in _SAFE_FUNCTIONS:
            return f"uses '{token.lower_name}()', {_DANGER}"
        if token.type in ("at-keyword", "ident") and token.lower_value in _UNSAFE_NAMES:
            return f"uses '{'@' if token.type == 'at-keyword' else ''}{token.lower_value}', {_DANGER}"
    return ""


def loaded_file(style: str) -> str:
    """The first address in a style that is not a part of the same document, or nothing."""
    return next(filter(None, map(_address, _tokens(style))), "")


def _address(token: Node) -> str:
    """The address that a token loads, unless it begins with ``#``."""
    if token.type == "url":
        address = token.value.strip()
    elif token.type == "function" and token.lower_name == "url":
        address = next((part.value.strip() for part in token.arguments if part.type == "string"), "")
    else:
        return ""
    return "" if address.startswith("#") else address or "url()"


def _tokens(style: str) -> Iterator[Node]:
    """All tokens of a style in order, also those inside of functions and brackets."""
    nodes = tinycss2.parse_component_value_list(style)[::-1]
    while nodes:
        node = nodes.pop()
        yield node
        nodes += (getattr(node, "content", None) or getattr(node, "arguments", None) or [])[::-1]
