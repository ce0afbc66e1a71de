"""The edition's own scripts as they are sent: without comments, and without the spaces that people read."""

import re

FOLDER = "assets/js"  # in the theme and in the site
_STRING = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`"""
_REGEX = r"(?<=[ (,=:!&|?])/(?![ /*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\])+/"
# What stays as it is; a comment; and a sign with the spaces around it.
_PART = re.compile(rf"({_STRING}|{_REGEX})|/\*.*?\*/|//.*|[ ]*([{{}}()\[\],;:?=<>&|*!])[ ]*")


def minify(script: str) -> str:
    """A script without empty lines, comments, indentation, and spaces around signs.

    No string of the edition's scripts may span several lines, which a test checks; a division has spaces around it.
    """
    lines = (_PART.sub(lambda part: part[1] or part[2] or "", line).strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
