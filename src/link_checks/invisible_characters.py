"""Find characters that readers cannot see, but that change an address or a name."""

import unicodedata

_INVISIBLE = (
    "\u00a0\u00ad\u034f\u061c\u115f\u180e\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u202f\u2060\u3000\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # direction marks
)
_NOTHING = dict.fromkeys(map(ord, _INVISIBLE))


def invisible_in(text: str) -> str:
    """Return a phrase that names each invisible character once: ``an invisible word joiner (U+2060)``; or ``""``."""
    found = () if text.isascii() else dict.fromkeys(character for character in text if character in _INVISIBLE)
    names = [f"{unicodedata.name(sign).lower()} (U+{ord(sign):04X})" for sign in found]
    if not names:
        return ""
    article = "an invisible" if len(names) == 1 else "invisible characters:"
    return f"{article} {', '.join(names)}"


def unseen_difference(here: str, there: str) -> str:
    """Return the difference of two texts that look alike: ``with an invisible soft hyphen (U+00AD)``; or ``""``."""
    if here == there or _seen(here) != _seen(there):
        return ""
    signs = {sign for sign in f"{here}{there}" if here.count(sign) != there.count(sign)}
    more, fewer = (invisible_in("".join(sign for sign in text if sign in signs)) for text in (here, there))
    if more or fewer:
        return f"with {more}" if more else f"without {fewer}"
    return "in another Unicode form (composed or decomposed letters)"


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", without_invisible(text.replace("\u00a0", " ")))


def without_invisible(text: str) -> str:
    """Remove the invisible characters from a text."""
    return text.translate(_NOTHING)
