"""Splits, joins, and normalizes paths and addresses of a site."""

import posixpath
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit

from link_checks.addresses import leads_outside

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # the endings of files that MkDocs converts


def split_url(address: str) -> SplitResult | None:
    """The parts of an address, or None if it cannot be taken apart."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def split_path(address: str) -> tuple[str, str | None] | None:
    """Path and fragment of an address inside the site, or None for one that leads outside."""
    if leads_outside(address):
        return None
    rest, mark, fragment = address.partition("#")
    path = unquote(rest.partition("?")[0]).replace("\\", "/")
    return path, (unquote(fragment) if mark else None)


def without_dots(path: str) -> str:
    """A path from the host's root without ``.`` and ``..``, which browsers remove."""
    if "/." not in path:
        return path
    is_folder = path.endswith(("/", "/.", "/.."))
    return posixpath.normpath(path).rstrip("/") + ("/" if is_folder else "")


def normal_address(url: str) -> str:
    """Normalize an address from the site's root: decoded, with the folder for an index, without slashes at the ends."""
    normal = posixpath.normpath("/" + unquote(url)).lstrip("/")
    folder = normal.removesuffix("index.html") if normal.split("/")[-1] == "index.html" else normal
    return folder.rstrip("/")


def file_addresses(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """``{address: path}`` from pairs of address and path, addresses in their normal form."""
    return {normal_address(url): path for url, path in pairs}


def joined(path: str, written: str) -> str:
    """The path that is written in a page, from the root; ``path`` is that of the page."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), written))


def relative(path: str, start: str) -> str:
    """A path as it is written in the file of another path."""
    return posixpath.relpath(path, posixpath.dirname(start) or ".")


def at_url(url: str, path: str) -> str:
    """The path from the site's root of a relative path in a page with an address."""
    return posixpath.join(posixpath.dirname(f"{url}x"), path) if path else url
