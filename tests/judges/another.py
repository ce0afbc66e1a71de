"""``python tests/judges/another.py FOLDER``: builds the second edition of the tests, to validate it too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.another import build, drop_in


def main(folder: str) -> int:
    drop_in(Path(folder))
    built = build(Path(folder))
    if built.returncode:
        print(f"{built.stdout}{built.stderr}")
    return built.returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
