"""Formats CSL items as citations (Chicago author-date style) and as BibTeX, with pandoc.

The output depends only on the items. Pandoc takes a second for a thousand items, so the results are cached in a folder
under a hash of the items. Citations are cached by year, because the style distinguishes an author's works of one year.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from lxml import etree

from link_checks.page import parse_content, write_content
from reading_edition.model.csl import csl_json, for_bibtex
from reading_edition.model.dates import date_of
from reading_edition.model.items import Source
from reading_edition.model.messages import ENGLISH, Translator
from reading_edition.store import Store

_FORM = 6  # version of the cached results; a new number invalidates the cache
_QUIETLY = ["--wrap=none", "--quiet"]  # the checks of sources.yaml report better than pandoc's warnings
_DOCUMENT = "---\nnocite: '@*'\n---\n"
# Chicago style omits these types from a bibliography, but the edition lists every source.
_WITHOUT_PRINTED_FORM = frozenset({"entry", "entry-dictionary", "entry-encyclopedia"})

Item = Mapping[str, Any]


class CitationError(RuntimeError):
    """An error for items that pandoc rejects; the message is pandoc's."""


def format_items(items: Iterable[Item], cache: Path, translate: Translator = ENGLISH) -> dict[str, str]:
    """Return the citation of each CSL item as HTML, keyed by the id of the item.

    ``cache`` is a folder that may be emptied at any time. The text that the style adds ("edited by") is in the
    language of ``translate``. Raise :class:`CitationError` if pandoc cannot read the data.
    """
    store, groups = Store(cache), dict[str, list[Item]]()
    for item in items:
        year = str(item.get("issued", ""))[: len("2010")]
        groups.setdefault(year, []).append(csl_json(item, translate))
    keys = {_key(f"html-{translate.language}", group): group for group in groups.values()}
    kept = {key: store.get_value(key) for key in keys}
    missing = {key: group for key, group in keys.items() if kept[key] is None}
    made = _citations([item for group in missing.values() for item in group], translate.language, cache)
    for key, group in missing.items():
        kept[key] = {item["id"]: made[item["id"]] for item in group if item["id"] in made}
        store.put_value(key, kept[key])
    return {name: html for citations in kept.values() for name, html in citations.items()}


def bibtex(items: Sequence[Item], cache: Path, translate: Translator = ENGLISH) -> str:
    """Return the items as BibTeX, with unchanged case in titles; ``cache`` and errors as in :func:`format_items`."""
    if not items:
        return ""
    pairs = [(item, _left_out(item, translate)) for item in items]
    known = [{**item, "issued": None} if "year" in left else item for item, left in pairs]
    data = [for_bibtex(csl_json(item)) for item in known]
    written = Store(cache).cached(_key("bibtex", data), partial(_pandoc, json.dumps(data), "csljson", "bibtex"))
    for item, left in pairs:
        for name, value in left.items():
            beginning = f"{{{item['id']},\n"
            written = written.replace(beginning, f"{beginning}  {name} = {{{value}}},\n", 1)
    return written


def _left_out(item: Item, translate: Translator) -> dict[str, str]:
    """Return the fields that pandoc omits from BibTeX: the DOI, and the year if the date is not exact."""
    date = date_of(str(item.get("issued", "")), translate)
    fields = {"doi": item.get("DOI", ""), "year": date.words if date and not date.is_exact else ""}
    return {name: str(value) for name, value in fields.items() if value}


def _key(form: str, items: Sequence[Item]) -> str:
    """Return the key under which the result for CSL-JSON items is cached."""
    data = json.dumps(items, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{_FORM} {form} pandoc {pypandoc.get_pandoc_version()}\n{data}".encode()).hexdigest()


def _citations(items: Sequence[Item], language: str, cache: Path) -> dict[str, str]:
    """Return the citations of CSL-JSON items, keyed by id; pandoc reads the items from a temporary file."""
    if not items:
        return {}
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as folder:
        bibliography = Path(folder, "bibliography.json")
        bibliography.write_text(json.dumps(items), encoding="utf-8")
        lang = f"--metadata=lang={'en-US' if language == 'en' else language}"
        arguments = ["--citeproc", f"--bibliography={bibliography}", lang]
        return dict(_entries(_pandoc(_DOCUMENT, "markdown", "html", *arguments)))


def _pandoc(text: str, before: str, after: str, *arguments: str) -> str:
    """Convert text by calling pandoc directly: pypandoc would query pandoc's formats before each conversion."""
    command = [pypandoc.get_pandoc_path(), f"--from={before}", f"--to={after}", *_QUIETLY, *arguments]
    made = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if made.returncode:
        raise CitationError(" ".join(made.stderr.split()))
    return made.stdout


def _entries(html: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each item and the content of its citation."""
    root = parse_content(html)
    etree.strip_tags(root, "span")  # pandoc's markup of quotations and of words that keep their case
    for element in root.find_class("csl-entry"):
        yield element.get("id", "").removeprefix("ref-"), write_content(element).strip()


def cited_item(source: Source) -> dict[str, Any]:
    """Return the CSL item of a source without its URL, which the entry shows next to the link to archived copies."""
    item = {name: value for name, value in source.csl.items() if name != "URL"}
    return item | {"type": "webpage"} if item.get("type") in _WITHOUT_PRINTED_FORM else item
