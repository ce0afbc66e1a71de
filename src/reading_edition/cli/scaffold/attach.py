"""Attaches a note reference or a link to words, which must occur once where they are said to occur.

Markdown is compared with these words as a reader sees it, each character where it is written.
"""

import html
import re
import unicodedata

from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import Edit, RefusedError, insertion
from reading_edition.cli.scaffold.locations import Where, did_you_mean
from reading_edition.model.runs import Span, plain

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
# Typewriter and typographic signs count as the same: keyboards give either.
_SAME = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ")
_SPACE = rf"[\s{MASK}]"
_AROUND_WORDS = ",.;:!?…()[]“”‘’"
_CLOSING = r"[,.;:!?…)”’\"'»›。，、！？؟،]*"
_END_OF_LINK = r"(?:\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\])"
_AFTER_WORDS = re.compile(rf"{_CLOSING}{_END_OF_LINK}?{_CLOSING}(?:\[\^[^\]\s]+\])*")
_INSIDE_LINK = re.compile(rf"[^\[\]]*{_END_OF_LINK}")
# Scripts that put no space between words: in them words begin and end anywhere.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def reference_after(where: Where, given: str, reference: str) -> Edit:
    """Puts a note reference after some words and the punctuation that closes them.

    Raises :class:`RefusedError`.
    """
    end = find_words(where, given).end
    match = _AFTER_WORDS.match(where.text, end)
    offset = match.end() if match else end
    if _INSIDE_LINK.match(where.text, offset):
        raise RefusedError(f"'{plain(given)}' ends inside a link (end it before or after the link)")
    return insertion(where.page.path, offset, reference)


def link_around(where: Where, given: str, target: str) -> Edit:
    """Makes some words a link. Raises :class:`RefusedError`."""
    span, text = find_words(where, given), where.text
    if MASK in masked(text)[span.start : span.end] or _INSIDE_LINK.match(text, span.end):
        hint = "choose words without"
        raise RefusedError(f"'{plain(given)}' has a link, a note reference or other markup in it ({hint})")
    return Edit(where.page.path, span.start, span.end, f"[{text[span.start : span.end]}]({target})")


def find_words(where: Where, given: str) -> Span:
    """The span of some words in a file. Raises :class:`RefusedError`."""
    wanted = plain(given).split()
    text = MASK * where.span.start + masked(where.text[where.span.start :])
    patterns = (f"{MASK}*".join(map(re.escape, word.translate(_SAME))) for word in wanted)
    matches = list(re.finditer(f"{_SPACE}+".join(patterns), text.translate(_SAME)))
    if len(matches) > 1:
        raise RefusedError(f"'{plain(given)}' occurs {len(matches)} times in {where.name} (give more words)")
    if not matches:
        words = plain(text[where.span.start :].replace(MASK, "")).split()
        spans = (" ".join(words[start : start + len(wanted)]) for start in range(len(words) - len(wanted) + 1))
        guess = closest(plain(given), (span.strip(_AROUND_WORDS) for span in spans))
        raise RefusedError(f"'{plain(given)}' does not occur in {where.name}{did_you_mean(guess)}")
    for edge in matches[0].span():
        if is_inside_word(text, edge):
            before, after = re.split(_SPACE, text[:edge])[-1], re.split(_SPACE, text[edge:])[0]
            whole = f"{before}{after}".strip(_AROUND_WORDS)
            found = plain(matches[0][0].replace(MASK, ""))
            raise RefusedError(f"'{found}' begins or ends inside the word '{whole}' (give the whole word)")
    return Span(*matches[0].span())


def is_inside_word(words: str, edge: int) -> bool:
    """Whether an offset among words is in the middle of one of them."""
    if not 0 < edge < len(words):
        return False
    before, after = words[edge - 1], words[edge]
    if after in "’'" and words[edge + 1 : edge + 2].isalnum():
        after = words[edge + 1]
    elif before in "’'" and words[edge - 2 : edge - 1].isalnum():
        before = words[edge - 2]
    return _is_of_word(before) and _is_of_word(after)


def _is_of_word(character: str) -> bool:
    script = unicodedata.name(character, "").split(" ")[0]
    is_letter = character.isalnum() or unicodedata.category(character).startswith("M")
    return is_letter and script not in _UNSPACED


def masked(text: str) -> str:
    """A text of the same length with a mask in place of the markup."""
    return _MARKUP.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    if match["escaped"]:
        return MASK + match["escaped"]
    shown = html.unescape(match["entity"])[:1] if match["entity"] else ""
    return shown + MASK * (len(match[0]) - len(shown))
