"""The edition's own scripts as they are sent: without the comments and the indentation that people read."""

FOLDER = "assets/js"  # in the documents' folder and in the site


def minify(script: str) -> str:
    """A script without empty lines, without lines that are only a comment, and without indentation.

    No string of the edition's scripts may span several lines; a test checks that.
    """
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
