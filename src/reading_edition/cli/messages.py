"""List the missing translations in the message catalogs, plural forms included."""

from collections.abc import Iterator, Sequence

from reading_edition.model.messages import languages, messages, names_in, translator

OPTIONS = {"language": {"nargs": "*", "help": "a language, such as de; all that have a catalog if left out"}}


def run(language: Sequence[str], **_: str) -> int:
    found = {name: list(missing(name)) for name in language or languages()}
    for name, lines in found.items():
        print(f"{name}: {len(lines)} of {len(messages().names)} messages are missing", *lines, sep="\n  ")
    return int(any(found.values()))


def missing(language: str) -> Iterator[str]:
    """Yield each message without a translation, or whose translation has other names in braces."""
    catalog = translator(language).catalog
    for message in messages().names:
        words = catalog.get(message, "")
        forms = [words] if isinstance(words, str) else words
        if not words:
            yield message
        elif any(names_in(form) != names_in(message) for form in forms):
            yield f"{message}  ({', '.join(forms)} has other names in braces)"
