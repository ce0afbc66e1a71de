"""Find the external addresses to which the site links, and the pages and citations that depend on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from reading_edition.model.edition import Edition
from reading_edition.model.items import Page, Reference, Source
from reading_edition.model.names import owner_name
from reading_edition.render.entries import archive_address

_WEB = ("http://", "https://")


@dataclass(frozen=True)
class OutsideLink:
    """An external address, its source (if any), and the address of the source's archived copies."""

    address: str
    source: Source | None = None
    archive: str = ""
    file: str = ""  # the file and line that list the source
    supports: Sequence[str] = ()  # the citations of the source, or the locations of other links


def outside_links(edition: Edition, site: Path, own: Sequence[str] = ()) -> list[OutsideLink]:
    """Return the external links of a built site: links of sources first, each address once.

    Leave out archived copies of sources, and addresses that begin with one of ``own`` (the site, its repository).
    """
    archives = {_archive(source) for source in edition.sources}
    found: dict[str, OutsideLink] = {}
    for link in (*_of_sources(edition), *_written(edition), *_of_templates(site)):
        if link.address not in archives and not link.address.startswith(tuple(filter(None, own))):
            found.setdefault(link.address, link)
    return list(found.values())


def _archive(source: Source) -> str:
    return archive_address(source.csl.get("URL", ""), source.csl.get("issued", ""))


def _of_sources(edition: Edition) -> Iterator[OutsideLink]:
    file = edition.file(edition.settings.sources)
    for entry in edition.of_kind("source"):
        source = edition.source(entry.id)
        assert source is not None
        references = sorted(edition.references_to(entry), key=lambda each: (each.page.file, each.location or (0, 0)))
        supports = list(dict.fromkeys(_support(edition, reference) for reference in references))
        doi, where = source.csl.get("DOI", ""), ":".join([file, *(str(line) for line in (source.location or ())[:1])])
        for address in (f"https://doi.org/{doi}" if doi else "", str(source.csl.get("URL", ""))):
            if address.startswith(_WEB):
                yield OutsideLink(address, source, _archive(source), where, supports)


def _support(edition: Edition, reference: Reference) -> str:
    """Return where a source is cited: the location in the Markdown, and the name and URL for readers."""
    owner, page = reference.owner, reference.page
    name, fragment = (owner.title, "") if isinstance(owner, Page) else (owner_name(owner), f"#{owner.id}")
    where = ":".join([page.file, *map(str, reference.location or ())])
    return f"{where}: {name} ({f'{edition.address}{page.url}{fragment}' or './'})"


def _written(edition: Edition) -> Iterator[OutsideLink]:
    """Yield the links in the pages' Markdown."""
    supports: dict[str, list[str]] = {}
    for page in sorted(edition.pages, key=lambda page: page.file):
        for link in sorted(page.source.links, key=lambda link: link.location):
            if link.target.startswith(_WEB):
                supports.setdefault(link.target, []).append(f"{page.file}:{link.location.line}:{link.location.column}")
    for address, those in supports.items():
        yield OutsideLink(address, supports=those)


def _of_templates(site: Path) -> Iterator[OutsideLink]:
    """Yield the links in the rendered pages, including those from the theme's templates."""
    paths: dict[str, list[str]] = {}
    for file in sorted(site.rglob("*.html")):
        links = lxml.html.document_fromstring(file.read_bytes()).iter("a", "area")
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        for address in dict.fromkeys((link.get("href") or "").strip() for link in links):
            if address.startswith(_WEB):
                paths.setdefault(address, []).append(path)
    for address, (first, *others) in paths.items():
        more = f", and on {len(others)} more page{'' if len(others) == 1 else 's'}" if others else ""
        yield OutsideLink(address, supports=[f"{first}: from a template{more}"])
