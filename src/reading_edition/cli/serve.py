"""Serve the site on this computer and rebuild it on every save; take another port if 8000 is in use."""

import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from reading_edition.cli import CommandError

_HOST, _PORT, _TRIES = "127.0.0.1", 8000, 100
OPTIONS = {"--port": {"type": int, "default": _PORT, "help": f"the first port to try ({_PORT} unless set)"}}


def run(config_file: str, port: int) -> int:
    wanted, port = port, free_port(port)
    if port != wanted:
        print(f"Port {wanted} is taken. The site is at http://{_HOST}:{port}/", flush=True)
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--config-file", config_file]
    return subprocess.run([*command, "--dev-addr", f"{_HOST}:{port}"], check=False).returncode  # noqa: S603


def is_free(port: int) -> bool:
    """Return whether a server can listen on a port of this computer."""
    with suppress(OSError), socket.create_server((_HOST, port)):
        return True
    return False


def free_port(first: int, is_free: Callable[[int], bool] = is_free) -> int:
    """Return the first free port from a number on. Raise :class:`CommandError` if a hundred are taken."""
    for port in range(first, first + _TRIES):
        if is_free(port):
            return port
    raise CommandError(f"ports {first} to {first + _TRIES - 1} are taken (name another with --port)")
