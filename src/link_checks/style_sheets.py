"""The addresses that a style sheet loads."""

from dataclasses import dataclass

import tinycss2

from link_checks.location import Location


@dataclass(frozen=True)
class StyleSheet:
    """A style sheet of the documents' folder."""

    file: str
    url: str
    text: str


def css_addresses(style: str) -> list[tuple[str, Location]]:
    """The addresses in ``url(...)``, ``@import "..."`` and ``image-set("...")``, in order, with locations.

    Comments and other strings contain none.
    """
    if not any(sign in style.lower() for sign in ("url(", "@import", "image-set(")):
        return []
    found = []
    waiting = [(tinycss2.parse_component_value_list(style, skip_comments=True), "")]
    while waiting:
        tokens, function = waiting.pop()
        before = ""
        for token in tokens:
            is_address = function == "url" or function.endswith("image-set") or before == "@import"
            if token.type == "url" or (token.type == "string" and is_address):
                found.append((Location(token.source_line, token.source_column), token.value))
            elif token.type == "function":
                waiting.append((token.arguments, token.lower_name))
            elif hasattr(token, "content"):
                waiting.append((token.content, ""))
            if token.type != "whitespace":
                before = f"@{token.lower_value}" if token.type == "at-keyword" else ""
    return [(address, location) for location, address in sorted(found) if address]
