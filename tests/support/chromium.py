"""Finds a Chromium for the browser tests, or installs one.

``python tests/support/chromium.py`` prints the result; with ``--path``, it only finds a browser and prints its path.
As root on Debian, it installs the package ``chromium``. Elsewhere, Playwright downloads its own browser. The script
never fails: without a browser the other tests still run, and pytest lists the tests that did not run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL_HINT = "apt-get install chromium (as root), or: .venv/bin/python -m playwright install chromium"
# Chromium uses only the last --disable-features flag, so ours repeats the features that Playwright disables.
_DISABLED_BY_PLAYWRIGHT = """
    AvoidCorsURLLoaderRestartOnRedirect AimEnabled AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose
    HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter NetworkTimeServiceQuerying
    OptimizationHints PaintHolding PreconnectToSearch TcpPortRandomizationWin ThirdPartyStoragePartitioning
"""
# The popups of the address bar are separate pages in each window, and half of the cost of a new window.
_ADDRESS_BAR = "WebUIOmniboxPopup WebUIOmniboxAimPopup"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join([*_DISABLED_BY_PLAYWRIGHT.split(), *_ADDRESS_BAR.split()]),
)


def find() -> str | None:
    """Returns the path of a Chromium: from the variable CHROMIUM, from the system, or from Playwright."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwright_chromium()


def _playwright_chromium() -> str | None:
    folders = [
        Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright")),
        Path.home() / "Library/Caches/ms-playwright",
    ]
    for pattern in ("chromium-*/*/chrome", "chromium-*/*/Chromium.app/Contents/MacOS/Chromium"):
        for folder in folders:
            if found := sorted(folder.glob(pattern)):
                return str(found[-1])
    return None


def install() -> None:
    """Installs a Chromium with the package manager or with Playwright."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=environment, stdout=sys.stderr)
        subprocess.run(
            ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
            check=False,
            env=environment,
            stdout=sys.stderr,
        )
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)


def main() -> None:
    path = find()
    if path is None:
        print("No Chromium found; installing one.", file=sys.stderr, flush=True)
        install()
        path = find()
    if "--path" in sys.argv[1:]:
        print(path or "", flush=True)
        return
    print(f"Browser tests use {path}" if path else "No Chromium: the browser tests will not run.", flush=True)


if __name__ == "__main__":
    main()
