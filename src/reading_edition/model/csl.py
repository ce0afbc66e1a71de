"""CSL-JSON and items for BibTeX, from the CSL items of the settings and the list of sources.

See https://docs.citationstyles.org/en/stable/specification.html and its schema of CSL-JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reading_edition.model.dates import is_date

_DATES = ("issued", "accessed", "original-date", "event-date")
_TITLES = ("title", "container-title", "collection-title")


def csl_json(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item in CSL-JSON; dates in EDTF become lists of numbers, an interval two of them."""
    data = dict(item)
    for name in _DATES:
        if name in data and is_date(str(data[name])):
            data[name] = csl_date(str(data[name]))
        else:
            data.pop(name, None)  # the check of the sources reports it
    return data


def csl_date(text: str) -> dict[str, Any]:
    """A date of CSL-JSON from one in EDTF (level 0, ``~`` and ``?``)."""
    ends = [end.rstrip("~?") for end in text.split("/") if end not in ("", "..")]
    date: dict[str, Any] = {"date-parts": [_date_parts(end) for end in ends]}
    return date | {"circa": True} if "~" in text else date


def _date_parts(end: str) -> list[int]:
    """Year, month and day; CSL counts 64 BC as -64, which EDTF writes as -0063."""
    sign, digits = (-1, end[1:]) if end.startswith("-") else (1, end)
    year, *rest = (int(part) for part in digits.split("-"))
    return [sign * year - 1 if sign * year < 1 else year, *rest]


def for_bibtex(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item of CSL-JSON as BibTeX can express it.

    Titles are marked to keep their case, because BibTeX styles lower it; an interval within one year becomes
    the year.
    """
    kept = {name: f'<span class="nocase">{item[name]}</span>' for name in _TITLES if name in item}
    ends = [end[0] for end in item.get("issued", {}).get("date-parts", [])]
    years = {"issued": {"date-parts": [[ends[0]]]}} if len(ends) > 1 and len(set(ends)) == 1 else {}
    return {**item, **kept, **years}
