"""``python tests/judges/another.py FOLDER...``: builds the other editions of the tests, to validate them too.

The first edition contains every feature that an export could lose: pictures, tables, markup in links, dates that are
not exact. The second edition contains all kinds of passages.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copytree

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.another import PROSE, build, drop_in
from support.cases import read_case
from support.sites import CASES, PROJECT, change


def main(folder: str, of_prose: str) -> int:
    drop_in(Path(folder))
    copytree(PROJECT / "docs/assets", Path(folder, "docs/assets"))  # for the picture in the case
    change(Path(folder), read_case(CASES / "exports" / "one_of_each.txt"))
    drop_in(Path(of_prose), PROSE)
    built = [build(Path(each)) for each in (folder, of_prose)]
    for each in built:
        if each.returncode:
            print(f"{each.stdout}{each.stderr}")
    return max(each.returncode for each in built)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
