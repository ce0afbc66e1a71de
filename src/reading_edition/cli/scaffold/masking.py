"""The words of Markdown as a reader sees them, each character where it is written."""

import html
import re

MASK = "\0"  # in place of each character of markup
_MARKUP = re.compile(
    r"""
    \\(?P<escaped>[\\`*_{}\[\]()<>#+\-.!])
    | (?P<entity>&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)
    | \[\^[^\]\s]+\]                                              # a note reference
    | \] (?: \((?:[^()\\]|\\.|\([^()]*\))*\) | [ ]?\[[^\[\]\n]*\] )?   # the end of a link
    | \[
    | <!--.*?--> | </?[A-Za-z][^<>:]*> | [<>]                     # HTML, an address in angle brackets
    | \{:?[ \t]*[\#.\w][^{}\n]*\}                                 # attributes
    | \*{1,3} | (?<!\w)_{1,3}(?=\S) | (?<=\S)_{1,3}(?!\w) | `+    # emphasis, code
    """,
    re.VERBOSE | re.DOTALL,
)


def masked(text: str) -> str:
    """A text of the same length with a mask in place of the markup."""
    return _MARKUP.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    if match["escaped"]:
        return MASK + match["escaped"]
    shown = html.unescape(match["entity"])[:1] if match["entity"] else ""
    return shown + MASK * (len(match[0]) - len(shown))
