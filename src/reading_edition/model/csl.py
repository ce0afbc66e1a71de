"""CSL: its fields, which csl_fields.yaml lists, and the conversion of its items to CSL-JSON and for BibTeX.

See https://docs.citationstyles.org/en/stable/specification.html and its schema of CSL-JSON.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from reading_edition.model.dates import is_date, read_date
from reading_edition.model.messages import ENGLISH, Translator

_DATA = yaml.safe_load(Path(__file__).with_name("csl_fields.yaml").read_text(encoding="utf-8"))
TEXTS, NAMES, DATES, TYPES = (tuple(_DATA[name].split()) for name in ("texts", "names", "dates", "types"))
MEANT_FIELDS, MEANT_TYPES = (  # keyed by their names in other formats
    {other: name for name, others in _DATA[f"other names of {what}"].items() for other in others.split()}
    for what in ("fields", "types")
)
_OF_A_PART = re.compile(r"[~?%][-0-9]")  # a qualifier that is not at the end of a date
_MARK = re.compile("[~?%]")
_SEASON = re.compile(r"-?[0-9]+-2([1-4])[~?%]?$")
_TITLES = ("title", "container-title", "collection-title")


def csl_json(item: Mapping[str, Any], translate: Translator = ENGLISH) -> dict[str, Any]:
    """Return the item in CSL-JSON without invalid dates, which the check of the sources reports."""
    kept = {name: value for name, value in item.items() if name not in DATES or is_date(str(value))}
    return kept | {name: csl_date(str(kept[name]), translate) for name in DATES if name in kept}


def csl_date(text: str, translate: Translator = ENGLISH) -> dict[str, Any]:
    """Return an EDTF date as a CSL-JSON date: lists of numbers, or words if CSL cannot express the date."""
    read = read_date(text, translate)
    has_both = read.has_beginning and read.last is not None
    if not (has_both and all(end.iso for end in read.ends)) or _OF_A_PART.search(read.text):
        return {"literal": read.words}
    date: dict[str, Any] = {"date-parts": [_date_parts(end.iso) for end in read.ends]}
    if season := _SEASON.match(read.text):
        date["season"] = int(season[1])
    return date | {"circa": True} if _MARK.search(read.text) else date


def _date_parts(iso: str) -> list[int]:
    """Return year, month and day as numbers. CSL writes 64 BC as -64, EDTF as -0063."""
    sign, digits = (-1, iso[1:]) if iso.startswith("-") else (1, iso)
    year, *rest = (int(part) for part in digits.split("-"))
    return [sign * year - 1 if sign * year < 1 else year, *rest]


def for_bibtex(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a CSL-JSON item for BibTeX: titles marked to keep their case, an interval within a year as that year."""
    kept = {name: f'<span class="nocase">{item[name]}</span>' for name in _TITLES if name in item}
    ends = [end[0] for end in item.get("issued", {}).get("date-parts", [])]
    years = {"issued": {"date-parts": [[ends[0]]]}} if len(ends) > 1 and len(set(ends)) == 1 else {}
    return {**item, **kept, **years}
