"""Attach a note reference or a link to words that occur once in an item, compared as a reader sees them."""

import html
import re
from unicodedata import category

from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import Edit, RefusedError
from reading_edition.cli.scaffold.places import name_of, span_of
from reading_edition.model.items import Item

MASK = "\0"  # replaces each character of markup
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
_SAME = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ")  # typed and typographic characters match
_AROUND_WORDS = ",.;:!?…()[]“”‘’"
_CLOSING = r"[,.;:!?…)”’\"'»›。，、！？؟،]*"
_END_OF_LINK = r"(?:\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\])"
_AFTER_WORDS = re.compile(rf"{_CLOSING}{_END_OF_LINK}?{_CLOSING}(?:\[\^[^\]\s]+\])*")
_INSIDE_LINK = re.compile(rf"[^\[\]]*{_END_OF_LINK}")
# Thai and Lao, Myanmar, Khmer, and the scripts of China and Japan have no spaces between words.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "".join(sign for sign in map(chr, range(0x10000)) if category(sign).startswith("M"))
_LETTERS = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")


def reference_after(item: Item, given: str, reference: str) -> Edit:
    """Return the edit that adds a reference after words and their punctuation. Raise :class:`RefusedError`."""
    text, words = item.page.source.text, find_words(item, given)
    match = _AFTER_WORDS.match(text, words.end())
    end = match.end() if match else words.end()
    if _INSIDE_LINK.match(text, end):
        raise RefusedError(f"'{given}' ends inside a link", hint="end it before or after the link")
    return Edit(item.page.path, end, end, reference)


def link_around(item: Item, given: str, target: str) -> Edit:
    """Return the edit that makes words a link. Raise :class:`RefusedError`."""
    text, words = item.page.source.text, find_words(item, given)
    if MASK in words[0] or _INSIDE_LINK.match(text, words.end()):
        message = f"'{given}' has a link, a note reference or other markup in it"
        raise RefusedError(message, hint="choose words without")
    return Edit(item.page.path, *words.span(), f"[{text[words.start() : words.end()]}]({target})")


def find_words(item: Item, given: str) -> re.Match[str]:
    """Return the match of words in an item's masked text, at their offset in its file. Raise :class:`RefusedError`."""
    span, wanted = span_of(item), given.split()
    text = MASK * span.start + masked(item.page.source.text[span.start : span.end])
    patterns = (f"{MASK}*".join(map(re.escape, word.translate(_SAME))) for word in wanted)
    found = list(re.finditer(rf"[\s{MASK}]+".join(patterns), text.translate(_SAME)))
    if not found:
        words = text.replace(MASK, "").split()
        spans = (" ".join(words[first : first + len(wanted)]) for first in range(len(words) - len(wanted) + 1))
        guess = closest(given, (each.strip(_AROUND_WORDS) for each in spans))
        raise RefusedError(f"'{given}' does not occur in {name_of(item)}", guess)
    if len(found) > 1:
        raise RefusedError(f"'{given}' occurs {len(found)} times in {name_of(item)}", hint="give more words")
    if word := word_around(text, found[0].start()) or word_around(text, found[0].end()):
        raise RefusedError(f"'{given}' begins or ends inside the word '{word}'", hint="give the whole word")
    return found[0]


def word_around(text: str, edge: int) -> str:
    """Return the word that an offset splits, or an empty text."""
    return next((word[0] for word in _WORD.finditer(text) if word.start() < edge < word.end()), "")


def masked(text: str) -> str:
    """Return a text of the same length in which ``MASK`` replaces each character of markup."""
    return _MARKUP.sub(_mask, text)


def _mask(match: re.Match[str]) -> str:
    if match["escaped"]:
        return MASK + match["escaped"]
    shown = html.unescape(match["entity"] or "")[:1]
    return shown + MASK * (len(match[0]) - len(shown))
