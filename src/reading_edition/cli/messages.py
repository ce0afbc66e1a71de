"""Lists what is missing in the catalogs of messages: translations, and forms of plurals."""

import argparse
from collections.abc import Iterator

from reading_edition.model.messages import languages, messages, names_in, translator


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("language", nargs="*", help="a language, such as de; all that have a catalog if left out")


def run(options: argparse.Namespace) -> int:
    found = {language: list(missing(language)) for language in options.language or languages()}
    for language, lines in found.items():
        print(f"{language}: {len(lines)} of {len(messages().names)} messages are missing", *lines, sep="\n  ")
    return int(any(found.values()))


def missing(language: str) -> Iterator[str]:
    """The messages that a catalog does not translate, or whose names in braces it has not."""
    catalog = translator(language).catalog
    for message in messages().names:
        words = catalog.get(message, "")
        forms = [words] if isinstance(words, str) else words
        if not words:
            yield message
        elif any(names_in(form) != names_in(message) for form in forms):
            yield f"{message}  ({', '.join(forms)} has other names in braces)"
