"""Dates in TEI."""

from __future__ import annotations

from reading_edition.model.dates import EdtfDate, is_date, read_date


def dated(text: str) -> dict[str, str]:
    """The attributes for a text in EDTF; none for a text that is not a date."""
    return date_attributes(read_date(text)) if is_date(text) else {}


def date_attributes(date: EdtfDate) -> dict[str, str]:
    """The attributes for a date.

    An interval is ``from`` and ``to``. An approximate date is bounded by the days that it names, with
    ``cert``; an uncertain one keeps its date, with a lower ``cert``. Both keep the EDTF itself.
    """
    iso = "-iso" if date.first.year < 1 else ""  # the other attributes count years before 1 differently
    attributes = {f"{name}{iso}": value for name, value in _bounds(date).items() if value}
    if "~" in date.text or "%" in date.text:
        attributes |= {"cert": "medium", "when-custom": date.text}
    if "?" in date.text:
        attributes |= {"cert": "low", "when-custom": date.text}
    return attributes


def _bounds(date: EdtfDate) -> dict[str, str]:
    last = date.last.isoformat() if date.last else ""
    if "~" in date.text or "%" in date.text:
        return {"notBefore": date.first.isoformat(), "notAfter": last}
    if "/" not in date.text:
        return {"when": date.ends[0].iso}
    is_open = date.text.rpartition("/")[2].rstrip("?") in ("", "..")
    return {"from": date.ends[0].iso, "to": "" if is_open or not last else date.ends[-1].iso}
