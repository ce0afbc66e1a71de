"""The command ``serve``: another port if one is taken."""

from __future__ import annotations

import pytest

from reading_edition.cli import CommandError
from reading_edition.cli.serve import free_port, is_free
from support.servers import serving_files
from support.sites import CASES


def test_the_first_free_port_is_taken() -> None:
    assert free_port(8000, lambda _: True) == 8000
    assert free_port(8000, lambda port: port >= 8002) == 8002


def test_a_port_with_a_server_is_not_free() -> None:
    with serving_files(CASES) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        assert not is_free(port)
        assert free_port(port) > port


def test_a_hundred_taken_ports_are_reported() -> None:
    with pytest.raises(CommandError, match="ports 8000 to 8099 are taken"):
        free_port(8000, lambda _: False)
