"""Shared helpers for tests of exports: an edition in memory, and parsers for the exported files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from reading_edition.load.settings import read_settings
from reading_edition.model.about import About
from reading_edition.model.edition import Edition

from .cases import Case, read_case
from .editions import read_example
from .sites import CASES

PARTS = ("essay/part-1/", "essay/part-2/", "essay/part-3/")
EVERYTHING = CASES / "exports" / "everything.txt"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NAMES = {
    "t": "http://www.tei-c.org/ns/1.0",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def example_edition(case: Case | None = None, *, address: str = "") -> Edition:
    """Reads the example edition with the changes of a case; ``address`` is the address of its site."""
    edition = read_example(case or Case("as it is"))
    return replace(edition, address=address)


def edition_with_everything() -> Edition:
    return example_edition(read_case(EVERYTHING))


def facts_of(about: object) -> About:
    """Reads a value of ``about`` from settings."""
    return read_settings({"parts": ["a.md"], "received": "received.txt", "about": about}).facts


def is_passage(element: HtmlElement) -> bool:
    """Returns whether an element with an id is a passage of the essay in this repository."""
    name = element.get("id") or ""
    return name in ("title", "issue", "byline", "author-note") or (name[0] == "p" and name[1:2].isdigit())


@cache
def text_of(site: Path) -> str:
    return (site / "data/edition.txt").read_bytes().decode()


@cache
def tei_of(site: Path) -> etree._Element:
    return etree.parse(site / "data/edition.tei.xml").getroot()


@cache
def collection_of(site: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site / "data/annotations.jsonld").read_text(encoding="utf-8"))
    return data


@cache
def book_of(site: Path) -> Book:
    return Book((site / "data/edition.epub").read_bytes())


@dataclass(frozen=True)
class Book:
    """A parsed EPUB."""

    content: bytes

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def documents(self) -> Mapping[str, etree._Element]:
        """The XHTML documents, by name. Parsing fails if a document is not well-formed."""
        return {
            name.removeprefix("EPUB/"): etree.fromstring(content)
            for name, content in self.files.items()
            if name.endswith(".xhtml")
        }

    @cached_property
    def package(self) -> etree._Element:
        return etree.fromstring(self.files["EPUB/package.opf"])

    def metadata(self, path: str) -> list[str]:
        """Returns the texts at a path in the metadata."""
        return [str(item.text) for item in self.package.xpath(f"opf:metadata/{path}", namespaces=NAMES)]

    def links(self) -> Iterator[tuple[str, etree._Element]]:
        """Yields each link with the name of its document."""
        for name, root in self.documents.items():
            for link in root.iter(f"{XHTML}a"):
                yield name, link
