"""JSON with one item on each line, so that a change to one item changes one line.

Indented JSON takes four times as long to write, and half as much space again.
"""

import json
from collections.abc import Iterable
from functools import partial

json_line = partial(json.dumps, ensure_ascii=False)


def json_array(lines: Iterable[str], before: str = "", after: str = "") -> str:
    """An array of items that are already JSON, one on each line, between other JSON.

    Everything is joined once, because the array of a large edition takes much memory.
    """
    pieces = [piece for line in lines for piece in (line, ",\n")]
    return "".join([before, "[\n", *pieces[:-1], "\n]", after])
