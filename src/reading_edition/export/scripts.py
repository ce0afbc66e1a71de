"""The edition's own scripts as they are sent: without the comments and the indentation that people read."""

from __future__ import annotations

FOLDER = "assets/js"  # in the documents' folder, and in the site


def light(script: str) -> str:
    """A script without lines that are empty or hold nothing but a comment, and without indentation.

    No string of the edition's scripts goes over several lines; a test keeps it so.
    """
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
