"""Citations, formatted from CSL data by pandoc's citation processor (Chicago style, author and date).

Formatting is pure: the same sources give the same citations. It takes some tenths of a second, so the
result is kept in a cache folder under the hash of what went in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pypandoc

from .dates import is_date
from .model import Source

_FORM = 2  # of what is kept; another number makes what was kept before useless
_PREFIX = "ref-"
_DOCUMENT = "---\nnocite: '@*'\n---\n"
_LEFT_TO_THE_ENTRY = frozenset({"URL"})  # the entry shows the address itself, with its archive link
# Chicago style keeps these out of a bibliography; this one lists every source.
_WITHOUT_PRINTED_FORM = frozenset({"entry", "entry-dictionary", "entry-encyclopedia"})


class CitationError(RuntimeError):
    """The citation processor refused the sources; the message is its own."""


def format_citations(sources: Sequence[Source], cache: Path) -> dict[str, str]:
    """The citation of each source as HTML, by the source's id.

    ``cache`` is a folder that may be emptied at any time. Raises :class:`CitationError` where pandoc
    cannot read the data.
    """
    if not sources:
        return {}
    items = json.dumps([_csl_json(source) for source in sources], ensure_ascii=False, sort_keys=True)
    made_by = f"{_FORM} pandoc {pypandoc.get_pandoc_version()}"
    key = hashlib.sha256(f"{made_by}\n{items}".encode()).hexdigest()
    kept = cache / f"{key}.json"
    if kept.is_file():
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    citations = _run_processor(items, cache)
    kept.write_text(json.dumps(citations, ensure_ascii=False), encoding="utf-8")
    return citations


def _run_processor(items: str, cache: Path) -> dict[str, str]:
    cache.mkdir(parents=True, exist_ok=True)
    bibliography = cache / "bibliography.json"
    bibliography.write_text(items, encoding="utf-8")
    arguments = ["--citeproc", f"--bibliography={bibliography}", "--metadata=lang=en-US", "--wrap=none"]
    try:
        html = pypandoc.convert_text(_DOCUMENT, "html", format="markdown", extra_args=arguments)
    except RuntimeError as error:
        raise CitationError(" ".join(str(error).split())) from error
    return dict(_entries(html))


def _entries(html: str) -> list[tuple[str, str]]:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return [
        (element.get("id", "").removeprefix(_PREFIX), _inner(element))
        for element in root.iter("div")
        if "csl-entry" in (element.get("class") or "")
    ]


def _inner(element: lxml.html.HtmlElement) -> str:
    for span in list(element.iter("span")):  # pandoc's own marks of case and quotation
        span.drop_tag()
    children = "".join(lxml.html.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + children).strip()


def _csl_json(source: Source) -> dict[str, Any]:
    """The item in CSL-JSON; dates in EDTF become lists of numbers, the ends of an interval two of them."""
    item = {name: value for name, value in source.csl.items() if name not in _LEFT_TO_THE_ENTRY}
    if item.get("type") in _WITHOUT_PRINTED_FORM:
        item["type"] = "webpage"
    for name in ("issued", "accessed", "original-date", "event-date"):
        if name in item and is_date(item[name]):
            item[name] = csl_date(item[name])
        else:
            item.pop(name, None)  # the check of the list says what is wrong with it
    return item


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
