"""Characters that a reader cannot see, and that make an address or a name a different one."""

_NAMES = {
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u034f": "combining grapheme joiner",
    "\u061c": "Arabic letter mark",
    "\u115f": "Hangul filler",
    "\u180e": "Mongolian vowel separator",
    "\u2007": "figure space",
    "\u2009": "thin space",
    "\u200a": "hair space",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202f": "narrow no-break space",
    "\u2060": "word joiner",
    "\u3000": "ideographic space",
    "\ufeff": "zero-width no-break space",
    **{chr(code): "direction mark" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
_NOTHING = dict.fromkeys(map(ord, _NAMES))


def invisible_in(text: str) -> str:
    """The invisible characters of a text, each once: ``an invisible word joiner (U+2060)``; or nothing."""
    found = dict.fromkeys(character for character in text if character in _NAMES)
    names = [f"{_NAMES[character]} (U+{ord(character):04X})" for character in found]
    if not names:
        return ""
    article = "an invisible" if len(names) == 1 else "invisible characters:"
    return f"{article} {', '.join(names)}"


def without_invisible(text: str) -> str:
    """The text without its invisible characters."""
    return text.translate(_NOTHING)
