"""The addresses outside the site that it links to, and what rests on each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

from link_checks.location import Location
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page, Reference, Source
from reading_edition.model.names import owner_name
from reading_edition.render.entries import archive_address

_WEB = ("http://", "https://")


class Support(NamedTuple):
    """What rests on a source, or contains a link: where it is written, and where it is read."""

    file: str
    line: int = 0
    column: int = 0
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class OutsideLink:
    """An address, the source that it belongs to (if any), and the address of the source's archived copies.

    ``supports`` are what cites the source; for other links, where the link is written, or the pages with it
    if a template wrote it.
    """

    address: str
    source: Source | None = None
    archive: str = ""
    file: str = ""  # where a source is listed, with its line
    supports: Sequence[Support] = ()


def outside_links(edition: Edition, pages: Mapping[str, HtmlElement], own: Sequence[str] = ()) -> list[OutsideLink]:
    """The addresses outside that a built site links to: those of sources first, each address once.

    ``pages`` are the finished pages by their path. Addresses that begin with one of ``own`` (the site, its
    repository) are left out, and so are the archived copies of sources.
    """
    archives = {_archive(source) for source in edition.sources}
    own = tuple(filter(None, own))
    found: dict[str, OutsideLink] = {}
    for link in (*_of_sources(edition), *_written(edition), *_of_templates(pages)):
        if link.address not in archives and not link.address.startswith(own):
            found.setdefault(link.address, link)
    return list(found.values())


def _archive(source: Source) -> str:
    return archive_address(source.csl.get("URL", ""), source.csl.get("issued", ""))


def _of_sources(edition: Edition) -> Iterator[OutsideLink]:
    file = edition.file(edition.settings.sources)
    for entry in edition.of_kind("source"):
        source = edition.source(entry.id)
        assert source is not None
        where = f"{file}:{source.location.line}" if source.location else file
        supports = sorted({_support(edition, reference) for reference in edition.references_to(entry)})
        doi = source.csl.get("DOI", "")
        for address in (f"https://doi.org/{doi}" if doi else "", str(source.csl.get("URL", ""))):
            if address.startswith(_WEB):
                yield OutsideLink(address, source, _archive(source), where, supports)


def _support(edition: Edition, reference: Reference) -> Support:
    owner, location = reference.owner, reference.location or Location(0, 0)
    if isinstance(owner, Page):
        return Support(owner.file, *location, owner.title, f"{edition.address}{owner.url}" or "./")
    return Support(owner.page.file, *location, owner_name(owner), f"{edition.address}{owner.page.url}#{owner.id}")


def _written(edition: Edition) -> Iterator[OutsideLink]:
    """The links of the pages' Markdown."""
    supports: dict[str, list[Support]] = {}
    for page in edition.pages:
        for link in page.source.links:
            if link.target.startswith(_WEB):
                supports.setdefault(link.target, []).append(Support(page.file, *link.location))
    for address, those in supports.items():
        yield OutsideLink(address, supports=sorted(those))


def _of_templates(pages: Mapping[str, HtmlElement]) -> Iterator[OutsideLink]:
    """The links of the finished pages, those of the theme's templates included."""
    paths: dict[str, list[str]] = {}
    for path, root in pages.items():
        for address in dict.fromkeys((link.get("href") or "").strip() for link in root.iter("a", "area")):
            if address.startswith(_WEB):
                paths.setdefault(address, []).append(path)
    for address, (first, *others) in paths.items():
        more = f", and on {len(others)} more page{'' if len(others) == 1 else 's'}" if others else ""
        yield OutsideLink(address, supports=[Support(first, name=f"from a template{more}")])
