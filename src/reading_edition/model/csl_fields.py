"""The fields of a source in the terms of CSL, and what other lists call them, as csl_fields.yaml has them."""

from pathlib import Path

import yaml

_DATA = yaml.safe_load(Path(__file__).with_name("csl_fields.yaml").read_text(encoding="utf-8"))
TEXTS, NAMES, DATES, TYPES = (tuple(_DATA[name].split()) for name in ("texts", "names", "dates", "types"))


def _by_other_name(table: dict[str, str]) -> dict[str, str]:
    return {other: name for name, others in table.items() for other in others.split()}


MEANT_FIELDS = _by_other_name(_DATA["other names of fields"])
MEANT_TYPES = _by_other_name(_DATA["other names of types"])
