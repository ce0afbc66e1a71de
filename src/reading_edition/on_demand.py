"""Writes the files of a preview when they are requested: pages, exports, and static files."""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort, ConfigurationError

if TYPE_CHECKING:  # the import loads a web server, which a build does not need
    from mkdocs.livereload import LiveReloadServer


@dataclass
class OnDemand:
    """The files of the latest build that are not written yet, by their paths in the site."""

    _deferred: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    _lock: Any = field(default_factory=Lock)

    def clear(self) -> None:
        self._deferred = {}

    def defer(self, path: str, make: Callable[[], bytes]) -> None:
        self._deferred[path] = make

    def defer_copy(self, path: str, original: str, site_folder: Path) -> None:
        """Defer a copy of a file that is itself deferred, or that the build writes."""
        self._deferred[path] = self._deferred.get(original) or (site_folder / original).read_bytes

    def make(self, path: str, site_folder: Path) -> bool:
        """Write a file if it is deferred, and return whether it was deferred."""
        with self._lock:
            if (make := self._deferred.pop(path, None)) is None:
                return False
            file = site_folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(make())
            return True

    def attach(self, server: "LiveReloadServer") -> None:
        """Make a server write a deferred file before it serves the file.

        Each request goes to the server first, because the server waits for a running build to end. If a file is then
        written, the request goes to the server again, because another build may have started meanwhile. A build
        empties the folder, so builds and writes wait for each other.
        """
        folder, show_error, build = Path(server.root), server.error_handler, server.builder

        def build_alone() -> None:
            with self._lock:
                try:
                    build()
                except (ConfigurationError, OSError) as error:  # MkDocs would print a traceback
                    raise Abort(str(error)) from error

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path, answers = _path_in_site(environ["PATH_INFO"], server.mount_path), [()]
            while True:
                body = server.serve_request(environ, lambda *answer: answers.append(answer))
                if not self.make(path, folder):
                    start_response(*answers[-1])
                    return body
                if close := getattr(body, "close", None):
                    close()

        def error_page(code: int) -> bytes | None:
            self.make(f"{code}.html", folder)
            return show_error(code)

        server.builder = build_alone
        server.set_app(serve)
        server.error_handler = error_page


def _path_in_site(path: str, mount_path: str) -> str:
    """Return the path in the site of a requested file."""
    path = path.encode("latin-1").decode("utf-8", "ignore").removeprefix(mount_path)
    return posixpath.normpath(f"/{path}index.html" if path.endswith("/") or not path else f"/{path}").lstrip("/")
