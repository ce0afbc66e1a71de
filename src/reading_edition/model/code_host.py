"""Where the edition's sources are kept, and how a reader is led there."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class CodeHost:
    """A code host, as the settings describe it. A line is ``#L14`` on GitHub, GitLab, Gitea and Forgejo."""

    file: str  # the address of a file of the documents' folder, with {path} in it
    form: str = ""  # that of the form in which a note is suggested, or nothing

    def line(self, path: str, line: int) -> str:
        """The address of a line of a file, or of the file where the line is not known."""
        address = self.file.replace("{path}", quote(path))
        return f"{address}#L{line}" if line else address

    def suggestion(self, **fields: str) -> str:
        """The address of the form, with its fields filled in: they are named by their ids."""
        return f"{self.form}{'&' if '?' in self.form else '?'}{urlencode(fields, quote_via=quote)}"


def code_host(repository: str, file: str, form: str) -> CodeHost | None:
    """The host of a repository, to which ``file`` and ``form`` are relative; None where none is named."""
    if not repository or not file:
        return None
    base = f"{repository.rstrip('/')}/"
    return CodeHost(base + file, base + form if form else "")
