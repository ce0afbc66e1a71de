"""The cache on disk. Its folder may be emptied at any time, and several builds may use it at once.

A key is a hash of everything on which the cached content depends, code included, so the cache is never out of date.
"""

import hashlib
import os
import pickle
import platform
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

_SRC = Path(__file__).parents[1]
_DEPENDENCIES = (
    "babel lxml markdown markupsafe mkdocs mkdocs-material nh3 jinja2 pypandoc-binary pyyaml tdewolff-minify tinycss2"
)
_DIGEST = hashlib.sha256().digest_size
_T = TypeVar("_T")
_MAX_AGE = 14 * 24 * 3600  # seconds since the last use


@dataclass(frozen=True)
class Store:
    """A folder of cached contents by key. A corrupt file counts as missing, and write errors are ignored."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        try:
            data = (self.folder / key).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(self.folder / key)
        return content

    def put(self, key: str, content: bytes) -> None:
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as part:
                part.write(hashlib.sha256(content).digest() + content)
            Path(part.name).replace(self.folder / key)

    def get_value(self, key: str) -> Any:
        """Return a value that :meth:`put_value` stored, or None."""
        data = self.get(key)
        return None if data is None else pickle.loads(data)  # noqa: S301 (this project wrote it)

    def put_value(self, key: str, value: object) -> None:
        self.put(key, pickle.dumps(value))

    def cached(self, key: str, make: Callable[[], _T]) -> _T:
        """Return the cached value, or else compute and cache it."""
        value: _T | None = self.get_value(key)
        if value is None:
            self.put_value(key, value := make())
        return value

    def prune(self) -> None:
        """Delete the files that were not used for two weeks."""
        for file in self.folder.glob("*"):
            with suppress(OSError):
                if file.stat().st_mtime < time.time() - _MAX_AGE:
                    file.unlink()


def content_of_yaml(value: object) -> bytes:
    """Return parsed YAML as bytes for a cache key. Pickle writes an aliased value once, which saves memory."""
    try:
        return pickle.dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError):  # an object that a plugin has added
        return os.urandom(16)  # so that the key is never found again


def cache_key(*values: object) -> str:
    """Return a hash of the code, and of the values and bytes on which the cached content depends."""
    found = hashlib.sha256(_code())
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode(errors="surrogatepass")
        found.update(b"%d " % len(data) + data)
    return found.hexdigest()


def hash_files(folder: Path) -> str:
    """Return a hash of all files in a folder and of their paths. A file that cannot be read counts as empty."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            content = b""
            with suppress(OSError):
                content = file.read_bytes()
            path = file.relative_to(folder).as_posix()
            found.update(f"{path} {len(content)} ".encode(errors="surrogatepass") + content)
    return found.hexdigest()


@cache
def _code() -> bytes:
    """Return hashes of this project's code, with the versions of its dependencies and of Python."""
    own = [hash_files(_SRC / name) for name in ("link_checks", "reading_edition")]
    versions = [_version(name) for name in _DEPENDENCIES.split()]
    return f"{own} {versions} {platform.python_version()}".encode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
