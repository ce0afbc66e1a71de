"""What earlier builds made, in a folder that may be emptied at any time and used by several builds at once.

A name is a hash of all that the content was made of, the code included, so that what is kept is never out of date.
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

_PACKAGES = Path(__file__).parents[1]
_CODE = ("link_checks", "reading_edition")
_DEPENDENCIES = (
    "babel lxml markdown markupsafe mkdocs mkdocs-material nh3 jinja2 pypandoc-binary pyyaml tdewolff-minify tinycss2"
)
_DIGEST = hashlib.sha256().digest_size
_T = TypeVar("_T")
_KEPT = 14 * 24 * 3600  # seconds since a content was used for the last time


@dataclass(frozen=True)
class Store:
    """Contents by names; a file that is broken counts as none, and one that cannot be written is left out."""

    folder: Path

    def get(self, name: str) -> bytes | None:
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, content = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(self.folder / name)
        return content

    def put(self, name: str, content: bytes) -> None:
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as part:
                part.write(hashlib.sha256(content).digest() + content)
            Path(part.name).replace(self.folder / name)

    def get_value(self, name: str) -> Any:
        """A value that was put there, or None."""
        kept = self.get(name)
        return None if kept is None else pickle.loads(kept)  # noqa: S301 (this project wrote it)

    def put_value(self, name: str, value: object) -> None:
        self.put(name, pickle.dumps(value))

    def of(self, name: str, make: Callable[[], _T]) -> _T:
        """The value of a name, which is made if it was not saved."""
        value: _T | None = self.get_value(name)
        if value is None:
            self.put_value(name, value := make())
        return value

    def prune(self) -> None:
        """Removes what was not used for two weeks."""
        for file in self.folder.glob("*"):
            with suppress(OSError):
                if file.stat().st_mtime < time.time() - _KEPT:
                    file.unlink()


def content_of_yaml(value: object) -> bytes:
    """Some YAML as bytes that name a content; they hold what an alias repeats once, or a few lines fill the memory."""
    try:
        return pickle.dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError):  # an object that some plugin has put there
        return os.urandom(16)  # nothing that was made of it is used again


def name_of(*made_of: object) -> str:
    """The name of a content: a hash of the code, and of the values and bytes of which it is made."""
    found = hashlib.sha256(_code())
    for value in made_of:
        data = value if isinstance(value, bytes) else repr(value).encode(errors="surrogatepass")
        found.update(b"%d " % len(data) + data)
    return found.hexdigest()


def hash_files(folder: Path) -> str:
    """A hash of all files in a folder, with their paths; one that cannot be read has no content."""
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
    """A hash of the code of this project, and of the versions of what it is built on."""
    own = [hash_files(_PACKAGES / name) for name in _CODE]
    versions = [_version(name) for name in _DEPENDENCIES.split()]
    return f"{own} {versions} {platform.python_version()}".encode()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
