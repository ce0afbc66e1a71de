"""Prepares a text that is received in Markdown: what other programs write in another form; each change is reported."""

import re
from collections import Counter
from collections.abc import Iterator

_OTHER_BLOCK = re.compile(r"[> ]*(?:#|\||!\[|[*+-] |[0-9]+\. |:|\{|\[\^)")
_ATTRIBUTES = re.compile(r"^[> ]*\{:? ?[#.][^{}\n]*\}\n|(?<=\S) +\{:? ?[#.][^{}\n]*\}(?=\n)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]*\n)*?(?:---|\.\.\.)\n+(?=\S)")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


def with_breaks(lines: list[str]) -> list[str]:
    """Lines with ``<br>`` where a backslash or spaces break them; in a quotation, each line is one by itself."""
    return [_line(*pair) for pair in zip(lines, [*lines[1:], ""], strict=True)]


def _line(line: str, following: str) -> str:
    words = line.rstrip()
    is_broken = line.endswith("  ") or (words.endswith("\\") and not words.endswith("\\\\"))
    if (
        not words
        or not is_broken
        or not following.strip(" >")
        or _OTHER_BLOCK.match(following)
        or words.startswith("#")
    ):
        return words
    return words.removesuffix("\\").rstrip() + ("" if words.startswith(">") else "<br>")


def normalize(text: str) -> tuple[str, list[str]]:
    """A text without what is no word of it, whose notes have names that begin with a digit; and the changes."""
    changes = []
    for pattern, what in ((_FRONT_MATTER, "front matter"), (_COMMENT, "comments"), (_ATTRIBUTES, "names in braces")):
        text, count = pattern.subn("", text)
        if count:
            changes.append(f"removed {what} ({count})")
    numbers = _numbers(_NOTE.findall(text))
    text = re.sub(r"\[\^([^\]\s]+)\]", lambda found: f"[^{numbers.get(found[1], found[1])}]", text)
    if numbers:
        changes.append(f"numbered the notes: {', '.join(f'[^{old}] is [^{new}]' for old, new in numbers.items())}")
    return text, changes


def unmatched_notes(text: str) -> Iterator[str]:
    """What is wrong with the notes of a text: one without a reference to it, or a reference without a note."""
    notes, references = Counter(_NOTE.findall(text)), set(_REFERENCE.findall(text))
    for name, count in notes.items():
        if name not in references:
            yield f"nothing refers to the note [^{name}] (write [^{name}] after the words to which it belongs)"
        elif count > 1:
            yield f"there are {count} notes [^{name}] (name each by a number of its own, such as [^2.{name}])"
    for name in sorted(references - set(notes)):
        yield f"there is no note [^{name}] (write it on a line of its own: [^{name}]: The text of the note.)"


def _numbers(names: list[str]) -> dict[str, int]:
    """A number for each note, where not all names of notes begin with a digit."""
    return {} if all(name[0].isdigit() for name in names) else {name: at for at, name in enumerate(names, 1)}
