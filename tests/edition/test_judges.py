"""The validators of exports and pages: their versions are locked, and none of their install scripts runs."""

from __future__ import annotations

import json
from typing import Any

from support.sites import PROJECT

JUDGES = PROJECT / "tests" / "judges"


def locked() -> dict[str, Any]:
    packages: dict[str, Any] = json.loads((JUDGES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return packages


def test_the_lock_has_a_hash_of_every_package_and_no_registry_address() -> None:
    for name, package in locked().items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_every_validator_has_an_exact_version() -> None:
    wanted = json.loads((JUDGES / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: locked()[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_no_install_script_runs() -> None:
    settings = (JUDGES / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert {"ignore-scripts=true", "omit-lockfile-registry-resolved=true"} <= set(settings)
