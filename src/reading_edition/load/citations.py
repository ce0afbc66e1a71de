"""Citations and BibTeX from CSL items, made by pandoc (Chicago style, author and date).

Both depend on the items alone. They take a second for a thousand items, so the results are kept in a cache folder
under the hash of the items: citations by years, because the style tells works of an author apart within a year.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from lxml import etree

from link_checks.page import parse_content, write_content
from reading_edition.load.results import read_json, write_text
from reading_edition.model.csl import csl_json, for_bibtex
from reading_edition.model.dates import ENGLISH, DateFormat, is_date, read_date
from reading_edition.model.items import Source

_FORM = 5  # of the results; another number makes the cache start again
_QUIETLY = ["--wrap=none", "--quiet"]  # the checks of sources.yaml report better what pandoc warns of
_DOCUMENT = "---\nnocite: '@*'\n---\n"
# Chicago style leaves these out of a bibliography; this one lists every source.
_WITHOUT_PRINTED_FORM = frozenset({"entry", "entry-dictionary", "entry-encyclopedia"})

Item = Mapping[str, Any]


class CitationError(RuntimeError):
    """The citation processor refused the items; the message is its own."""


def format_citations(sources: Sequence[Source], cache: Path, date_format: DateFormat = ENGLISH) -> dict[str, str]:
    """The citation of each source as HTML, by the source's id.

    ``cache`` is a folder that may be emptied at any time; the language of ``date_format`` is that of the words
    that the style adds ("edited by"). Raises :class:`CitationError` where pandoc cannot read the data.
    """
    return format_items([_to_be_cited(source) for source in sources], cache, date_format)


def format_items(items: Sequence[Item], cache: Path, date_format: DateFormat = ENGLISH) -> dict[str, str]:
    """The citation of each CSL item as HTML, by the item's id; ``cache`` and errors as above."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        year = str(item.get("issued", ""))[: len("2010")]
        groups.setdefault(year, []).append(csl_json(item, date_format))
    files = {_kept_file(f"html-{date_format.language}", group, cache): group for group in groups.values()}
    kept = {file: read_json(file) for file in files}
    missing = {file: group for file, group in files.items() if kept[file] is None}
    made = _citations([item for group in missing.values() for item in group], date_format.language, cache)
    for file, group in missing.items():
        kept[file] = {item["id"]: made[item["id"]] for item in group if item["id"] in made}
        write_text(file, json.dumps(kept[file], ensure_ascii=False))
    return {name: html for citations in kept.values() if citations for name, html in citations.items()}


def bibtex(items: Sequence[Item], cache: Path, date_format: DateFormat = ENGLISH) -> str:
    """The items as BibTeX, with their titles as they were written; ``cache`` and errors as above."""
    if not items:
        return ""
    pairs = [(item, _left_out(item, date_format)) for item in items]
    known = [{**item, "issued": None} if "year" in left else item for item, left in pairs]
    data = [for_bibtex(csl_json(item)) for item in known]
    kept = _kept_file("bibtex", data, cache)
    if not kept.is_file():
        write_text(kept, _pandoc(json.dumps(data), "csljson", "bibtex"))
    written = kept.read_text(encoding="utf-8")
    for item, left in pairs:
        for name, value in left.items():
            beginning = f"{{{item['id']},\n"
            written = written.replace(beginning, f"{beginning}  {name} = {{{value}}},\n", 1)
    return written


def _left_out(item: Item, date_format: DateFormat) -> dict[str, str]:
    """The fields that pandoc leaves out of BibTeX: DOI, and a year that is not a number."""
    issued = str(item.get("issued", ""))
    is_inexact = is_date(issued) and not read_date(issued).is_exact
    fields = {"doi": item.get("DOI", ""), "year": read_date(issued, date_format).words if is_inexact else ""}
    return {name: str(value) for name, value in fields.items() if value}


def _kept_file(form: str, items: Sequence[Item], cache: Path) -> Path:
    """The file of the result for items of CSL-JSON, which is there if they were formatted before."""
    data = json.dumps(items, ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(f"{_FORM} {form} pandoc {pypandoc.get_pandoc_version()}\n{data}".encode())
    return cache / f"{key.hexdigest()}.{form}"


def _citations(items: Sequence[Item], language: str, cache: Path) -> dict[str, str]:
    """The citations of items of CSL-JSON, which the citation processor reads from a file."""
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
    """Converts a text with pandoc itself: the library would ask it for its formats before each text."""
    command = [pypandoc.get_pandoc_path(), f"--from={before}", f"--to={after}", *_QUIETLY, *arguments]
    made = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if made.returncode:
        raise CitationError(" ".join(made.stderr.split()))
    return made.stdout


def _entries(html: str) -> Iterator[tuple[str, str]]:
    """The content of each citation, by the id of its item."""
    root = parse_content(html)
    etree.strip_tags(root, "span")  # pandoc's marks of case and quotation
    for element in root.find_class("csl-entry"):
        yield element.get("id", "").removeprefix("ref-"), write_content(element).strip()


def _to_be_cited(source: Source) -> dict[str, Any]:
    """An item without its address, which the entry itself shows, with the link to archived copies."""
    item = {name: value for name, value in source.csl.items() if name != "URL"}
    return item | {"type": "webpage"} if item.get("type") in _WITHOUT_PRINTED_FORM else item
