"""Placeholders: what a skeleton says where its writer has not written yet. The build lets none pass."""

MARK = "TODO:"
SOURCE = f"{MARK} its source."


def placeholder(words: str) -> str:
    """A placeholder for some words, which says what they are to be."""
    return f"{MARK} {words}."
