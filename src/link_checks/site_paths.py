"""Split, join and normalize the paths and addresses of a site."""

import posixpath
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit

from link_checks.addresses import leads_outside

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # the suffixes of files that MkDocs converts


def split_url(address: str) -> SplitResult | None:
    """Return the parts of an address, or None if it cannot be parsed."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def split_path(address: str) -> tuple[str, str | None] | None:
    """Return the decoded path and fragment of an address in the site, or None for an external address."""
    if leads_outside(address):
        return None
    rest, mark, fragment = address.partition("#")
    path = unquote(rest.partition("?")[0]).replace("\\", "/")
    return path, (unquote(fragment) if mark else None)


def without_dots(path: str) -> str:
    """Resolve ``.`` and ``..`` in a path from the host's root, like browsers."""
    if "/." not in path:
        return path
    is_folder = path.endswith(("/", "/.", "/.."))
    return posixpath.normpath(path).rstrip("/") + ("/" if is_folder else "")


def normal_address(url: str) -> str:
    """Normalize an address from the site's root: decode it, and remove ``index.html`` and slashes at the ends."""
    normal = posixpath.normpath("/" + unquote(url)).lstrip("/")
    folder = normal.removesuffix("index.html") if normal.split("/")[-1] == "index.html" else normal
    return folder.rstrip("/")


def file_addresses(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ``{address: path}`` for pairs of address and path, with normalized addresses."""
    return {normal_address(url): path for url, path in pairs}


def joined(path: str, written: str) -> str:
    """Resolve ``written``, which is relative to the file at ``path``, to a path from the root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), written))


def relative(path: str, start: str) -> str:
    """Return ``path`` relative to the file at ``start``."""
    return posixpath.relpath(path, posixpath.dirname(start) or ".")


def at_url(url: str, path: str) -> str:
    """Join a relative path to the address of the page that contains it, and return the path from the site's root."""
    return posixpath.join(posixpath.dirname(f"{url}x"), path) if path else url
