"""Local HTTP servers."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignores clients that close the connection before the response."""


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """Runs a server and yields its address."""
    server = _QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def serving_files(folder: Path) -> Any:
    """Runs a file server and yields its address."""
    return serving(functools.partial(_QuietHandler, directory=str(folder)))


class _SlowHandler(_QuietHandler):
    """Sends a page in two pieces, the second after a pause in which the browser shows the first."""

    def __init__(self, *arguments: Any, cut: bytes, pause: float, **options: Any) -> None:
        self._cut, self._pause = cut, pause
        super().__init__(*arguments, **options)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        before, cut, after = content.partition(self._cut)
        outputfile.write(before + cut)
        outputfile.flush()
        if cut:
            time.sleep(self._pause)
        outputfile.write(after)


def serving_slowly(folder: Path, cut: str, pause: float = 1) -> Any:
    """Runs a file server that pauses for some seconds at the first ``cut`` in a page; yields its address."""
    return serving(functools.partial(_SlowHandler, directory=str(folder), cut=cut.encode(), pause=pause))
