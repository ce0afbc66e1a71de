"""Links to the edition's files and to a form on its code host, such as GitHub."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class CodeHost:
    """A code host, as the settings describe it. ``#L14`` leads to a line on GitHub, GitLab, Gitea and Forgejo."""

    file: str  # the URL of a file in the documents' folder, with the placeholder {path}
    form: str = ""  # the URL of the form for suggesting a note, or empty

    def line(self, path: str, line: int) -> str:
        """Return the URL of a line of a file, or of the file if the line is 0 (unknown)."""
        address = self.file.replace("{path}", quote(path))
        return f"{address}#L{line}" if line else address

    def suggestion(self, **fields: str) -> str:
        """Return the URL of the form with its fields filled in; ``fields`` are keyed by their ids in the form."""
        return f"{self.form}{'&' if '?' in self.form else '?'}{urlencode(fields, quote_via=quote)}"


def code_host(repository: str, file: str, form: str) -> CodeHost | None:
    """Return the host of a repository, to which ``file`` and ``form`` are relative; None if it or ``file`` is empty."""
    if not repository or not file:
        return None
    base = f"{repository.rstrip('/')}/"
    return CodeHost(base + file, base + form if form else "")
