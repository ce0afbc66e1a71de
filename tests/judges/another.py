"""``python tests/judges/another.py FOLDER``: builds the second edition of the tests, to validate it too.

It has one of everything that an export may lose: pictures, tables, marks in links, dates that are not exact.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.another import build, drop_in
from support.cases import read_case
from support.sites import CASES, change


def main(folder: str) -> int:
    drop_in(Path(folder))
    change(Path(folder), read_case(CASES / "exports" / "one_of_each.txt"))
    built = build(Path(folder))
    if built.returncode:
        print(f"{built.stdout}{built.stderr}")
    return built.returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
